#pragma once

#include "tool/problem_file.hpp"

namespace perdis::tool {

/// Additive Gaussian channels one after the other are one.
///
/// @param prior  what the message calls the prior.
/// @throws Refusal for another channel among them.
AdditiveGaussian<double> merged_noise(const ProblemFile& problem, const std::string& prior);

} // namespace perdis::tool
