#include "newton_system.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace perdis {

namespace {

constexpr double largest_stiffness = 1e150;

} // namespace

void NewtonSystem::factorise(const Arcs& arcs, const Eigen::VectorXd& masses, const Eigen::ArrayXd& ratios,
                             const Eigen::VectorXd& row_sums, const Eigen::VectorXd& stiffness) {
    arcs_ = &arcs;
    weights_ = arcs.from_rows(masses) * ratios;
    shares_ = ratios / arcs.from_rows(row_sums);
    stiffness_ = stiffness.cwiseMin(largest_stiffness);
    by_rows_ = arcs.rows() < arcs.columns();
    if (by_rows_) { columns_ = (arcs.column_sums(weights_) + stiffness_).cwiseInverse(); }
    find_edges();
    for (double ridge = 0.0; ridge < 1.0; ridge = std::max(100.0 * ridge, 1e-15)) {
        if (factorised(ridge)) { break; }
    }
}

/// The arcs grouped so that every group is a clique of the matrix: two arcs of a row joined through it, or of a column.
void NewtonSystem::find_edges() {
    const Arcs& arcs = *arcs_;
    const Eigen::Index groups = by_rows_ ? arcs.columns() : arcs.rows();
    first_.assign(static_cast<std::size_t>(groups) + 1, 0);
    node_.resize(static_cast<std::size_t>(arcs.size()));
    share_.resize(arcs.size());
    weight_.resize(arcs.size());
    const auto group = [&](Eigen::Index arc) {
        return static_cast<std::size_t>(by_rows_ ? arcs.column(arc) : arcs.row(arc));
    };
    for (Eigen::Index arc = 0; arc < arcs.size(); ++arc) { ++first_[group(arc) + 1]; }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<Eigen::Index> next = first_;
    for (Eigen::Index arc = 0; arc < arcs.size(); ++arc) {
        const Eigen::Index place = next[group(arc)]++;
        node_[static_cast<std::size_t>(place)] = by_rows_ ? arcs.row(arc) : arcs.column(arc);
        weight_(place) = weights_(arc);
        share_(place) = by_rows_ ? weights_(arc) * columns_(arcs.column(arc)) : shares_(arc);
    }
}

/// The sum of the edges at every node of the matrix, and of its link to the ground.
Eigen::VectorXd NewtonSystem::degrees() const {
    Eigen::VectorXd degree = by_rows_ ? times(columns_.cwiseProduct(stiffness_)) : stiffness_;
    Eigen::ArrayXd others(share_.size()); // the weights of the clique but one's own: no difference is formed
    for (std::size_t group = 0; group + 1 < first_.size(); ++group) {
        double sum = 0.0;
        for (Eigen::Index i = first_[group]; i < first_[group + 1]; ++i) {
            others(i) = sum;
            sum += weight_(i);
        }
        sum = 0.0;
        for (Eigen::Index i = first_[group + 1]; i-- > first_[group];) {
            degree(node_[static_cast<std::size_t>(i)]) += share_(i) * (others(i) + sum);
            sum += weight_(i);
        }
    }
    return degree;
}

/// Writes the matrix scaled to a unit diagonal and factorises it in place.
bool NewtonSystem::factorised(double ridge) {
    scale_ = degrees().unaryExpr([](double d) { return d > 0.0 ? 1.0 / std::sqrt(d) : 1.0; });
    matrix_.setZero(scale_.size(), scale_.size());
    Eigen::ArrayXd weight(weight_.size());
    for (Eigen::Index i = 0; i < weight.size(); ++i) {
        weight(i) = scale_(node_[static_cast<std::size_t>(i)]) * weight_(i);
    }
    for (std::size_t group = 0; group + 1 < first_.size(); ++group) {
        for (Eigen::Index i = first_[group]; i < first_[group + 1]; ++i) {
            const Eigen::Index node = node_[static_cast<std::size_t>(i)];
            const double share = scale_(node) * share_(i);
            double* column = matrix_.col(node).data();
            for (Eigen::Index j = i + 1; j < first_[group + 1]; ++j) {
                column[node_[static_cast<std::size_t>(j)]] -= share * weight(j);
            }
        }
    }
    matrix_.diagonal().setConstant(1.0 + ridge);
    const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> factor(matrix_); // in place
    return factor.info() == Eigen::Success && matrix_.diagonal().allFinite();
}

Eigen::VectorXd NewtonSystem::times(const Eigen::VectorXd& x) const {
    return arcs_->row_sums(weights_ * arcs_->from_columns(x));
}

Eigen::VectorXd NewtonSystem::transposed_times(const Eigen::VectorXd& x) const {
    return arcs_->column_sums(weights_ * arcs_->from_rows(x));
}

Eigen::VectorXd NewtonSystem::solve(const Eigen::VectorXd& v) const {
    // Refined: a symbol of tiny mass has a tiny row, whose residual the first solve leaves at the size of the largest.
    Eigen::VectorXd x = solve_once(v);
    for (int i = 0; i < 2; ++i) { x += solve_once(v - apply(x)); }
    return x;
}

Eigen::VectorXd NewtonSystem::solve_once(const Eigen::VectorXd& v) const {
    const auto scaled_solve = [this](const Eigen::VectorXd& b) -> Eigen::VectorXd {
        Eigen::VectorXd x = scale_.cwiseProduct(b);
        matrix_.triangularView<Eigen::Lower>().solveInPlace(x);
        matrix_.triangularView<Eigen::Lower>().transpose().solveInPlace(x);
        return scale_.cwiseProduct(x);
    };
    if (!by_rows_) { return scaled_solve(v); }
    // N = E − Wᵀ R⁻¹ W, E = diag(C + K):  N⁻¹ v = E⁻¹ (v + Wᵀ (R − W E⁻¹ Wᵀ)⁻¹ W E⁻¹ v).
    const Eigen::VectorXd outer = scaled_solve(times(columns_.cwiseProduct(v)));
    return columns_.cwiseProduct(v + transposed_times(outer));
}

Eigen::VectorXd NewtonSystem::apply(const Eigen::VectorXd& x) const {
    // Differences to the rows' means: nothing cancels where W is large and x nearly constant on a row.
    const Eigen::ArrayXd spread = arcs_->from_columns(x);
    const Eigen::VectorXd means = arcs_->row_sums(shares_ * spread);
    return arcs_->column_sums(weights_ * (spread - arcs_->from_rows(means))) + stiffness_.cwiseProduct(x);
}

} // namespace perdis
