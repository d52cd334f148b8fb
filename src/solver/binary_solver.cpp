#include <perdis/solver/binary_solver.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/solver/binary_form.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace perdis {

namespace {

/// The q_1 of least divergence.
struct Interval {
    double low, high;
};

double slope_of(const FiniteDivergence& d, Eigen::Index x) { return d.ground()(x, 1) - d.ground()(x, 0); }

Interval best_outputs(const FiniteProblem& problem) {
    const FiniteDivergence& d = problem.divergence();
    if (d.kind() == FiniteDivergence::Kind::transport) {
        double nearer = 0.0;
        double as_near = 0.0;
        for (Eigen::Index x = 0; x < d.source().size(); ++x) {
            if (slope_of(d, x) < 0.0) { nearer += d.source()(x); }
            if (slope_of(d, x) == 0.0) { as_near += d.source()(x); }
        }
        return {std::min(nearer, 1.0), std::min(nearer + as_near, 1.0)};
    }
    const double other = d.reference()(0);
    const double one = d.reference()(1);
    if (!(other + one > 0.0)) { return {problem.usable(0) ? 0.0 : 1.0, problem.usable(1) ? 1.0 : 0.0}; }
    if (d.kind() == FiniteDivergence::Kind::total_variation && d.omitted() > 0.0) {
        return {one, std::clamp(1.0 - other, one, 1.0)};
    }
    return {one / (other + one), one / (other + one)};
}

/// u where s is a transport cost: the x that gain most from symbol 1 have it, and the next one sets its price.
Eigen::Vector2d transport_prices(const FiniteDivergence& d, double output, double direction) {
    std::vector<Eigen::Index> order(static_cast<std::size_t>(d.source().size()));
    std::iota(order.begin(), order.end(), Eigen::Index(0));
    std::sort(order.begin(), order.end(),
              [&](Eigen::Index a, Eigen::Index b) { return slope_of(d, a) < slope_of(d, b); });
    double served = 0.0;
    double price = slope_of(d, order.back());
    for (const Eigen::Index x : order) {
        served += d.source()(x);
        if (d.source()(x) > 0.0 && (direction < 0.0 ? output <= served : output < served)) {
            price = slope_of(d, x);
            break;
        }
    }
    return {0.0, price};
}

Eigen::Vector2d prices_at(const FiniteDivergence& d, const Eigen::VectorXd& law, double direction) {
    if (d.kind() == FiniteDivergence::Kind::transport) { return transport_prices(d, law(1), direction); }
    return {d.price(0, law(0)), d.price(1, law(1))};
}

BinaryForm<double> form_of(const FiniteProblem& problem) {
    const RowMatrix& excess = problem.excess();
    Eigen::MatrixXd cost = excess;
    for (Eigen::Index z = 0; z < 2; ++z) {
        if (!problem.usable(z)) { cost.col(z).setOnes(); } // dearer than the other, which has no excess
    }
    const auto [low, high] = best_outputs(problem);
    return {{problem.observation().begin(), problem.observation().end()}, cost, low, high};
}

} // namespace

Solution BinarySolver::operator()(const FiniteProblem& problem, double distortion) const {
    require(distortion == distortion, "BinarySolver", "distortion", distortion, "[-inf, inf]");
    require(problem.excess().cols() == 2, "BinarySolver", "the number of reconstruction symbols",
            problem.excess().cols(), "{2}");
    Solution solution;
    solution.distortion = distortion;
    if (distortion < problem.usable_distortion() - problem.slack() || !problem.attainable()) { return solution; }
    const BinaryForm<double> form = form_of(problem);
    const double left = distortion - problem.usable_distortion();
    const double budget = left <= problem.slack() ? 0.0 : std::min(left, form.max_distortion());
    const std::vector<double> chosen = form.estimator(budget);
    solution.status = Status::solved;
    solution.estimator.resize(problem.excess().rows(), 2);
    solution.estimator.col(1) = Eigen::Map<const Eigen::VectorXd>(chosen.data(), solution.estimator.rows());
    solution.estimator.col(0) = 1.0 - solution.estimator.col(1).array();
    const double slope = form.slope(budget);
    const bool rising = form.vertices().front().output < form.vertices().back().output;
    solution.prices = prices_at(problem.divergence(), problem.law(solution.estimator), rising ? 1.0 : -1.0);
    const double multiplier = slope == 0.0 ? 0.0 : (solution.prices(0) - solution.prices(1)) * slope;
    solution.multiplier = std::isfinite(multiplier) ? std::max(multiplier, 0.0) : 0.0;
    // A symbol that least distortion leaves out has no finite price where d is steep, and needs none.
    for (double& price : solution.prices) { price = std::isfinite(price) ? price : 0.0; }
    return solution;
}

} // namespace perdis
