#pragma once

#include <cmath>
#include <concepts>
#include <limits>
#include <optional>
#include <string_view>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/symbol/condition.hpp>
#include <perdis/symbol/domain.hpp>
#include <perdis/symbol/rational.hpp>

namespace perdis {

/// How an expression is computed in T beyond + − × ÷, sqrt, exp, log and pow. Specialise it, or derive from it, for a T of which
/// this is not true.
template <class T>
struct ExpressionScalar {
    /// The number, correctly rounded where T is a floating-point type.
    static T rational(const Rational& value) { return static_cast<T>(value); }

    static T pi() { return boost::math::constants::pi<T>(); }
    static T infinity() { return std::numeric_limits<T>::infinity(); }
    static T undefined() { return std::numeric_limits<T>::quiet_NaN(); }

    /// x^n, n ≥ 1.
    static T whole_power(const T& x, unsigned n) {
        T result = x;
        for (unsigned bit = top_bit(n) >> 1; bit != 0; bit >>= 1) {
            result = T(result * result);
            if ((n & bit) != 0) { result = T(result * x); }
        }
        return result;
    }

    static T log1p_of(const T& x) {
        using std::log;
        using std::log1p;
        if constexpr (requires { log1p(x); }) {
            return T(log1p(x));
        } else {
            return T(log(T(T(1) + x)));
        }
    }

    static T erf_of(const T& x) {
        using std::erf;
        return T(erf(x));
    }

    static T erfc_of(const T& x) {
        using std::erfc;
        return T(erfc(x));
    }

    /// Φ(x) = erfc(−x/√2)/2.
    static T normal_of(const T& x) { return T(erfc_of(T(-x / boost::math::constants::root_two<T>())) / T(2)); }

    static T absolute(const T& x) { return x < T(0) ? T(-x) : x; }
    static T maximum(const T& x, const T& y) { return x < y ? y : x; }
    static T minimum(const T& x, const T& y) { return y < x ? y : x; }

    /// Whether x stands to y in the relation; nothing where T cannot tell.
    static std::optional<bool> holds(const T& x, Relation relation, const T& y) {
        if (relation == Relation::less) { return x < y; }
        return relation == Relation::less_equal ? x <= y : x == y;
    }

    /// Whether x may be the value of a symbol of that domain.
    static bool within(const T& x, const Domain& domain) {
        const bool above = domain.lower_open ? x > T(domain.lower) : x >= T(domain.lower);
        const bool below = domain.upper_open ? x < T(domain.upper) : x <= T(domain.upper);
        return above && below;
    }

private:
    static unsigned top_bit(unsigned n) {
        unsigned bit = 1;
        while (n / 2 >= bit) { bit *= 2; }
        return bit;
    }
};

/// A type whose values are sets of numbers, closed under what is computed with them: intervals.
template <class T>
concept Enclosure = requires(const T& x) {
    { T::whole() } -> std::same_as<T>;
    { T::pi() } -> std::same_as<T>;
    { x.partial() } -> std::same_as<T>;
    T(std::string_view());
};

/// A comparison of enclosures is true only if certain, and a condition that holds on a part of them is not decided.
template <Enclosure T>
struct ExpressionScalar<T> {
    static T rational(const Rational& value) { return T(std::string_view(value.str())); }
    static T pi() { return T::pi(); }
    static T infinity() { return std::numeric_limits<T>::infinity(); }
    static T undefined() { return T::whole().partial(); }

    static T whole_power(const T& x, unsigned n) { return pow(x, static_cast<long>(n)); }
    static T log1p_of(const T& x) { return log1p(x); }
    static T erf_of(const T& x) { return erf(x); }
    static T erfc_of(const T& x) { return erfc(x); }
    static T normal_of(const T& x) { return normal_cdf(x); }
    static T absolute(const T& x) { return abs(x); }
    static T maximum(const T& x, const T& y) { return max(x, y); }
    static T minimum(const T& x, const T& y) { return min(x, y); }

    static std::optional<bool> holds(const T& x, Relation relation, const T& y) {
        const bool strict = relation == Relation::less;
        if (relation == Relation::equal ? x == y : strict ? x < y : x <= y) { return true; }
        if (relation == Relation::equal ? x != y : strict ? y <= x : y < x) { return false; }
        return std::nullopt;
    }

    /// Whether every number of x may be the value of a symbol of that domain.
    static bool within(const T& x, const Domain& domain) {
        const bool above = domain.lower_open ? T(domain.lower) < x : T(domain.lower) <= x;
        return above && (domain.upper_open ? x < T(domain.upper) : x <= T(domain.upper));
    }
};

} // namespace perdis
