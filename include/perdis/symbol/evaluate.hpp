#pragma once

#include <sstream>
#include <type_traits>
#include <utility>
#include <vector>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/symbol/expression_scalar.hpp>
#include <perdis/symbol/substitute.hpp>
#include <perdis/symbol/tape.hpp>
#include <perdis/symbol/to_text.hpp>

namespace perdis {

/// An expression made ready to be computed in T at many points.
///
/// One pass over the distinct sub-expressions; of a piecewise only the branch taken.
///
/// @accuracy  each operation rounds as T does; ln(1 + x) is computed by log1p.
template <Real T>
class CompiledExpression {
public:
    /// e as a function of the symbols, in that order.
    ///
    /// @throws    DomainError for an entry that is no symbol, and for a symbol of e that is not among them.
    CompiledExpression(const Expression& e, const std::vector<Expression>& symbols) : tape_(e) {
        for (const Rational& c : tape_.constants()) { constants_.push_back(ExpressionScalar<T>::rational(c)); }
        std::vector<std::string> names;
        for (const Expression& s : symbols) { names.push_back(symbol_name(s)); }
        for (const TapeSymbol& s : tape_.symbols()) {
            std::size_t i = 0;
            while (i < names.size() && names[i] != s.name) { ++i; }
            require(i < names.size(), "evaluate", "the symbol " + s.name + " has no value");
            places_.push_back(i);
        }
        arity_ = symbols.size();
    }

    /// The value at a point, one number for each symbol.
    ///
    /// @throws    DomainError for a wrong number of numbers, or one outside its symbol's domain, NaN included.
    T operator()(const std::vector<T>& point) const {
        require(point.size() == arity_, "evaluate", "the point and the symbols have different sizes");
        for (std::size_t i = 0; i < places_.size(); ++i) {
            const TapeSymbol& s = tape_.symbols()[i];
            const T& x = point[places_[i]];
            if (!ExpressionScalar<T>::within(x, s.domain)) { require(false, "evaluate", s.name, x, to_text(s.domain)); }
        }
        std::vector<T> results(tape_.instructions().size(), T(0));
        if (tape_.branches()) {
            compute_needed(results, point);
        } else {
            for (std::size_t i = 0; i < results.size(); ++i) { results[i] = step(i, results, point); }
        }
        return results.back();
    }

private:
    /// Depth first from the last instruction, without recursion.
    void compute_needed(std::vector<T>& results, const std::vector<T>& point) const {
        const std::vector<Instruction>& all = tape_.instructions();
        std::vector<char> done(all.size(), 0);
        std::vector<std::size_t> path{all.size() - 1};
        while (!path.empty()) {
            const std::size_t i = path.back();
            const std::size_t next = missing(all[i], done, results);
            if (next != all.size()) {
                path.push_back(next);
                continue;
            }
            results[i] = step(i, results, point);
            done[i] = 1;
            path.pop_back();
        }
    }

    /// An argument that is needed and not there yet; the number of instructions where none is.
    std::size_t missing(const Instruction& x, const std::vector<char>& done, const std::vector<T>& results) const {
        const std::size_t none = done.size();
        const std::size_t inputs = arity(x.operation);
        if (inputs > 0 && done[x.a] == 0) { return x.a; }
        if (inputs > 1 && done[x.b] == 0) { return x.b; }
        if (x.operation != Operation::choose) { return none; }
        const std::size_t branch = chosen(x, results) ? x.c : x.d;
        return done[branch] == 0 ? branch : none;
    }

    static bool chosen(const Instruction& x, const std::vector<T>& results) {
        const auto holds = ExpressionScalar<T>::holds(results[x.a], x.relation, results[x.b]);
        require(holds.has_value(), "evaluate", "the condition of a piecewise is not decided in this arithmetic");
        return *holds;
    }

    T step(std::size_t i, const std::vector<T>& r, const std::vector<T>& point) const {
        using std::exp;
        using std::log;
        using std::pow;
        using std::sqrt;
        using Scalar = ExpressionScalar<T>;
        const Instruction& x = tape_.instructions()[i];
        switch (x.operation) {
        case Operation::rational:
            return constants_[x.a];
        case Operation::pi:
            return Scalar::pi();
        case Operation::infinity:
            return Scalar::infinity();
        case Operation::undefined:
            return Scalar::undefined();
        case Operation::symbol:
            return point[places_[x.a]];
        case Operation::add:
            return T(r[x.a] + r[x.b]);
        case Operation::subtract:
            return T(r[x.a] - r[x.b]);
        case Operation::multiply:
            return T(r[x.a] * r[x.b]);
        case Operation::divide:
            return T(r[x.a] / r[x.b]);
        case Operation::negate:
            return T(-r[x.a]);
        case Operation::whole_power:
            return Scalar::whole_power(r[x.a], x.n);
        case Operation::power:
            return T(pow(r[x.a], r[x.b]));
        case Operation::square_root:
            return T(sqrt(r[x.a]));
        case Operation::exponential:
            return T(exp(r[x.a]));
        case Operation::logarithm:
            return T(log(r[x.a]));
        case Operation::logarithm_1:
            return Scalar::log1p_of(r[x.a]);
        case Operation::error:
            return Scalar::erf_of(r[x.a]);
        case Operation::complement:
            return Scalar::erfc_of(r[x.a]);
        case Operation::normal:
            return Scalar::normal_of(r[x.a]);
        case Operation::absolute:
            return Scalar::absolute(r[x.a]);
        case Operation::maximum:
            return Scalar::maximum(r[x.a], r[x.b]);
        case Operation::minimum:
            return Scalar::minimum(r[x.a], r[x.b]);
        case Operation::choose:
            return r[chosen(x, r) ? x.c : x.d];
        }
        return Scalar::undefined();
    }

    Tape tape_;
    std::vector<T> constants_;
    std::vector<std::size_t> places_; // of the tape's symbols in the point
    std::size_t arity_ = 0;
};

/// The value of e in T, every symbol bound: evaluate<double>(e, {{sigma, 2.0}, {x, 0.5}}). A symbol is found by its name.
///
/// In Expression it is substitute.
///
/// @accuracy  as CompiledExpression.
/// @throws    DomainError for a symbol without a value, or a value outside its symbol's domain, NaN included.
template <Real T>
T evaluate(const Expression& e, const Bindings<T>& bindings) {
    if constexpr (std::is_same_v<T, Expression>) {
        return substitute(e, bindings);
    } else {
        std::vector<Expression> symbols;
        std::vector<T> point;
        for (const auto& [s, value] : bindings) {
            symbols.push_back(s);
            point.push_back(value);
        }
        return CompiledExpression<T>(e, symbols)(point);
    }
}

} // namespace perdis
