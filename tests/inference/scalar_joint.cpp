#include "catch.hpp"

#include <cmath>
#include <limits>

#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <perdis/inference/posterior_mean_law.hpp>
#include <perdis/inference/scalar_joint.hpp>
#include <perdis/law/generalized_gaussian.hpp>

namespace {

using perdis::AdditiveGaussian;
using perdis::ScalarJoint;
using perdis::standard_deviation;
using perdis::Univariate;

AdditiveGaussian<double> noise(double deviation) { return AdditiveGaussian<double>(standard_deviation(deviation)); }

/// The largest difference of two joints in p_Y, the posterior's moments and the distribution, relative to their scales.
double difference(const ScalarJoint& a, const ScalarJoint& b, double y) {
    const auto p = a.posterior(y), q = b.posterior(y);
    const double deviation = std::sqrt(q.variance);
    return std::max({std::abs(p.log_density - q.log_density),
                     std::abs(p.mean - q.mean) / (std::abs(q.mean) + deviation),
                     std::abs(p.variance / q.variance - 1.0), std::abs(a.cdf(y) / b.cdf(y) - 1.0),
                     std::abs(a.survival(y) / b.survival(y) - 1.0)});
}

} // namespace

TEST_CASE("agree: the quadrature and the closed forms of normal and Laplace priors") {
    for (const double sigma : {1e-6, 0.01, 1.0, 100.0, 1e6}) {
        const ScalarJoint normal(Univariate(boost::math::normal(0.0, 1.0)), noise(sigma));
        const ScalarJoint normal_again(Univariate(perdis::GeneralizedGaussian(0.0, std::sqrt(2.0), 2.0)), noise(sigma));
        const ScalarJoint laplace(Univariate(boost::math::laplace(0.0, 1.0)), noise(sigma));
        const ScalarJoint laplace_again(Univariate(perdis::GeneralizedGaussian(0.0, 1.0, 1.0)), noise(sigma));
        for (const double y : {0.5, 0.5 + sigma, -3.0 * sigma, -2.0, 4.0 * sigma}) {
            CHECK(difference(normal_again, normal, y) < 1e-13 * (1.0 + y * y));
            CHECK(difference(laplace_again, laplace, y) < 1e-13 * (1.0 + std::abs(y)));
        }
    }
    const ScalarJoint narrow(Univariate(boost::math::normal(0.0, 1.0)), noise(1.0));
    const ScalarJoint wide(Univariate(boost::math::normal(0.0, 1.1)), noise(1.0));
    CHECK(difference(narrow, wide, 0.5) > 1e-3); // another law is told apart
}

TEST_CASE("law: Tweedie's formula, and the posterior variance as the slope of the mean") {
    const ScalarJoint models[] = {ScalarJoint(perdis::Discrete<double>{{-1.0, 0.0, 1.0}, {0.3, 0.2, 0.5}}, noise(0.7)),
                                  ScalarJoint(perdis::GaussianMixture{{0.3, 0.7}, {-1.0, 2.0}, {0.5, 2.0}}, noise(0.7)),
                                  ScalarJoint(Univariate(boost::math::students_t(3.0)), noise(0.7))};
    for (const ScalarJoint& joint : models) {
        for (const double y : {-2.0, 0.1, 1.3}) {
            const double h = 1e-4;
            const double score = (joint.log_density(y + h) - joint.log_density(y - h)) / (2.0 * h);
            const double slope = (joint.posterior_mean(y + h) - joint.posterior_mean(y - h)) / (2.0 * h);
            CHECK(joint.posterior_mean(y) == Approx(y + joint.noise_variance() * score).margin(1e-7));
            CHECK(joint.posterior_variance(y) == Approx(joint.noise_variance() * slope).margin(1e-7));
            CHECK(joint.quantile(joint.cdf(y)) == Approx(y).epsilon(1e-12));
        }
    }
}

TEST_CASE("law: the law of the posterior mean inverts its quantiles, and its density is their slope") {
    const perdis::PosteriorMeanLaw law(perdis::Discrete<double>{{-1.0, 0.0, 1.0}, {0.3, 0.2, 0.5}}, noise(1.0));
    for (const double v : {0.01, 0.3, 0.6, 0.99}) {
        const double x = law.quantile(v), h = 1e-5;
        CHECK(law.cdf(x) == Approx(v).epsilon(1e-12));
        CHECK(law.upper_quantile(1.0 - v) == Approx(x).epsilon(1e-12));
        CHECK(law.density(x) == Approx((law.cdf(x + h) - law.cdf(x - h)) / (2.0 * h)).epsilon(1e-6));
    }
    CHECK(law.cdf(-1.0) == 0.0);
    CHECK(law.survival(1.0) == 0.0);
    const perdis::PosteriorMeanLaw exact(perdis::Discrete<double>{{-1.0, 1.0}, {0.5, 0.5}}, noise(0.0));
    REQUIRE(exact.atoms());
    CHECK(exact.atoms()->size() == 2);
}

TEST_CASE("refuse: a joint without noise, a NaN") {
    const perdis::Discrete<double> prior{{-1.0, 1.0}, {0.5, 0.5}};
    CHECK_THROWS_WITH(ScalarJoint(prior, noise(0.0)), "ScalarJoint: noise_variance = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(ScalarJoint(prior, noise(1.0)).quantile(1.5), "ScalarJoint: v = 1.5 is not in [0, 1]");
}
