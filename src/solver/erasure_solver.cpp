#include <perdis/solver/erasure_solver.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/solver/erasure_form.hpp>
#include <perdis/solver/erasure_water_filling.hpp>
#include <perdis/tradeoff/finite_problem.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace perdis {

namespace {

/// Where a problem is feasible: its form and D, moved onto D_min where it is within the slack.
struct Place {
    ErasureForm<double> form;
    double distortion;
};

template <class Divergence>
std::optional<Place> place(const ErasureSolver::ErasureProblem<Divergence>& problem, double distortion) {
    require(distortion == distortion, "ErasureSolver", "distortion", distortion, "[-inf, inf]");
    require(!problem.options().reconstruction && !problem.options().observation
                && problem.options().estimators == Estimators::all,
            "ErasureSolver", "the problem has options");
    const Eigen::VectorXd& p = problem.prior().probabilities();
    const double erasure = problem.channel()(p.size())(0, p.size());
    const ErasureForm<double> form({p.begin(), p.end()}, erasure);
    const FiniteProblem finite = reduce(problem);
    const double left = distortion - finite.usable_distortion();
    if (left < -finite.slack()) { return std::nullopt; }
    return Place{form, form.min_distortion() + (left <= finite.slack() ? 0.0 : left)};
}

/// What is seen is kept; r is drawn where nothing is seen.
Solution claim(const std::vector<double>& draw, double distortion) {
    Solution solution;
    solution.status = Status::solved;
    solution.distortion = distortion;
    const auto k = static_cast<Eigen::Index>(draw.size());
    solution.estimator = RowMatrix::Zero(k + 1, k);
    solution.estimator.topRows(k).setIdentity();
    solution.estimator.row(k) = Eigen::Map<const Eigen::RowVectorXd>(draw.data(), k);
    solution.prices = Eigen::VectorXd::Zero(k);
    return solution;
}

Solution infeasible(double distortion) {
    Solution solution;
    solution.distortion = distortion;
    return solution;
}

} // namespace

Solution ErasureSolver::operator()(const ErasureProblem<TotalVariation>& problem, double distortion) const {
    const auto at = place(problem, distortion);
    if (!at) { return infeasible(distortion); }
    Solution solution = claim(at->form.total_variation_draw(at->distortion), distortion);
    const double step = at->form.total_variation_price(at->distortion);
    if (step > 0.0) {
        solution.multiplier = 1.0 / step;
        for (Eigen::Index z = 0; z < solution.prices.size(); ++z) {
            solution.prices(z) = 0.5 - std::min(at->form.price(static_cast<std::size_t>(z)) / step, 1.0);
        }
    }
    return solution;
}

Solution ErasureSolver::operator()(const ErasureProblem<KullbackLeibler>& problem, double distortion) const {
    const auto at = place(problem, distortion);
    if (!at) { return infeasible(distortion); }
    const ErasureWaterFilling<double> filled(at->form, at->distortion);
    Solution solution = claim(filled.draw(), distortion);
    solution.multiplier = filled.multiplier();
    const Eigen::VectorXd& p = problem.prior().probabilities();
    const double erasure = at->form.erasure();
    const auto price = [&](std::size_t z) {
        const double mass = p(static_cast<Eigen::Index>(z));
        const double q = (1.0 - erasure) * mass + erasure * filled.draw()[z];
        return q > 0.0 ? (q - mass) / q : 0.0;
    };
    const double highest = price(at->form.order()[0]); // that of a symbol of no probability, too: it is never emitted
    for (Eigen::Index z = 0; z < p.size(); ++z) {
        solution.prices(z) = p(z) > 0.0 ? price(static_cast<std::size_t>(z)) : highest;
    }
    return solution;
}

} // namespace perdis
