#include "catch.hpp"

#include <cmath>
#include <limits>

#include <boost/math/distributions/cauchy.hpp>
#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <perdis/channel/additive.hpp>
#include <perdis/law/gaussian_mixture.hpp>
#include <perdis/law/generalized_gaussian.hpp>
#include <perdis/law/univariate.hpp>

namespace {

using perdis::Univariate;
constexpr double infinite = std::numeric_limits<double>::infinity();

double normal(double x) { return std::exp(-x * x / 2.0) / std::sqrt(2.0 * 3.14159265358979323846); }

} // namespace

TEST_CASE("agree: a density given as a function and the distribution it is of") {
    const Univariate given = Univariate::from_density([](double x) { return normal(x - 3.0); }, -infinite, infinite);
    const Univariate known = boost::math::normal(3.0, 1.0);
    for (const double v : {1e-20, 1e-8, 0.3, 0.5, 0.9}) {
        CHECK(given.cdf(known.quantile(v)) == Approx(v).epsilon(1e-12));
        CHECK(given.upper_quantile(v) == Approx(known.upper_quantile(v)).epsilon(1e-12));
    }
    CHECK(given.variance() == Approx(1.0).epsilon(1e-13));
}

TEST_CASE("refuse: densities that are none") {
    const auto whole = [](auto f) { return Univariate::from_density(f, -infinite, infinite); };
    CHECK_THROWS_WITH(whole([](double x) { return 0.93 * normal(x); }),
                      "Univariate: the density integrates to 0.93; legal is 1 +- 1e-9");
    CHECK_THROWS_WITH(whole([](double) { return -1.0; }), "Univariate: the density = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(Univariate(boost::math::normal()).quantile(2.0), "Univariate: v = 2 is not in [0, 1]");
}

TEST_CASE("limit: infinite variances, tails beyond the smallest number, translations") {
    CHECK(Univariate(boost::math::cauchy(0.0, 1.0)).variance() == infinite);
    CHECK(Univariate(boost::math::students_t(2.0)).variance() == infinite);
    CHECK(Univariate(boost::math::students_t(3.0)).variance() == Approx(3.0));
    CHECK(Univariate(boost::math::laplace(0.0, 1.0)).log_density(2000.0) == Approx(-2000.0 - std::log(2.0)));
    CHECK(perdis::Additive(boost::math::laplace(0.0, 1.0))(3.0).mass(2.0, 5.0)
          == Approx(1.0 - 0.5 * std::exp(-1.0) - 0.5 * std::exp(-2.0)).epsilon(1e-14));
}

TEST_CASE("agree: the generalized Gaussian law of shapes 1 and 2 with Laplace's and the normal law") {
    const perdis::GeneralizedGaussian one(0.5, 2.0, 1.0), two(0.5, std::sqrt(8.0), 2.0);
    const Univariate laplace = boost::math::laplace(0.5, 2.0), gauss = boost::math::normal(0.5, 2.0);
    for (const double v : {1e-12, 0.2, 0.5, 0.7}) {
        CHECK(one.quantile(v) == Approx(laplace.quantile(v)).epsilon(1e-13));
        CHECK(two.upper_quantile(v) == Approx(gauss.upper_quantile(v)).epsilon(1e-13));
        CHECK(two.survival(gauss.quantile(v)) == Approx(1.0 - v).epsilon(1e-13));
    }
    CHECK(one.variance() == Approx(8.0).epsilon(1e-14));
    CHECK_THROWS_WITH(perdis::GeneralizedGaussian(0.0, 1.0, 60.0),
                      "GeneralizedGaussian: shape = 60 is not in [0.2, 50]");
}

TEST_CASE("refuse: mixtures whose weights are none") {
    CHECK_THROWS_WITH((perdis::GaussianMixture{{0.5, 0.6}, {0.0, 1.0}, {1.0, 1.0}}),
                      Catch::Matchers::Contains("the sum of weights"));
    CHECK_THROWS_WITH((perdis::GaussianMixture{{1.0}, {0.0}, {0.0}}),
                      "GaussianMixture: variances[0] = 0 is not in (0, inf)");
}
