#pragma once

#include "catch.hpp"

#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/divergence/divergence.hpp>
#include <perdis/law/discrete.hpp>

/// What every divergence of finite laws obeys. A new divergence gets all of it by one line:
/// laws::f_divergence(D{}) for a sum of terms, laws::divergence(D{}) for any other.
namespace laws {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

template <class T>
using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;

template <class T>
T absolute(const T& x) {
    return x < T(0) ? T(-x) : x;
}

template <class T>
bool finite(const T& x) {
    return x - x == T(0);
}

/// A decimal constant in T.
template <class T>
T decimal(const char* text) {
    return static_cast<T>(Fifty(text));
}

/// 64 roundings of T, and the last digit of a 48-digit constant.
template <class T>
T rounding() {
    return std::numeric_limits<T>::epsilon() * T(64) + static_cast<T>(Fifty("1e-46"));
}

/// |got − want| ≤ scale · 64 ε, or the same infinity.
template <class T>
void check_close(const T& got, const T& want, const T& scale) {
    CAPTURE(got, want);
    if (!finite(want)) {
        CHECK(got == want);
    } else {
        CHECK(absolute(T(got - want)) <= scale * rounding<T>());
    }
}

/// A law of n masses spread over six decades; about one in five is zero.
template <class T>
Vector<T> masses(std::mt19937& random, Eigen::Index n) {
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    Vector<T> result(n);
    for (T& mass : result) { mass = unit(random) < 0.2 ? T(0) : T(std::pow(10.0, -6.0 * unit(random))); }
    result(n - 1) += T(1) / T(8);
    return result / result.sum();
}

template <class T>
perdis::Discrete<T> on_labels(const Vector<T>& masses) {
    return perdis::Discrete<T>::over_labels(masses);
}

/// The values of d at 300 random pairs and segments of T: at least 0, exactly 0 for equal laws, convex in q.
struct Convexity {
    bool holds = true;
    double worst = 0.0;
};

template <class T, class D>
Convexity convexity(const D& d, int rounds) {
    std::mt19937 random(7);
    Convexity result;
    for (int round = 0; round < rounds; ++round) {
        const Eigen::Index n = 2 + round % 4;
        const Vector<T> p = masses<T>(random, n);
        const Vector<T> a = masses<T>(random, n);
        const Vector<T> b = masses<T>(random, n);
        for (const int eighths : {1, 4, 7}) {
            const T w = T(eighths) / T(8);
            const T at_a = d(on_labels<T>(p), on_labels<T>(a));
            const T at_b = d(on_labels<T>(p), on_labels<T>(b));
            const T chord = w * at_a + (T(1) - w) * at_b;
            const T middle = d(on_labels<T>(p), on_labels<T>(Vector<T>(a * w + b * T(T(1) - w))));
            // d moves by its slope times ε; its slope is at most of the order of the values themselves.
            if (!(middle <= chord + rounding<T>() * (T(1) + chord))) {
                result.holds = false;
                result.worst = std::max(result.worst, static_cast<double>(T(middle - chord)));
            }
        }
    }
    return result;
}

template <class T, class D>
void values_are_distances(const D& d, int rounds) {
    std::mt19937 random(11);
    for (int round = 0; round < rounds; ++round) {
        const Eigen::Index n = 1 + round % 5;
        const Vector<T> p = masses<T>(random, n);
        const Vector<T> q = masses<T>(random, n);
        const T value = d(on_labels<T>(p), on_labels<T>(q));
        CHECK(value >= T(0));
        CHECK(d(on_labels<T>(p), on_labels<T>(p)) == T(0));
        CHECK(d(on_labels<T>(q), on_labels<T>(q)) == T(0));
    }
}

/// Symbols listed in another order: the same value, to 4 ε for the masses that are normalised anew and 64 ε relative.
template <class D>
void order_is_irrelevant(const D& d) {
    std::mt19937 random(13);
    for (int round = 0; round < 100; ++round) {
        const Eigen::Index n = 2 + round % 5;
        const Vector<double> p = masses<double>(random, n);
        const Vector<double> q = masses<double>(random, n);
        const Vector<double> x = Vector<double>::LinSpaced(n, 0.0, static_cast<double>(n - 1));
        const double value = d(perdis::Discrete<double>(x, p), perdis::Discrete<double>(x, q));
        const perdis::Discrete<double> turned_p(Vector<double>(x.reverse()), Vector<double>(p.reverse()));
        const perdis::Discrete<double> turned_q(Vector<double>(x.reverse()), Vector<double>(q.reverse()));
        check_close(d(turned_p, turned_q), value, 0.0625 + value);
        check_close(d(turned_p, perdis::Discrete<double>(x, q)), value, 0.0625 + value);
    }
}

/// A divergence of finite laws.
template <class D>
void divergence(const D& d) {
    static_assert(perdis::Divergence<D, perdis::Discrete<double>>);
    static_assert(perdis::Divergence<D, perdis::Discrete<long double>>);
    static_assert(perdis::Divergence<D, perdis::Discrete<Fifty>>);
    values_are_distances<double>(d, 200);
    values_are_distances<long double>(d, 100);
    values_are_distances<Fifty>(d, 20);
    order_is_irrelevant(d);
    if (d.convex()) {
        CHECK(convexity<double>(d, 300).holds);
        CHECK(convexity<Fifty>(d, 20).holds);
    }
    CHECK(convexity<double>(d.core(), 300).holds);
    // transform is the identity, or its slope is the derivative.
    const Fifty s("0.07"), step("1e-15");
    const Fifty slope = (d.transform(Fifty(s + step)) - d.transform(Fifty(s - step))) / (Fifty(2) * step);
    CHECK(absolute(Fifty(slope - d.transform_slope(s))) <= slope * Fifty("1e-24"));
    CHECK(d.transform(0.0) == 0.0);
    CHECK(d.transform_slope(0.0) > 0.0);
}

/// Names of masses that meet every boundary: zero, subnormal, tiny, middling, next to one.
inline std::vector<double> boundary_masses() {
    return {0.0,   1e-320, 1e-300, 1e-12,       0.1, 0.1 * (1 + 1e-15), 0.1 * (1 + 1e-9), 0.1001,
            0.149, 0.151,  0.5,    1.0 - 1e-16, 1.0};
}

/// |got − want| ≤ 64 ε (1 + κ) |want|; beyond double's range: near its end.
inline void check_accurate(double got, const Fifty& want, const Fifty& kappa) {
    CAPTURE(got, want, kappa);
    if (absolute(want) < Fifty("1e-290")) {
        CHECK(absolute(got) < 2e-290);
    } else if (!(absolute(want) < Fifty("1e290"))) {
        CHECK((want > 0 ? got : -got) > 5e289);
    } else {
        const Fifty unit = Fifty(64 * std::numeric_limits<double>::epsilon()) * (Fifty(1) + kappa);
        CHECK(absolute(Fifty(Fifty(got) - want)) <= unit * absolute(want));
    }
}

/// Every number at every boundary: never NaN, and as accurate as its conditioning permits. φ is homogeneous of degree 1,
/// so that p ∂φ/∂p = φ − q u, and u of degree 0, so that p ∂u/∂p = −q ∂u/∂q.
template <class D>
void boundary_accuracy(const D& d) {
    for (const double p : boundary_masses()) {
        CHECK(d.value(p, p) == 0.0);
        for (const double q : boundary_masses()) {
            CAPTURE(p, q);
            const double value = d.value(p, q);
            CHECK(value >= 0.0);
            CHECK(d.marginal_price(p, q) == d.marginal_price(p, q));
            if (p == 0.0 || q == 0.0 || p == q) { continue; }
            const Fifty u = d.price(Fifty(p), Fifty(q));
            const Fifty exact = d.value(Fifty(p), Fifty(q));
            const Fifty share = absolute(Fifty(Fifty(q) * u / exact));
            check_accurate(value, exact, Fifty(Fifty(1) + Fifty(2) * share));
            const Fifty bend = d.curvature(Fifty(p), Fifty(q));
            if (u != 0) { check_accurate(d.price(p, q), u, absolute(Fifty(Fifty(2 * q) * bend / u))); }
            if (bend != 0) { check_accurate(d.curvature(p, q), bend, Fifty(8)); }
        }
    }
}

/// The conjugate and its argmax at prices on both sides of zero and up to the ceiling.
template <class D>
void conjugate_accuracy(const D& d) {
    const double ceiling = d.template price_ceiling<double>();
    std::vector<double> prices{-1e300, -700.0, -30.0, -2.0, -1.9, -1.0, -0.51, -0.49, -1e-3, -1e-12, -1e-300,
                               1e-300, 1e-12,  1e-3,  0.1,  0.3,  0.34, 0.49,  0.9,   0.999, 2.0,    50.0};
    for (const double off : {1e-3, 1e-9, 1e-15}) { prices.push_back(ceiling * (1.0 - off)); }
    for (const double u : prices) {
        if (!(u < ceiling && finite(u) && u > d.template price_floor<double>())) { continue; }
        for (const double p : {1e-300, 1e-3, 0.3, 1.0}) {
            CAPTURE(p, u);
            const Fifty response = d.response(Fifty(p), Fifty(u));
            const Fifty exact = d.conjugate(Fifty(p), Fifty(u));
            check_accurate(d.support_function(p, u), exact, absolute(Fifty(Fifty(u) * response / exact)));
            const Fifty bend = d.curvature(Fifty(p), response);
            if (bend != 0) {
                check_accurate(d.response(p, u), response, absolute(Fifty(Fifty(u) / (bend * response))));
            }
        }
    }
    CHECK(d.support_function(0.0, ceiling) == 0.0);
    CHECK(d.support_function(0.3, 0.0) == 0.0);
    CHECK(d.support_function(0.3, -std::numeric_limits<double>::infinity()) == -0.3 * d.template at_zero<double>());
    if (finite(ceiling)) {
        CHECK(d.support_function(0.3, std::nextafter(ceiling, 9.0)) == std::numeric_limits<double>::infinity());
    }
}

/// At the ceiling the conjugate has its limit from below, in every scalar: at least what it is just under it, never NaN.
template <class T, class D>
void ceiling_is_a_limit(const D& d) {
    const T ceiling = d.template price_ceiling<T>();
    const T below = ceiling * (T(1) - T(1) / T(1024));
    if (finite(ceiling)) {
        CHECK(d.support_function(T(T(1) / T(3)), ceiling) >= d.support_function(T(T(1) / T(3)), below));
    }
}

/// price, curvature and response are the derivatives of term, price and conjugate; Fenchel and Young agree. 50 digits,
/// central differences of step h = 1e-15 relative: error of order h² ~ 1e-30 times the fourth power of the scales.
template <class D>
void derivatives(const D& d) {
    const Fifty step("1e-15"), tolerance("1e-24");
    const auto slope = [&](const auto& f, const Fifty& x) {
        const Fifty h = absolute(x) * step;
        return Fifty((f(Fifty(x + h)) - f(Fifty(x - h))) / (Fifty(2) * h));
    };
    for (const char* p_text : {"0.02", "0.3", "0.9"}) {
        const Fifty p(p_text);
        for (const char* q_text : {"0.001", "0.021", "0.2999", "0.31", "0.85", "0.99"}) {
            CAPTURE(p_text, q_text);
            const Fifty q(q_text);
            const Fifty u = d.price(p, q);
            const Fifty bend = d.curvature(p, q);
            CHECK(absolute(Fifty(slope([&](const Fifty& z) { return d.term(p, z); }, q) - u))
                  <= tolerance * (absolute(u) + 1));
            CHECK(absolute(Fifty(slope([&](const Fifty& z) { return d.price(p, z); }, q) - bend))
                  <= tolerance * (bend + 1));
            const Fifty value = d.value(p, q);
            CHECK(absolute(Fifty(value + d.support_function(p, u) - u * q))
                  <= Fifty("1e-46") * (Fifty(1) + absolute(u)));
            if (!d.smooth()) { continue; }
            CHECK(absolute(Fifty(d.response(p, u) - q))
                  <= Fifty("1e-45") * (Fifty(1) + absolute(u)) * (Fifty(1) + Fifty(1) / bend));
            const Fifty conjugate_slope = slope([&](const Fifty& v) { return d.support_function(p, v); }, u);
            CHECK(absolute(Fifty(conjugate_slope - q)) <= tolerance * Fifty(100000)); // steep near the ceiling
            for (const char* other : {"-3", "-1", "-0.4", "-0.01", "0.01", "0.2", "0.33", "0.45", "0.99", "7"}) {
                CHECK(value + d.support_function(p, Fifty(other)) - Fifty(other) * q >= Fifty("-1e-46"));
            }
        }
    }
}

/// Both laws garbled by one channel come closer.
template <class D>
void data_processing(const D& d) {
    std::mt19937 random(17);
    for (int round = 0; round < 200; ++round) {
        const Eigen::Index n = 2 + round % 4;
        const Eigen::Index m = 1 + round % 3;
        Eigen::MatrixXd channel(n, m);
        for (Eigen::Index i = 0; i < n; ++i) { channel.row(i) = masses<double>(random, m).transpose(); }
        const Vector<double> p = masses<double>(random, n);
        const Vector<double> q = masses<double>(random, n);
        const double before = d(on_labels<double>(p), on_labels<double>(q));
        const double after = d(on_labels<double>(channel.transpose() * p), on_labels<double>(channel.transpose() * q));
        CHECK(after <= before + rounding<double>() * (1.0 + before)); // the garbled masses round
    }
}

/// A symbol that one law lacks has probability zero there.
template <class D>
void alphabets_differ(const D& d) {
    const perdis::Discrete<double> p{{0, 1, 2}, {0.5, 0.25, 0.25}};
    const perdis::Discrete<double> q{{2, 5, 0, 7}, {0.25, 0.125, 0.5, 0.125}};
    const perdis::Discrete<double> wide_p{{0, 1, 2, 5, 7}, {0.5, 0.25, 0.25, 0.0, 0.0}};
    const perdis::Discrete<double> wide_q{{0, 1, 2, 5, 7}, {0.5, 0.0, 0.25, 0.125, 0.125}};
    check_close(d(p, q), d(wide_p, wide_q), d(wide_p, wide_q));
    CHECK(d(p, wide_p) == 0.0);
    CHECK(d(wide_p, p) == 0.0);
}

/// A sum of terms p f(q/p).
template <class D>
void f_divergence(const D& d) {
    static_assert(perdis::FDivergence<D, double>);
    static_assert(perdis::FDivergence<D, long double>);
    static_assert(perdis::FDivergence<D, Fifty>);
    divergence(d);
    boundary_accuracy(d);
    conjugate_accuracy(d);
    ceiling_is_a_limit<double>(d);
    ceiling_is_a_limit<long double>(d);
    ceiling_is_a_limit<Fifty>(d);
    derivatives(d);
    data_processing(d);
    alphabets_differ(d);
}

/// The laws of theory's check in three scalars: p = (.5, .3, .2) on {0, 1, 3}, q = (.435, .35, .215).
template <class T>
perdis::Discrete<T> prior() {
    return {{T(0), T(1), T(3)}, {decimal<T>("0.5"), decimal<T>("0.3"), decimal<T>("0.2")}};
}
template <class T>
perdis::Discrete<T> restored() {
    return {{T(0), T(1), T(3)}, {decimal<T>("0.435"), decimal<T>("0.35"), decimal<T>("0.215")}};
}

template <class T, class D>
void value_in(const D& d, const char* number) {
    check_close(d(prior<T>(), restored<T>()), decimal<T>(number), T(T(1) / T(16)));
}

/// d of them is the number, in every scalar: 4 ε absolute, what the rounding of the masses makes of it.
template <class D>
void value(const D& d, const char* number) {
    value_in<double>(d, number);
    value_in<long double>(d, number);
    value_in<Fifty>(d, number);
}

/// d at laws that share no symbol, at a law that misses a symbol, at a law with a symbol too many; equal laws give 0.
template <class D>
void limits(const D& d, double disjoint, double missing, double additional) {
    const perdis::Discrete<double> left{{0, 1}, {0.5, 0.5}};
    const perdis::Discrete<double> right{{2, 3}, {0.5, 0.5}};
    const perdis::Discrete<double> one{{0}, {1.0}};
    check_close(d(left, right), disjoint, disjoint);
    check_close(d(left, one), missing, missing);
    check_close(d(one, left), additional, additional);
}

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace laws
