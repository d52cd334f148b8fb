#include "arcs.hpp"

namespace perdis {

Arcs::Arcs(const RowMatrix& cost, const std::vector<std::vector<Eigen::Index>>& rows) : columns_(cost.cols()) {
    first_.push_back(0);
    for (const auto& row : rows) { first_.push_back(first_.back() + static_cast<Eigen::Index>(row.size())); }
    cost_.resize(first_.back());
    row_.reserve(static_cast<std::size_t>(first_.back()));
    column_.reserve(static_cast<std::size_t>(first_.back()));
    for (std::size_t y = 0; y < rows.size(); ++y) {
        for (const Eigen::Index z : rows[y]) {
            cost_(static_cast<Eigen::Index>(column_.size())) = cost(static_cast<Eigen::Index>(y), z);
            row_.push_back(static_cast<Eigen::Index>(y));
            column_.push_back(z);
        }
    }
}

Eigen::VectorXd Arcs::row_sums(const Eigen::ArrayXd& x) const {
    Eigen::VectorXd sums(rows());
    for (Eigen::Index y = 0; y < rows(); ++y) { sums(y) = x.segment(first(y), count(y)).sum(); }
    return sums;
}

Eigen::VectorXd Arcs::column_sums(const Eigen::ArrayXd& x) const {
    Eigen::VectorXd sums = Eigen::VectorXd::Zero(columns_);
    for (Eigen::Index arc = 0; arc < size(); ++arc) { sums(column(arc)) += x(arc); }
    return sums;
}

Eigen::ArrayXd Arcs::from_rows(const Eigen::VectorXd& v) const {
    Eigen::ArrayXd spread(size());
    for (Eigen::Index arc = 0; arc < size(); ++arc) { spread(arc) = v(row(arc)); }
    return spread;
}

Eigen::ArrayXd Arcs::from_columns(const Eigen::VectorXd& v) const {
    Eigen::ArrayXd spread(size());
    for (Eigen::Index arc = 0; arc < size(); ++arc) { spread(arc) = v(column(arc)); }
    return spread;
}

} // namespace perdis
