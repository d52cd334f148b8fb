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
    share_.resize(excess_.rows(), k);
    const Eigen::ArrayXd entropy = -source_.array() * source_.array().log();
    most_rate_ = std::min(std::log(static_cast<double>(k)), entropy.sum());
    normaliser_.resize(excess_.rows());
    mean_.resize(excess_.rows());
}

void RateIterate::evaluate() {
    spent_ = 0.0;
    variance_ = 0.0;
    for (Eigen::Index x = 0; x < excess_.rows(); ++x) {
        const Eigen::ArrayXd weight = decay(excess_, x, slope, at_minimum());
        Eigen::ArrayXd row = law.array() * weight;
        normaliser_(x) = row.sum();
        row /= normaliser_(x);
        const Eigen::ArrayXd e = excess_.row(x).transpose().array();
        mean_(x) = (row * e).sum();
        variance_ += source_(x) * (row * (e - mean_(x)).square()).sum();
        spent_ += source_(x) * mean_(x);
        share_.row(x) = source_(x) / normaliser_(x) * weight.matrix().transpose();
        root_.row(x) = std::sqrt(source_(x)) * row.matrix().transpose();
    }
    yield_ = share_.colwise().sum().transpose();
    marginal_ = (law.array() * yield_.array()).matrix();
    find_factors();
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

void RateIterate::find_factors() {
    // A symbol z with c_z > 1 is paid for by the x that make up its column alone: a rare z by rare x. What is left is
    // paid for by all.
    const Eigen::Index n = share_.rows();
    Eigen::VectorXd factor = Eigen::VectorXd::Ones(n);
    Eigen::VectorXd sums = yield_;
    for (int pass = 0; pass < 6 && sums.maxCoeff() > 1.0; ++pass) {
        const Eigen::VectorXd part = sums / static_cast<double>(n);
        Eigen::VectorXd worst = Eigen::VectorXd::Ones(n);
        for (Eigen::Index x = 0; x < n; ++x) {
            for (Eigen::Index z = 0; z < sums.size(); ++z) {
                if (sums(z) > worst(x) && share_(x, z) * factor(x) > part(z)) { worst(x) = sums(z); }
            }
        }
        factor = factor.cwiseQuotient(worst).eval();
        sums = share_.transpose() * factor;
    }
    log_factor_ = factor.array().log() - std::log(sums.maxCoeff());
    const double plain = -std::log(yield_.maxCoeff());
    if (!(source_.dot(log_factor_.matrix()) > plain)) { log_factor_.setConstant(plain); }
}

double RateIterate::lower() const {
    return source_.dot((log_factor_ - normaliser_.array().log()).matrix()) - slope * budget_;
}

double RateIterate::gap() const {
    const double off = std::abs(std::log(law.sum()) - source_.dot(log_factor_.matrix()));
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
    const Eigen::Index n = problem.source().size();
    RateSolution solution;
    solution.conditional.resize(n, law.size());
    solution.potentials = Eigen::VectorXd::Zero(n);
    Eigen::Index kept = 0;
    for (Eigen::Index x = 0; x < n; ++x) {
        Eigen::ArrayXd row = law.array() * decay(problem.excess(), x, slope, at_minimum());
        if (problem.source()(x) > 0.0) {
            solution.potentials(x) = log_factor_(kept) - std::log(normaliser_(kept));
            ++kept;
        } else if (!(row.sum() > 0.0)) {
            row = decay(problem.excess(), x, slope, true);
        }
        solution.conditional.row(x) = (row / row.sum()).matrix().transpose();
    }
    solution.slope = at_minimum() ? std::numeric_limits<double>::infinity() : slope;
    return solution;
}

} // namespace perdis
