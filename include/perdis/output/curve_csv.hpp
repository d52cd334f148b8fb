#pragma once

#include <perdis/curve/curve.hpp>

#include <string>
#include <vector>

namespace perdis {

/// A number in 17 significant digits; inf, -inf; -0 is 0.
///
/// @accuracy  reads back as the same double.
std::string decimal(double value);

/// The points of a curve as CSV: the header distortion,perception,lower,upper,slope and a row a point.
std::string curve_csv(const std::vector<CurvePoint>& points);

} // namespace perdis
