#include <perdis/tradeoff/squared_error_line.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

void check(std::span<const double> values, std::span<const double> masses, const std::string& name) {
    require(values.size() == masses.size() && !values.empty(), "SquaredErrorLine",
            name + " has " + std::to_string(values.size()) + " values and " + std::to_string(masses.size())
                + " probabilities");
    for (const double value : values) {
        if (!(std::abs(value) < infinite)) { require(false, "SquaredErrorLine", name, value, "(-inf, inf)"); }
    }
    long double sum = 0.0L;
    for (const double mass : masses) {
        if (!(mass >= 0.0 && mass < infinite)) { require(false, "SquaredErrorLine", "a probability", mass, "[0, 1]"); }
        sum += static_cast<long double>(mass);
    }
    require(std::abs(sum - 1.0L) <= 1e-9L, "SquaredErrorLine", "the sum of probabilities", static_cast<double>(sum),
            "1 +- 1e-9");
}

/// Sorts the values; their masses become sums from the left, the last 1.
void sort(std::span<const double> values, std::span<const double> masses, std::vector<double>& sorted,
          std::vector<double>& sums) {
    std::vector<std::pair<double, double>> entries(values.size());
    long double total = 0.0L;
    for (std::size_t i = 0; i < values.size(); ++i) {
        entries[i] = {values[i], masses[i]};
        total += static_cast<long double>(masses[i]);
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    long double sum = 0.0L;
    sorted.reserve(values.size());
    sums.reserve(values.size());
    for (const auto& [value, mass] : entries) {
        sum += static_cast<long double>(mass);
        sorted.push_back(value);
        sums.push_back(std::min(static_cast<double>(sum / total), 1.0));
    }
    sums.back() = 1.0;
}

/// E[X|Y = y], and E Var(X|Y).
struct PosteriorMoments {
    Eigen::VectorXd means;
    double variance = 0.0;

    explicit PosteriorMoments(const Joint<double>& joint) {
        require(joint.prior().dimension() == 1, "SquaredErrorLine", "the dimension of a symbol",
                joint.prior().dimension(), "{1}");
        const Eigen::VectorXd symbols = joint.prior().support().row(0);
        means = joint.posterior() * symbols;
        for (Eigen::Index y = 0; y < means.size(); ++y) {
            const auto squares = (symbols.array() - means(y)).square();
            variance += joint.marginal()(y) * joint.posterior().row(y).transpose().array().cwiseProduct(squares).sum();
        }
    }
};

std::span<const double> view(const Eigen::VectorXd& values) {
    return {values.data(), static_cast<std::size_t>(values.size())};
}

} // namespace

SquaredErrorLine::SquaredErrorLine(const Joint<double>& joint)
    : SquaredErrorLine([&joint] {
          const PosteriorMoments moments(joint);
          const Eigen::VectorXd symbols = joint.prior().support().row(0);
          return SquaredErrorLine(view(moments.means), view(joint.marginal()), view(symbols),
                                  view(joint.prior().probabilities()), moments.variance);
      }()) {}

SquaredErrorLine::SquaredErrorLine(std::span<const double> means, std::span<const double> weights,
                                   std::span<const double> symbols, std::span<const double> masses, double variance)
    : variance_(variance) {
    check(means, weights, "means");
    check(symbols, masses, "symbols");
    require(variance >= 0.0 && variance < infinite, "SquaredErrorLine", "variance", variance, "[0, inf)");
    sort(means, weights, means_, observed_);
    sort(symbols, masses, symbols_, prior_);
    for (std::size_t j = 1; j < symbols_.size(); ++j) {
        if (symbols_[j - 1] == symbols_[j]) {
            require(false, "SquaredErrorLine", "the symbol " + std::to_string(symbols_[j]) + " stands twice");
        }
    }
}

} // namespace perdis
