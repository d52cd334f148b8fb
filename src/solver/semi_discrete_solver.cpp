#include <perdis/solver/semi_discrete_solver.hpp>

#include "cell_newton.hpp"
#include "semi_discrete_start.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/solver/finite_solver.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The finite edges of cells.
std::vector<double> edges_of(const std::vector<CheapestCell>& cells) {
    std::vector<double> edges;
    for (std::size_t c = 1; c < cells.size(); ++c) { edges.push_back(cells[c].from); }
    return edges;
}

std::vector<double> united(std::vector<double> edges, const std::vector<double>& others) {
    edges.insert(edges.end(), others.begin(), others.end());
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
}

/// Flat stretches that an estimator shares out.
std::vector<SharedStretch> shared_stretches(const SemiDiscreteStart& start, const RowMatrix& estimator) {
    std::vector<SharedStretch> shared;
    const Eigen::Index first = estimator.rows() - static_cast<Eigen::Index>(start.flat.size());
    for (std::size_t f = 0; f < start.flat.size(); ++f) {
        const auto row = estimator.row(first + static_cast<Eigen::Index>(f));
        SharedStretch stretch{start.flat[f], {}, {}};
        std::vector<double> shares;
        for (Eigen::Index z = 0; z < row.size(); ++z) {
            if (!(row(z) > 1e-9)) { continue; }
            stretch.symbols.push_back(z);
            shares.push_back(row(z));
        }
        if (stretch.symbols.size() < 2) { continue; }
        stretch.shares = Eigen::Map<const Eigen::VectorXd>(shares.data(), static_cast<Eigen::Index>(shares.size()));
        shared.push_back(std::move(stretch));
    }
    return shared;
}

/// What solving one problem at many D has in common.
class Prepared {
public:
    explicit Prepared(const SemiDiscreteProblem& problem)
        : problem_(problem), grid_(problem), usable_(usable_symbols(problem)),
          least_(usable_.empty() ? std::vector<double>{}
                                 : edges_of(lower_envelope(problem, grid_, problem.distortion(), usable_))),
          start_(semi_discrete_start(problem, grid_, least_)), outer_(united(least_, perfect_edges())),
          core_(problem.on_cells(outer_)), unit_(problem.noise().quantile(0.75) - problem.noise().quantile(0.25)) {}

    [[nodiscard]] const SemiDiscreteProblem& problem() const { return problem_; }
    [[nodiscard]] const std::vector<double>& outer() const { return outer_; }

    [[nodiscard]] SemiDiscreteSolution at(double distortion) const {
        const double low = core_.usable_distortion(), high = core_.max_distortion();
        if (distortion < low - core_.slack() || !core_.attainable()) {
            return {outer_, {Status::infeasible, distortion}};
        }
        const bool none_below = !grid_.size(); // every stretch is flat: the cells say all
        if (distortion <= low + core_.slack() || distortion >= high - core_.slack() || none_below) {
            return {outer_, FiniteSolver({.tolerance = 1e-14})(core_, distortion)};
        }
        return between(distortion);
    }

private:
    static std::vector<Eigen::Index> usable_symbols(const SemiDiscreteProblem& problem) {
        std::vector<Eigen::Index> symbols;
        for (Eigen::Index z = 0; z < problem.distortion().cols(); ++z) {
            if (problem.usable(z)) { symbols.push_back(z); }
        }
        return symbols;
    }

    /// The edges of D_max's cells.
    [[nodiscard]] std::vector<double> perfect_edges() const {
        if (!start_.problem.attainable()) { return {}; }
        const RowMatrix& estimator = start_.problem.perfect_estimator();
        const PriceGroups groups = perfect_groups(problem_.divergence(), start_.problem.law(estimator),
                                                  -start_.problem.perfect_potentials(), usable_);
        return edges_of(
            CellNewton(problem_, grid_, groups, std::nullopt)(1.0, shared_stretches(start_, estimator)).cells);
    }

    /// A state of Newton's method and the groups it moved.
    struct Attempt {
        CellState state;
        PriceGroups groups;
        double gap = infinite;
    };

    /// s(q) + s*(u) − ⟨u, q⟩ + λ (D − E Δ): what the state falls short of optimal.
    [[nodiscard]] double gap(const CellState& state, const PriceGroups& groups, double distortion) const {
        const FiniteDivergence& d = problem_.divergence();
        const Eigen::VectorXd prices = completed_prices(d, state.prices, groups.usable);
        const Eigen::VectorXd law = state.law.cwiseMax(0.0);
        // a symbol left out may be cheaper somewhere after all
        const bool all = groups.usable.size() == usable_.size() || !state.shared.empty();
        const CellState own = all ? CellState{} : at_prices(prices, state.multiplier, distortion);
        const CellState& cells = all ? state : own;
        const double value = d.core(law / law.sum()) + d.conjugate(prices) - prices.dot(cells.law)
                             + state.multiplier * (distortion - cells.distortion);
        const bool shared = std::all_of(state.shared.begin(), state.shared.end(),
                                        [](const SharedStretch& s) { return s.shares.minCoeff() >= 0.0; });
        return shared ? std::abs(value) + state.residual : infinite;
    }

    /// The cells at given prices.
    [[nodiscard]] CellState at_prices(const Eigen::VectorXd& prices, double multiplier, double distortion) const {
        const PriceGroups fixed = fixed_prices(problem_.divergence(), prices, usable_);
        return CellNewton(problem_, grid_, fixed, distortion).start(multiplier);
    }

    [[nodiscard]] Attempt newton(PriceGroups groups, double multiplier, std::vector<SharedStretch> shared,
                                 double distortion) const {
        CellState state = CellNewton(problem_, grid_, groups, distortion)(multiplier, std::move(shared));
        const double left = gap(state, groups, distortion);
        return {std::move(state), std::move(groups), left};
    }

    [[nodiscard]] Attempt from_start(const SemiDiscreteStart& start, double distortion) const {
        const FiniteProblem& near = start.problem;
        const double low = core_.usable_distortion(), high = core_.max_distortion(), from = near.usable_distortion();
        const Solution guess = solver_(near, from + (distortion - low) / (high - low) * (near.max_distortion() - from));
        return newton(price_groups(problem_.divergence(), near.law(guess.estimator), guess.prices, usable_),
                      std::max(guess.multiplier, 1e-300), shared_stretches(start, guess.estimator), distortion);
    }

    /// Towards D_max a smooth d has prices and λ in proportion to D_max − D: from farther away, scaled.
    [[nodiscard]] Attempt towards_perfect(double distortion) const {
        const double high = core_.max_distortion(), rest = high - distortion;
        const double range = high - core_.usable_distortion();
        double share = 0.2;
        Attempt best = from_start(start_, high - share * range);
        for (bool there = false; !there && best.gap < 1e-6;) {
            there = 0.1 * share * range <= rest;
            const double next = there ? rest / range : 0.1 * share;
            PriceGroups groups = best.groups;
            groups.start = (next / share) * (groups.basis.transpose() * best.state.prices);
            best = newton(std::move(groups), best.state.multiplier * (next / share), best.state.shared,
                          there ? distortion : high - next * range);
            share = next;
        }
        return best;
    }

    [[nodiscard]] SemiDiscreteSolution between(double distortion) const {
        Attempt best = from_start(start_, distortion);
        const double enough = 1e-13 * (1.0 + best.state.multiplier * distortion);
        const auto keep = [&](Attempt other) {
            if (other.gap < best.gap) { best = std::move(other); }
        };
        const double range = core_.max_distortion() - core_.usable_distortion();
        if (!(best.gap < enough) && best.groups.smooth && core_.max_distortion() - distortion < 0.2 * range) {
            keep(towards_perfect(distortion));
        }
        // Nodes close to the thresholds found show better which prices move together, and cost no evaluation of the cdf.
        for (int round = 0; round < 2 && !(best.gap < enough); ++round) {
            const auto thresholds = united(least_, edges_of(best.state.cells));
            keep(from_start(semi_discrete_start(problem_, grid_, thresholds), distortion));
        }
        SemiDiscreteSolution answer = claim(best, distortion);
        double left = best.gap;
        std::vector<double> edges = united(outer_, grid_nodes());
        for (int round = 0; round < 5 && !(left < enough); ++round) {
            edges = united(united(edges, ladders(best.state.cells)),
                           CellNewton(problem_, grid_, best.groups, distortion).undecided(best.state));
            Exchange found = exchange(edges, best, distortion);
            if (found.gap < left) {
                answer = std::move(found.solution);
                left = found.gap;
            }
            if (found.attempt.gap < left) {
                answer = claim(found.attempt, distortion);
                left = found.attempt.gap;
            }
            best = std::move(found.attempt);
        }
        return answer;
    }

    /// The nodes of the grid, thinned.
    [[nodiscard]] std::vector<double> grid_nodes() const {
        const std::size_t step = 1 + grid_.size() / 300;
        std::vector<double> nodes;
        for (const PosteriorStretch& stretch : grid_.stretches()) {
            for (std::size_t j = 0; j < stretch.nodes.size() && !stretch.flat; j += step) {
                nodes.push_back(stretch.nodes[j]);
            }
        }
        return nodes;
    }

    /// Points that close in on the thresholds between cells.
    [[nodiscard]] std::vector<double> ladders(const std::vector<CheapestCell>& cells) const {
        const std::size_t levels = std::clamp<std::size_t>(2000 / cells.size(), 2, 24);
        std::vector<double> points = edges_of(cells);
        for (std::size_t c = 1; c < cells.size(); ++c) {
            const double t = cells[c].from;
            double below = std::min(t - cells[c - 1].from, unit_), above = std::min(cells[c].to - t, unit_);
            for (std::size_t level = 0; level < levels; ++level) {
                below *= 0.25;
                above *= 0.25;
                points.push_back(t - below);
                points.push_back(t + above);
            }
        }
        return points;
    }

    /// A claim of the finite problem on given cells, which may share cells out, and Newton's method from there.
    struct Exchange {
        SemiDiscreteSolution solution;
        double gap;
        Attempt attempt;
    };

    /// Where the posterior hardly moves, a threshold is lost in the rounding of prices; where cells are fine enough the finite
    /// problem knows which prices move together. The estimator is the finite problem's, the prices its own or Newton's.
    [[nodiscard]] Exchange exchange(const std::vector<double>& edges, const Attempt& before, double distortion) const {
        const FiniteProblem cells = problem_.on_cells(edges);
        Exchange found{{edges, FiniteSolver({.tolerance = 1e-14})(cells, distortion)}, infinite, {}};
        Solution& claim = found.solution.claim;
        if (claim.status == Status::infeasible) { return found; }
        const FiniteDivergence& d = problem_.divergence();
        const Eigen::VectorXd law = cells.law(claim.estimator);
        PriceGroups groups = price_groups(d, law, claim.prices, usable_);
        const CellState start = CellNewton(problem_, grid_, groups, distortion).start(claim.multiplier);
        found.attempt = newton(groups, std::max(claim.multiplier, 1e-300), {}, distortion);
        const auto consider = [&](const CellState& state, const PriceGroups& of) {
            const Eigen::VectorXd prices = completed_prices(d, state.prices, of.usable);
            const bool all = of.usable.size() == usable_.size() && state.shared.empty();
            const CellState again = all ? CellState{} : at_prices(prices, state.multiplier, distortion);
            const CellState& seen = all ? state : again;
            const double gap = std::abs(d.core(law / law.sum()) + d.conjugate(prices) - prices.dot(seen.law)
                                        + state.multiplier * (distortion - seen.distortion));
            if (!(gap < found.gap)) { return; }
            found.gap = gap;
            claim.prices = prices;
            claim.multiplier = state.multiplier;
        };
        const PriceGroups fixed = fixed_prices(d, claim.prices, usable_);
        const CellState own = CellNewton(problem_, grid_, fixed, distortion).start(claim.multiplier);
        consider(own, fixed);
        consider(start, groups);
        consider(found.attempt.state, found.attempt.groups);
        consider(before.state, before.groups);
        claim.prices = separated_prices(d, claim.prices, law);
        claim.status = found.gap < 1e-10 ? Status::solved : Status::stagnated;
        if (!(found.attempt.gap < before.gap)) { // the finite problem's thresholds are the next to close in on
            found.attempt.state = groups.smooth ? start : own;
            found.attempt.groups = groups.smooth ? std::move(groups) : fixed;
        }
        return found;
    }

    [[nodiscard]] SemiDiscreteSolution claim(const Attempt& attempt, double distortion) const {
        const CellState& state = attempt.state;
        SemiDiscreteSolution solution{united(outer_, edges_of(state.cells)), {}};
        Solution& answer = solution.claim;
        answer.status = attempt.gap < 1e-10 ? Status::solved : Status::stagnated;
        answer.distortion = distortion;
        answer.prices =
            separated_prices(problem_.divergence(),
                             completed_prices(problem_.divergence(), state.prices, attempt.groups.usable), state.law);
        answer.multiplier = state.multiplier;
        answer.iterations = state.evaluations;
        answer.estimator = RowMatrix::Zero(static_cast<Eigen::Index>(solution.edges.size()) + 1, state.law.size());
        std::size_t cell = 0;
        for (Eigen::Index row = 0; row < answer.estimator.rows(); ++row) {
            while (row > 0 && cell + 1 < state.cells.size()
                   && state.cells[cell + 1].from <= solution.edges[static_cast<std::size_t>(row) - 1]) {
                ++cell;
            }
            const auto flat = std::find_if(state.shared.begin(), state.shared.end(), [&](const SharedStretch& s) {
                return s.stretch == state.cells[cell].stretch;
            });
            if (flat == state.shared.end()) {
                answer.estimator(row, state.cells[cell].symbol) = 1.0;
                continue;
            }
            for (std::size_t s = 0; s < flat->symbols.size(); ++s) {
                answer.estimator(row, flat->symbols[s]) = flat->shares(static_cast<Eigen::Index>(s));
            }
        }
        return solution;
    }

    SemiDiscreteProblem problem_;
    PosteriorGrid grid_;
    std::vector<Eigen::Index> usable_;
    std::vector<double> least_;
    FiniteSolver solver_{};
    SemiDiscreteStart start_;
    std::vector<double> outer_;
    FiniteProblem core_;
    double unit_; ///< of y
};

} // namespace

/// The preparation for the last problem.
class SemiDiscreteSolver::Kept {
public:
    std::shared_ptr<const Prepared> of(const SemiDiscreteProblem& problem) {
        const std::lock_guard lock(mutex_);
        // one address, one problem: the preparation holds it
        if (!prepared_ || &prepared_->problem().distortion() != &problem.distortion()) {
            prepared_ = std::make_shared<const Prepared>(problem);
        }
        return prepared_;
    }

private:
    std::mutex mutex_;
    std::shared_ptr<const Prepared> prepared_;
};

SemiDiscreteSolver::SemiDiscreteSolver() : kept_(std::make_shared<Kept>()) {}

SemiDiscreteSolution SemiDiscreteSolver::operator()(const SemiDiscreteProblem& problem, double distortion) const {
    require(distortion == distortion, "SemiDiscreteSolver", "distortion", distortion, "[-inf, inf]");
    return kept_->of(problem)->at(distortion);
}

std::vector<double> SemiDiscreteSolver::outer_edges(const SemiDiscreteProblem& problem) const {
    return kept_->of(problem)->outer();
}

} // namespace perdis
