#pragma once

#include <perdis/law/discrete.hpp>

#include <Eigen/Core>

#include <string>

namespace perdis {

/// The law with P(X = values_i) proportional to counts_i; equal values are one symbol, in the order they first stand in.
///
/// @domain    counts in [0, inf), one positive at least; values finite; as many of the one as of the other.
/// @throws    DomainError outside the domain, NaN included.
Discrete<double> histogram(const Eigen::VectorXd& values, const Eigen::VectorXd& counts);

/// The law of a histogram file, a CSV of two columns: value, count.
///
/// A value with count 0 is a symbol of probability 0.
///
/// @throws    FileError for a file that read_csv refuses or that has another number of columns; DomainError for a count
///            that is negative, and where all are 0.
Discrete<double> read_histogram(const std::string& path);

} // namespace perdis
