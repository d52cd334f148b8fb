#pragma once

#include "tool/command.hpp"
#include "tool/plot.hpp"

#include <string>
#include <vector>

namespace perdis::tool {

/// What `curve` prints, draws and ends with.
struct CurveOutput {
    std::string text = {};
    DrawnCurve drawn = {};
    std::vector<Place> places = {}; ///< for the picture alone
    Exit status = Exit::done;
};

// The commands in rational arithmetic.
Exit rational_info(const ProblemText& problem);
CurveOutput rational_curve(const Arguments& arguments, const ProblemText& problem);
Exit rational_solve(const Arguments& arguments, const ProblemText& problem);
Exit rational_verify(const ProblemText& problem);

} // namespace perdis::tool
