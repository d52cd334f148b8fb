#include "catch.hpp"
#include "scalar_priors.hpp"

#include <cmath>
#include <limits>

#include <perdis/inference/equalisation_bands.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("law: bands take the law of the posterior mean to that of X, outside nothing moves", "[equalisation_bands]") {
    const perdis::ScalarJoint joint(scalar_priors::bimodal(), perdis::AdditiveGaussian<double>(perdis::variance(1.0)));
    const perdis::EqualisationBands bands(joint, {{-infinity, -1.0}, {0.5, 2.0}});
    double last = -infinity;
    for (double y = -5.0; y <= 5.0; y += 0.125) {
        const double x = bands(y);
        CHECK(x >= last);
        last = x;
        if ((y >= -1.0 && y <= 0.5) || y >= 2.0) { CHECK(x == joint.posterior_mean(y)); }
    }
    // within a band P(X < z) and P(Y < y) are in proportion
    const auto share = [&](double y) {
        return (joint.prior_cdf(bands(y)) - joint.prior_cdf(joint.posterior_mean(0.5)))
               / (joint.cdf(y) - joint.cdf(0.5));
    };
    CHECK(share(0.75) == Approx(share(1.9)).epsilon(1e-12).margin(0));
}

TEST_CASE("limit: one band over the line has the law of X", "[equalisation_bands]") {
    const perdis::ScalarJoint joint(scalar_priors::laplace(), perdis::AdditiveGaussian<double>(perdis::variance(1.0)));
    const perdis::EqualisationBands whole(joint, {perdis::ObservationBand{}});
    for (const double y : {-6.0, -1.0, 0.25, 3.0}) {
        CHECK(joint.prior_cdf(whole(y)) == Approx(joint.cdf(y)).epsilon(1e-12).margin(0));
    }
    CHECK(perdis::EqualisationBands(joint, {})(1.5) == joint.posterior_mean(1.5));
}

TEST_CASE("refuse: bands that overlap, and what is no number", "[equalisation_bands]") {
    const perdis::ScalarJoint joint(scalar_priors::laplace(), perdis::AdditiveGaussian<double>(perdis::variance(1.0)));
    CHECK_THROWS_WITH(perdis::EqualisationBands(joint, {{0.0, 2.0}, {1.0, 3.0}}),
                      "EqualisationBands: start = 1 is not in [the end before it, inf]");
    CHECK_THROWS_WITH(perdis::EqualisationBands(joint, {{0.0, -1.0}}),
                      "EqualisationBands: end = -1 is not in [start, inf]");
    CHECK_THROWS_AS(perdis::EqualisationBands(joint, {})(std::nan("")), perdis::DomainError);
}
