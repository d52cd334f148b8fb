#include <perdis/inference/posterior_sample.hpp>

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/inference/posterior_mean.hpp>

#include "models.hpp"

using namespace models;

TEMPLATE_TEST_CASE("law: posterior sampling has the law of X and twice the MMSE", "", double, long double, Fifty,
                   Rational) {
    using T = TestType;
    std::mt19937 random(13);
    for (int round = 0; round < 20; ++round) {
        const auto joint = random_joint<T>(random, 2 + round % 4, 1 + round % 5);
        const auto sample = perdis::posterior_sample(joint);
        CHECK(equal_laws<T>(sample.law(joint), joint.prior()));
        const T mmse = perdis::posterior_mean(joint).distortion(joint, perdis::SquaredError{});
        CHECK(equal<T>(sample.distortion(joint, perdis::SquaredError{}), T(T(2) * mmse), T(64)));
    }
}

TEST_CASE("agree: posterior sampling of the ternary example, binned, against the unbinned number") {
    const perdis::Discrete<double> prior{{-1.0, 0.0, 1.0}, {0.4, 0.2, 0.4}};
    const perdis::AdditiveGaussian<double> channel{perdis::standard_deviation(1.0)};
    const auto joint = perdis::joint(prior, perdis::Binned(channel, perdis::Bins(-8.0, 8.0, 1024)));
    const auto sample = perdis::posterior_sample(joint);
    // theory: .443273; mpmath quadrature .443269166874450943. Binning loses at most Σ_x w²/12 E (dp(x|y)/dy)² < w²/12.
    const double error = sample.distortion(joint, perdis::Hamming{});
    CHECK(error >= 0.4432691668744508);
    CHECK(error <= 0.4432691668744510 + 1.0 / (12.0 * 64.0 * 64.0));
    CHECK(sample.perception(joint, perdis::TotalVariation{}) < 1e-14); // a thousand masses, each to a few ε
}
