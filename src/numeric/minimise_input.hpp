#pragma once

#include <perdis/numeric/minimise.hpp>

namespace perdis {

/// The door of minimise: the start and the options.
///
/// @throws DomainError naming the entry that is not legal.
void check_minimise_input(const Eigen::VectorXd& start, const MinimiseOptions& options);

} // namespace perdis
