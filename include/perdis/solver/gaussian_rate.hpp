#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

#include <limits>
#include <type_traits>

// Rates are in nats; divided by ln 2 they are bits.

namespace perdis {

/// What the rate of a normal U ~ N(0, a²) depends on where the output's standard deviation has a floor.
template <Real T>
struct OutputFloor {
    T deviation;  ///< a   [unit of u], in [0, inf)
    T floor;      ///< g   [unit of u]; a floor below 0 is none
    T difference; ///< a − g, without cancellation
};

/// The least I(U; X̂) of U ~ N(0, a²) with E(U − X̂)² ≤ D and a standard deviation of X̂ of at least g   [nats].
///
///     D ≤ a² − g², or g ≤ 0:      max{ ½ ln(a²/D), 0 }
///     D ≥ a² + g²:                0
///     otherwise                   −½ ln(1 − ρ²),   ρ = (a² + g² − D)/(2ag)
///
/// 1 − ρ² = (D − (a−g)²)((a+g)² − D)/(2ag)². ∞ for D ≤ (g − a)₊² < g², where no output has a standard deviation of g
/// and a finite rate, and for D = 0 < a.
///
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in a, g, a − g and D.
/// @source    [ZhangQianChenKhisti2021], the Gaussian case
template <Real T>
T normal_rate(const OutputFloor<T>& output, const T& distortion) {
    using std::log;
    const T infinity = std::numeric_limits<T>::infinity();
    const T& a = output.deviation;
    const T& g = output.floor;
    const T& gap = output.difference;
    if (distortion < T(0)) { return infinity; }
    if (a == T(0)) { return g <= T(0) || distortion >= g * g ? T(0) : infinity; }
    if (distortion == T(0)) { return infinity; }
    if (g <= T(0) || distortion <= gap * (a + g)) {
        return distortion < a * a ? T(log_ratio(distortion, T(a * a)) / T(2)) : T(0);
    }
    if (distortion >= a * a + g * g) { return T(0); }
    if (distortion <= gap * gap) { return infinity; }
    const T product = T(2) * a * g;
    const T correlation = (a * a + g * g - distortion) / product;
    const T squared = correlation * correlation;
    if constexpr (!rounds<T>) { return -log(T(1) - squared) / T(2); }
    if (squared < T(1) / T(2)) { return -log1p_of(T(-squared)) / T(2); }
    const T rest = ((distortion - gap * gap) / product) * (((a + g) * (a + g) - distortion) / product);
    return -log(rest) / T(2);
}

/// R(D) = max{ ½ ln(σ²/D), 0 } of N(μ, σ²) under squared error   [nats].
///
/// ∞ at D = 0 < σ and for D < 0; 0 for σ = 0 ≤ D.
///
/// @domain    D in [-inf, inf].
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in σ² and D.
/// @throws    DomainError for NaN.
/// @source    [CoverThomas2006], theorem 10.3.2
template <Real T>
T gaussian_rate(const Gaussian<T>& source, const std::type_identity_t<T>& distortion) {
    require(distortion == distortion, "gaussian_rate", "distortion", distortion, "[-inf, inf]");
    if (distortion < T(0)) { return std::numeric_limits<T>::infinity(); }
    if (distortion >= source.variance()) { return T(0); }
    if (distortion == T(0)) { return std::numeric_limits<T>::infinity(); }
    return log_ratio(distortion, source.variance()) / T(2);
}

/// R(D, P), the least I(X; X̂) of X ~ N(μ, σ²) with E(X − X̂)² ≤ D and W₂(p_X, p_X̂) ≤ P   [nats].
///
/// normal_rate at a = σ, g = σ − P: P matters where P(2σ − P) < D < σ² + (σ − P)². R(D, P) = R(D) for P ≥ σ.
///
/// @domain    D, P in [-inf, inf]   [unit of x, squared; unit of x]; ∞ where one is negative.
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in σ, D and P.
/// @throws    DomainError for NaN.
/// @source    [ZhangQianChenKhisti2021], the Gaussian case; [BlauMichaeli2019] for R(D, P)
template <Real T>
T gaussian_rate(const Gaussian<T>& source, const std::type_identity_t<T>& distortion, const Wasserstein2&,
                const std::type_identity_t<T>& perception) {
    require(distortion == distortion, "gaussian_rate", "distortion", distortion, "[-inf, inf]");
    require(perception == perception, "gaussian_rate", "perception", perception, "[-inf, inf]");
    if (perception < T(0)) { return std::numeric_limits<T>::infinity(); }
    const T& sigma = source.standard_deviation();
    if (perception >= sigma) { return gaussian_rate(source, distortion); }
    return normal_rate(OutputFloor<T>{sigma, T(sigma - perception), perception}, distortion);
}

/// The same with the squared distance: W₂²(p_X, p_X̂) ≤ P   [P in unit of x, squared].
template <Real T>
T gaussian_rate(const Gaussian<T>& source, const std::type_identity_t<T>& distortion, const SquaredWasserstein2&,
                const std::type_identity_t<T>& perception) {
    using std::sqrt;
    const T distance = perception > T(0) ? T(sqrt(perception)) : perception;
    return gaussian_rate(source, distortion, Wasserstein2{}, distance);
}

} // namespace perdis
