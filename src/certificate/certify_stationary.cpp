#include <perdis/certificate/certify_stationary.hpp>

#include <perdis/core/domain_error.hpp>

#include "extended_sum.hpp"
#include "spectral_claim.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// What needs no claim: D below D_min, from D_max on.
template <class Divergence>
std::optional<Certificate> known(const SpectralProblem<Divergence>& problem, double distortion) {
    require(distortion == distortion, "certify", "distortion", distortion, "[-inf, inf]");
    if (problem.min_distortion() - distortion > problem.slack()) { return Certificate{infinite, infinite}; }
    if (distortion >= problem.max_distortion()) { return Certificate{0.0, 0.0}; }
    return std::nullopt;
}

double rounded_down(long double value) {
    const auto rounded = static_cast<double>(value);
    if (!(value > 0.0L)) { return 0.0; }
    return static_cast<long double>(rounded) > value ? std::nextafter(rounded, 0.0) : rounded;
}

double rounded_up(long double value) {
    const auto rounded = static_cast<double>(value);
    if (!(value < static_cast<long double>(infinite))) { return infinite; }
    return static_cast<long double>(rounded) < value ? std::nextafter(rounded, infinite) : std::max(0.0, rounded);
}

/// The excess D − D_min, 0 within the slack.
template <class Divergence>
double excess_of(const SpectralProblem<Divergence>& problem, double distortion) {
    const double excess = distortion - problem.min_distortion();
    return excess <= problem.slack() ? 0.0 : excess;
}

/// η in [0, 1] such that η² spent ≤ budget.
long double share_within(const SpectralClaim& claim, long double root) {
    const long double spent = std::sqrt(claim.spent());
    if (spent <= root) { return 1.0L; }
    return root > 0.0L && std::isfinite(spent) ? root / spent * (1.0L - 4.0L * extended_epsilon) : 0.0L;
}

/// E‖X′ − X̂‖² of a class, X̂ pulled by the share η: X′ = diag(s)^½ [u ξ + (I − u uᵀ)^½ ε] has the law of X.
long double coupled(const ClaimedClass& one, long double share) {
    long double sum = 0.0L;
    for (std::size_t j = 0; j < one.s.size(); ++j) {
        const long double root = std::sqrt(one.s[j]);
        const long double gain = one.m[j] + share * one.drift[j] - root * one.u[j];
        const long double noise = root - share * one.root[j];
        sum += gain * gain + noise * noise * one.rest[j];
    }
    return sum;
}

/// Σ s + |m|² − 2 √(Σ s m²) of a class = (ρ − |m|)² + Σ_j s_j (1 − w_j), w_j = m_j²/|m|², ρ² = Σ w_j s_j.
long double distance_to_mean(const ClaimedClass& one) {
    long double power = 0.0L;
    long double mean = 0.0L;
    long double total = 0.0L;
    for (std::size_t j = 0; j < one.s.size(); ++j) {
        power += one.m[j] * one.m[j] * one.s[j];
        mean += one.m[j] * one.m[j];
        total += one.s[j];
    }
    if (mean == 0.0L) { return total; }
    const long double gap = std::sqrt(power / mean) - std::sqrt(mean);
    long double sum = gap * gap;
    for (std::size_t j = 0; j < one.s.size(); ++j) {
        long double others = 0.0L;
        for (std::size_t i = 0; i < one.s.size(); ++i) {
            if (i != j) { others += one.m[i] * one.m[i]; }
        }
        sum += one.s[j] * (others / mean);
    }
    return sum;
}

template <class Divergence>
Certificate certify_distance(const SpectralProblem<Divergence>& problem, const StationarySolution& solution) {
    if (const auto exact = known(problem, solution.distortion)) { return *exact; }
    const StationaryJoint& joint = problem.joint();
    const SpectralClaim claim(joint, solution.estimator);
    const double excess = excess_of(problem, solution.distortion);
    const RootBudget root = excess > 0.0 ? root_budget(joint, excess) : RootBudget{}; // at D_min X* alone
    const long double share = share_within(claim, root.least);
    CompensatedSum<long double> above;
    CompensatedSum<long double> whole;
    ClaimedClass one;
    for (Eigen::Index k = 0; k < claim.classes(); ++k) {
        claim.read(k, one);
        above.add(coupled(one, share));
        whole.add(distance_to_mean(one));
    }
    const auto size = static_cast<long double>(joint.size());
    const long double rounding = class_rounding(joint);
    // √(Σ s ε²) covers what cancels in ρ − |m| and in √s u − a
    const long double cancelled = rounding * std::sqrt(static_cast<long double>(joint.prior().sample_variance()));
    const long double shift = posterior_mean_rounding(joint) + cancelled;
    const long double upper = std::sqrt(above.value() / size) * (1.0L + rounding) + shift;
    const long double lower = std::sqrt(whole.value() / size) * (1.0L - rounding) - root.most - shift;
    return {rounded_down(lower), rounded_up(upper)};
}

/// R = S^(-½) V S^(-½) of a class, V the output covariance, over the frequencies with power.
struct Ratio {
    long double trace = 0.0L;     ///< tr R − tr I
    long double logarithm = 0.0L; ///< −ln det R; inf where it is not known to be finite
    long double size = 0.0L;      ///< Σ of the absolute terms
};

/// With α = (m + η drift)/√s, δ = η root/√s: det(ααᵀ + Δ(I − uuᵀ)Δ) = Π δ² [(1 − |u|²)(1 + |α/δ|²) + (u·(α/δ))²].
Ratio ratio_of(const ClaimedClass& one, long double share) {
    Ratio result;
    long double along = 0.0L;
    long double beta = 0.0L;
    int members = 0;
    bool noisy = true;
    long double alone = 0.0L; // the determinant where the class has one member
    for (std::size_t j = 0; j < one.s.size(); ++j) {
        if (one.s[j] == 0.0L) { continue; }
        const long double root = std::sqrt(one.s[j]);
        const long double alpha = (one.m[j] + share * one.drift[j]) / root;
        const long double delta = share * one.root[j] / root;
        ++members;
        result.trace += alpha * alpha + delta * delta * one.rest[j];
        alone = alpha * alpha + delta * delta * one.rest[j];
        if (delta > 0.0L) {
            beta += alpha / delta * (alpha / delta);
            along += one.u[j] * alpha / delta;
            result.logarithm -= 2.0L * std::log(delta);
            result.size += 2.0L * std::abs(std::log(delta));
        } else {
            noisy = false;
        }
    }
    if (members == 0) { return {}; }
    if (members == 1) {
        const long double logarithm = -std::log(alone);
        return {result.trace - 1.0L, logarithm, 1.0L + std::abs(logarithm)};
    }
    const long double factor = one.missing * (1.0L + beta) + along * along;
    result.trace -= static_cast<long double>(members);
    result.size += static_cast<long double>(members) + result.trace + std::abs(std::log(factor));
    result.logarithm = noisy ? result.logarithm - std::log(factor) : static_cast<long double>(infinite);
    return result;
}

/// KL(p_X̂‖p_X)/(hw) of the claim pulled by the share η, with the bound on its rounding.
struct Bound {
    long double value = 0.0L;
    long double error = 0.0L;
};

Bound divergence_of(const StationaryJoint& joint, const SpectralClaim& claim, long double share) {
    CompensatedSum<long double> sum;
    CompensatedSum<long double> terms;
    ClaimedClass one;
    for (Eigen::Index k = 0; k < claim.classes(); ++k) {
        claim.read(k, one);
        const Ratio ratio = ratio_of(one, share);
        if (!(ratio.logarithm < static_cast<long double>(infinite))) {
            return {static_cast<long double>(infinite), 0.0L};
        }
        sum.add(0.5L * (ratio.trace + ratio.logarithm));
        terms.add(ratio.size);
    }
    const auto size = static_cast<long double>(joint.size());
    return {sum.value() / size, class_rounding(joint) * terms.value() / size};
}

/// min over the output law of a class of KL + λ E|x̂ − x*|², bounded from below by the claim's ζ.
Bound dual_term(const ClaimedClass& one, long double lambda) {
    long double freed = 0.0L; // Σ ln(1 + 2λs)
    long double kept = 0.0L;  // ζ₀
    long double mean = 0.0L;
    long double zeta = 0.0L;
    for (std::size_t j = 0; j < one.s.size(); ++j) {
        const long double square = one.m[j] * one.m[j];
        freed += std::log1p(2.0L * lambda * one.s[j]);
        kept += square / (1.0L + 2.0L * lambda * one.s[j]);
        mean += square;
        zeta += one.m[j] * one.drift[j];
    }
    if (mean == 0.0L) { return {0.5L * freed, freed}; }
    if (!(zeta + kept > 0.0L)) { zeta = 0.0L; }
    if (!(kept > 0.0L)) { return {}; }
    const long double ratio = std::log((zeta + kept) / (zeta + mean));
    const long double value = 0.5L * (freed + ratio) - lambda * zeta;
    // ζ is a number of the bound's own choice: what cancels in ζ + ζ₀ and ζ + |m|² is the rounding of the sums alone
    const long double cancelled = (std::abs(zeta) + kept) / (zeta + kept) + (std::abs(zeta) + mean) / (zeta + mean);
    return {value, freed + std::abs(ratio) + lambda * std::abs(zeta) + cancelled};
}

long double dual_bound(const StationaryJoint& joint, const SpectralClaim& claim, double multiplier, long double root) {
    if (!(multiplier >= 0.0 && std::isfinite(multiplier))) { return 0.0L; }
    const auto lambda = static_cast<long double>(multiplier);
    CompensatedSum<long double> sum;
    CompensatedSum<long double> terms;
    ClaimedClass one;
    for (Eigen::Index k = 0; k < claim.classes(); ++k) {
        claim.read(k, one);
        const Bound term = dual_term(one, lambda);
        if (!(term.value > 0.0L)) { continue; }
        sum.add(term.value);
        terms.add(term.error);
    }
    const auto size = static_cast<long double>(joint.size());
    const long double error = class_rounding(joint) * (terms.value() / size + lambda * root * root);
    return sum.value() / size - lambda * root * root - error;
}

} // namespace

Certificate certify(const SpectralProblem<Wasserstein2>& problem, const StationarySolution& claim) {
    return certify_distance(problem, claim);
}

Certificate certify(const SpectralProblem<SquaredWasserstein2>& problem, const StationarySolution& claim) {
    const Certificate distance = certify_distance(problem, claim);
    const auto square = [](double x) { return static_cast<long double>(x) * static_cast<long double>(x); };
    return {std::isinf(distance.lower) ? infinite : rounded_down(square(distance.lower)),
            rounded_up(square(distance.upper))};
}

Certificate certify(const SpectralProblem<ReverseKullbackLeibler>& problem, const StationarySolution& solution) {
    if (const auto exact = known(problem, solution.distortion)) { return *exact; }
    const StationaryJoint& joint = problem.joint();
    const double excess = excess_of(problem, solution.distortion);
    const SpectralClaim claim(joint, solution.estimator);
    const RootBudget root = root_budget(joint, excess);
    const long double share = excess > 0.0 ? share_within(claim, root.least) : 0.0L;
    const Bound above = divergence_of(joint, claim, share);
    const long double rounding = 16.0L * static_cast<long double>(std::numeric_limits<double>::epsilon());
    if (excess == 0.0) {
        // X* alone: a relative error of 4 ε in each m moves the divergence by that much times |s⁻¹m² − 1| ≤ 1
        return {rounded_down(above.value - above.error - rounding), rounded_up(above.value + above.error + rounding)};
    }
    const long double lower = dual_bound(joint, claim, solution.multiplier, root.most);
    return {rounded_down(lower), rounded_up(above.value + above.error)};
}

} // namespace perdis
