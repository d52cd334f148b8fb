#include "tool/command.hpp"
#include "tool/plot.hpp"
#include "tool/to_json.hpp"

#include <perdis/output/curve_csv.hpp>
#include <perdis/output/write_whole.hpp>

#include <algorithm>
#include <filesystem>
#include <limits>

namespace perdis::tool {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

std::string rendered(const Arguments& arguments, const Model& model, const Curve& outline,
                     const std::vector<CurvePoint>& points) {
    if (arguments.format == "csv") { return curve_csv(points); }
    Json json = head(model, outline);
    json["points"] = Json::array();
    for (const CurvePoint& point : points) { json["points"].push_back(to_json(point)); }
    json["breakpoints"] = Json::array();
    return json.dump(2) + "\n";
}

} // namespace

Exit curve(const Arguments& arguments) {
    for (const std::string* path : {&arguments.output, &arguments.plot}) {
        if (!path->empty()) { require_writable(*path); }
    }
    const double tolerance = arguments.tolerance.value_or(default_tolerance);
    const auto model = open_model(read_problem(arguments.problem), tolerance);
    const Curve outline = model->outline();
    const double least = outline.min_distortion();
    const auto distortions = arguments.at.empty() ? equally_spaced(outline, arguments.points) : arguments.at;
    std::vector<CurvePoint> points = points_at(*model, distortions, arguments.threads);
    std::size_t infeasible = 0;
    bool all_decided = true;
    for (CurvePoint& point : points) {
        if (point.distortion < least - model->slack()) {
            ++infeasible;
            point = {point.distortion, infinite, infinite, infinite, -infinite};
            warn("D = " + decimal(point.distortion) + " is below D_min = " + decimal(least)
                 + ": no estimator reaches it");
        }
        all_decided = all_decided && decided(point, tolerance);
    }
    const std::string text = rendered(arguments, *model, outline, points);
    if (arguments.output.empty()) {
        print(text);
    } else {
        write_whole(arguments.output, text);
    }
    if (!arguments.plot.empty()) {
        const std::string name = model->estimators_convex() ? "P(D), certified" : "linear estimators, not P(D)";
        const std::string title = std::filesystem::path(arguments.problem).stem().string();
        write_whole(arguments.plot, svg(picture_of(title, name, outline, points, model->places())));
    }
    if (infeasible == points.size()) { return Exit::impossible; }
    return all_decided ? Exit::done : Exit::undecided;
}

} // namespace perdis::tool
