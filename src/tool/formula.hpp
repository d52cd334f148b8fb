#pragma once

#include "tool/problem_file.hpp"

#include <perdis/curve/problem_formulas.hpp>

namespace perdis::tool {

/// The closed forms of a problem file.
///
/// @throws Refusal for a problem without, naming the key whose change would give it one.
ProblemFormulas formulas_of(const ProblemFile& problem);

} // namespace perdis::tool
