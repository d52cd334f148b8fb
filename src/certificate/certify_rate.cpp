#include <perdis/certificate/certify_rate.hpp>

#include "extended_sum.hpp"

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

long double extended(double x) { return static_cast<long double>(x); }

void check(const RateProblem& problem, const RateSolution& claim) {
    const RowMatrix& excess = problem.excess();
    require(claim.conditional.rows() == excess.rows() && claim.conditional.cols() == excess.cols(), "certify",
            "the conditional law has another size");
    require(claim.potentials.size() == excess.rows(), "certify", "the potentials have another size");
    require(claim.conditional.allFinite(), "certify", "the conditional law is not finite");
    require(claim.potentials.allFinite(), "certify", "the potentials are not finite");
    require(claim.slope == claim.slope, "certify", "slope", claim.slope, "[-inf, inf]");
}

/// Σ p, of which p is taken as the share.
long double total(const RateProblem& problem) { return problem.source().cast<long double>().sum(); }

/// E e of a conditional law whose rows are taken as shares, from above.
long double spent_above(const RateProblem& problem, const RowMatrix& conditional) {
    long double sum = 0.0L;
    for (Eigen::Index x = 0; x < conditional.rows(); ++x) {
        const Eigen::RowVectorX<long double> row = conditional.row(x).cast<long double>();
        sum += extended(problem.source()(x)) * (row.dot(problem.excess().row(x).cast<long double>()) / row.sum());
    }
    const auto terms = static_cast<long double>(conditional.size() + 8);
    return sum / total(problem) * (1.0L + terms * extended_epsilon);
}

/// Σ_x p_x e^{ν_x − s e(x, z)}, its logarithm from above.
long double log_constraint(const RateProblem& problem, const RateSolution& claim, Eigen::Index z, bool at_minimum) {
    const RowMatrix& excess = problem.excess();
    const auto used = [&](Eigen::Index x) { return problem.source()(x) > 0.0 && (!at_minimum || excess(x, z) == 0.0); };
    const long double s = at_minimum ? 0.0L : extended(std::max(claim.slope, 0.0));
    const auto exponent = [&](Eigen::Index x) { return extended(claim.potentials(x)) - s * extended(excess(x, z)); };
    long double most = -std::numeric_limits<long double>::infinity();
    for (Eigen::Index x = 0; x < excess.rows(); ++x) {
        if (used(x)) { most = std::max(most, exponent(x)); }
    }
    if (!std::isfinite(most)) { return most; }
    long double sum = 0.0L;
    for (Eigen::Index x = 0; x < excess.rows(); ++x) {
        if (!used(x)) { continue; }
        const long double power = exponent(x) - most;
        // the exponent's terms and their difference are rounded
        const long double size = std::abs(extended(claim.potentials(x))) + s * extended(excess(x, z)) - power;
        sum += extended(problem.source()(x)) * std::exp(power) * (1.0L + extended_epsilon * (size + 4.0L));
    }
    const auto terms = static_cast<long double>(excess.rows() + 8);
    sum = sum * (1.0L + terms * extended_epsilon) + std::numeric_limits<long double>::min();
    return most + std::log(sum / total(problem)) + extended_epsilon * (std::abs(most) + 1.0L + std::abs(std::log(sum)));
}

double lower_bound(const RateProblem& problem, const RateSolution& claim) {
    const double budget = problem.budget(claim.distortion);
    const bool at_minimum = budget == 0.0;
    if (!at_minimum && std::isinf(claim.slope)) { return 0.0; }
    ExtendedSum sum;
    for (Eigen::Index x = 0; x < problem.source().size(); ++x) {
        const long double term = extended(problem.source()(x)) / total(problem) * extended(claim.potentials(x));
        sum.value += term;
        sum.error += extended_epsilon * (std::abs(term) + std::abs(sum.value));
    }
    // that of Σ p, by which every term was divided
    sum.error += static_cast<long double>(problem.source().size()) * extended_epsilon * std::abs(sum.value);
    long double most = -std::numeric_limits<long double>::infinity();
    for (Eigen::Index z = 0; z < problem.excess().cols(); ++z) {
        most = std::max(most, log_constraint(problem, claim, z, at_minimum));
    }
    // the budget itself is a rounded difference
    const long double cost =
        at_minimum ? 0.0L : extended(std::max(claim.slope, 0.0)) * extended(budget) * (1.0L + 2.0L * extended(epsilon));
    sum.value -= most + cost;
    sum.error += extended_epsilon * (std::abs(sum.value) + std::abs(most) + 2.0L * cost);
    const double bound = sum.below();
    return bound > 0.0 && bound < infinite ? bound : 0.0;
}

/// I(X; X̂) of a conditional law whose rows are taken as shares, from above.
double information_above(const RateProblem& problem, const RowMatrix& conditional) {
    const Eigen::VectorX<long double> p = problem.source().cast<long double>() / total(problem);
    const Eigen::VectorX<long double> rows = conditional.cast<long double>().rowwise().sum();
    Eigen::VectorX<long double> law = Eigen::VectorX<long double>::Zero(conditional.cols());
    for (Eigen::Index x = 0; x < conditional.rows(); ++x) {
        law += (p(x) / rows(x)) * conditional.row(x).cast<long double>().transpose();
    }
    long double sum = 0.0L;
    long double size = 1.0L;
    for (Eigen::Index x = 0; x < conditional.rows(); ++x) {
        for (Eigen::Index z = 0; z < conditional.cols(); ++z) {
            if (!(conditional(x, z) > 0.0) || !(p(x) > 0.0L)) { continue; }
            const long double share = extended(conditional(x, z)) / rows(x);
            const long double term = p(x) * share * std::log(share / law(z));
            sum += term;
            size += std::abs(term);
        }
    }
    const auto terms = static_cast<long double>(conditional.rows() + conditional.cols() + 8);
    const long double above = std::max(sum + terms * extended_epsilon * size, 0.0L);
    return std::nextafter(static_cast<double>(above), infinite);
}

} // namespace

RowMatrix feasible_conditional(const RateProblem& problem, const RateSolution& claim) {
    check(problem, claim);
    const RowMatrix& excess = problem.excess();
    const double budget = problem.budget(claim.distortion);
    RowMatrix conditional = claim.conditional;
    RowMatrix cheapest(excess.rows(), excess.cols());
    for (Eigen::Index x = 0; x < excess.rows(); ++x) {
        const auto least = (excess.row(x).array() == 0.0).eval();
        cheapest.row(x) = least.cast<double>() / static_cast<double>(least.count());
        auto row = conditional.row(x);
        row = row.cwiseMax(0.0).eval();
        if (!(budget > 0.0)) { row = least.select(row, 0.0).eval(); }
        if (!(row.maxCoeff() > 0.0)) { row = cheapest.row(x); }
        row /= row.maxCoeff();
        row /= row.sum();
    }
    if (!(budget > 0.0)) { return conditional; }
    const long double allowed = extended(budget) * (1.0L - 2.0L * extended(epsilon));
    for (int i = 0; i < 3; ++i) {
        const long double spent = spent_above(problem, conditional);
        if (spent <= allowed) { return conditional; }
        const auto share = static_cast<double>(allowed / spent * (1.0L - 4.0L * extended(epsilon)));
        conditional = (share * conditional + (1.0 - share) * cheapest).eval();
    }
    return spent_above(problem, conditional) <= allowed ? conditional : cheapest;
}

Certificate certify(const RateProblem& problem, const RateSolution& claim) {
    require(claim.distortion == claim.distortion, "certify", "distortion", claim.distortion, "[-inf, inf]");
    if (problem.budget(claim.distortion) < 0.0) { return {infinite, infinite}; }
    if (claim.distortion >= problem.max_distortion()) { return {0.0, 0.0}; }
    const double upper = information_above(problem, feasible_conditional(problem, claim));
    return {std::min(lower_bound(problem, claim), upper), upper};
}

} // namespace perdis
