#include <perdis/solver/finite_parametric_simplex.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/solver/parametric_simplex.hpp>
#include <perdis/tradeoff/reduce_transport.hpp>

#include <limits>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>

namespace perdis {

namespace {

/// c − min c of the problem itself: the matrix is not copied.
struct ExcessCost {
    FiniteProblem problem;
    const double* values;
    std::size_t columns;

    explicit ExcessCost(FiniteProblem of)
        : problem(std::move(of)), values(problem.excess().data()),
          columns(static_cast<std::size_t>(problem.excess().cols())) {}
    double operator()(std::size_t y, std::size_t z) const { return values[y * columns + z]; }
};

template <class Ground>
TransportProblem<double, Ground, ExcessCost> as_transport(const FiniteProblem& problem, const Ground& ground) {
    return {{problem.observation().begin(), problem.observation().end()}, ExcessCost(problem), ground};
}

using VariationCurve = ParametricPath<double, DiscreteGround<double>, ExcessCost>;
using LineCurve = ParametricPath<double, LineGround<double>, ExcessCost>;

/// The first cheapest symbol of an observation.
Eigen::Index cheapest(const FiniteProblem& problem, Eigen::Index y) {
    Eigen::Index best = 0;
    problem.excess().row(y).minCoeff(&best);
    return best;
}

/// Q(z|y) of a coupling.
RowMatrix conditional(const FiniteProblem& problem, const TransportSolution<double>& found) {
    RowMatrix estimator = RowMatrix::Zero(problem.excess().rows(), problem.excess().cols());
    for (const auto& flow : found.flows) {
        estimator(static_cast<Eigen::Index>(flow.row), static_cast<Eigen::Index>(flow.column)) += flow.mass;
    }
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        const double largest = estimator.row(y).maxCoeff();
        if (largest > 0.0) {
            estimator.row(y) /= largest; // masses below the smallest normal number keep their digits
            estimator.row(y) /= estimator.row(y).sum();
        } else {
            estimator(y, cheapest(problem, y)) = 1.0;
        }
    }
    return estimator;
}

} // namespace

/// The curve of the last problem.
class FiniteParametricSimplex::Kept {
public:
    TransportSolution<double> at(const FiniteProblem& problem, double budget) {
        const std::lock_guard lock(mutex_);
        if (!path_ || &problem.excess() != excess_) { trace(problem); }
        return std::visit(
            [budget](auto& path) {
                path.run_to(budget);
                return path.solution(budget);
            },
            *path_);
    }

private:
    /// The path holds the problem, so that its address is not another's.
    void trace(const FiniteProblem& problem) {
        path_.reset();
        excess_ = &problem.excess();
        const AnyGround<double> ground = ground_of(problem.divergence());
        if (const auto* discrete = std::get_if<DiscreteGround<double>>(&ground)) {
            path_.emplace(std::in_place_type<VariationCurve>, as_transport(problem, *discrete));
        } else {
            path_.emplace(std::in_place_type<LineCurve>, as_transport(problem, std::get<LineGround<double>>(ground)));
        }
    }

    std::mutex mutex_;
    const RowMatrix* excess_ = nullptr;
    std::optional<std::variant<VariationCurve, LineCurve>> path_;
};

FiniteParametricSimplex::FiniteParametricSimplex() : kept_(std::make_shared<Kept>()) {}

bool FiniteParametricSimplex::answers(const FiniteProblem& problem) {
    return problem.divergence().kind() == FiniteDivergence::Kind::total_variation || problem.divergence().line();
}

Solution FiniteParametricSimplex::operator()(const FiniteProblem& problem, double distortion) const {
    require(distortion == distortion, "FiniteParametricSimplex", "distortion", distortion, "[D_min, inf]");
    require(answers(problem), "FiniteParametricSimplex",
            "the divergence is neither total variation nor the first Wasserstein distance of numbers");
    Solution solution;
    solution.distortion = distortion;
    if (distortion < problem.min_distortion() - problem.slack()) { return solution; }
    solution.status = Status::solved;
    const double left = distortion - problem.usable_distortion();
    const double budget = left <= problem.slack() ? 0.0 : left * (1.0 - 8.0 * std::numeric_limits<double>::epsilon());
    const TransportSolution<double> found = kept_->at(problem, budget);
    solution.estimator = conditional(problem, found);
    solution.prices = Eigen::Map<const Eigen::VectorXd>(found.prices.data(), problem.excess().cols());
    solution.multiplier = found.multiplier;
    solution.iterations = static_cast<int>(found.iterations);
    return solution;
}

} // namespace perdis
