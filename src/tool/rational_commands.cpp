#include "tool/rational_commands.hpp"
#include "tool/progress.hpp"
#include "tool/rational_model.hpp"
#include "tool/refusal.hpp"
#include "tool/to_json.hpp"

#include <perdis/curve/verify_exactly.hpp>
#include <perdis/output/curve_csv.hpp>
#include <perdis/output/write_whole.hpp>

#include <limits>
#include <optional>

namespace perdis::tool {

namespace {

/// A point of the curve; without bounds below D_min.
struct ExactPoint {
    Rational distortion;
    std::optional<Bounds<Rational>> bounds = {};
    Rational slope = Rational(0);
};

RationalModel open_rational(const ProblemText& problem) { return RationalModel(read_problem<Rational>(problem)); }

ExactPoint point_at(const RationalModel& model, const Rational& distortion) {
    const PiecewiseLinear<Rational>& function = model.curve().function();
    if (distortion < function.min_distortion()) { return {distortion}; }
    return {distortion, model.curve().certificate(distortion), function.slope(distortion)};
}

bool decided(const ExactPoint& point) { return !point.bounds || point.bounds->lower == point.bounds->upper; }

Json head(const RationalModel& model) {
    const PiecewiseLinear<Rational>& function = model.curve().function();
    return {{"schema", 1},
            {"distortion_range", {to_json(function.min_distortion()), to_json(function.max_distortion())}},
            {"minimum_perception", to_json(function.minimum_perception())},
            {"method", "parametric_simplex"},
            {"slack", to_json(Rational(0))}};
}

Json point_to_json(const ExactPoint& point) {
    if (!point.bounds) {
        return {{"distortion", to_json(point.distortion)},
                {"perception", "inf"},
                {"lower", "inf"},
                {"upper", "inf"},
                {"slope", "-inf"}};
    }
    return {{"distortion", to_json(point.distortion)},
            {"perception", to_json(point.bounds->upper)},
            {"lower", to_json(point.bounds->lower)},
            {"upper", to_json(point.bounds->upper)},
            {"slope", to_json(point.slope)}};
}

template <class Range>
Json list_to_json(const Range& values) {
    Json list = Json::array();
    for (const Rational& value : values) { list.push_back(to_json(value)); }
    return list;
}

/// The point in double: D and the slope to nearest, the bounds outwards.
CurvePoint in_double(const ExactPoint& point) {
    const double distortion = rounded(point.distortion);
    if (!point.bounds) {
        constexpr double infinite = std::numeric_limits<double>::infinity();
        return {distortion, infinite, infinite, infinite, -infinite};
    }
    const double upper = rounded(point.bounds->upper, Rounding::up);
    return {distortion, upper, rounded(point.bounds->lower, Rounding::down), upper, rounded(point.slope)};
}

std::optional<double> in_double(const std::optional<Rational>& value) {
    if (!value) { return {}; }
    return rounded(*value);
}

std::vector<Rational> asked(const Arguments& arguments, const PiecewiseLinear<Rational>& function) {
    std::vector<Rational> distortions;
    for (const Quantity& distortion : arguments.at) { distortions.push_back(distortion.exact); }
    if (!distortions.empty()) { return distortions; }
    const Rational width = function.max_distortion() - function.min_distortion();
    for (int i = 0; i < arguments.points; ++i) {
        distortions.push_back(Rational(function.min_distortion() + width * Rational(i, arguments.points - 1)));
    }
    return distortions;
}

std::string rendered(const Arguments& arguments, const RationalModel& model, const std::vector<ExactPoint>& points) {
    if (arguments.format == "csv") {
        std::vector<CurvePoint> rows;
        for (const ExactPoint& point : points) { rows.push_back(in_double(point)); }
        return curve_csv(rows);
    }
    Json json = head(model);
    json["points"] = Json::array();
    for (const ExactPoint& point : points) { json["points"].push_back(point_to_json(point)); }
    json["breakpoints"] = Json::array();
    for (const auto& b : model.curve().function().vertices()) {
        json["breakpoints"].push_back({to_json(b.distortion), to_json(b.perception)});
    }
    return json.dump(2) + "\n";
}

DrawnCurve drawn(const RationalModel& model, const std::vector<ExactPoint>& points) {
    const PiecewiseLinear<Rational>& function = model.curve().function();
    DrawnCurve curve{.title = "P(D), exact",
                     .min_distortion = rounded(function.min_distortion()),
                     .max_distortion = rounded(function.max_distortion()),
                     .minimum_perception = rounded(function.minimum_perception())};
    for (const ExactPoint& point : points) { curve.points.push_back(in_double(point)); }
    for (const auto& b : function.vertices()) {
        curve.breakpoints.push_back({rounded(b.distortion), rounded(b.perception)});
    }
    return curve;
}

/// The D to solve at: as asked, or D(P).
Rational target(const Arguments& arguments, const PiecewiseLinear<Rational>& function) {
    if (arguments.distortion) {
        const Rational& asked = arguments.distortion->exact;
        if (asked >= function.min_distortion()) { return asked; }
        throw Impossible("D = " + asked.str() + " is below D_min = " + function.min_distortion().str()
                         + ": no estimator reaches it");
    }
    const Rational& asked = arguments.perception->exact;
    if (asked >= function.minimum_perception()) { return function.distortion(asked); }
    throw Impossible("P = " + asked.str() + " is below P_min = " + function.minimum_perception().str()
                     + ": no estimator reaches it");
}

Json alphabet_to_json(const DenseMatrix<Rational>& alphabet) {
    Json list = Json::array();
    for (Eigen::Index z = 0; z < alphabet.cols(); ++z) {
        list.push_back(alphabet.rows() == 1
                           ? to_json(alphabet(0, z))
                           : list_to_json(std::vector<Rational>(alphabet.col(z).begin(), alphabet.col(z).end())));
    }
    return list;
}

Json rows_to_json(const DenseMatrix<Rational>& matrix) {
    Json list = Json::array();
    for (Eigen::Index y = 0; y < matrix.rows(); ++y) {
        list.push_back(list_to_json(std::vector<Rational>(matrix.row(y).begin(), matrix.row(y).end())));
    }
    return list;
}

/// A row an observation, a column a symbol; every number exact.
std::string estimator_csv(const DenseMatrix<Rational>& alphabet, const DenseMatrix<Rational>& estimator) {
    std::string text = "y";
    for (Eigen::Index z = 0; z < alphabet.cols(); ++z) {
        for (Eigen::Index i = 0; i < alphabet.rows(); ++i) {
            text.append(i > 0 ? " " : ",").append(alphabet(i, z).str());
        }
    }
    text += '\n';
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        text += std::to_string(y);
        for (Eigen::Index z = 0; z < estimator.cols(); ++z) { text.append(",").append(estimator(y, z).str()); }
        text += '\n';
    }
    return text;
}

Json finding_to_json(const ExactVerification<Rational>::Finding& finding) {
    return {{"verdict", name_of(finding.verdict)},
            {"violation", to_json(finding.violation)},
            {"where", list_to_json(finding.where)}};
}

std::string statement(const ExactVerification<Rational>& found, std::size_t breakpoints) {
    std::string text =
        "P is linear between its " + std::to_string(breakpoints)
        + " breakpoints; its slopes were compared in rational arithmetic, where it was certified, lower = "
          "upper, at every breakpoint, amid every segment and beyond D_max: ";
    if (found.non_increasing.verdict == Verdict::proved && found.convex.verdict == Verdict::proved) {
        return text + "non-increasing and convex on [D_min, inf), proved exactly.";
    }
    return text + "non-increasing " + name_of(found.non_increasing.verdict) + ", convex "
           + name_of(found.convex.verdict) + ".";
}

} // namespace

Exit rational_info(const ProblemText& problem) {
    const Json json = [&] {
        const ProgressLine progress("info");
        const RationalModel model = open_rational(problem);
        Json found = head(model);
        found["estimators"] = to_json(model.places());
        return found;
    }();
    print(json.dump(2) + "\n");
    return Exit::done;
}

CurveOutput rational_curve(const Arguments& arguments, const ProblemText& problem) {
    ProgressLine progress("points");
    const RationalModel model = open_rational(problem);
    const PiecewiseLinear<Rational>& function = model.curve().function();
    const std::vector<Rational> distortions = asked(arguments, function);
    std::vector<ExactPoint> points;
    std::size_t infeasible = 0;
    CurveOutput found;
    for (const Rational& distortion : distortions) {
        points.push_back(point_at(model, distortion));
        progress.advance(distortions.size());
        if (!decided(points.back())) { found.status = Exit::undecided; }
        if (points.back().bounds) { continue; }
        ++infeasible;
        warn("D = " + distortion.str() + " is below D_min = " + function.min_distortion().str()
             + ": no estimator reaches it");
    }
    if (infeasible == points.size()) { found.status = Exit::impossible; }
    found.text = rendered(arguments, model, points);
    if (arguments.plot.empty()) { return found; }
    found.drawn = drawn(model, points);
    for (const PlaceOf<Rational>& place : model.places()) {
        found.places.push_back(
            {place.name, in_double(place.distortion), in_double(place.perception), place.own_alphabet, place.reason});
    }
    return found;
}

Exit rational_solve(const Arguments& arguments, const ProblemText& problem) {
    const RationalModel model = open_rational(problem);
    const Rational distortion = target(arguments, model.curve().function());
    const ExactPoint point = point_at(model, distortion);
    const TransportSolution<Rational> solution = model.curve().solution(distortion);
    const DenseMatrix<Rational> estimator = model.estimator(solution);
    Json json = head(model);
    json["status"] = decided(point) ? "solved" : "undecided";
    json.update(point_to_json(point));
    json["multipliers"] = {{"lambda", to_json(solution.multiplier)}, {"prices", list_to_json(solution.prices)}};
    if (arguments.estimator.empty()) {
        json["estimator"] = {{"reconstruction", alphabet_to_json(model.alphabet())}, {"rows", rows_to_json(estimator)}};
    } else {
        json["estimator"] = {{"file", arguments.estimator}};
        write_whole(arguments.estimator, estimator_csv(model.alphabet(), estimator));
    }
    print(json.dump(2) + "\n");
    return decided(point) ? Exit::done : Exit::undecided;
}

Exit rational_verify(const ProblemText& problem) {
    const RationalModel model = open_rational(problem);
    const PiecewiseLinear<Rational>& function = model.curve().function();
    const auto found = verify_exactly(function, [&](const Rational& d) { return *model.curve().certificate(d); });
    Json json = head(model);
    json["points"] = found.points;
    json["tolerance"] = to_json(Rational(0));
    json["non_increasing"] = finding_to_json(found.non_increasing);
    json["convex"] = finding_to_json(found.convex);
    json["theorem_applies"] = true;
    json["statement"] = statement(found, function.vertices().size());
    print(json.dump(2) + "\n");
    for (const auto& [verdict, status] :
         {std::pair{Verdict::disproved, Exit::impossible}, std::pair{Verdict::undecided, Exit::undecided}}) {
        if (found.non_increasing.verdict == verdict || found.convex.verdict == verdict) { return status; }
    }
    return Exit::done;
}

} // namespace perdis::tool
