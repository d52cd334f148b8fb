#pragma once

#include <perdis/tradeoff/finite_problem.hpp>

#include <Eigen/Core>

#include <vector>

namespace perdis {

/// The arcs (y, z) of a finite problem that take part, row by row; a value on the arcs is an array in this order.
class Arcs {
public:
    /// @param rows  the columns z of every row y, ascending.
    Arcs(const RowMatrix& cost, const std::vector<std::vector<Eigen::Index>>& rows);

    /// The number of arcs.
    [[nodiscard]] Eigen::Index size() const { return cost_.size(); }
    [[nodiscard]] Eigen::Index rows() const { return static_cast<Eigen::Index>(first_.size()) - 1; }
    [[nodiscard]] Eigen::Index columns() const { return columns_; }
    /// Whether every (y, z) takes part.
    [[nodiscard]] bool complete() const { return size() == rows() * columns(); }

    /// The arcs of row y are first(y) to first(y + 1) − 1.
    [[nodiscard]] Eigen::Index first(Eigen::Index y) const { return first_[static_cast<std::size_t>(y)]; }
    [[nodiscard]] Eigen::Index count(Eigen::Index y) const { return first(y + 1) - first(y); }
    /// y and z of an arc.
    [[nodiscard]] Eigen::Index row(Eigen::Index arc) const { return row_[static_cast<std::size_t>(arc)]; }
    [[nodiscard]] Eigen::Index column(Eigen::Index arc) const { return column_[static_cast<std::size_t>(arc)]; }
    [[nodiscard]] const Eigen::ArrayXd& cost() const { return cost_; }

    /// Σ_z x_yz and Σ_y x_yz.
    [[nodiscard]] Eigen::VectorXd row_sums(const Eigen::ArrayXd& x) const;
    [[nodiscard]] Eigen::VectorXd column_sums(const Eigen::ArrayXd& x) const;
    /// v_y, v_z on every arc.
    [[nodiscard]] Eigen::ArrayXd from_rows(const Eigen::VectorXd& v) const;
    [[nodiscard]] Eigen::ArrayXd from_columns(const Eigen::VectorXd& v) const;

private:
    Eigen::Index columns_;
    std::vector<Eigen::Index> first_;
    std::vector<Eigen::Index> row_;
    std::vector<Eigen::Index> column_;
    Eigen::ArrayXd cost_;
};

} // namespace perdis
