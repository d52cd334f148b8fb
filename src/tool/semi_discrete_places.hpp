#pragma once

#include "tool/model.hpp"

#include <perdis/inference/joint.hpp>
#include <perdis/law/univariate.hpp>

#include <vector>

namespace perdis::tool {

/// X seen as the cell of the maximum posterior estimator that Y = X + N is in: its masses are differences of the noise's cdf.
Joint<double> seen_in_cells(const Discrete<double>& prior, const Univariate& noise);

/// Where the named estimators of a finite X from a continuous Y = X + N stand in the plane of a problem file: MAP and the random
/// draw by the cells of Y, the others by quadrature.
///
/// @param alphabet  the reconstruction alphabet, columns.
std::vector<Place> semi_discrete_places(const ProblemFile& problem, const Discrete<double>& prior,
                                        const Univariate& noise, const Eigen::MatrixXd& alphabet);

} // namespace perdis::tool
