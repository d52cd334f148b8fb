#pragma once

#include <perdis/inference/vector_draws.hpp>

#include <Eigen/Core>

#include <functional>

namespace perdis {

/// The least W₂² between X* = E[X|Y] and X, for finitely many vectors in white noise: potentials of its dual, from draws.
///
///     G² = max_v E min_i [‖X* − x_i‖² − v_i] + Σ p_i v_i
///
/// First the exact transport of a small batch; then, on batches of an eighth of the draws and of all, the entropic dual with
/// the temperature falling from 0.1 to 0.002 of √(Var X · Var X*). Of all prices met, those with the largest dual
/// value on a batch of their own are returned: less regularised is not better where draws are few.
///
/// @source    [PeyreCuturi2019], sections 5.2 and 5.3 (semi-discrete transport, entropic).
class SampledTransport {
public:
    explicit SampledTransport(DrawOptions options = {}) : options_(options) {}

    /// v, Σ p_i v_i = 0   [unit of x, squared]. σ = 0: all zero. told(done, of) after every stage.
    ///
    /// @throws DomainError for a symbol of probability 0, and for draws < 1.
    [[nodiscard]] Eigen::VectorXd operator()(const VectorPosterior& posterior,
                                             const std::function<void(int, int)>& told = {}) const;

private:
    DrawOptions options_;
};

} // namespace perdis
