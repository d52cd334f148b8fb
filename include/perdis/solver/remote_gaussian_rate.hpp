#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/inference/linear_gaussian.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/solver/gaussian_rate.hpp>

#include <limits>
#include <type_traits>

namespace perdis {

/// R(D, P) of a remote source: the least I(Y; X̂) of X ~ N(μ, v), seen as Y = X + N, N ~ N(0, n), with E(X − X̂)² ≤ D and
/// W₂(p_X, p_X̂) ≤ P   [nats].
///
/// E(X − X̂)² = D_min + E(X* − X̂)² with X* = E[X|Y]: it is the rate of X* at D − D_min, the output's deviation at least
/// √v − P. normal_rate at
///
///     a = v/√s,   g = √v − P,   a − g = P − G,   G = √v − v/√s,   s = v + n,   D_min = vn/s
///
/// R is finite exactly where D > D_min + (G − P)₊², the curve D(P) of an unlimited rate, and 0 from D = v + g₊² on.
///
/// @domain    D, P in [-inf, inf]   [unit of x, squared; unit of x]; ∞ where none is feasible.
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in v, n, D and P.
/// @throws    DomainError for NaN.
/// @source    [ZhangQianChenKhisti2021], the Gaussian case, applied to X*; [FreirichMichaeliMeir2021] for D(P)
template <Real T>
T remote_gaussian_rate(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel,
                       const std::type_identity_t<T>& distortion, const Wasserstein2&,
                       const std::type_identity_t<T>& perception) {
    require(distortion == distortion, "remote_gaussian_rate", "distortion", distortion, "[-inf, inf]");
    require(perception == perception, "remote_gaussian_rate", "perception", perception, "[-inf, inf]");
    const T infinity = std::numeric_limits<T>::infinity();
    const T least = minimum_mean_squared_error(prior, channel);
    if (perception < T(0) || distortion < least) { return infinity; }
    const T& sigma = prior.standard_deviation();
    const T floor = perception < sigma ? T(sigma - perception) : T(0);
    if (distortion >= prior.variance() + floor * floor) { return T(0); }
    const T observed = channel(prior).standard_deviation();
    const T fall = sigma * (channel.variance() / observed / (observed + sigma)); // G
    return normal_rate(OutputFloor<T>{T(prior.variance() / observed), floor, T(perception - fall)},
                       T(distortion - least));
}

/// The same with the squared distance: W₂²(p_X, p_X̂) ≤ P   [P in unit of x, squared].
template <Real T>
T remote_gaussian_rate(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel,
                       const std::type_identity_t<T>& distortion, const SquaredWasserstein2&,
                       const std::type_identity_t<T>& perception) {
    using std::sqrt;
    const T distance = perception > T(0) ? T(sqrt(perception)) : perception;
    return remote_gaussian_rate(prior, channel, distortion, Wasserstein2{}, distance);
}

/// R(D) of the remote source, whatever the output's law: ½ ln(a²/(D − D_min)), a² = v²/s, and 0 from D = v on   [nats].
///
/// @source    [DobrushinTsybakov1962]; as above in all else.
template <Real T>
T remote_gaussian_rate(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel,
                       const std::type_identity_t<T>& distortion) {
    return remote_gaussian_rate(prior, channel, distortion, Wasserstein2{}, prior.standard_deviation());
}

} // namespace perdis
