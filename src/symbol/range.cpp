#include "range.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "node.hpp"

namespace perdis {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double down(double x) { return std::nextafter(x, -infinity); }
double up(double x) { return std::nextafter(x, infinity); }

double sum_down(double a, double b) {
    const double s = a + b;
    if (!std::isfinite(s)) { return s == infinity && std::isfinite(a) && std::isfinite(b) ? down(infinity) : s; }
    const double t = s - a;
    return (a - (s - t)) + (b - t) < 0.0 ? down(s) : s;
}

struct End {
    double value;
    bool open;
};

/// x·y rounded down; 0 times an unbounded end is 0.
End product_down(const End& x, const End& y) {
    if (x.value == 0.0 || y.value == 0.0) {
        return {0.0, !((x.value == 0.0 && !x.open) || (y.value == 0.0 && !y.open))};
    }
    double p = x.value * y.value;
    const bool open = x.open || y.open;
    const bool sign = (x.value > 0.0) == (y.value > 0.0);
    if (std::isinf(x.value) || std::isinf(y.value)) { return {p, open}; }
    if (std::isinf(p)) { return {p > 0.0 ? down(infinity) : p, true}; }
    if (std::abs(p) < 1e-280) {
        p = sign ? 0.0 : down(p);
        return {p, true};
    }
    return std::fma(x.value, y.value, -p) < 0.0 ? End{down(p), true} : End{p, open};
}

End least(const End& a, const End& b) {
    if (a.value != b.value) { return a.value < b.value ? a : b; }
    return {a.value, a.open && b.open};
}

Range of_ends(const End& lower, const End& upper) { return {lower.value, upper.value, lower.open, upper.open}; }
End lower_end(const Range& a) { return {a.lower, a.lower_open}; }
End upper_end(const Range& a) { return {a.upper, a.upper_open}; }
End negated(const End& a) { return {-a.value, a.open}; }

Range absolute(const Range& a) {
    if (a.nonnegative()) { return a; }
    if (a.nonpositive()) { return -a; }
    const End high = negated(least(lower_end(a), negated(upper_end(a))));
    return of_ends({0.0, false}, high);
}

Range inverse(const Range& a) {
    if (a.nonpositive()) { return -inverse(-a); }
    if (!a.nonnegative()) { return {}; }
    const auto reciprocal = [](double x, bool low) {
        if (std::isinf(x)) { return 0.0; }
        if (x == 0.0) { return infinity; }
        const double q = 1.0 / x;
        const double rest = std::fma(q, x, -1.0); // q x − 1
        if (std::isinf(q) || q < 1e-280) { return low ? down(q) : up(q); }
        return low ? (rest > 0.0 ? down(q) : q) : (rest < 0.0 ? up(q) : q);
    };
    return {std::max(0.0, reciprocal(a.upper, true)), reciprocal(a.lower, false), a.upper_open,
            a.lower_open || a.lower == 0.0};
}

/// The image under an increasing function that errs by an ulp, and is exact where the table says.
template <class F>
Range increasing(const Range& a, const F& f, const std::vector<std::pair<double, double>>& exact, double least_value,
                 double greatest_value) {
    const auto at = [&](double x, bool low) {
        for (const auto& [point_at, value] : exact) {
            if (x == point_at) { return value; }
        }
        const double value = f(x);
        if (std::isnan(value)) { return low ? least_value : greatest_value; }
        return low ? std::max(down(down(value)), least_value) : std::min(up(up(value)), greatest_value);
    };
    Range image{at(a.lower, true), at(a.upper, false), a.lower_open, a.upper_open};
    if (image.lower == least_value) { image.lower_open = image.lower_open || !std::isinf(a.lower); }
    return image;
}

End power_down(const End& x, long n) { // x ≥ 0
    End result = x;
    for (long i = 1; i < n; ++i) { result = product_down(result, x); }
    return result;
}

End power_up(const End& x, long n) { // x ≥ 0
    End result = x;
    for (long i = 1; i < n; ++i) { result = negated(product_down(negated(result), x)); }
    return result;
}

Range whole_power(const Range& base, long n) {
    if (n < 0) { return inverse(whole_power(base, -n)); }
    if (n % 2 == 0 && !base.nonnegative()) { return whole_power(absolute(base), n); }
    if (base.nonnegative()) { return of_ends(power_down(lower_end(base), n), power_up(upper_end(base), n)); }
    if (base.nonpositive()) { return -whole_power(-base, n); }
    return of_ends(negated(power_up(negated(lower_end(base)), n)), power_up(upper_end(base), n));
}

/// Widened by a relative 1e-12, for functions that lose digits in their tails.
Range loosened(const Range& a) {
    const double low = a.lower * (a.lower > 0.0 ? 1.0 - 1e-12 : 1.0 + 1e-12);
    const double high = a.upper * (a.upper > 0.0 ? 1.0 + 1e-12 : 1.0 - 1e-12);
    return {low, high, a.lower_open, a.upper_open};
}

Range power(const ExpressionNode& node, const std::vector<Range>& arguments) {
    const Expression& exponent = node.argument(1);
    const Range& base = arguments[0];
    if (!is_number(exponent)) { return base.positive() ? Range{.lower = 0.0} : Range{}; }
    const Rational& e = exponent.node().value;
    if (is_integer(e)) {
        if (abs(e) > 64) { return base.positive() ? Range{.lower = 0.0} : Range{}; }
        return whole_power(base, static_cast<long>(numerator(e)));
    }
    const Range valid = intersection(base, {.lower = 0.0, .lower_open = false});
    const double d = static_cast<double>(abs(e));
    const auto f = [d](double x) { return d == 0.5 ? std::sqrt(x) : std::pow(x, d); };
    Range image = increasing(valid, f, {{0.0, 0.0}, {1.0, 1.0}, {infinity, infinity}}, 0.0, infinity);
    if (d != 0.5 && Rational(d) != abs(e)) { // the exponent was rounded: a relative 1e-15 of the logarithm
        image = {image.lower * (1.0 - 1e-12), image.upper * (1.0 + 1e-12), image.lower_open, image.upper_open};
        if (valid.upper > 1e3 || valid.lower < 1e-3) { image = {0.0, infinity, valid.lower_open, true}; }
    }
    if (d == 0.5) {
        const double low = std::sqrt(valid.lower), high = std::sqrt(valid.upper);
        if (low * low == valid.lower && std::fma(low, low, -valid.lower) == 0.0) { image.lower = low; }
        if (high * high == valid.upper && std::fma(high, high, -valid.upper) == 0.0) { image.upper = high; }
    }
    image.lower_open = valid.lower_open;
    return e > 0 ? image : inverse(image);
}

Range sum(const ExpressionNode& node, const std::vector<Range>& arguments) {
    Range total = point(node.value);
    for (std::size_t i = 0; i < arguments.size(); ++i) { total = total + point(node.coefficients[i]) * arguments[i]; }
    return total;
}

Range product(const ExpressionNode& node, const std::vector<Range>& arguments) {
    Range total = point(node.value);
    for (const Range& factor : arguments) { total = total * factor; }
    return total;
}

} // namespace

Range point(const Rational& value) {
    const auto d = static_cast<double>(value);
    if (std::isinf(d)) { return d > 0.0 ? Range{.lower = down(infinity)} : Range{.upper = up(-infinity)}; }
    if (Rational(d) == value) { return {d, d, false, false}; }
    return {down(d), up(d), true, true};
}

Range intersection(const Range& a, const Range& b) {
    Range r;
    r.lower = std::max(a.lower, b.lower);
    r.lower_open = a.lower == b.lower ? a.lower_open || b.lower_open : (a.lower > b.lower ? a : b).lower_open;
    r.upper = std::min(a.upper, b.upper);
    r.upper_open = a.upper == b.upper ? a.upper_open || b.upper_open : (a.upper < b.upper ? a : b).upper_open;
    return r;
}

Range hull(const Range& a, const Range& b) {
    return of_ends(least(lower_end(a), lower_end(b)), negated(least(negated(upper_end(a)), negated(upper_end(b)))));
}

Range operator-(const Range& a) { return {-a.upper, -a.lower, a.upper_open, a.lower_open}; }

Range operator+(const Range& a, const Range& b) {
    return {sum_down(a.lower, b.lower), -sum_down(-a.upper, -b.upper), a.lower_open || b.lower_open,
            a.upper_open || b.upper_open};
}

Range operator*(const Range& a, const Range& b) {
    const End al = lower_end(a), au = upper_end(a), bl = lower_end(b), bu = upper_end(b);
    const End low =
        least(least(product_down(al, bl), product_down(al, bu)), least(product_down(au, bl), product_down(au, bu)));
    const End high = least(least(product_down(negated(al), bl), product_down(negated(al), bu)),
                           least(product_down(negated(au), bl), product_down(negated(au), bu)));
    return of_ends(low, negated(high));
}

Range range_of(const ExpressionNode& node, const std::vector<Range>& arguments) {
    const auto first = [&]() -> const Range& { return arguments[0]; };
    switch (node.kind) {
    case Kind::number:
        return point(node.value);
    case Kind::pi:
        return {3.141592653589793, 3.1415926535897936, true, true};
    case Kind::symbol:
        return {node.domain.lower, node.domain.upper, node.domain.lower_open, node.domain.upper_open};
    case Kind::sum:
        return sum(node, arguments);
    case Kind::product:
        return product(node, arguments);
    case Kind::power:
        return power(node, arguments);
    case Kind::exponential: {
        Range r = increasing(
            first(), [](double x) { return std::exp(x); }, {{0.0, 1.0}, {-infinity, 0.0}, {infinity, infinity}}, 0.0,
            infinity);
        if (r.lower == 0.0) { r.lower_open = true; }
        return r;
    }
    case Kind::logarithm:
        return increasing(
            intersection(first(), {.lower = 0.0}), [](double x) { return std::log(x); },
            {{1.0, 0.0}, {0.0, -infinity}, {infinity, infinity}}, -infinity, infinity);
    case Kind::error_function:
        return intersection(increasing(
                                first(), [](double x) { return std::erf(x); }, {{0.0, 0.0}}, -1.0, 1.0),
                            {-1.0, 1.0});
    case Kind::error_complement:
        return intersection(loosened(increasing(
                                -first(), [](double x) { return std::erfc(-x); }, {{0.0, 1.0}}, 0.0, 2.0)),
                            {0.0, 2.0});
    case Kind::normal: {
        const auto cdf = [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2.0; };
        return intersection(loosened(increasing(first(), cdf, {{0.0, 0.5}}, 0.0, 1.0)), {0.0, 1.0});
    }
    case Kind::absolute:
        return absolute(first());
    case Kind::maximum: {
        const Range h = hull(first(), arguments[1]);
        const End low = negated(least(negated(lower_end(first())), negated(lower_end(arguments[1]))));
        return {low.value, h.upper,
                first().lower == arguments[1].lower ? first().lower_open || arguments[1].lower_open : low.open,
                h.upper_open};
    }
    case Kind::minimum: {
        ExpressionNode mirrored;
        mirrored.kind = Kind::maximum;
        return -range_of(mirrored, {-first(), -arguments[1]});
    }
    case Kind::piecewise:
        return hull(arguments[2], arguments[3]);
    case Kind::infinity:
    case Kind::undefined:
        return {};
    }
    return {};
}

} // namespace perdis
