#include "catch.hpp"

#include <perdis/certificate/transport_estimate.hpp>

#include <cmath>
#include <vector>

using perdis::Discrete;
using perdis::Estimate;

namespace {

perdis::VectorPosterior signs(double sigma) {
    Eigen::MatrixXd symbols(1, 2);
    symbols << -1.0, 1.0;
    return {Discrete<double>::over_vectors(symbols, Eigen::Vector2d(0.5, 0.5)),
            perdis::AdditiveGaussian<double>(perdis::standard_deviation(sigma))};
}

perdis::EstimateOptions options(Eigen::Index draws, int batches) {
    perdis::EstimateOptions result;
    result.draws.draws = 8 * draws;
    result.batches = batches;
    result.plans = 4;
    return result;
}

// X = ±1 in noise of deviation 1: quadrature of 1 − tanh² y and of (1 − |tanh y|)² under the law of Y.
constexpr double least = 0.44959951;
constexpr double square = 0.63462102 - 0.44959951;

bool near(const Estimate& estimate, double value) {
    return std::abs(estimate.value - value) < 4.0 * estimate.standard_error;
}

} // namespace

TEST_CASE("value: two signs in noise: D_min, both bounds on G² and MAP, within four standard errors") {
    const auto found = perdis::transport_estimate(signs(1.0), Eigen::Vector2d::Zero(), options(4000, 16));
    CHECK(near(perdis::mean_estimate(found.min_distortion), least));
    CHECK(near(perdis::mean_estimate(found.lower), square)); // zero is the optimal potential, by symmetry
    for (const double gap : found.gap) {
        CHECK(gap >= -1e-12); // weak duality holds draw for draw
        CHECK(gap < 4.0 / 32000.0);
    }
    const double error = std::erfc(1.0 / std::sqrt(2.0)) / 2.0; // Φ(−1)
    CHECK(near(perdis::mean_estimate(found.mode_distortion), 4.0 * error));
    const Eigen::VectorXd mean = found.mode_law.rowwise().mean();
    CHECK(std::abs(mean(0) - 0.5) < 4.0 * std::sqrt(0.25 / 64000.0));
}

TEST_CASE("law: wrong potentials give a wide bracket that still holds") {
    const auto found = perdis::transport_estimate(signs(1.0), Eigen::Vector2d(0.8, -0.8), options(4000, 8));
    const Estimate lower = perdis::mean_estimate(found.lower);
    const Estimate gap = perdis::mean_estimate(found.gap);
    const double upper = lower.value + gap.value;
    const double error = std::hypot(lower.standard_error, gap.standard_error);
    CHECK(lower.value + 4.0 * lower.standard_error < square);
    CHECK(upper + 4.0 * error > square);
    CHECK(upper - 4.0 * error < 1.001 * square); // the plan is not the potentials'
}

TEST_CASE("law: grouping draws by cells costs little, and never lowers the estimate") {
    auto coarse = options(4000, 4);
    coarse.singles = 0;
    const auto grouped = perdis::transport_estimate(signs(1.0), Eigen::Vector2d::Zero(), coarse);
    const auto single = perdis::transport_estimate(signs(1.0), Eigen::Vector2d::Zero(), options(4000, 4));
    for (std::size_t b = 0; b < 4; ++b) {
        CHECK(grouped.gap[b] >= single.gap[b] - 1e-12);
        CHECK(grouped.gap[b] < single.gap[b] + 0.02);
    }
}

TEST_CASE("law: threads change no digit of a transport estimate") {
    auto one = options(1000, 2);
    auto two = one;
    one.draws.threads = 1;
    two.draws.threads = 2;
    const auto first = perdis::transport_estimate(signs(1.0), Eigen::Vector2d::Zero(), one);
    const auto second = perdis::transport_estimate(signs(1.0), Eigen::Vector2d::Zero(), two);
    CHECK(first.lower == second.lower);
    CHECK(first.gap == second.gap);
    CHECK(first.min_distortion == second.min_distortion);
    CHECK(first.mode_law == second.mode_law);
}

TEST_CASE("value: the bracket of W₂² between a law known from batches and the prior") {
    // q = (.6, .4) against (.5, .5) at distance 2: W₂² = .1 · 4
    Eigen::MatrixXd laws(2, 4);
    laws << 0.59, 0.61, 0.62, 0.58, //
        0.41, 0.39, 0.38, 0.42;
    const auto found = perdis::mass_estimate(signs(1.0).prior(), laws);
    CHECK(found.upper.value == Approx(0.4).epsilon(1e-12));
    CHECK(found.lower.value == Approx(0.4).epsilon(1e-12)); // both halves give the same potentials
    CHECK(found.lower.standard_error == Approx(4.0 * std::sqrt(0.001 / 12.0)).epsilon(1e-12));
    CHECK(found.upper.standard_error == Approx(found.lower.standard_error).epsilon(1e-12));
    // the law itself: upper is biased upward, lower is not
    laws << 0.49, 0.51, 0.52, 0.49, //
        0.51, 0.49, 0.48, 0.51;
    const auto none = perdis::mass_estimate(signs(1.0).prior(), laws);
    CHECK(none.lower.value <= none.upper.value);
    CHECK(none.upper.value >= 0.0);
}

TEST_CASE("refuse: potentials that do not fit, one batch of masses") {
    CHECK_THROWS_WITH(perdis::transport_estimate(signs(1.0), Eigen::VectorXd::Zero(3), options(10, 2)),
                      "transport_estimate: 3 potentials for 2 symbols");
    CHECK_THROWS_WITH(perdis::transport_estimate(signs(1.0), Eigen::Vector2d(0.0, NAN), options(10, 2)),
                      "transport_estimate: a potential is not finite");
    CHECK_THROWS_WITH(perdis::transport_estimate(signs(1.0), Eigen::Vector2d::Zero(), options(10, 0)),
                      "transport_estimate: batches = 0 is not in [1, inf)");
    CHECK_THROWS_WITH(perdis::mass_estimate(signs(1.0).prior(), Eigen::Vector2d(0.5, 0.5)),
                      "mass_estimate: the number of batches = 1 is not in [2, inf)");
}
