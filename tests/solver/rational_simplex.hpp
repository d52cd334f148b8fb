#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

/// The oracle of exact tests: linear programs over the rationals.
namespace oracle {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

/// min ⟨objective, x⟩ subject to rows, x ≥ 0.
struct LinearProgram {
    enum class Relation { equal, at_most };
    struct Row {
        std::vector<std::pair<std::size_t, Rational>> terms;
        Relation relation;
        Rational bound;
    };
    std::vector<Rational> objective;
    std::vector<Row> rows;
};

/// A dense tableau in two phases under the rule of [Bland1977]. Entries are integers over the last pivot, so nothing is rounded and no
/// fraction is ever reduced; every division is exact [Edmonds1967].
class Tableau {
public:
    explicit Tableau(const LinearProgram& program) : width_(program.objective.size()) {
        for (const auto& row : program.rows) { width_ += row.relation == LinearProgram::Relation::at_most ? 1U : 0U; }
        std::size_t slack = program.objective.size();
        for (const auto& row : program.rows) { add(row, slack); }
        objective_scale_ = common_denominator(program.objective);
        objective_.assign(width_ + 1, 0);
        for (std::size_t j = 0; j < program.objective.size(); ++j) {
            objective_[j] = scaled(program.objective[j], objective_scale_);
        }
    }

    /// The least value; empty where no x satisfies the rows.
    ///
    /// @throws std::domain_error where it is −inf.
    std::optional<Rational> minimum() {
        infeasibility_.assign(width_ + 1, 0);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (basis_[i] < width_) { continue; }
            for (std::size_t j = 0; j <= width_; ++j) { infeasibility_[j] -= rows_[i][j]; }
        }
        descend(infeasibility_);
        if (infeasibility_[width_] != 0) { return std::nullopt; }
        drive_out();
        descend(objective_);
        return Rational(-objective_[width_], determinant_ * objective_scale_);
    }

private:
    using Line = std::vector<Integer>;

    static Integer scaled(const Rational& value, const Integer& scale) {
        return numerator(value) * (scale / denominator(value));
    }
    static Integer common_denominator(const std::vector<Rational>& values) {
        Integer scale = 1;
        for (const Rational& value : values) { scale = lcm(scale, Integer(denominator(value))); }
        return scale;
    }

    /// A slack is basic in its row if it can be; else the row's artificial is, whose column is not kept.
    void add(const LinearProgram::Row& row, std::size_t& slack) {
        std::vector<Rational> values{row.bound};
        for (const auto& term : row.terms) { values.push_back(term.second); }
        const Integer scale = common_denominator(values) * (row.bound < 0 ? -1 : 1);
        Line line(width_ + 1, 0);
        for (const auto& [column, value] : row.terms) { line[column] += scaled(value, scale); }
        line[width_] = scaled(row.bound, scale);
        std::size_t basic = width_ + rows_.size();
        if (row.relation == LinearProgram::Relation::at_most) {
            line[slack] = row.bound < 0 ? -1 : 1;
            if (row.bound >= 0) { basic = slack; }
            ++slack;
        }
        rows_.push_back(std::move(line));
        basis_.push_back(basic);
    }

    void eliminate(Line& line, const Line& by, std::size_t column, const Integer& pivot) const {
        const Integer factor = line[column];
        for (std::size_t j = 0; j <= width_; ++j) {
            if (line[j] != 0) { line[j] *= pivot; }
            if (factor != 0 && by[j] != 0) { line[j] -= factor * by[j]; }
            if (line[j] != 0 && determinant_ != 1) { line[j] /= determinant_; }
        }
    }

    void pivot(std::size_t r, std::size_t column) {
        if (rows_[r][column] < 0) {
            for (Integer& entry : rows_[r]) { entry = -entry; }
        }
        const Integer value = rows_[r][column];
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (i != r) { eliminate(rows_[i], rows_[r], column, value); }
        }
        eliminate(infeasibility_, rows_[r], column, value);
        eliminate(objective_, rows_[r], column, value);
        determinant_ = value;
        basis_[r] = column;
    }

    void descend(const Line& costs) {
        while (true) {
            std::size_t column = 0;
            while (column < width_ && !(costs[column] < 0)) { ++column; }
            if (column == width_) { return; }
            std::size_t leaving = rows_.size();
            for (std::size_t i = 0; i < rows_.size(); ++i) {
                if (!(rows_[i][column] > 0)) { continue; }
                if (leaving < rows_.size()) {
                    const Integer here = rows_[i][width_] * rows_[leaving][column];
                    const Integer there = rows_[leaving][width_] * rows_[i][column];
                    if (there < here || (here == there && basis_[leaving] < basis_[i])) { continue; }
                }
                leaving = i;
            }
            if (leaving == rows_.size()) { throw std::domain_error("oracle: the minimum is -inf"); }
            pivot(leaving, column);
        }
    }

    /// Artificials that are basic at 0 leave, or their rows do.
    void drive_out() {
        for (std::size_t i = 0; i < rows_.size();) {
            std::size_t column = 0;
            while (basis_[i] >= width_ && column < width_ && rows_[i][column] == 0) { ++column; }
            if (basis_[i] >= width_ && column == width_) {
                rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(i));
                basis_.erase(basis_.begin() + static_cast<std::ptrdiff_t>(i));
                continue;
            }
            if (basis_[i] >= width_) { pivot(i, column); }
            ++i;
        }
    }

    std::size_t width_;
    std::vector<Line> rows_ = {};
    std::vector<std::size_t> basis_ = {};
    Line objective_ = {}, infeasibility_ = {};
    Integer determinant_ = 1, objective_scale_ = 1;
};

/// The least value of a linear program; empty where no x satisfies the rows.
inline std::optional<Rational> minimum(const LinearProgram& program) { return Tableau(program).minimum(); }

} // namespace oracle
