#pragma once

#include <limits>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/law/gaussian.hpp>

/// What the tests of the Gaussian divergences share: scalars, laws from fractions, and the comparison of double with 50 digits.
namespace gaussian_sweep {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

/// numerator/denominator in T, correctly rounded.
struct Fraction {
    long numerator;
    long denominator = 1;
    template <class T>
    T in() const {
        return T(numerator) / T(denominator);
    }
};

/// A decimal constant in T.
template <class T>
T decimal(const char* text) {
    return static_cast<T>(Fifty(text));
}

/// A tolerance for numbers near 1 against constants of 46 digits: 16 roundings of T, and the constant's own last digit.
template <class T>
T rounding() {
    return std::numeric_limits<T>::epsilon() * T(16) + static_cast<T>(Fifty("1e-45"));
}

struct Pair {
    double mean_p, deviation_p, mean_q, deviation_q;
};

/// σ₁ log-spaced over [1e-8, 1e8], σ₂/σ₁ from 1e-16 to 1e16 and down to 1 ± 1e-13, |μ₁ − μ₂| from 1e-12 to 10 times the larger σ.
inline std::vector<Pair> pairs() {
    const std::vector<double> ratios{1.0,  1.0 + 1e-13, 1.0 - 3e-10, 1.0 + 1e-6, 0.999, 1.05, 0.8, 1.3,  0.71,
                                     1.42, 0.49,        2.1,         0.05,       30.0,  1e-4, 1e6, 1e-9, 1e16};
    const std::vector<double> shifts{0.0, 1e-12, 1e-7, 1e-3, 0.3, 1.7, 10.0};
    std::vector<Pair> result;
    for (const double sigma : {1e-8, 3.1e-4, 0.7, 1.0, 41.0, 2.3e5, 1e8}) {
        for (const double ratio : ratios) {
            for (const double shift : shifts) {
                const double other = sigma * ratio;
                const double large = sigma > other ? sigma : other;
                result.push_back({0.0, sigma, shift * large, other});
                result.push_back({-0.4 * shift * large, sigma, 0.6 * shift * large, other});
            }
        }
    }
    return result;
}

/// f(p, q, parameter) at double arguments taken as exact, in the scalar T.
template <class T, class F>
T evaluate(const F& f, const std::vector<T>& x) {
    const perdis::Gaussian<T> p(x[0], perdis::StandardDeviation<T>(x[1]));
    const perdis::Gaussian<T> q(x[2], perdis::StandardDeviation<T>(x[3]));
    return f(p, q, x[4]);
}

/// Σ |x_i ∂f/∂x_i| / |f| by central differences.
template <class F>
Fifty condition(const F& f, const std::vector<Fifty>& x, const Fifty& value) {
    const Fifty step("1e-17");
    Fifty sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<Fifty> up = x;
        std::vector<Fifty> down = x;
        up[i] *= Fifty(1) + step;
        down[i] *= Fifty(1) - step;
        const Fifty difference = (evaluate(f, up) - evaluate(f, down)) / (Fifty(2) * step);
        sum += abs(difference / value);
    }
    return sum;
}

/// |got − expected| in units of ε (1 + κ) |expected| at the laws of a case, κ as the sweep measures it; the constants
/// carry 46 digits.
template <class T, class Case, class F>
T error(const Case& c, const F& f, const Fraction& parameter, const char* expected) {
    const std::vector<Fraction> inputs{c.mean_p, c.deviation_p, c.mean_q, c.deviation_q, parameter};
    std::vector<T> x;
    std::vector<Fifty> exact;
    for (const Fraction& input : inputs) {
        x.push_back(input.in<T>());
        exact.push_back(input.in<Fifty>());
    }
    const Fifty reference(expected);
    const Fifty unit =
        (Fifty(std::numeric_limits<T>::epsilon()) + Fifty("1e-46")) * (1 + condition(f, exact, reference));
    return static_cast<T>(abs(Fifty(evaluate(f, x)) - reference) / (reference * unit));
}

/// The laws N(mean, deviation²) in T.
template <class T>
perdis::Gaussian<T> law(int mean, int deviation) {
    return perdis::Gaussian<T>(T(mean), perdis::StandardDeviation<T>(T(deviation)));
}

/// The worst error of f in double, in units of ε (1 + κ), and where it is.
struct Worst {
    double error = 0.0;
    std::string where;
    int compared = 0;
};

template <class F>
Worst sweep(const F& f, double parameter) {
    Worst worst;
    for (const Pair& pair : pairs()) {
        const std::vector<double> x{pair.mean_p, pair.deviation_p, pair.mean_q, pair.deviation_q, parameter};
        const std::vector<Fifty> exact(x.begin(), x.end());
        const Fifty value = evaluate(f, exact);
        const double got = evaluate(f, x);
        if (value == 0 || !(abs(value) < Fifty("1e300")) || abs(value) < Fifty("1e-290")) {
            const bool agrees = value == 0 ? got == 0.0 : got > 1e299 || abs(Fifty(got)) < Fifty("1e-289");
            if (!agrees) { worst = {std::numeric_limits<double>::infinity(), "at the edge of the range", 0}; }
            continue;
        }
        const Fifty kappa = condition(f, exact, value);
        const Fifty unit = Fifty(std::numeric_limits<double>::epsilon()) * (Fifty(1) + kappa);
        const double error = static_cast<double>(abs(Fifty(got) - value) / (abs(value) * unit));
        ++worst.compared;
        if (!(error <= worst.error)) {
            worst.error = error;
            worst.where.clear();
            for (const double entry : x) { worst.where += std::to_string(entry) + ' '; }
            worst.where += "kappa " + kappa.str(4) + " value " + value.str(10);
        }
    }
    return worst;
}

} // namespace gaussian_sweep
