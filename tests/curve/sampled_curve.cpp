#include "catch.hpp"

#include <perdis/curve/sampled_curve.hpp>

#include <boost/math/constants/constants.hpp>

#include <cmath>
#include <limits>

using perdis::Discrete;
using perdis::Estimate;
using perdis::SampledCurve;

namespace {

constexpr double least = 0.44959951; // X = ±1 in noise of deviation 1, by quadrature
constexpr double most = 0.63462102;  // 4 Φ(−1)

/// ±1 in every coordinate, independent and of equal probability.
Discrete<double> signs(Eigen::Index dimension) {
    const Eigen::Index size = Eigen::Index(1) << dimension;
    Eigen::MatrixXd symbols(dimension, size);
    for (Eigen::Index i = 0; i < size; ++i) {
        for (Eigen::Index k = 0; k < dimension; ++k) { symbols(k, i) = (i >> k) % 2 == 0 ? -1.0 : 1.0; }
    }
    return Discrete<double>::over_vectors(symbols, Eigen::VectorXd::Constant(size, 1.0 / static_cast<double>(size)));
}

perdis::AdditiveGaussian<double> noise(double sigma) {
    return perdis::AdditiveGaussian<double>(perdis::standard_deviation(sigma));
}

perdis::SampledCurveOptions options(Eigen::Index draws, int batches) {
    perdis::SampledCurveOptions result;
    result.draws = draws;
    result.batches = batches;
    return result;
}

bool holds(const perdis::EstimatedRange& range, double value) {
    return range.lower.value - 4.0 * range.lower.standard_error <= value
           && value <= range.upper.value + 4.0 * range.upper.standard_error;
}

} // namespace

TEST_CASE("value: two signs: the sampled curve brackets D_min, G, D(P), P(D) and MAP") {
    const SampledCurve curve(signs(1), noise(1.0), options(32000, 16));
    const double gap = std::sqrt(most - least);
    CHECK(std::abs(curve.min_distortion().value - least) < 4.0 * curve.min_distortion().standard_error);
    CHECK(curve.min_distortion().standard_error < 0.002);
    CHECK(holds(curve.gap(), gap));
    CHECK(curve.gap().upper.value - curve.gap().lower.value < 0.01 * gap);
    CHECK(curve.gap().lower.standard_error < 0.01 * gap);
    for (const double share : {0.0, 0.3, 0.8}) {
        const double distortion = least + std::pow((1.0 - share) * gap, 2);
        CHECK(holds(curve.distortion(share * gap), distortion));
        CHECK(holds(curve.perception(distortion), share * gap));
    }
    // MAP is perfect here: its law is that of X
    const auto mode = curve.maximum_posterior();
    CHECK(std::abs(mode.distortion.value - most) < 4.0 * mode.distortion.standard_error);
    CHECK(mode.perception.lower.value <= 4.0 * mode.perception.lower.standard_error);
    CHECK(mode.perception.upper.value < 0.2);
    CHECK(curve.posterior_sample().distortion.value == 2.0 * curve.min_distortion().value);
}

TEST_CASE("law: for a product of independent coordinates D_min and G² add up") {
    const SampledCurve curve(signs(2), noise(1.0), options(16000, 8));
    CHECK(std::abs(curve.min_distortion().value - 2.0 * least) < 4.0 * curve.min_distortion().standard_error);
    CHECK(holds(curve.max_distortion(), 2.0 * most));
    CHECK(curve.max_distortion().upper.value - curve.max_distortion().lower.value < 0.02 * (most - least));
}

TEST_CASE("law: the restoration is X* at share 1, a symbol at share 0, and between in between") {
    const SampledCurve curve(signs(2), noise(0.7), options(2000, 2));
    Eigen::MatrixXd y(2, 3);
    y << 0.3, -1.0, 2.0, //
        0.2, 0.1, -0.4;
    const Eigen::MatrixXd mean = curve.restore(y, 1.0);
    CHECK(mean == curve.posterior().mean(curve.posterior().weights(y)));
    const Eigen::MatrixXd sharp = curve.restore(y, 0.0);
    CHECK((sharp.array().abs() == 1.0).all());
    CHECK(curve.restore(y, 0.25).isApprox(0.75 * sharp + 0.25 * mean, 1e-15));
}

TEST_CASE("limit: without noise, and with one symbol, everything is zero exactly") {
    const Discrete<double> one = Discrete<double>::over_vectors(Eigen::Vector2d(0.5, 3.0), Eigen::VectorXd::Ones(1));
    for (const SampledCurve& curve : {SampledCurve(signs(2), noise(0.0)), SampledCurve(one, noise(1.0))}) {
        CHECK(curve.min_distortion().value == 0.0);
        CHECK(curve.max_distortion().upper.value == 0.0);
        CHECK(curve.gap().upper.value == 0.0);
        CHECK(curve.perception(0.0).upper.value == 0.0);
        CHECK(curve.maximum_posterior().distortion.value == 0.0);
        CHECK(curve.maximum_posterior().perception.upper.value < 1e-7); // the root of rounded masses
    }
}

TEST_CASE("limit: noise of 1e-6 and of 1e6") {
    const SampledCurve faint(signs(2), noise(1e-6), options(1000, 4));
    CHECK(faint.min_distortion().value == 0.0); // exp(−1e12)
    CHECK(faint.gap().upper.value < 1e-7);      // the root of rounded masses
    const SampledCurve blind(signs(2), noise(1e6), options(4000, 16));
    CHECK(blind.min_distortion().value == Approx(2.0).epsilon(1e-10)); // Var X, less σ^-2
    // X* = y/σ² + …: normal with deviation 1e-6 per coordinate, W₂² = 2 (1 − 2 · 1e-6 √(2/π) + 1e-12)
    CHECK(holds(blind.distortion(0.0), 4.0 - 4e-6 * std::sqrt(2.0 / boost::math::constants::pi<double>())));
    CHECK(blind.gap().lower.value == Approx(std::sqrt(2.0)).epsilon(3e-6));
}

TEST_CASE("law: symbols that never occur change nothing; threads neither, seeds do") {
    auto settings = options(1000, 2);
    settings.threads = 1;
    Eigen::MatrixXd symbols(1, 3);
    symbols << -1.0, 7.0, 1.0;
    const auto with = Discrete<double>::over_vectors(symbols, Eigen::Vector3d(0.5, 0.0, 0.5));
    const double value = SampledCurve(signs(1), noise(1.0), settings).max_distortion().upper.value;
    CHECK(SampledCurve(with, noise(1.0), settings).max_distortion().upper.value == value);
    settings.threads = 2;
    CHECK(SampledCurve(signs(1), noise(1.0), settings).max_distortion().upper.value == value);
    settings.seed = 2;
    CHECK(SampledCurve(signs(1), noise(1.0), settings).max_distortion().upper.value != value);
}

TEST_CASE("limit: the ends of the sampled curve") {
    const SampledCurve curve(signs(1), noise(1.0), options(1000, 3));
    CHECK(curve.perception(0.5 * curve.min_distortion().value).lower.value == std::numeric_limits<double>::infinity());
    CHECK(curve.perception(curve.min_distortion().value).upper.value == curve.gap().upper.value);
    CHECK(curve.perception(10.0).upper.value == 0.0);
    CHECK(curve.distortion(10.0).upper.value == curve.min_distortion().value);
}

TEST_CASE("refuse: perceptions below zero, shares outside [0, 1], no batches") {
    const SampledCurve curve(signs(1), noise(0.0));
    CHECK_THROWS_WITH(curve.distortion(-1.0), "SampledCurve: perception = -1 is not in [0, inf]");
    CHECK_THROWS_WITH(curve.perception(std::nan("")), "SampledCurve: distortion = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(curve.restore(Eigen::MatrixXd::Zero(1, 1), 1.5), "SampledCurve: share = 1.5 is not in [0, 1]");
    CHECK_THROWS_WITH(SampledCurve(signs(1), noise(1.0), options(100, 0)),
                      "SampledCurve: batches = 0 is not in [1, inf)");
    CHECK_THROWS_WITH(SampledCurve(signs(1), noise(1.0), options(0, 2)), "SampledCurve: draws = 0 is not in [1, inf)");
}
