#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <perdis/core/real.hpp>
#include <perdis/symbol/domain.hpp>

namespace perdis {

struct ExpressionNode;

/// A real number that remembers how it was computed: numbers, named symbols, and what was done with them.
///
/// Nodes are immutable and shared: equal expressions are one node, so copies and equality of form cost O(1). Arithmetic keeps
/// sums and products canonical (x + x is 2x, x/x is 1, rationals are exact); simplify does the rest. Symbols stand for finite
/// real numbers; an identity is applied where its left side is defined.
///
///     const Expression sigma = symbol("sigma", Domain::positive());
///     const Expression gain = 1 / (1 + sigma * sigma);
///
/// A double is the dyadic number that it is: 0.5 is 1/2; 0.1 is 3602879701896397/2^55 and printed 0.1, unlike Expression(1)/10.
///
/// Comparisons are answers, not expressions: from the symbols' domains, then from the Assuming scope (symbol/assuming.hpp).
/// An undefined number (inf − inf) compares false, as NaN does.
///
/// @throws    DomainError for a division by what is symbolically zero, for a function outside its domain, and for a comparison
///            that is not decided.
class Expression {
public:
    /// 0.
    Expression();

    /// An integer, exactly.
    template <std::integral I>
    Expression(I value)
        : Expression(std::is_signed_v<I> ? of(static_cast<std::int64_t>(value))
                                         : of_unsigned(static_cast<std::uint64_t>(value))) {}

    /// A binary floating-point number, exactly; infinities are kept, NaN is undefined.
    Expression(double value);
    Expression(long double value);
    Expression(float value) : Expression(static_cast<double>(value)) {}

    /// Of a node of src/symbol.
    explicit Expression(std::shared_ptr<const ExpressionNode> node) : node_(std::move(node)) {}

    const ExpressionNode& node() const { return *node_; }

    Expression operator-() const;
    Expression operator+() const { return *this; }
    Expression& operator+=(const Expression& b) { return *this = *this + b; }
    Expression& operator-=(const Expression& b) { return *this = *this - b; }
    Expression& operator*=(const Expression& b) { return *this = *this * b; }
    Expression& operator/=(const Expression& b) { return *this = *this / b; }

    friend Expression operator+(const Expression& a, const Expression& b) { return sum(a, b); }
    friend Expression operator-(const Expression& a, const Expression& b) { return sum(a, -b); }
    friend Expression operator*(const Expression& a, const Expression& b) { return product(a, b); }
    friend Expression operator/(const Expression& a, const Expression& b) { return quotient(a, b); }

    friend bool operator<(const Expression& a, const Expression& b) { return below(a, b); }
    friend bool operator>(const Expression& a, const Expression& b) { return below(b, a); }
    friend bool operator<=(const Expression& a, const Expression& b) { return at_most(a, b); }
    friend bool operator>=(const Expression& a, const Expression& b) { return at_most(b, a); }
    friend bool operator==(const Expression& a, const Expression& b) { return equal(a, b); }
    friend bool operator!=(const Expression& a, const Expression& b) { return !equal(a, b); }

    /// √a; DomainError where a is known to be negative.
    friend Expression sqrt(const Expression& a);
    friend Expression exp(const Expression& a);
    /// ln a, −inf at 0; DomainError where a is known to be negative.
    friend Expression log(const Expression& a);
    friend Expression pow(const Expression& a, const Expression& exponent);
    friend Expression log1p(const Expression& a);
    friend Expression expm1(const Expression& a);
    friend Expression erf(const Expression& a);
    friend Expression erfc(const Expression& a);
    /// Φ(a).
    friend Expression normal_cdf(const Expression& a);
    /// 1 − Φ(a) = Φ(−a).
    friend Expression normal_complement(const Expression& a);
    friend Expression abs(const Expression& a);
    friend Expression max(const Expression& a, const Expression& b);
    friend Expression min(const Expression& a, const Expression& b);

    /// Its to_text.
    friend std::ostream& operator<<(std::ostream& stream, const Expression& e) { return e.print(stream); }

private:
    static Expression of(std::int64_t value);
    static Expression of_unsigned(std::uint64_t value);
    static Expression sum(const Expression& a, const Expression& b);
    static Expression product(const Expression& a, const Expression& b);
    static Expression quotient(const Expression& a, const Expression& b);
    static bool below(const Expression& a, const Expression& b);
    static bool at_most(const Expression& a, const Expression& b);
    static bool equal(const Expression& a, const Expression& b);
    std::ostream& print(std::ostream& stream) const;

    std::shared_ptr<const ExpressionNode> node_;
};

/// The symbol of that name. Its name and its domain are what it is: x in (0, inf) and x in (-inf, inf) are two symbols.
///
/// @domain    a letter, then letters, digits and underscores.
/// @throws    DomainError outside the domain.
Expression symbol(std::string_view name, const Domain& domain = Domain::real());

/// Whether a and b are the same expression, in form; nothing is computed.
inline bool same_form(const Expression& a, const Expression& b) { return &a.node() == &b.node(); }

/// The number of operations, numbers and symbols in e written out as a tree; shared sub-expressions count as often as they
/// occur.
double tree_size(const Expression& e);

/// The number of distinct nodes of e, numbers and the coefficients of sums and products included.
std::size_t node_count(const Expression& e);

} // namespace perdis

#include <perdis/symbol/expression_traits.hpp>

static_assert(perdis::Real<perdis::Expression>);
