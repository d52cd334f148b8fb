#pragma once

#include <perdis/law/discrete.hpp>

#include <Eigen/Core>

#include <string>

namespace perdis {

/// The empirical law of samples (columns): every sample has the same mass, equal samples are one symbol.
///
/// The symbols ascend in lexicographic order of their coordinates.
///
/// @domain    one sample at least, of one coordinate at least; coordinates finite.
/// @throws    DomainError outside the domain, NaN included.
Discrete<double> empirical(const Eigen::MatrixXd& samples);

/// The empirical law of a samples file, a CSV with a row a sample and a column a coordinate.
///
/// @throws    FileError for a file that read_csv refuses.
Discrete<double> read_samples(const std::string& path);

} // namespace perdis
