#pragma once

#include "central_path.hpp"

namespace perdis {

/// Prices that hold every constraint a_y ≤ λ c + u_z of the arcs at the iterate's λ, whatever rounding made of u and a.
///
/// Rows and symbols are visited by falling mass r_y, q_z; each yields to those before it: u_z rises, a_y falls, to the
/// next double that holds. So what is lost of the dual function is ulp(u_z) q_z or ulp(a_y) r_y at the lighter end of
/// an arc: with masses from 1 to 1e-30 prices reach 1e16, where one ulp at the heavier end would cost 1e-6 and more.
[[nodiscard]] Eigen::VectorXd dominant_prices(const PathProblem& problem, const Iterate& iterate);

} // namespace perdis
