#pragma once

#include <limits>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

/// The comparison of a rate in double with its textbook formula in 100 digits, which cancel at most 50 of them.
namespace rate_sweep {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using Hundred = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<100>, boost::multiprecision::et_off>;
using Point = std::vector<double>;

struct Worst {
    double error = 0.0;
    std::string where = {};
    int compared = 0;
};

/// The worst |rate − textbook| in units of ε (1 + κ) textbook, κ the condition number in the inputs by central
/// differences. Points where the rate is 0 or infinite, or has lost every digit (κ > 1e12), are passed over.
template <class Rate, class Textbook>
Worst worst_error(const Rate& rate, const Textbook& textbook, const std::vector<Point>& points) {
    const Hundred step("1e-30");
    Worst worst;
    for (const Point& point : points) {
        const std::vector<Hundred> x(point.begin(), point.end());
        const Hundred value = textbook(x);
        if (!(value > 0) || !(value < 1000)) { continue; }
        Hundred kappa = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            std::vector<Hundred> up = x;
            std::vector<Hundred> down = x;
            up[i] *= 1 + step;
            down[i] *= 1 - step;
            kappa += abs((textbook(up) - textbook(down)) / (2 * step * value));
        }
        if (!(kappa < 1e12)) { continue; }
        const Hundred unit = std::numeric_limits<double>::epsilon() * (1 + kappa) * value;
        const auto error = static_cast<double>(abs(Hundred(rate(point)) - value) / unit);
        ++worst.compared;
        if (!(error <= worst.error)) {
            worst.error = error;
            worst.where.clear();
            for (const double entry : point) { worst.where += std::to_string(entry) + ' '; }
            worst.where += "kappa " + kappa.str(4) + " value " + value.str(10);
        }
    }
    return worst;
}

/// The least value of f on [left, right], f convex: golden section.
template <class F>
double least(const F& f, double left, double right) {
    const double golden = 0.6180339887498949;
    for (int i = 0; i < 100; ++i) {
        const double first = right - golden * (right - left);
        const double second = left + golden * (right - left);
        (f(first) < f(second) ? right : left) = f(first) < f(second) ? second : first;
    }
    return f((left + right) / 2.0);
}

} // namespace rate_sweep
