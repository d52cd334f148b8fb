#include <perdis/inference/maximum_posterior.hpp>

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/channel/erasure.hpp>
#include <perdis/channel/symmetric.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/divergence/total_variation.hpp>

#include "models.hpp"

using namespace models;

TEMPLATE_TEST_CASE("value: maximum posterior of the three-symbol check", "", double, long double, Fifty, Rational) {
    using T = TestType;
    const auto joint = three_by_four<T>();
    const auto estimator = perdis::maximum_posterior(joint);
    // theory: D_min = .32, q = (.435, .35, .215).
    CHECK(equal<T>(estimator.distortion(joint, perdis::Hamming{}), T(32) / T(100)));
    const auto law = estimator.law(joint);
    CHECK(equal<T>(law.probabilities()(0), T(435) / T(1000)));
    CHECK(equal<T>(law.probabilities()(1), T(350) / T(1000)));
    CHECK(equal<T>(law.probabilities()(2), T(215) / T(1000)));
    CHECK(equal<T>(estimator.perception(joint, perdis::TotalVariation{}), T(65) / T(1000)));
}

TEMPLATE_TEST_CASE("value: D_min of the erasure and symmetric channels", "", double, Rational) {
    using T = TestType;
    const perdis::Discrete<T> prior{{T(0), T(1), T(2)}, {T(1) / T(2), T(1) / T(3), T(1) / T(6)}};
    const auto erased = perdis::joint(prior, perdis::Erasure<T>(T(2) / T(5)));
    // theory: ε (1 − p_max), q = (1 − ε) p + ε δ_mode.
    CHECK(equal<T>(perdis::maximum_posterior(erased).distortion(erased, perdis::Hamming{}), T(1) / T(5)));
    CHECK(equal<T>(perdis::maximum_posterior(erased).law(erased).probabilities()(0), T(7) / T(10)));
    const perdis::Discrete<T> coin{{T(0), T(1)}, {T(7) / T(10), T(3) / T(10)}};
    for (const int tenths : {1, 2, 4}) {
        const auto flipped = perdis::joint(coin, perdis::Symmetric<T>(T(tenths) / T(10)));
        // theory: min(e, p).
        CHECK(equal<T>(perdis::maximum_posterior(flipped).distortion(flipped, perdis::Hamming{}),
                       T(tenths < 3 ? tenths : 3) / T(10)));
    }
}

TEMPLATE_TEST_CASE("limit: of equally probable symbols the first is taken", "", double, Rational) {
    using T = TestType;
    const perdis::Discrete<T> prior{{T(5), T(-3), T(1)}, {T(1) / T(4), T(1) / T(4), T(1) / T(2)}};
    const perdis::TransitionMatrix<T> channel{{T(1), T(0), T(0)}, {T(1), T(0), T(0)}, {T(1) / T(2), T(1) / T(2), T(0)}};
    const auto estimator = perdis::maximum_posterior(perdis::joint(prior, channel));
    REQUIRE(estimator.alphabet().cols() == 2);
    CHECK(estimator.alphabet()(0, 0) == T(5)); // all three tie at y = 0
    CHECK(estimator.alphabet()(0, 1) == T(1)); // y = 1; unseen y = 2: the mode of the prior
    CHECK(estimator.conditional()(2, 1) == T(1));
}

TEMPLATE_TEST_CASE("law: no deterministic estimator errs less than maximum posterior", "", double, Rational) {
    using T = TestType;
    std::mt19937 random(11);
    for (int round = 0; round < 10; ++round) {
        const auto joint = random_joint<T>(random, 3, 3);
        const T least = perdis::maximum_posterior(joint).distortion(joint, perdis::Hamming{});
        for (int code = 0; code < 27; ++code) {
            Matrix<T> values(1, 3);
            values << joint.prior().value(code % 3), joint.prior().value(code / 3 % 3), joint.prior().value(code / 9);
            const T other = perdis::deterministic_estimator<T>(values).distortion(joint, perdis::Hamming{});
            CHECK((least < other || equal<T>(least, other)));
        }
    }
}

TEST_CASE("value: the ternary example, P(1) = P(-1) = .4, unit noise") {
    // theory, section 5; the decision changes at 0 alone, an edge of the cells, so that binning loses nothing.
    const perdis::Discrete<double> prior{{-1.0, 0.0, 1.0}, {0.4, 0.2, 0.4}};
    const perdis::AdditiveGaussian<double> channel{perdis::standard_deviation(1.0)};
    const auto joint = perdis::joint(prior, perdis::Binned(channel, perdis::Bins(-8.0, 8.0, 64)));
    const auto estimator = perdis::maximum_posterior(joint);
    CHECK(std::abs(estimator.distortion(joint, perdis::Hamming{}) - 0.326924203145165641)
          < 1e-15); // 1 − .8 Φ(1), mpmath
    CHECK(std::abs(estimator.perception(joint, perdis::TotalVariation{}) - 0.2) < 1e-15);
}

TEST_CASE("value: the ternary example's perfect threshold rule") {
    // q₀(t) = p₀ at t (mpmath); three cells with edges at -t and t; D_max = .35355973 by theory.
    const double t = 0.368270161357549815;
    const perdis::Discrete<double> prior{{-1.0, 0.0, 1.0}, {0.4, 0.2, 0.4}};
    const perdis::AdditiveGaussian<double> channel{perdis::standard_deviation(1.0)};
    const auto joint = perdis::joint(prior, perdis::Binned(channel, perdis::Bins(-3.0 * t, 3.0 * t, 3)));
    const auto estimator = perdis::deterministic_estimator<double>(Eigen::MatrixXd{{-1.0, 0.0, 1.0}});
    CHECK(std::abs(estimator.distortion(joint, perdis::Hamming{}) - 0.353559730552815633) < 1e-15); // mpmath
    CHECK(estimator.perception(joint, perdis::TotalVariation{}) < 1e-15);
}
