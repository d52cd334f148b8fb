#include "rate_iterate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace perdis {

namespace {

/// e^{−s e}, or what it tends to for s → ∞.
Eigen::ArrayXd decay(const RowMatrix& excess, Eigen::Index x, double slope, bool at_minimum) {
    if (at_minimum) { return (excess.row(x).array() == 0.0).cast<double>().transpose(); }
    const Eigen::ArrayXd power = -slope * excess.row(x).transpose().array();
    return (power > -600.0).select(power.exp(), 0.0); // below, subnormal numbers would cost a hundred times the work
}

} // namespace

RateIterate::RateIterate(const RateProblem& problem, double budget)
    : slope(1.0 / problem.excess().maxCoeff()), budget_(budget) {
    std::vector<Eigen::Index> kept;
    for (Eigen::Index x = 0; x < problem.source().size(); ++x) {
        if (problem.source()(x) > 0.0) { kept.push_back(x); }
    }
    source_ = problem.source()(kept);
    excess_ = problem.excess()(kept, Eigen::all);
    const Eigen::Index k = excess_.cols();
    law = Eigen::VectorXd::Constant(k, 1.0 / static_cast<double>(k));
    root_.resize(excess_.rows(), k);
    const Eigen::ArrayXd entropy = -source_.array() * source_.array().log();
    most_rate_ = std::min(std::log(static_cast<double>(k)), entropy.sum());
    normaliser_.resize(excess_.rows());
    mean_.resize(excess_.rows());
}

void RateIterate::evaluate() {
    spent_ = 0.0;
    variance_ = 0.0;
    yield_ = Eigen::VectorXd::Zero(law.size());
    for (Eigen::Index x = 0; x < excess_.rows(); ++x) {
        const Eigen::ArrayXd weight = decay(excess_, x, slope, at_minimum());
        Eigen::ArrayXd row = law.array() * weight;
        normaliser_(x) = row.sum();
        row /= normaliser_(x);
        const Eigen::ArrayXd e = excess_.row(x).transpose().array();
        mean_(x) = (row * e).sum();
        variance_ += source_(x) * (row * (e - mean_(x)).square()).sum();
        spent_ += source_(x) * mean_(x);
        yield_ += source_(x) / normaliser_(x) * weight.matrix();
        root_.row(x) = std::sqrt(source_(x)) * row.matrix().transpose();
    }
    marginal_ = (law.array() * yield_.array()).matrix();
    if (at_minimum()) { spent_ = variance_ = 0.0; }
}

double RateIterate::excess_at(double at, double& variance) const {
    double spent = 0.0;
    variance = 0.0;
    for (Eigen::Index x = 0; x < excess_.rows(); ++x) {
        Eigen::ArrayXd row = law.array() * decay(excess_, x, at, false);
        row /= row.sum();
        const Eigen::ArrayXd e = excess_.row(x).transpose().array();
        const double mean = (row * e).sum();
        variance += source_(x) * (row * (e - mean).square()).sum();
        spent += source_(x) * mean;
    }
    return spent;
}

void RateIterate::meet_budget() {
    // The excess distortion falls in s, from at least D_max − D_min at 0 to 0: Newton on its logarithm in a bracket.
    double low = 0.0;
    double high = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 200 && !at_minimum(); ++i) {
        double variance = 0.0;
        const double spent = excess_at(slope, variance);
        if (std::abs(spent - budget_) <= 4.0 * std::numeric_limits<double>::epsilon() * budget_) { break; }
        (spent > budget_ ? low : high) = slope;
        double next = slope + spent / variance * std::log(spent / budget_);
        if (std::isinf(high)) {
            next = next > low && next < 8.0 * slope ? next : 8.0 * slope;
        } else if (!(next > low && next < high) || i % 4 == 3) { // a step from far above is far too short
            next = low > 0.0 ? std::sqrt(low) * std::sqrt(high) : high / 8.0;
        }
        if (!(next > low && next < high) || next == slope || !(next < 1e300)) { break; }
        slope = next;
    }
    evaluate();
}

void RateIterate::sweep() {
    law = marginal_;
    meet_budget();
}

double RateIterate::lower() const {
    const double most = yield_.maxCoeff();
    return -source_.dot(normaliser_.array().log().matrix()) - std::log(most) - slope * budget_;
}

double RateIterate::gap() const {
    const double off = std::abs(std::log(yield_.maxCoeff()) + std::log(law.sum()));
    if (at_minimum()) { return off; }
    return off + std::abs(overspent()) * (slope + most_rate_ / budget_);
}

Eigen::VectorXd RateIterate::tilt() const {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(law.size());
    for (Eigen::Index x = 0; x < excess_.rows(); ++x) {
        sum +=
            std::sqrt(source_(x)) * (root_.row(x).array() * (excess_.row(x).array() - mean_(x))).matrix().transpose();
    }
    return sum;
}

RateSolution RateIterate::claim(const RateProblem& problem) const {
    const double most = std::log(yield_.maxCoeff());
    const Eigen::Index n = problem.source().size();
    RateSolution solution;
    solution.conditional.resize(n, law.size());
    solution.potentials.resize(n);
    for (Eigen::Index x = 0; x < n; ++x) {
        Eigen::ArrayXd row = law.array() * decay(problem.excess(), x, slope, at_minimum());
        if (!(row.sum() > 0.0)) { row = decay(problem.excess(), x, slope, true); } // where p_x = 0
        const double sum = row.sum();
        solution.conditional.row(x) = (row / sum).matrix().transpose();
        solution.potentials(x) = -std::log(sum) - most;
    }
    solution.slope = at_minimum() ? std::numeric_limits<double>::infinity() : slope;
    return solution;
}

} // namespace perdis
