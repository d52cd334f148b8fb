#pragma once

#include <perdis/numeric/interval.hpp>
#include <perdis/symbol/expression.hpp>
#include <perdis/symbol/substitute.hpp>
#include <perdis/symbol/tape.hpp>

#include "taylor.hpp"

#include <vector>

namespace perdis {

/// An expression in one variable, evaluated on intervals with its Taylor coefficients.
///
/// What is total is smooth: a root or logarithm whose argument may be 0, a division by what may be, a modulus, a maximum or a
/// branch that changes on the interval makes the result partial, so that nothing is concluded there.
class TaylorTape {
public:
    /// Every symbol but the variable has its value in `values`.
    ///
    /// @throws DomainError that names a symbol without a value, or with one outside its domain.
    TaylorTape(const Expression& e, const Expression& variable, const Bindings<Interval>& values);

    /// The coefficients f(x), f′(x), …, f^(order)(x)/order!, each for all x of the interval.
    [[nodiscard]] Taylor operator()(const Interval& x, int order) const;

    /// An enclosure of the values on the interval.
    [[nodiscard]] Interval range(const Interval& x) const { return (*this)(x, 0).front(); }

    /// The same, every part narrowed by its expansion about the interval's middle: order ≥ 1 terms, and the remainder.
    [[nodiscard]] Interval range(const Interval& x, int order) const;

private:
    [[nodiscard]] bool is_variable(const Instruction& x) const {
        return x.operation == Operation::symbol && variable_[x.a];
    }
    [[nodiscard]] Taylor step(const Instruction& x, const std::vector<Taylor>& done, std::size_t size) const;

    Tape tape_;
    std::vector<Interval> constants_;
    std::vector<Interval> values_; // of the tape's symbols
    std::vector<bool> variable_;   // whether a symbol of the tape is the variable
};

} // namespace perdis
