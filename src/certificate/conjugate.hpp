#pragma once

#include "extended_sum.hpp"

#include <perdis/divergence/finite_divergence.hpp>

#include <utility>
#include <vector>

namespace perdis {

/// The conjugate s* of a divergence's core on the symbols that may have mass, with bounds on its rounding errors.
class Conjugate {
public:
    /// @param unreachable  what the other symbols add to s.
    Conjugate(const FiniteDivergence& divergence, std::vector<Eigen::Index> symbols, double unreachable)
        : divergence_(divergence), symbols_(std::move(symbols)), unreachable_(unreachable) {}

    /// Adds max over κ of κ − s*(θu + κ) to a sum.
    void subtract_from(ExtendedSum& total, const Eigen::VectorXd& u, double scale) const;

private:
    void subtract_transport(ExtendedSum& total, const Eigen::VectorXd& u, double scale) const;
    void subtract_separable(ExtendedSum& total, const Eigen::VectorXd& u, double scale) const;
    /// ds*/du_z.
    [[nodiscard]] double response_at(Eigen::Index z, double u) const;
    /// argmax κ − s*(θu + κ): the root of Σ_z response(θu_z + κ) = 1, or the end of the domain.
    [[nodiscard]] double best_shift(const Eigen::VectorXd& u, double scale) const;

    const FiniteDivergence& divergence_;
    std::vector<Eigen::Index> symbols_;
    double unreachable_;
};

} // namespace perdis
