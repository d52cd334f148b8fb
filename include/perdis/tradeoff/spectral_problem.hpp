#pragma once

#include <perdis/channel/circular_convolution.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/inference/stationary_estimator.hpp>
#include <perdis/inference/stationary_joint.hpp>
#include <perdis/law/stationary_gaussian.hpp>
#include <perdis/tradeoff/problem.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <limits>

namespace perdis {

/// A stationary normal field under a blur, down-sampling and white noise, squared error.
template <class Divergence>
using StationaryProblem = Problem<StationaryGaussian, CircularConvolution, SquaredError, Divergence>;

/// A stationary problem taken apart into alias classes: what its solvers and certificates are written on.
///
/// Distortions are per sample, E‖X − X̂‖²/(hw). So are perceptions: KL/(hw) in nats per sample, W₂²/(hw), and for the distance
/// W₂/√(hw), the root mean square per sample.
template <class Divergence>
class SpectralProblem {
public:
    /// @throws DomainError for tori of different sizes, and for options that no stationary solver answers.
    explicit SpectralProblem(const StationaryProblem<Divergence>& problem)
        : joint_(problem.prior(), problem.channel()), divergence_(problem.divergence()) {
        const ProblemOptions& options = problem.options();
        require(!options.observation, "Problem", "observation: a field is seen as it is; bins are not allowed");
        require(!options.reconstruction, "Problem",
                "reconstruction: a field is restored in the whole space; an alphabet is not allowed");
    }

    [[nodiscard]] const StationaryJoint& joint() const { return joint_; }
    [[nodiscard]] const Divergence& divergence() const { return divergence_; }

    /// D_min, D_max   [unit of x, squared].
    [[nodiscard]] double min_distortion() const { return joint_.min_distortion(); }
    [[nodiscard]] double max_distortion() const { return joint_.max_distortion(); }
    /// 8 ε D_min: distortions closer than this to D_min are D_min   [unit of x, squared].
    [[nodiscard]] double slack() const {
        return 8.0 * std::numeric_limits<double>::epsilon() * joint_.min_distortion();
    }

private:
    StationaryJoint joint_;
    Divergence divergence_;
};

template <class Divergence>
SpectralProblem(const StationaryProblem<Divergence>&) -> SpectralProblem<Divergence>;

/// A solver's claim on a stationary problem at one D, with all a sceptic needs to check it.
struct StationarySolution {
    Status status = Status::infeasible;
    /// The D that was asked for   [unit of x, squared].
    double distortion = 0.0;
    /// Where infeasible the posterior mean, whose distortion is the least.
    StationaryEstimator estimator = {};
    /// λ = −P′(D) from the right, both per sample; inf at D_min, 0 from D_max on.
    double multiplier = 0.0;
};

} // namespace perdis
