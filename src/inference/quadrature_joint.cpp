#include "inference/scalar_joint_model.hpp"

#include <perdis/core/domain_error.hpp>

namespace perdis {

std::shared_ptr<const ScalarJointModel> quadrature_joint(const Univariate&, double) {
    throw DomainError("ScalarJoint: the prior has no closed form");
}

} // namespace perdis
