#pragma once

#include "tool/problem_file.hpp"

#include <perdis/channel/linear_gaussian.hpp>

namespace perdis::tool {

/// The channels of a problem on normal vectors as one: additive_gaussian is white noise on every coordinate.
///
/// @throws Refusal that names the path of a channel that is neither, or whose matrix does not fit.
LinearGaussian<double> linear_channel(const ProblemFile& problem, Eigen::Index dimension);

} // namespace perdis::tool
