#pragma once

#include "tool/model.hpp"

#include <perdis/divergence/finite_divergence.hpp>
#include <perdis/inference/finite_estimator.hpp>
#include <perdis/inference/joint.hpp>

namespace perdis::tool {

/// The distortion matrix, whatever the distortion.
Eigen::MatrixXd distortions(const DistortionForm& form, const Eigen::MatrixXd& support,
                            const Eigen::MatrixXd& alphabet);
/// d(p, q) as a function of q on the alphabet, whatever d.
FiniteDivergence bound(const DivergenceForm& form, const Discrete<double>& prior, const Eigen::MatrixXd& alphabet);

/// Where estimators of a finite X from a finite Y stand in the plane of a problem file.
class FinitePlaces {
public:
    FinitePlaces(const ProblemFile& problem, Joint<double> joint, Eigen::MatrixXd alphabet);

    /// @param faithful  whether the estimator's law is that of X, by construction.
    [[nodiscard]] Place operator()(const std::string& name, const FiniteEstimator<double>& estimator,
                                   bool faithful) const;

private:
    [[nodiscard]] Place own_place(const std::string& name, const FiniteEstimator<double>& estimator,
                                  const Eigen::VectorXd& law) const;

    ProblemFile problem_;
    Joint<double> joint_;
    Eigen::MatrixXd alphabet_;
    Eigen::MatrixXd cost_; ///< E[Δ(X, x̂) | y]: row y, column x̂
    FiniteDivergence divergence_;
};

} // namespace perdis::tool
