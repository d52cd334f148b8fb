#pragma once

#include <perdis/core/domain_error.hpp>

#include <cmath>
#include <limits>
#include <span>

namespace perdis {

/// A number known from random draws, and the standard deviation of its error   [unit of the value].
struct Estimate {
    double value = 0.0;
    double standard_error = 0.0;
};

/// The mean of independent values of equal law, s/√n its standard error; of one value the standard error is inf.
///
/// @throws    DomainError for no values.
inline Estimate mean_estimate(std::span<const double> values) {
    require(!values.empty(), "mean_estimate", "the number of values", values.size(), "[1, inf)");
    const auto count = static_cast<double>(values.size());
    double sum = 0.0;
    for (const double value : values) { sum += value; }
    const double mean = sum / count;
    if (values.size() == 1) { return {mean, std::numeric_limits<double>::infinity()}; }
    double squares = 0.0;
    for (const double value : values) { squares += (value - mean) * (value - mean); }
    return {mean, std::sqrt(squares / (count * (count - 1.0)))};
}

} // namespace perdis
