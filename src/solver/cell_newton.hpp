#pragma once

#include "lower_envelope.hpp"
#include "price_groups.hpp"

#include <optional>
#include <vector>

namespace perdis {

/// A flat stretch between symbols of one price: how much of it each gets.
struct SharedStretch {
    std::size_t stretch; ///< of the grid
    std::vector<Eigen::Index> symbols;
    Eigen::VectorXd shares; ///< of the symbols, sum 1
};

/// Prices, multiplier and the cells they make.
struct CellState {
    Eigen::VectorXd prices = {};
    double multiplier = 1.0;
    std::vector<CheapestCell> cells = {};
    std::vector<SharedStretch> shared = {};
    Eigen::VectorXd law = {}; ///< q
    double distortion = 0.0;  ///< E Δ
    double residual = 0.0;    ///< Σ |q − its target| + |E Δ / D − 1|
    int evaluations = 0;      ///< of the cells
};

/// Newton's method on the concave dual of a semi-discrete problem,
///
///     max over o, λ of  ∫ min_z Σ_i p_i f(y − x_i) (u_z + λ Δ(x_i, z)) dy − s*(u) − λ D,   u = base + basis o.
///
/// Its gradient is q − target and E Δ − D; a threshold t between a and b adds −ν νᵀ/|slope| to its Hessian, ν the rate
/// at which t moves mass and cost. Stretches where the posterior is flat and symbols tie are shared out by unknowns of
/// their own.
class CellNewton {
public:
    /// @param distortion  D; absent: λ stays as it is.
    CellNewton(const SemiDiscreteProblem& problem, const PosteriorGrid& grid, const PriceGroups& groups,
               std::optional<double> distortion);

    /// The best state that steps from the start of the groups, λ and the shares reach.
    [[nodiscard]] CellState operator()(double multiplier, std::vector<SharedStretch> shared) const;
    /// The state at the start of the groups itself.
    [[nodiscard]] CellState start(double multiplier) const;
    /// Around every threshold where the price that a symbol wins by is rounding: ends of these bands, ascending.
    [[nodiscard]] std::vector<double> undecided(const CellState& state) const;

private:
    struct Point;  // the unknowns, and what they make
    struct System; // the gradient and the Hessian

    [[nodiscard]] Point evaluated(Eigen::VectorXd offsets, double multiplier, std::vector<SharedStretch> shared) const;
    [[nodiscard]] System system(const Point& point) const;
    void add_thresholds(const Point& point, Eigen::MatrixXd& hessian) const;
    void add_shared(const Point& point, System& system) const;
    /// d/dy Σ_i p(x_i|y) (A(i, a) − A(i, b)) at a threshold t between a and b, A = u + λ Δ.
    [[nodiscard]] double slope(const CellState& state, double t, Eigen::Index a, Eigen::Index b) const;
    [[nodiscard]] double longest(const Point& point, const Eigen::VectorXd& step) const;

    const SemiDiscreteProblem& problem_;
    const PosteriorGrid& grid_;
    const PriceGroups& groups_;
    std::optional<double> distortion_;
    double unit_; ///< of y
};

} // namespace perdis
