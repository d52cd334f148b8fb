#include <perdis/inference/mixture.hpp>

#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/inference/maximum_posterior.hpp>
#include <perdis/inference/posterior_mean.hpp>
#include <perdis/inference/posterior_sample.hpp>

#include "models.hpp"

using namespace models;

namespace {

/// P(X̂ = value), 0 off the alphabet.
template <class T>
T mass_at(const perdis::Discrete<T>& law, const T& value) {
    for (Eigen::Index i = 0; i < law.size(); ++i) {
        if (law.value(i) == value) { return law.probabilities()(i); }
    }
    return T(0);
}

} // namespace

TEMPLATE_TEST_CASE("law: a mixture has mixed law, mixed distortion, and convex perception", "", double, Fifty,
                   Rational) {
    using T = TestType;
    std::mt19937 random(29);
    for (int round = 0; round < 12; ++round) {
        const auto joint = random_joint<T>(random, 2 + round % 3, 1 + round % 4);
        const auto first = round % 2 == 0 ? perdis::posterior_mean(joint) : perdis::maximum_posterior(joint);
        const auto second = perdis::posterior_sample(joint);
        for (const int quarters : {0, 1, 2, 4}) {
            const T w = T(quarters) / T(4);
            const auto mixed = perdis::mixture(first, second, w);
            const auto chord = [&](const T& a, const T& b) { return T(w * a + (T(1) - w) * b); };
            const auto law = mixed.law(joint), law_a = first.law(joint), law_b = second.law(joint);
            for (Eigen::Index z = 0; z < law.size(); ++z) {
                CHECK(equal<T>(law.probabilities()(z),
                               chord(mass_at<T>(law_a, law.value(z)), mass_at<T>(law_b, law.value(z)))));
            }
            CHECK(equal<T>(mixed.distortion(joint, perdis::SquaredError{}),
                           chord(first.distortion(joint, perdis::SquaredError{}),
                                 second.distortion(joint, perdis::SquaredError{})),
                           T(64)));
            CHECK(equal<T>(
                mixed.distortion(joint, perdis::Hamming{}),
                chord(first.distortion(joint, perdis::Hamming{}), second.distortion(joint, perdis::Hamming{}))));
            const perdis::TotalVariation tv;
            const T above = chord(first.perception(joint, tv), second.perception(joint, tv));
            CHECK((mixed.perception(joint, tv) < above || equal<T>(mixed.perception(joint, tv), above)));
        }
    }
}

TEST_CASE("refuse: weights outside [0, 1], estimators of different observations") {
    const auto joint = three_by_four<double>();
    const auto sample = perdis::posterior_sample(joint);
    CHECK_THROWS_WITH(perdis::mixture(sample, sample, -0.5), "mixture: weight = -0.5 is not in [0, 1]");
    CHECK_THROWS_WITH(perdis::mixture(sample, sample, std::nan("")), "mixture: weight = nan is not in [0, 1]");
    const auto other = perdis::deterministic_estimator<double>(Eigen::MatrixXd{{1.0}});
    CHECK_THROWS_WITH(perdis::mixture(sample, other, 0.5), "mixture: the estimators have different observations");
}
