#include "tool/reproduction.hpp"

#include <perdis/output/curve_csv.hpp>

#include <cstdio>

namespace perdis::tool {

void reproduce_figure5(const Reproduction& out) {
    std::string table = "noise_standard_deviation,distortion,perception,lower,upper,slope\n";
    Picture picture;
    picture.title = "Example 1: linear estimators of N(0, 1) from Y = X + N";
    picture.x_label = "distortion D (mean squared error)";
    picture.y_label = "perception: KL(p_X || p_X̂)   [nats]";
    picture.x_from = 0.0;
    picture.x_to = 2.0;
    picture.y_to = 2.0;
    for (const double deviation : {0.5, 1.0, 2.0, 5.0, 10.0}) {
        const ProblemFile problem{
            .prior = Gaussian<double>(0.0, variance(1.0)),
            .channel = {{AdditiveGaussian<double>(standard_deviation(deviation)), "channel"}},
            .distortion = SquaredError{},
            .divergence = KullbackLeibler{},
            .estimators = Estimators::linear,
        };
        const auto model = open_model(problem, default_tolerance);
        const std::vector<CurvePoint> points = out.trace(*model, 400);
        char name[32];
        std::snprintf(name, sizeof name, "noise σ = %g", deviation);
        picture.series.push_back(series_of(name, points));
        const std::string rows = curve_csv(points);
        for (std::size_t from = rows.find('\n') + 1; from < rows.size();) {
            const std::size_t end = rows.find('\n', from) + 1;
            table += decimal(deviation) + ',' + rows.substr(from, end - from);
            from = end;
        }
    }
    out.save("fig5.csv", table);
    out.draw("fig5.svg", picture);
}

} // namespace perdis::tool
