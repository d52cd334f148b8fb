#include "tool/reproduction.hpp"

#include <perdis/curve/verify.hpp>
#include <perdis/output/curve_csv.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace perdis::tool {

namespace {

using NamedDivergence = std::pair<std::string, DivergenceForm>;
using NamedDistortion = std::pair<std::string, DistortionForm>;

std::string name_of(const Finding& finding) {
    if (finding.verdict == Verdict::proved) { return "proved"; }
    return finding.verdict == Verdict::disproved ? "disproved" : "undecided";
}

/// P(X = ±1) = 1/4 in noise of deviation 1, seen in 720 cells over [-9, 9], restored to {-1, 0, 1}.
std::unique_ptr<Model> ternary_model(const DistortionForm& distortion, const DivergenceForm& divergence) {
    const ProblemFile problem{
        .prior = ternary(0.25),
        .channel = {{AdditiveGaussian<double>(standard_deviation(1.0)), "channel"}},
        .distortion = distortion,
        .divergence = divergence,
        .observation = Bins(-9.0, 9.0, 720),
    };
    return open_model(problem, default_tolerance);
}

/// One row of the table; whether both claims were proved.
bool add_row(const std::string& name, const std::vector<CurvePoint>& points, std::string& table) {
    const Verification found = verify(points, default_verify_tolerance);
    double widest = 0.0;
    for (const CurvePoint& point : points) {
        if (point.upper > point.lower) { widest = std::max(widest, point.upper - point.lower); }
    }
    table += name + ',' + std::to_string(found.points) + ',' + name_of(found.non_increasing) + ','
             + decimal(found.non_increasing.violation) + ',' + name_of(found.convex) + ','
             + decimal(found.convex.violation) + ',' + decimal(widest) + '\n';
    return found.non_increasing.verdict == Verdict::proved && found.convex.verdict == Verdict::proved;
}

} // namespace

bool reproduce_theorem1(const Reproduction& out) {
    const std::vector<NamedDivergence> divergences = {{"kullback_leibler", KullbackLeibler{}},
                                                      {"total_variation", TotalVariation{}},
                                                      {"squared_hellinger", SquaredHellinger{}},
                                                      {"chi_squared", ChiSquared{}},
                                                      {"renyi2", Renyi(2.0)}};
    const std::vector<NamedDistortion> distortions = {{"squared_error", SquaredError{}}, {"hamming", Hamming{}}};
    std::string table =
        "distortion,divergence,points,non_increasing,monotone_violation,convex,convex_violation,widest_certificate\n";
    bool proved = true;
    for (const auto& [distortion_name, distortion] : distortions) {
        Picture picture;
        picture.title = "P(X = ±1) = 1/4, σ = 1, X̂ in {-1, 0, 1}, " + distortion_name;
        std::replace(picture.title.begin(), picture.title.end(), '_', ' ');
        picture.x_label = "distortion D";
        picture.y_label = "perception P";
        std::vector<std::vector<CurvePoint>> curves;
        for (const auto& [divergence_name, divergence] : divergences) {
            curves.push_back(out.trace(*ternary_model(distortion, divergence), 50));
            const std::string name = distortion_name + "_" + divergence_name;
            proved = add_row(distortion_name + ',' + divergence_name, curves.back(), table) && proved;
            out.save("theorem1_" + name + ".csv", curve_csv(curves.back()));
            std::string title = divergence_name == "renyi2" ? "Rényi, order 2" : divergence_name;
            std::replace(title.begin(), title.end(), '_', ' ');
            picture.series.push_back(series_of(title, curves.back()));
        }
        const auto& range = curves.front();
        const double width = range.back().distortion - range.front().distortion;
        picture.x_from = range.front().distortion - 0.04 * width;
        picture.x_to = range.back().distortion + 0.04 * width;
        picture.y_to = readable_height(curves);
        out.draw("theorem1_" + distortion_name + ".svg", picture);
    }
    out.save("theorem1.csv", table);
    return proved;
}

} // namespace perdis::tool
