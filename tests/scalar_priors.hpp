#pragma once

#include <perdis/law/gaussian_mixture.hpp>
#include <perdis/law/generalized_gaussian.hpp>
#include <perdis/law/univariate.hpp>
#include <perdis/tradeoff/scalar_problem.hpp>

#include <boost/math/distributions.hpp>

#include <cmath>

namespace scalar_priors {

inline perdis::Univariate normal() { return perdis::Univariate(boost::math::normal_distribution<double>(0.0, 1.0)); }
inline perdis::Univariate laplace() {
    return perdis::Univariate(boost::math::laplace_distribution<double>(0.0, std::sqrt(0.5)));
}
inline perdis::Univariate logistic() {
    return perdis::Univariate(boost::math::logistic_distribution<double>(0.0, 0.55));
}
inline perdis::Univariate student() { return perdis::Univariate(boost::math::students_t_distribution<double>(5.0)); }
inline perdis::Univariate uniform() { return perdis::Univariate(boost::math::uniform_distribution<double>(-1.7, 1.7)); }
inline perdis::Univariate peaked() { return perdis::Univariate(perdis::GeneralizedGaussian(0.0, 0.5, 0.7)); }
inline perdis::GaussianMixture<double> bimodal() { return {{0.3, 0.7}, {-2.0, 1.5}, {0.25, 0.5}}; }

template <class Prior>
perdis::ScalarProblem line(const Prior& prior, double noise) {
    return {prior, perdis::AdditiveGaussian<double>(perdis::variance(noise))};
}

/// D at a share of the way from D_min to D_max.
inline double between(const perdis::ScalarProblem& problem, double share) {
    return problem.min_distortion() + share * problem.gap_square();
}

} // namespace scalar_priors
