#include <cmath>

#include <boost/multiprecision/integer.hpp>

#include <perdis/core/domain_error.hpp>

#include "decide.hpp"
#include "node.hpp"

namespace perdis {

namespace {

void require_root(const Expression& base) {
    require(!assumed_range(base).negative(), "Expression", "a root of a negative number is no real number");
}

Expression raw_power(const Expression& base, const Expression& exponent) {
    ExpressionNode node;
    node.kind = Kind::power;
    node.arguments = {base, exponent};
    return intern(std::move(node));
}

/// Whether value^n stays below so many bits.
bool affordable(const Rational& value, const Integer& n, int bits = 100000) {
    const Integer size = abs(numerator(value)) + denominator(value);
    return Integer(msb(size) + 1) * abs(n) < bits;
}

Rational whole_power(const Rational& value, const Integer& n) {
    const auto k = static_cast<unsigned>(abs(n));
    const Integer above = pow(Integer(numerator(value)), k), below = pow(Integer(denominator(value)), k);
    const Rational result(above, below);
    return n >= 0 ? result : Rational(1 / result);
}

/// n = Π prime^multiplicity, by primes below 2000; what is left counts as one prime.
std::vector<std::pair<Integer, int>> factorised(Integer n) {
    std::vector<std::pair<Integer, int>> result;
    for (int p = 2; p < 2000 && n > 1; ++p) {
        int multiplicity = 0;
        while (n % p == 0) {
            n /= p;
            ++multiplicity;
        }
        if (multiplicity > 0) { result.emplace_back(p, multiplicity); }
    }
    if (n > 1) {
        const Integer root = sqrt(n);
        if (root * root == n) {
            result.emplace_back(root, 2);
        } else {
            result.emplace_back(n, 1);
        }
    }
    return result;
}

/// (Π prime^m)^e as a rational times primes to powers in (0, 1).
Expression root_of_number(const Rational& base, const Rational& e) {
    Rational rational = 1;
    std::vector<Expression> radicals;
    const auto split = [&](const Integer& n, int sign) {
        for (const auto& [prime, multiplicity] : factorised(n)) {
            const Rational exponent = e * multiplicity * sign;
            Integer whole = numerator(exponent) / denominator(exponent);
            if (exponent < whole) { whole -= 1; }
            rational *= whole_power(prime, whole);
            if (exponent != whole) { radicals.push_back(raw_power(constant(prime), constant(exponent - whole))); }
        }
    };
    split(numerator(base), 1);
    split(denominator(base), -1);
    if (radicals.empty()) { return constant(rational); }
    if (radicals.size() == 1 && rational == 1) { return radicals[0]; }
    return make_product(rational, radicals);
}

Expression power_of_number(const Rational& base, const Rational& e) {
    if (base == 0) {
        require(e > 0, "Expression", "the divisor is 0");
        return constant(0);
    }
    if (base == 1) { return constant(1); }
    if (is_integer(e)) {
        if (!affordable(base, numerator(e))) { return raw_power(constant(base), constant(e)); }
        return constant(whole_power(base, numerator(e)));
    }
    require(base > 0, "Expression", "a root of " + base.str() + " is no real number");
    if (abs(e) > 1000) { return raw_power(constant(base), constant(e)); }
    return root_of_number(base, e);
}

/// (c Π f)^e for fractional e: the factors whose sign is known leave the root.
Expression root_of_product(const Expression& base, const Rational& e) {
    const ExpressionNode& node = base.node();
    std::vector<Expression> outside, inside;
    Rational coefficient = abs(node.value);
    int sign = node.value < 0 ? -1 : 1;
    for (const Expression& factor : node.arguments) {
        const Range range = assumed_range(factor);
        if (range.nonnegative()) {
            outside.push_back(factor);
        } else if (range.nonpositive() && factor.node().is(Kind::sum)) {
            outside.push_back(scaled(-1, factor));
            sign = -sign;
        } else {
            inside.push_back(factor);
        }
    }
    if (inside.empty() && sign < 0) { return raw_power(base, constant(e)); } // defined at 0 alone
    if (outside.empty() && coefficient == 1) { return raw_power(base, constant(e)); }
    std::vector<Expression> factors{power_of_number(coefficient, e)};
    for (const Expression& f : outside) { factors.push_back(make_power(f, e)); }
    if (!inside.empty()) {
        const Expression rest = make_product(sign, inside);
        factors.push_back(rest.node().is(Kind::product) ? raw_power(rest, constant(e)) : make_power(rest, e));
    }
    return make_product(1, factors);
}

Expression power_of_sum(const Expression& base, const Rational& e) {
    Rational c = content(base);
    const bool whole = is_integer(e);
    if (!whole) { c = abs(c); }
    if (c == 1 || !affordable(c, numerator(e), 1000)) { return raw_power(base, constant(e)); }
    const Expression primitive = scaled(1 / c, base);
    return make_product(1, {power_of_number(c, e), raw_power(primitive, constant(e))});
}

/// (b^inner)^e.
Expression power_of_power(const Expression& base, const Rational& e) {
    const Expression& root = base.node().argument(0);
    const Expression& inner = base.node().argument(1);
    if (is_integer(e) || assumed_range(root).nonnegative()) { return make_power(root, scaled(e, inner)); }
    if (is_number(inner) && numerator(inner.node().value) % 2 == 0) {
        return make_power(make_function(Kind::absolute, root), Rational(e * inner.node().value));
    }
    return raw_power(base, constant(e));
}

Expression power_of_infinity(const Rational& sign, const Rational& e) {
    if (e < 0) { return constant(0); }
    if (sign > 0) { return symbolic_infinity(); }
    require(is_integer(e), "Expression", "a root of -inf is no real number");
    return scaled(numerator(e) % 2 == 0 ? 1 : -1, symbolic_infinity());
}

} // namespace

Expression make_power(const Expression& base, const Rational& e) {
    const ExpressionNode& node = base.node();
    if (node.is(Kind::undefined)) { return base; }
    if (e == 0) { return constant(1); }
    if (e == 1) { return base; }
    const bool whole = is_integer(e);
    switch (node.kind) {
    case Kind::number:
        return power_of_number(node.value, e);
    case Kind::infinity:
        return power_of_infinity(node.value, e);
    case Kind::power:
        return power_of_power(base, e);
    case Kind::exponential:
        return make_function(Kind::exponential, scaled(e, node.argument()));
    case Kind::absolute:
        if (whole && numerator(e) % 2 == 0) { return make_power(node.argument(), e); }
        break;
    case Kind::product: {
        if (!whole) {
            require_root(base);
            return root_of_product(base, e);
        }
        std::vector<Expression> factors{power_of_number(node.value, e)};
        for (const Expression& f : node.arguments) { factors.push_back(make_power(f, e)); }
        return make_product(1, factors);
    }
    case Kind::sum:
        if (!whole) { require_root(base); }
        return power_of_sum(base, e);
    default:
        break;
    }
    if (!whole) { require_root(base); }
    return raw_power(base, constant(e));
}

Expression make_power(const Expression& base, const Expression& exponent) {
    if (is_number(exponent)) { return make_power(base, exponent.node().value); }
    const ExpressionNode& node = base.node();
    if (node.is(Kind::undefined) || exponent.node().is(Kind::undefined)) { return symbolic_undefined(); }
    if (is_number(base, 1)) { return base; }
    if (node.is(Kind::infinity) || exponent.node().is(Kind::infinity)) { return symbolic_undefined(); }
    if (node.is(Kind::exponential)) { return make_function(Kind::exponential, node.argument() * exponent); }
    if (node.is(Kind::power) && assumed_range(node.argument()).nonnegative()) {
        return make_power(node.argument(), node.argument(1) * exponent);
    }
    return raw_power(base, exponent);
}

} // namespace perdis
