#pragma once

#include <perdis/inference/vector_posterior.hpp>

#include <Eigen/Core>

#include <cstdint>
#include <vector>

namespace perdis {

/// Which draws: a batch is a sample of its own for every (seed, batch), whatever the number of threads.
struct DrawOptions {
    /// About how many draws; each symbol has one at least.
    Eigen::Index draws = 20000;
    std::uint64_t seed = 1;
    std::uint64_t batch = 0;
    /// 0: as many as the machine has.
    unsigned threads = 0;
};

/// Draws of Y, stratified over the symbols, with what their posterior says. E Σ mass f(Y) = E f(Y) for every f.
///
/// Symbol i has m_i = max(1, round(draws p_i)) draws of mass p_i/m_i each: the mass of a symbol is exact, and only the noise
/// is random. A symbol of probability 0 has none.
struct VectorDraws {
    Eigen::VectorXd mass;
    /// The symbol behind each draw.
    std::vector<Eigen::Index> symbol;
    /// X*, a column a draw.
    Eigen::MatrixXd mean;
    /// Var(X|y).
    Eigen::VectorXd variance;
    /// The maximum posterior estimate, and its distance ‖X* − x‖² from the posterior mean.
    std::vector<Eigen::Index> mode;
    Eigen::VectorXd mode_distance;
};

/// The observation of a draw: x plus noise that depends on (seed, batch, draw) alone.
Eigen::VectorXd noisy(const Eigen::VectorXd& x, double standard_deviation, const DrawOptions& options,
                      std::uint64_t draw);

/// A batch of draws.
///
/// @throws    DomainError for draws < 1.
VectorDraws vector_draws(const VectorPosterior& posterior, const DrawOptions& options);

} // namespace perdis
