#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/numeric/log1p.hpp>

#include <limits>
#include <type_traits>

// Rates are in nats; divided by ln 2 they are bits.

namespace perdis {

/// H(p) = −p ln p − (1−p) ln(1−p), the entropy of a Bernoulli law   [nats].
///
/// @domain    p in [0, 1].
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in p.
/// @throws    DomainError outside the domain, NaN included.
/// @source    [CoverThomas2006], eq. (2.5)
template <Real T>
T bernoulli_entropy(const T& probability) {
    using std::log;
    require(probability >= T(0) && probability <= T(1), "bernoulli_entropy", "probability", probability, "[0, 1]");
    if (probability == T(0) || probability == T(1)) { return T(0); }
    return -(probability * log(probability) + (T(1) - probability) * log1p_of(T(-probability)));
}

/// j ln(j/m) − j + m ≥ 0, what an outcome of mass j adds to a divergence from the mass m   [nats].
template <Real T>
struct InformationTerm {
    T mass;       ///< j
    T reference;  ///< m
    T difference; ///< j − m, without cancellation
    T operator()() const {
        using std::log;
        if (mass <= T(0)) { return reference; }
        if constexpr (!rounds<T>) { return mass * log(mass / reference) - difference; }
        const T ratio = difference / mass;
        if (ratio < T(1) / T(2) && -ratio < T(1) / T(2)) { return -mass * log1p_excess(T(-ratio)); }
        return mass * log_ratio(reference, mass) - difference;
    }
};

/// R(D) = H(p) − H(D) of X ~ Bernoulli(p) under Hamming distortion, 0 from D = min(p, 1−p) on   [nats].
///
/// Near its zero the difference is taken as a sum of two positive terms:
///
///     H(p) − H(D) = KL(D‖p) + (p − D) ln((1−p)/p),   D < p ≤ ½
///
/// @domain    p in [0, 1], D in [-inf, inf]; ∞ for D < 0.
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in p and D.
/// @throws    DomainError outside the domain, NaN included.
/// @source    [CoverThomas2006], theorem 10.3.1
template <Real T>
T bernoulli_rate(const T& probability, const std::type_identity_t<T>& distortion) {
    require(probability >= T(0) && probability <= T(1), "bernoulli_rate", "probability", probability, "[0, 1]");
    require(distortion == distortion, "bernoulli_rate", "distortion", distortion, "[-inf, inf]");
    if (distortion < T(0)) { return std::numeric_limits<T>::infinity(); }
    const T p = probability <= T(1) / T(2) ? probability : T(T(1) - probability);
    if (distortion >= p) { return T(0); }
    if constexpr (!rounds<T>) { return bernoulli_entropy(p) - bernoulli_entropy(distortion); }
    if (distortion < p / T(8)) { return bernoulli_entropy(p) - bernoulli_entropy(distortion); }
    const T rest = p - distortion;
    const T divergence =
        InformationTerm<T>{distortion, p, T(-rest)}() + InformationTerm<T>{T(T(1) - distortion), T(T(1) - p), rest}();
    return divergence + rest * log1p_of(T((T(1) - T(2) * p) / p));
}

/// R(D, P), the least I(X; X̂) of X ~ Bernoulli(p) with P(X ≠ X̂) ≤ D and TV(p_X, p_X̂) ≤ P   [nats].
///
/// For p ≤ ½ (the larger p by symmetry), q = 1 − p and P < p the output has P(X̂ = 1) = r = p − P and the rate is
///
///     D (1 − 2r) ≤ P:            H(p) − H(D)
///     D ≥ D₀ = 2pq − (q−p)P:     0
///     otherwise                  H(p) + H(r) − H₄(p − b, b, c, q − c),   b = (D+P)/2,   c = (D−P)/2,
///
/// a mutual information whose joint masses all differ by t = (D₀ − D)/2 from independence. For P ≥ p it is R(D).
///
/// @domain    p in [0, 1]; D, P in [-inf, inf], ∞ where one is negative.
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in p, D and P.
/// @throws    DomainError outside the domain, NaN included.
/// @source    [BlauMichaeli2019], the Bernoulli source
template <Real T>
T bernoulli_rate(const T& probability, const std::type_identity_t<T>& distortion, const TotalVariation&,
                 const std::type_identity_t<T>& perception) {
    require(perception == perception, "bernoulli_rate", "perception", perception, "[-inf, inf]");
    const T unlimited = bernoulli_rate(probability, distortion);
    if (perception < T(0)) { return std::numeric_limits<T>::infinity(); }
    const T p = probability <= T(1) / T(2) ? probability : T(T(1) - probability);
    if (perception >= p || distortion < T(0)) { return unlimited; }
    const T q = T(1) - p;
    const T r = p - perception;
    if (distortion * (T(1) - T(2) * p + T(2) * perception) <= perception) { return unlimited; }
    const T missed = (distortion + perception) / T(2); // P(X = 1, X̂ = 0)
    const T raised = (distortion - perception) / T(2); // P(X = 0, X̂ = 1)
    const T rest = (p * (T(1) - r) + q * r - distortion) / T(2);
    if (rest <= T(0)) { return T(0); }
    return InformationTerm<T>{T(p - missed), T(p * r), rest}()
           + InformationTerm<T>{missed, T(p * (T(1) - r)), T(-rest)}()
           + InformationTerm<T>{raised, T(q * r), T(-rest)}()
           + InformationTerm<T>{T(q - raised), T(q * (T(1) - r)), rest}();
}

} // namespace perdis
