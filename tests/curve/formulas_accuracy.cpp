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

    /// |value − f|/|f| in units of ε(1 + κ), κ = Σ |x ∂f/∂x / f|.
    double error(const std::vector<double>& point, double value) const {
        const std::vector<Wide> x = widened(point);
        const Wide exact = value_(x);
        if (!(abs(exact) > 1e-290 && abs(exact) < 1e290)) { return 0.0; } // no normal double
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
        if (entry.name.rfind(prefix, 0) != 0) { continue; }
        const Reference reference(entry);
        std::mt19937 generator(5);
        int legal = 0;
        double worst = 0.0;
        std::vector<double> where;
        for (int i = 0; i < 40 * draws && legal < draws; ++i) {
            const std::vector<double> point = draw(entry, generator);
            if (!reference.legal(point)) { continue; }
            ++legal;
            const double error = reference.error(point, entry.value(point));
            if (!(error <= worst)) { worst = error, where = point; }
        }
        CAPTURE(entry.name, legal, where);
        CHECK(legal == draws);
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

TEST_CASE("agree: closed forms of all estimators in double are within 8 eps (1 + kappa) of 100 digits") {
    for (const char* prefix : {"posterior_", "wasserstein2_", "interpolated_", "soft_", "equalisation_"}) {
        check_accuracy(prefix, 60);
    }
}

TEST_CASE("agree: closed forms of bits and rates in double are within 8 eps (1 + kappa) of 100 digits") {
    for (const char* prefix : {"bit_", "erasure_", "bernoulli_", "remote_"}) { check_accuracy(prefix, 60); }
}
