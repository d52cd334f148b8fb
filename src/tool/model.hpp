#pragma once

#include "tool/problem_file.hpp"

#include <perdis/curve/trace.hpp>
#include <perdis/inference/affine_estimator.hpp>
#include <perdis/inference/linear_estimator.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perdis::tool {

/// A named estimator's place in the plane.
template <OrderedField T>
struct PlaceOf {
    std::string name;
    std::optional<T> distortion;
    std::optional<T> perception;
    bool own_alphabet = false; ///< its output is not in the reconstruction alphabet
    std::string reason = {};   ///< why a coordinate is absent
};

using Place = PlaceOf<double>;
/// Where a piecewise linear curve bends: D, P.
using Breakpoint = PiecewiseLinear<double>::Vertex;

/// The answer at one D, with the estimator that attains it.
struct Answer {
    Status status = Status::solved;
    CurvePoint point = {};
    double multiplier = 0.0;
    Eigen::VectorXd prices = {};   ///< finite problems
    Eigen::MatrixXd alphabet = {}; ///< finite problems: columns
    RowMatrix estimator = {};      ///< finite problems: row y or cell, column x̂
    std::optional<LinearEstimator<double>> linear = {};
    std::optional<AffineEstimator<double>> affine = {}; ///< normal vectors
    bool cells = false;             ///< finite problems whose Y is continuous: a row of the estimator is a cell
    std::vector<double> edges = {}; ///< where cells meet, ascending
    Eigen::MatrixXd map = {};       ///< nonlinear estimators on the line: columns y, x̂
};

/// A curve that a problem has, over one family of estimators.
struct CurveName {
    std::string estimators; ///< as in the problem file
    double min_distortion = 0.0;
    double max_distortion = 0.0;
    std::string method = {}; ///< empty: no method yet
};

/// A problem that some method answers, whatever its types.
class Model {
public:
    virtual ~Model() = default;
    [[nodiscard]] virtual Curve trace(const TraceOptions& options) const = 0;
    /// The curve without points of interest: its D_min, D_max and P_min, and where it is asked.
    [[nodiscard]] virtual Curve outline() const = 0;
    /// Distortions closer than this are equal.
    [[nodiscard]] virtual double slack() const = 0;
    [[nodiscard]] virtual std::vector<Place> places() const = 0;
    /// Where a piecewise linear curve bends, its ends included; none where it is not, or not known.
    [[nodiscard]] virtual std::vector<Breakpoint> breakpoints() const { return {}; }
    /// The answer at a feasible D.
    [[nodiscard]] virtual Answer answer(double distortion) const = 0;
    /// The curves that the key `estimators` chooses from; none where there is no choice.
    [[nodiscard]] virtual std::vector<CurveName> curves() const { return {}; }
    /// Whether q ↦ d(p, q) is convex: the hypothesis of Theorem 1.
    [[nodiscard]] virtual bool divergence_convex() const = 0;
    /// Whether the estimators are a convex set: all of them, not the linear family.
    [[nodiscard]] virtual bool estimators_convex() const = 0;
};

/// The model that answers a problem file, with curves certified to the tolerance where the method can.
///
/// @throws Refusal for a legal problem that no method answers yet, naming the key whose change would make it solvable.
std::unique_ptr<Model> open_model(const ProblemFile& problem, double tolerance);

// The families, each in its own source.
/// A finite prior, whose observation is finite, or continuous and seen as it is.
std::unique_ptr<Model> open_discrete(const ProblemFile& problem, const Discrete<double>& prior, double tolerance);
std::unique_ptr<Model> open_finite(const ProblemFile& problem, const Discrete<double>& prior, double tolerance);
/// Numbers under "real_line", any law with a density, a mixture.
std::unique_ptr<Model> open_scalar(const ProblemFile& problem);
std::unique_ptr<Model> open_gaussian(const ProblemFile& problem, const Gaussian<double>& prior);
std::unique_ptr<Model> open_vector_gaussian(const ProblemFile& problem, const MultivariateGaussian<double>& prior);

/// d(p, q) of laws on any two alphabets; nothing where the divergence is not defined on them.
std::optional<double> divergence_of(const DivergenceForm& form, const Discrete<double>& p, const Discrete<double>& q);

} // namespace perdis::tool
