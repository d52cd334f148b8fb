#include "minimise_input.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include <perdis/core/domain_error.hpp>

namespace perdis {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_finite(const Eigen::VectorXd& values) {
    return values.array().abs().maxCoeff<Eigen::PropagateNaN>() < infinity;
}

void check_bounds(const Eigen::VectorXd& bounds, const Eigen::VectorXd& start, std::string_view name) {
    if (bounds.size() == 0) { return; }
    require(bounds.size() == start.size(), "minimise", std::string(name) + " and start differ in size");
    for (Eigen::Index i = 0; i < bounds.size(); ++i) {
        const std::string entry = std::string(name) + "[" + std::to_string(i) + "]";
        const bool below = name == "lower" ? bounds[i] <= start[i] : start[i] <= bounds[i];
        require(below, "minimise", entry, bounds[i], name == "lower" ? "[-inf, start]" : "[start, inf]");
    }
}

} // namespace

void check_minimise_input(const Eigen::VectorXd& start, const MinimiseOptions& options) {
    require(start.size() > 0, "minimise", "start has no entries");
    for (Eigen::Index i = 0; i < start.size(); ++i) {
        require(std::abs(start[i]) < infinity, "minimise", "start[" + std::to_string(i) + "]", start[i], "(-inf, inf)");
    }
    check_bounds(options.lower, start, "lower");
    check_bounds(options.upper, start, "upper");
    require(options.tolerance > 0 && options.tolerance < 1, "minimise", "tolerance", options.tolerance, "(0, 1)");
    require(options.constraint_tolerance >= 0 && options.constraint_tolerance < infinity, "minimise",
            "constraint_tolerance", options.constraint_tolerance, "[0, inf)");
    require(options.maximum_evaluations >= 1, "minimise", "maximum_evaluations", options.maximum_evaluations,
            "[1, inf)");
    require(options.starts >= 1, "minimise", "starts", options.starts, "[1, inf)");
    require(options.method == MinimiseMethod::cobyla || options.constraints.empty(), "minimise",
            "only the method cobyla takes constraints");
    const bool box =
        options.lower.size() > 0 && options.upper.size() > 0 && is_finite(options.lower) && is_finite(options.upper);
    require(box || (options.starts == 1 && options.method != MinimiseMethod::direct), "minimise",
            "several starts and the method direct need finite bounds");
}

} // namespace perdis
