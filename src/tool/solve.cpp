#include "tool/command.hpp"
#include "tool/progress.hpp"
#include "tool/rational_commands.hpp"
#include "tool/refusal.hpp"
#include "tool/to_json.hpp"

#include <perdis/output/curve_csv.hpp>
#include <perdis/output/write_whole.hpp>

#include <cmath>
#include <limits>

namespace perdis::tool {

namespace {

/// The D to solve at: as asked, or D(P).
double target(const Arguments& arguments, const Curve& outline, double slack) {
    if (arguments.distortion) {
        const double least = outline.min_distortion();
        const double asked = arguments.distortion->value;
        if (asked >= least - slack) { return asked; }
        throw Impossible("D = " + decimal(asked) + " is below D_min = " + decimal(least) + ": no estimator reaches it");
    }
    const double asked = arguments.perception->value;
    const double distortion = outline.distortion(asked);
    if (std::isfinite(distortion)) { return distortion; }
    throw Impossible("P = " + decimal(asked) + " is below P_min = " + decimal(outline.minimum_perception())
                     + ": no estimator reaches it");
}

/// X̂ = AY + b + W as CSV: a row a coordinate of X̂, with its row of A, its entry of b and its row of the noise covariance.
std::string affine_csv(const AffineEstimator<double>& estimator) {
    std::string text;
    for (Eigen::Index j = 0; j < estimator.matrix().cols(); ++j) { text += 'y' + std::to_string(j) + ','; }
    text += "intercept";
    for (Eigen::Index j = 0; j < estimator.noise_covariance().cols(); ++j) { text += ",noise" + std::to_string(j); }
    text += '\n';
    for (Eigen::Index i = 0; i < estimator.matrix().rows(); ++i) {
        for (const double entry : estimator.matrix().row(i)) { text += decimal(entry) + ','; }
        text += decimal(estimator.intercept()(i));
        for (const double entry : estimator.noise_covariance().row(i)) { text += ',' + decimal(entry); }
        text += '\n';
    }
    return text;
}

/// The end of cell i that is nearer −inf.
double edge(const Answer& answer, Eigen::Index i) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    if (i == 0) { return -infinite; }
    return i < answer.estimator.rows() ? answer.edges[static_cast<std::size_t>(i - 1)] : infinite;
}

/// An estimator as CSV: a row an observation or a cell of them, a column a symbol of the reconstruction alphabet; on the
/// line y and x̂.
std::string estimator_csv(const Answer& answer) {
    if (answer.linear) {
        return "slope,intercept\n" + decimal(answer.linear->slope()) + ',' + decimal(answer.linear->intercept()) + '\n';
    }
    if (answer.affine) { return affine_csv(*answer.affine); }
    if (answer.map.size() > 0) {
        std::string text = "y,estimate\n";
        for (const auto& row : answer.map.rowwise()) { text += decimal(row(0)) + ',' + decimal(row(1)) + '\n'; }
        return text;
    }
    std::string text = answer.cells ? "y_from,y_to" : "y";
    for (const auto& symbol : answer.alphabet.colwise()) {
        text += ',';
        for (Eigen::Index i = 0; i < symbol.size(); ++i) {
            if (i > 0) { text += ' '; }
            text += decimal(symbol(i));
        }
    }
    text += '\n';
    for (Eigen::Index y = 0; y < answer.estimator.rows(); ++y) {
        text += answer.cells ? decimal(edge(answer, y)) + ',' + decimal(edge(answer, y + 1)) : std::to_string(y);
        for (Eigen::Index z = 0; z < answer.estimator.cols(); ++z) {
            text += ',';
            text += decimal(answer.estimator(y, z));
        }
        text += '\n';
    }
    return text;
}

Json estimator_json(const Arguments& arguments, const Answer& answer) {
    if (!arguments.estimator.empty()) { return {{"file", arguments.estimator}}; }
    if (answer.linear) {
        return {{"slope", to_json(answer.linear->slope())}, {"intercept", to_json(answer.linear->intercept())}};
    }
    if (answer.affine) {
        return {{"matrix", to_json(RowMatrix(answer.affine->matrix()))},
                {"intercept", to_json(Eigen::VectorXd(answer.affine->intercept()))},
                {"noise_covariance", to_json(RowMatrix(answer.affine->noise_covariance()))}};
    }
    if (answer.map.size() > 0) {
        return {{"y", to_json(Eigen::VectorXd(answer.map.col(0)))},
                {"estimate", to_json(Eigen::VectorXd(answer.map.col(1)))}};
    }
    Json json = {{"reconstruction", symbols_to_json(answer.alphabet)}, {"rows", to_json(answer.estimator)}};
    if (answer.cells) { json["edges"] = answer.edges; }
    return json;
}

} // namespace

Exit solve(const Arguments& arguments) {
    if (!arguments.estimator.empty()) { require_writable(arguments.estimator); }
    const double tolerance = arguments.tolerance.value_or(default_tolerance);
    const ProblemText text = parse_problem(arguments.problem);
    if (text.arithmetic == Arithmetic::rational) { return rational_solve(arguments, text); }
    const auto model = open_model(read_problem(text), tolerance);
    const Curve outline = model->outline();
    const Answer answer = [&] {
        const ProgressLine progress("solve");
        return model->answer(target(arguments, outline, model->slack()));
    }();
    const bool sure = decided(answer.point, tolerance);
    Json json = head(*model, outline);
    json["status"] = sure ? "solved" : "undecided";
    json.update(to_json(answer.point));
    json["multipliers"] = {{"lambda", to_json(answer.multiplier)}};
    if (answer.prices.size() > 0) { json["multipliers"]["prices"] = to_json(answer.prices); }
    json["estimator"] = estimator_json(arguments, answer);
    if (!arguments.estimator.empty()) { write_whole(arguments.estimator, estimator_csv(answer)); }
    print(json.dump(2) + "\n");
    return sure ? Exit::done : Exit::undecided;
}

} // namespace perdis::tool
