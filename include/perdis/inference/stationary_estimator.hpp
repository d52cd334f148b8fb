#pragma once

#include <perdis/inference/stationary_joint.hpp>

#include <cstdint>

namespace perdis {

/// A Gaussian estimator of a stationary field: per alias class a gain on the observation, and noise.
///
///     x̂_j = e_j [a_j ξ + w_j],   Cov w = diag(d)^½ (I − u uᵀ) diag(d)^½,   |u| ≤ 1, w independent of ξ
///
/// in the notation of StationaryJoint. Its output law is normal; the distortion is D_min + (1/hw) Σ [(a_j − m_j)² + d_j (1 − u_j²)].
/// With |u| = 1 the noise of a class has one dimension less than the class: it fills what Y does not determine.
struct StationaryEstimator {
    /// a, members × classes   [unit of x].
    Eigen::ArrayXXd gain;
    /// d   [unit of x, squared].
    Eigen::ArrayXXd noise;
    /// u.
    Eigen::ArrayXXd direction;
};

/// X*: a = m, no noise.
StationaryEstimator posterior_mean(const StationaryJoint& joint);

/// A draw from the posterior: a = m, d = s, u = m/√s. Perfect perception at 2 D_min.
///
/// @source [BlauMichaeli2018], section 3
StationaryEstimator posterior_sample(const StationaryJoint& joint);

/// X̂₀, the W₂-optimal partner of X*: it has the law of X, at D_max. a = √s u, d = s, u_j = √s_j m_j/√(Σ s_i m_i²); in a class
/// where m = 0 it is an independent draw, u = 0.
///
/// @source [FreirichMichaeliMeir2021]
StationaryEstimator transport_partner(const StationaryJoint& joint);

/// E‖X − X̂‖²/(hw)   [unit of x, squared].
double mean_squared_error(const StationaryJoint& joint, const StationaryEstimator& estimator);

/// The mean power per sample of X̂ at each frequency, a² + d (1 − u²)   [unit of x, squared].
RealField output_spectrum(const StationaryJoint& joint, const StationaryEstimator& estimator);

/// X̂ given Y = y, a draw where there is noise. The same seed gives the same field.
///
/// @throws DomainError where y has not the size of an observation.
RealField restore(const StationaryJoint& joint, const StationaryEstimator& estimator, const RealField& y,
                  std::uint64_t seed);

} // namespace perdis
