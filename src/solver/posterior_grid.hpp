#pragma once

#include <perdis/tradeoff/semi_discrete_problem.hpp>

#include <Eigen/Core>

#include <vector>

namespace perdis {

/// A part of the line between neighbouring kinks, with nodes where the posterior is known.
struct PosteriorStretch {
    double from;
    double to;
    bool flat; ///< the posterior is one and the same all along: one node
    std::vector<double> nodes = {};
    Eigen::MatrixXd posterior = {}; ///< row node, column symbol
};

/// The posterior on nodes so dense that between neighbours no p(x_i | y) moves by more than 0.1, nor its logarithm by 8.
class PosteriorGrid {
public:
    explicit PosteriorGrid(const SemiDiscreteProblem& problem);

    [[nodiscard]] const std::vector<PosteriorStretch>& stretches() const { return stretches_; }
    /// The nodes of the smooth stretches.
    [[nodiscard]] std::size_t size() const;

private:
    void add_stretch(const SemiDiscreteProblem& problem, double from, double to, const std::vector<double>& start);

    std::vector<PosteriorStretch> stretches_;
};

} // namespace perdis
