#include "tool/command.hpp"
#include "tool/plot.hpp"
#include "tool/progress.hpp"
#include "tool/rational_commands.hpp"
#include "tool/to_json.hpp"

#include <perdis/output/curve_csv.hpp>
#include <perdis/output/write_whole.hpp>

#include <filesystem>
#include <limits>

namespace perdis::tool {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

std::string rendered(const Arguments& arguments, const Model& model, const Curve& outline, const DrawnCurve& curve) {
    if (arguments.format == "csv") { return curve_csv(curve.points); }
    Json json = head(model, outline);
    json["points"] = Json::array();
    for (const CurvePoint& point : curve.points) { json["points"].push_back(to_json(point)); }
    json["breakpoints"] = Json::array();
    for (const Breakpoint& b : curve.breakpoints) {
        json["breakpoints"].push_back({to_json(b.distortion), to_json(b.perception)});
    }
    return json.dump(2) + "\n";
}

std::vector<double> asked(const Arguments& arguments, const Curve& outline) {
    if (arguments.at.empty()) { return equally_spaced(outline, arguments.points); }
    std::vector<double> distortions;
    for (const Quantity& distortion : arguments.at) { distortions.push_back(distortion.value); }
    return distortions;
}

CurveOutput rounded_curve(const Arguments& arguments, const ProblemText& problem) {
    const double tolerance = arguments.tolerance.value_or(default_tolerance);
    const auto model = open_model(read_problem(problem), tolerance);
    const Curve outline = model->outline();
    const double least = outline.min_distortion();
    CurveOutput found;
    found.drawn = {.title = model->estimators_convex() ? "P(D), certified" : "linear estimators, not P(D)",
                   .min_distortion = least,
                   .max_distortion = outline.max_distortion(),
                   .minimum_perception = outline.minimum_perception(),
                   .points = points_at(*model, asked(arguments, outline), arguments.threads)};
    std::size_t infeasible = 0;
    bool all_decided = true;
    for (CurvePoint& point : found.drawn.points) {
        if (point.distortion < least - model->slack()) {
            ++infeasible;
            point = {point.distortion, infinite, infinite, infinite, -infinite};
            warn("D = " + decimal(point.distortion) + " is below D_min = " + decimal(least)
                 + ": no estimator reaches it");
        }
        all_decided = all_decided && decided(point, tolerance);
    }
    const bool plotted = !arguments.plot.empty();
    if (plotted || arguments.format == "json") {
        const ProgressLine progress("breakpoints");
        found.drawn.breakpoints = model->breakpoints();
    }
    if (plotted) { found.places = model->places(); }
    found.text = rendered(arguments, *model, outline, found.drawn);
    if (infeasible == found.drawn.points.size()) {
        found.status = Exit::impossible;
    } else if (!all_decided) {
        found.status = Exit::undecided;
    }
    return found;
}

} // namespace

Exit curve(const Arguments& arguments) {
    for (const std::string* path : {&arguments.output, &arguments.plot}) {
        if (!path->empty()) { require_writable(*path); }
    }
    const ProblemText problem = parse_problem(arguments.problem);
    const CurveOutput found = problem.arithmetic == Arithmetic::rational ? rational_curve(arguments, problem)
                                                                         : rounded_curve(arguments, problem);
    if (arguments.output.empty()) {
        print(found.text);
    } else {
        write_whole(arguments.output, found.text);
    }
    if (!arguments.plot.empty()) {
        const std::string title = std::filesystem::path(arguments.problem).stem().string();
        write_whole(arguments.plot, svg(picture_of(title, found.drawn, found.places)));
    }
    return found.status;
}

} // namespace perdis::tool
