#include <perdis/certificate/certify.hpp>

#include "lower_bound.hpp"
#include "transport_bound.hpp"

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

void check(const FiniteProblem& problem, const Solution& claim) {
    const Eigen::Index m = problem.excess().rows();
    const Eigen::Index k = problem.excess().cols();
    require(claim.estimator.rows() == m && claim.estimator.cols() == k, "certify", "the estimator has another size");
    require(claim.prices.size() == k, "certify", "the prices have another size");
    require(claim.estimator.allFinite(), "certify", "the estimator is not finite");
    require(claim.prices.allFinite(), "certify", "the prices are not finite");
    require(std::isfinite(claim.multiplier), "certify", "multiplier", claim.multiplier, "(-inf, inf)");
}

/// s(q) with its rounding error, q summed in extended precision.
double divergence_above(const FiniteProblem& problem, const RowMatrix& estimator) {
    const FiniteDivergence& d = problem.divergence();
    std::vector<long double> law(static_cast<std::size_t>(estimator.cols()), 0.0L);
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        const long double sum = estimator.row(y).cast<long double>().sum();
        const auto r = static_cast<long double>(problem.observation()(y)) / sum;
        for (std::size_t z = 0; z < law.size(); ++z) {
            law[z] += r * static_cast<long double>(estimator(y, static_cast<Eigen::Index>(z)));
        }
    }
    if (d.kind() == FiniteDivergence::Kind::transport) { return transport_above(d, law); }
    const Eigen::VectorXd q = Eigen::Map<const Eigen::VectorX<long double>>(law.data(), d.size()).cast<double>();
    const double value = d.core(q);
    if (!std::isfinite(value)) { return infinite; }
    double error = 4.0 * std::abs(value);
    for (Eigen::Index z = 0; z < q.size(); ++z) {
        if (q(z) > 0.0) { error += 2.0 * std::abs(d.price(z, q(z))) * q(z); }
    }
    return value + epsilon * error;
}

/// Whether every estimator of least distortion has a law disjoint from p_X.
bool disjoint_at_minimum(const FiniteProblem& problem) {
    for (Eigen::Index z = 0; z < problem.excess().cols(); ++z) {
        if (!(problem.divergence().reference()(z) > 0.0)) { continue; }
        if (((problem.excess().col(z).array() == 0.0) && (problem.observation().array() > 0.0)).any()) { return false; }
    }
    return true;
}

} // namespace

RowMatrix feasible_estimator(const FiniteProblem& problem, const Solution& claim) {
    check(problem, claim);
    const RowMatrix& excess = problem.excess();
    const double budget = claim.distortion - problem.usable_distortion();
    const bool at_minimum = budget <= problem.slack();
    RowMatrix estimator = claim.estimator;
    double spent = 0.0;
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        const auto allowed = at_minimum ? (excess.row(y).array() == 0.0).eval() : (excess.row(y).array() >= 0.0).eval();
        estimator.row(y) = allowed.select(estimator.row(y).cwiseMax(0.0), 0.0);
        if (!(estimator.row(y).maxCoeff() > 0.0)) { estimator.row(y) = (excess.row(y).array() == 0.0).cast<double>(); }
        estimator.row(y) /= estimator.row(y).maxCoeff();
        estimator.row(y) /= estimator.row(y).sum();
        spent += problem.observation()(y) * estimator.row(y).dot(excess.row(y).cwiseMax(0.0));
    }
    if (at_minimum || spent <= budget) { return estimator; }
    const double share = std::max(budget / spent * (1.0 - 4.0 * epsilon), 0.0);
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        const auto cheapest = (excess.row(y).array() == 0.0).cast<double>().eval();
        estimator.row(y) = share * estimator.row(y) + ((1.0 - share) / cheapest.sum() * cheapest).matrix();
    }
    return estimator;
}

Certificate certify(const FiniteProblem& problem, const Solution& claim) {
    const double least = problem.minimum_perception();
    require(claim.distortion == claim.distortion, "certify", "distortion", claim.distortion, "[-inf, inf]");
    if (claim.distortion < problem.usable_distortion() - problem.slack() || !problem.attainable()) {
        return {infinite, infinite};
    }
    if (claim.distortion >= problem.max_distortion() - problem.slack()) { return {least, least}; }
    const FiniteDivergence& d = problem.divergence();
    if (d.kind() != FiniteDivergence::Kind::transport
        && claim.distortion - problem.usable_distortion() <= problem.slack() && disjoint_at_minimum(problem)) {
        return {d.supremum(), d.supremum()};
    }
    const double above = divergence_above(problem, feasible_estimator(problem, claim));
    const double below = std::max(lower_bound(problem, claim, above), d.core_minimum());
    Certificate certificate;
    certificate.upper = std::min(std::isfinite(above) ? d.transform(above) : infinite, d.supremum());
    certificate.lower = std::isfinite(below) ? std::max(least, d.transform(std::max(below, 0.0))) : infinite;
    if (certificate.lower > certificate.upper) { certificate.lower = certificate.upper; }
    return certificate;
}

} // namespace perdis
