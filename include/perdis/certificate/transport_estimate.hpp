#pragma once

#include <perdis/inference/vector_draws.hpp>
#include <perdis/numeric/estimate.hpp>

#include <Eigen/Core>

#include <functional>
#include <vector>

namespace perdis {

/// How a claim about W₂ is tried: on batches of fresh draws.
struct EstimateOptions {
    DrawOptions draws = {};
    /// Independent batches of an eighth of the draws for every mean; their scatter gives the standard errors.
    int batches = 16;
    /// Independent batches of all the draws for the gap between the bounds.
    int plans = 4;
    /// Of a batch so many draws, or a sixteenth, those nearest to a border, are transported one by one; the others with their cell.
    Eigen::Index singles = 12000;
};

/// What each batch of fresh draws says. An entry is a batch; the entries of a vector are independent and of equal law, and
/// gap is independent of the others.
struct TransportEstimate {
    /// E Var(X|Y) = D_min, unbiased.
    std::vector<double> min_distortion;
    /// E min_i [‖X* − x_i‖² − v_i] + Σ p_i v_i ≤ G², unbiased.
    std::vector<double> lower;
    /// The cost of a plan between a batch's X* and p, less the batch's dual value: ≥ 0, and E lower + E gap ≥ G².
    std::vector<double> gap;
    /// E‖X − x_MAP‖², unbiased.
    std::vector<double> mode_distortion;
    /// The law of MAP, a column a batch, unbiased.
    Eigen::MatrixXd mode_law;
};

/// Bounds on G² = W₂²(p_X, p_{X*}) in expectation, from potentials and fresh draws; any potentials give valid bounds, wrong ones
/// wide ones.
///
/// Lower: the dual value. Upper: W₂² is convex, and the empirical law of a batch is p_{X*} on average, so that the cost of any
/// plan from a batch to p is at least G² on average. The plan: the prices are fitted to the batch; a draw far from the border
/// of its cell is one with the others of the cell (‖X* − x‖² of a group is that of its mean, and its variance), the others
/// stand alone, and the transport between these rows and p is exact. Its marginals are added up again before it counts.
///
/// The difference of both on one batch scatters far less than either.
///
/// @accuracy  the gap falls like 1/draws where every cell has many near its border, else like 1/√draws; the standard errors like 1/√(draws batches).
/// @throws    DomainError for potentials of another number than the symbols, not finite, a symbol of probability 0, draws or
///            batches < 1.
/// @source    [PeyreCuturi2019], section 5.2 (the dual).
TransportEstimate transport_estimate(const VectorPosterior& posterior, const Eigen::VectorXd& potentials,
                                     const EstimateOptions& options, const std::function<void(int, int)>& told = {});

/// lower ≤ W₂²(q, p) ≤ upper in expectation for a law q on the symbols that is known from batches (columns).
///
/// Upper: W₂² of the mean of the columns, its standard error to first order. Lower: the potentials of one half's transport,
/// on the columns of the other half, and the other way round.
struct MassEstimate {
    Estimate lower;
    Estimate upper;
};

/// @throws DomainError for fewer than two batches.
MassEstimate mass_estimate(const Discrete<double>& prior, const Eigen::MatrixXd& laws);

} // namespace perdis
