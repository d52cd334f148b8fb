#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/curve/formulas.hpp>
#include <perdis/symbol/differentiate.hpp>
#include <perdis/symbol/evaluate.hpp>

namespace {

using namespace perdis; // NOLINT
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<100>, boost::multiprecision::et_off>;

std::vector<Wide> widened(const std::vector<double>& point) { return {point.begin(), point.end()}; }

/// A legal point of Example 1: variances log-spaced over [1e-8, 1e8], D at a log-spaced share of its range.
std::vector<double> draw(const Formula& entry, std::mt19937& generator) {
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    std::vector<double> point;
    for (const Expression& s : entry.symbols) {
        if (symbol_name(s) == "D") {
            const double v = point[0], n = point[1], s2 = v + n, root = std::sqrt(s2);
            const double low = v / s2 * n, share = n / root / (root + std::sqrt(v));
            const double part = unit(generator) < 0.5 ? std::pow(10.0, -6.0 * unit(generator))
                                                      : 1.0 - std::pow(10.0, -6.0 * unit(generator));
            point.push_back(low + part * v * share * share);
        } else if (symbol_name(s) == "a") {
            point.push_back(0.5 + 0.5 * unit(generator));
        } else if (symbol_name(s)[0] == 'm') {
            point.push_back(2.0 * unit(generator) - 1.0);
        } else {
            const double decades = symbol_name(s)[0] == 's' ? 1.0 : 8.0;
            point.push_back(std::pow(10.0, decades * (2.0 * unit(generator) - 1.0)));
        }
    }
    return point;
}

/// A formula compiled in 100 digits with what tells its condition number.
class Reference {
public:
    explicit Reference(const Formula& entry) : value_(entry.expression, entry.symbols) {
        for (const Expression& s : entry.symbols) {
            slopes_.emplace_back(differentiate(entry.expression, s), entry.symbols);
        }
        for (const Condition& condition : entry.conditions) {
            gaps_.emplace_back(condition.right - condition.left, entry.symbols);
        }
    }

    /// Whether the point is well inside the domain.
    bool legal(const std::vector<double>& point) const {
        return std::all_of(gaps_.begin(), gaps_.end(), [&](const auto& gap) { return gap(widened(point)) > 0; });
    }

    /// |value − f|/|f| in units of ε(1 + κ), κ = Σ |x ∂f/∂x / f|.
    double error(const std::vector<double>& point, double value) const {
        const std::vector<Wide> x = widened(point);
        const Wide exact = value_(x);
        Wide condition = 0;
        for (std::size_t i = 0; i < x.size(); ++i) { condition += abs(x[i] * slopes_[i](x) / exact); }
        const Wide unit = std::numeric_limits<double>::epsilon() * (1 + condition);
        return static_cast<double>(abs(value - exact) / abs(exact) / unit);
    }

private:
    CompiledExpression<Wide> value_;
    std::vector<CompiledExpression<Wide>> slopes_, gaps_;
};

void check_accuracy(const std::string& prefix, int draws) {
    for (const Formula& entry : formulas()) {
        // The finite and rate formulas have tests of their own; W3 and interpolation take part of their scale from elsewhere.
        if (entry.name.rfind(prefix, 0) != 0 || entry.name.find("rate") != std::string::npos) { continue; }
        if (entry.symbols.size() == 3 && symbol_name(entry.symbols[2]) != "D") { continue; }
        const Reference reference(entry);
        std::mt19937 generator(5);
        int legal = 0;
        double worst = 0.0;
        for (int i = 0; i < draws; ++i) {
            const std::vector<double> point = draw(entry, generator);
            if (!reference.legal(point)) { continue; }
            ++legal;
            worst = std::max(worst, reference.error(point, entry.value(point)));
        }
        INFO(entry.name << " at " << legal << " points");
        CHECK(legal > draws / 10);
        CHECK(worst <= 8.0);
    }
}

} // namespace

TEST_CASE("agree: Example 1 in double is within 8 eps (1 + kappa) of its expression in 100 digits") {
    check_accuracy("example_1_", 60);
}

TEST_CASE("agree: closed forms of normal laws in double are within 8 eps (1 + kappa) of 100 digits") {
    check_accuracy("gaussian_", 40);
}
