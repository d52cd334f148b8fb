#pragma once

#include "tool/problem_file.hpp"

namespace perdis::tool {

/// The transition matrix of a channel, stage after stage; additive Gaussian noise comes first, and is binned.
///
/// @throws Refusal that names the stage that does not fit or has no method yet.
Eigen::MatrixXd transition(const ProblemFile& problem, const Discrete<double>& prior);

} // namespace perdis::tool
