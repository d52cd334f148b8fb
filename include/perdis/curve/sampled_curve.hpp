#pragma once

#include <perdis/certificate/transport_estimate.hpp>
#include <perdis/inference/vector_posterior.hpp>
#include <perdis/numeric/estimate.hpp>

#include <Eigen/Core>

#include <cstdint>
#include <functional>
#include <vector>

namespace perdis {

/// How much chance a sampled curve spends. The same options give the same numbers on any number of threads.
struct SampledCurveOptions {
    /// Draws from which the potentials are computed, and of each plan that judges them.
    Eigen::Index draws = 100000;
    /// Independent batches of an eighth of the draws; the standard errors come from their scatter.
    int batches = 16;
    /// Independent plans, for the gap between the bounds on G².
    int plans = 4;
    std::uint64_t seed = 1;
    /// 0: as many as the machine has.
    unsigned threads = 0;
    /// Told after every stage of the work: how many are done, of how many.
    std::function<void(int done, int total)> progress = {};
};

/// A quantity between two estimates, each with the standard error of its own.
struct EstimatedRange {
    Estimate lower;
    Estimate upper;
};

/// An estimator's place in the plane: E‖X − X̂‖² and W₂(p_X, p_X̂).
struct SampledPlace {
    Estimate distortion;
    EstimatedRange perception;
};

/// The perception-distortion function under squared error and W₂ of finitely many vectors in white Gaussian noise, whose
/// reconstruction is the whole space, by Monte Carlo:
///
///     D(P) = D_min + [(G − P)₊]²,   G = W₂(p_X, p_{X*}),   X* = E[X|Y]
///
/// Bounds on G in expectation from transport_estimate at the potentials of SampledTransport, on draws of their own. A bound
/// holds up to its standard error. σ = 0: all zero, exactly. Symbols of probability 0 are left out.
///
/// @accuracy  relative to the spread of X, D_min and G² to 1e-12 beside the standard errors; so G from 1e-6 of it upwards.
/// @throws    DomainError for labels, and for draws, batches or plans < 1.
/// @source    [FreirichMichaeliMeir2021]; [PeyreCuturi2019], section 5.2.
class SampledCurve {
public:
    SampledCurve(const Discrete<double>& prior, const AdditiveGaussian<double>& channel,
                 const SampledCurveOptions& options = {});

    [[nodiscard]] const VectorPosterior& posterior() const { return posterior_; }
    /// v of the dual, Σ p_i v_i = 0.
    [[nodiscard]] const Eigen::VectorXd& potentials() const { return potentials_; }

    /// D_min = E Var(X|Y).
    [[nodiscard]] Estimate min_distortion() const;
    /// D_max = D_min + G².
    [[nodiscard]] EstimatedRange max_distortion() const { return distortion(0.0); }
    /// G = P(D_min).
    [[nodiscard]] EstimatedRange gap() const;
    /// D(P).
    ///
    /// @throws DomainError unless P ≥ 0.
    [[nodiscard]] EstimatedRange distortion(double perception) const;
    /// P(D); inf for D below the estimate of D_min.
    ///
    /// @throws DomainError for NaN.
    [[nodiscard]] EstimatedRange perception(double distortion) const;

    /// X*, at (D_min, G).
    [[nodiscard]] SampledPlace posterior_mean() const { return {min_distortion(), gap()}; }
    /// MAP; of one batch the range of its perception is [0, inf].
    [[nodiscard]] SampledPlace maximum_posterior() const;
    /// A draw from the posterior, at (2 D_min, 0).
    [[nodiscard]] SampledPlace posterior_sample() const;

    /// The estimator on the curve at P = share · G, of each observation (columns): (1 − share) x_i + share X*, where i has the
    /// least ‖X* − x_i‖² − v_i. Its law at share = 0 is that of X as far as the potentials are optimal.
    ///
    /// @throws DomainError unless share is in [0, 1].
    [[nodiscard]] Eigen::MatrixXd restore(const Eigen::MatrixXd& observations, double share) const;

private:
    [[nodiscard]] Estimate distortion(double perception, const Estimate& rise) const;
    [[nodiscard]] Estimate perception(double distortion, const Estimate& rise) const;
    /// The mean of Var(X|y) + w · the dual value + w · rise.
    [[nodiscard]] Estimate combined(double w, const Estimate& rise) const;

    VectorPosterior posterior_;
    Eigen::VectorXd potentials_;
    TransportEstimate estimate_;
};

} // namespace perdis
