#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/curve/formulas.hpp>
#include <perdis/symbol/differentiate.hpp>
#include <perdis/symbol/evaluate.hpp>
#include <perdis/symbol/tape.hpp>
#include <perdis/symbol/to_text.hpp>

namespace {

using namespace perdis; // NOLINT
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<100>, boost::multiprecision::et_off>;

std::vector<Wide> widened(const std::vector<double>& point) { return {point.begin(), point.end()}; }

/// Where a symbol lies given those before it: its own domain, and the conditions that bound it alone.
std::pair<double, double> range(const Formula& entry, std::size_t i, const std::vector<double>& point) {
    const Expression& s = entry.symbols[i];
    const std::vector<Expression> known(entry.symbols.begin(), entry.symbols.begin() + static_cast<std::ptrdiff_t>(i));
    const Domain domain = Tape(s).symbols().front().domain;
    double low = domain.lower, high = domain.upper;
    for (const Condition& condition : entry.conditions) {
        const bool above = to_text(condition.right) == symbol_name(s);
        if (!above && to_text(condition.left) != symbol_name(s)) { continue; }
        try {
            const CompiledExpression<Wide> end(above ? condition.left : condition.right, known);
            const auto value = static_cast<double>(end(widened(point)));
            (above ? low : high) = above ? std::max(low, value) : std::min(high, value);
        } catch (const DomainError&) {} // it bounds a later symbol
    }
    return {low, high};
}

/// A point of the domain, most of the time: standard deviations log-spaced over [1e-8, 1e8], what has two ends at log-spaced
/// shares from either.
std::vector<double> draw(const Formula& entry, std::mt19937& generator) {
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    std::vector<double> point;
    for (std::size_t i = 0; i < entry.symbols.size(); ++i) {
        const auto [low, high] = range(entry, i, point);
        const std::string name = symbol_name(entry.symbols[i]);
        const double near = std::pow(10.0, -6.0 * unit(generator));
        if (std::isfinite(low) && std::isfinite(high)) {
            point.push_back(unit(generator) < 0.5 ? low + near * (high - low) : high - near * (high - low));
        } else if (low == 0.0) {
            const double decades = name == "v" || name == "n" ? 16.0 : 8.0; // variances and deviations
            const double size = std::pow(10.0, decades * (2.0 * unit(generator) - 1.0));
            point.push_back(name == "t" || name == "x_1" ? 5.0 * near : size); // scores
        } else {
            point.push_back(low > 0.0 ? low / near : 2.0 * unit(generator) - 1.0);
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

    /// Whether the value has a relative error in double.
    bool normal(const std::vector<double>& point) const {
        const Wide size = abs(value_(widened(point)));
        return size > 1e-290 && size < 1e290;
    }

    /// |value − f|/|f| in units of ε(1 + κ), κ = Σ |x ∂f/∂x / f|; inf where it is no number.
    double error(const std::vector<double>& point, double value) const {
        const std::vector<Wide> x = widened(point);
        const Wide exact = value_(x);
        Wide condition = 0;
        for (std::size_t i = 0; i < x.size(); ++i) { condition += abs(x[i] * slopes_[i](x) / exact); }
        const Wide unit = std::numeric_limits<double>::epsilon() * (1 + condition);
        const auto error = static_cast<double>(abs(value - exact) / abs(exact) / unit);
        return error == error ? error : std::numeric_limits<double>::infinity();
    }

private:
    CompiledExpression<Wide> value_;
    std::vector<CompiledExpression<Wide>> slopes_, gaps_;
};

struct Worst {
    int legal = 0;
    double error = 0.0;
    std::vector<double> where = {};
};

/// Over so many points of the domain.
Worst worst_of(const Formula& entry, int draws) {
    const Reference reference(entry);
    std::mt19937 generator(5);
    Worst worst;
    for (int i = 0; i < 40 * draws && worst.legal < draws; ++i) {
        const std::vector<double> point = draw(entry, generator);
        if (!reference.legal(point) || !reference.normal(point)) { continue; }
        ++worst.legal;
        const double error = reference.error(point, entry.value(point));
        if (error > worst.error) {
            worst.error = error;
            worst.where = point;
        }
    }
    return worst;
}

/// Of the formulas whose names satisfy the condition.
template <class Condition>
void check_accuracy(const Condition& chosen) {
    constexpr int draws = 60;
    for (const Formula& entry : formulas()) {
        if (!chosen(entry.name)) { continue; }
        const Worst worst = worst_of(entry, draws);
        CAPTURE(entry.name, worst.where);
        CHECK(worst.legal == draws);
        CHECK(worst.error <= 8.0);
    }
}

bool starts(const std::string& name, const std::string& prefix) { return name.rfind(prefix, 0) == 0; }

} // namespace

TEST_CASE("agree: Example 1 in double is within 8 eps (1 + kappa) of its expression in 100 digits") {
    check_accuracy([](const std::string& name) { return starts(name, "example_1_"); });
}

TEST_CASE("agree: closed forms of normal laws in double are within 8 eps (1 + kappa) of 100 digits") {
    check_accuracy([](const std::string& name) { return starts(name, "gaussian_"); });
}

TEST_CASE("agree: all other closed forms in double are within 8 eps (1 + kappa) of 100 digits") {
    check_accuracy([](const std::string& name) { return !starts(name, "example_1_") && !starts(name, "gaussian_"); });
}

TEST_CASE("refuse: the accuracy of a value that cancels, and of one that is no number") {
    Formula planted = formula("gaussian_distance");
    planted.value = [](const std::vector<double>& x) { return std::sqrt(x[0]) - x[0] / std::sqrt(x[0] + x[1]); };
    CHECK(worst_of(planted, 60).error > 1e3);
    planted.value = [](const std::vector<double>&) { return std::nan(""); };
    CHECK(worst_of(planted, 60).error > 1e3);
}
