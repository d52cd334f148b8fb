#pragma once

#include "tool/problem_file.hpp"

namespace perdis::tool {

/// The transition matrix of a channel, stage after stage; additive Gaussian noise comes first, and is binned.
///
/// @throws Refusal that names the stage that does not fit or has no method yet.
template <OrderedField T>
DenseMatrix<T> transition(const ProblemFileOf<T>& problem, const Discrete<T>& prior);

} // namespace perdis::tool
