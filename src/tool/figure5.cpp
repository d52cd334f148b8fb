#include "tool/reproduction.hpp"

#include <perdis/output/curve_csv.hpp>

#include <cstdio>
#include <utility>

namespace perdis::tool {

namespace {

/// X ~ N(0, 1) in Gaussian noise of this deviation under KL.
ProblemFile example(double deviation, Estimators estimators) {
    return {
        .prior = Gaussian<double>(0.0, variance(1.0)),
        .channel = {{AdditiveGaussian<double>(standard_deviation(deviation)), "channel"}},
        .distortion = SquaredError{},
        .divergence = KullbackLeibler{},
        .estimators = estimators,
    };
}

std::string name_of(double deviation) {
    char name[32];
    std::snprintf(name, sizeof name, "noise σ = %g", deviation);
    return name;
}

/// Points of a curve of Example 1, appended to a table with leading columns; the curve.
std::vector<CurvePoint> tabulate(const Reproduction& out, double deviation, Estimators estimators, int count,
                                 const std::string& leading, std::string& table) {
    const auto model = open_model(example(deviation, estimators), default_tolerance);
    const std::vector<CurvePoint> points = out.trace(*model, count);
    const std::string rows = curve_csv(points);
    for (std::size_t from = rows.find('\n') + 1; from < rows.size();) {
        const std::size_t end = rows.find('\n', from) + 1;
        table += leading + rows.substr(from, end - from);
        from = end;
    }
    return points;
}

Picture plane(const std::string& title) {
    Picture picture;
    picture.title = title;
    picture.x_label = "distortion D (mean squared error)";
    picture.y_label = "perception: KL(p_X || p_X̂)   [nats]";
    picture.x_from = 0.0;
    picture.x_to = 2.0;
    picture.y_to = 2.0;
    return picture;
}

} // namespace

void reproduce_figure5(const Reproduction& out) {
    std::string table = "noise_standard_deviation,distortion,perception,lower,upper,slope\n";
    Picture picture = plane("Example 1: linear estimators of N(0, 1) from Y = X + N");
    for (const double deviation : {0.5, 1.0, 2.0, 5.0, 10.0}) {
        const auto points = tabulate(out, deviation, Estimators::linear, 400, decimal(deviation) + ',', table);
        picture.series.push_back(series_of(name_of(deviation), points));
    }
    out.save("fig5.csv", table);
    out.draw("fig5.svg", picture);
}

void reproduce_figure5_true(const Reproduction& out) {
    std::string table = "noise_standard_deviation,estimators,distortion,perception,lower,upper,slope\n";
    Picture picture = plane("Example 1 and the true P(D): estimators of N(0, 1) from Y = X + N");
    picture.x_from = 0.7;
    picture.x_to = 1.9;
    for (const double deviation : {2.0, 5.0, 10.0}) {
        for (const Estimators estimators : {Estimators::linear, Estimators::all}) {
            const bool all = estimators == Estimators::all;
            const auto points =
                tabulate(out, deviation, estimators, 200, decimal(deviation) + (all ? ",all," : ",linear,"), table);
            Series series = series_of(name_of(deviation) + (all ? ": P(D)" : ": linear only"), points);
            series.dashed = !all;
            series.colour = picture.series.size() / 2;
            picture.series.push_back(std::move(series));
        }
    }
    out.save("fig5_true.csv", table);
    out.draw("fig5_true.svg", picture);
}

} // namespace perdis::tool
