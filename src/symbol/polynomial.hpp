#pragma once

#include <map>
#include <optional>
#include <vector>

#include "node.hpp"

namespace perdis {

/// Exponents by generator, without trailing zeros.
using Monomial = std::vector<unsigned>;

/// A polynomial with rational coefficients in the generators of a Ring. Operations that would exceed the limit throw TooLarge.
class Polynomial {
public:
    struct TooLarge {};
    static constexpr std::size_t limit = 400; // terms

    Polynomial() = default;
    explicit Polynomial(const Rational& constant) { add({}, constant); }

    static Polynomial generator(std::size_t index, unsigned power = 1);

    const std::map<Monomial, Rational>& terms() const { return terms_; }
    bool zero() const { return terms_.empty(); }
    bool constant() const { return zero() || (terms_.size() == 1 && terms_.begin()->first.empty()); }
    void add(const Monomial& monomial, const Rational& coefficient);

    /// The degree in one generator.
    unsigned degree(std::size_t index) const;
    /// One more than the last generator in it; 0 for constants.
    std::size_t width() const;
    /// The coefficients of the powers of one generator.
    std::vector<Polynomial> coefficients(std::size_t index) const;

    friend bool operator==(const Polynomial&, const Polynomial&) = default;

private:
    std::map<Monomial, Rational> terms_;
};

Polynomial operator+(const Polynomial& a, const Polynomial& b);
Polynomial operator-(const Polynomial& a, const Polynomial& b);
Polynomial operator*(const Polynomial& a, const Polynomial& b);
Polynomial power(const Polynomial& a, unsigned n);

/// a/b where b divides a.
std::optional<Polynomial> quotient(const Polynomial& a, const Polynomial& b);

/// A greatest common divisor, its leading coefficient 1; 1 where it would cost too much.
Polynomial greatest_common_divisor(const Polynomial& a, const Polynomial& b);

/// What polynomials are made of: symbols, and whatever is no sum, product or whole power, roots among them.
class Ring {
public:
    /// The roots of these expressions become generators: of b^(1/2) and b^(3/2) the generator is b^(1/2).
    explicit Ring(const std::vector<Expression>& expressions);

    /// e expanded; nothing where it has a negative power or becomes too large.
    std::optional<Polynomial> polynomial(const Expression& e);

    Expression expression(const Polynomial& a) const;

private:
    struct Root {
        std::size_t generator;
        unsigned order;
    };
    Polynomial expand(const Expression& e, int depth);
    Polynomial expand_power(const Expression& base, const Rational& exponent, int depth);
    Polynomial reduced(const Polynomial& a);
    std::size_t generator(const Expression& e);

    std::vector<Expression> generators_;
    std::map<Expression, std::size_t, FormLess> index_;
    std::map<Expression, Root, FormLess> roots_; // of a base
};

} // namespace perdis
