#include "catch.hpp"

#include <cmath>
#include <limits>

#include "inference/dense_field.hpp"

#include <perdis/solver/stationary_water_filling.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
using Problem = perdis::StationaryWaterFilling::Problem;

Problem problem(const perdis::StationaryJoint& joint) {
    return Problem({joint.prior(), joint.channel(), perdis::SquaredError{}, perdis::ReverseKullbackLeibler{}});
}

/// KL(p_X̂‖p_X) of four independent frequencies, all together.
double divergence(const perdis::StationaryJoint& joint, const perdis::StationaryEstimator& estimator) {
    const perdis::RealField ratio = perdis::output_spectrum(joint, estimator) / joint.prior().spectrum();
    return 0.5 * (ratio - 1.0 - ratio.log()).sum();
}

/// The first-order condition of the convex problem, V⁻¹ = S⁻¹ + 2μ (I − T), T the W₂-optimal map from the output to X*.
double residual(const dense::Field& field, const Eigen::MatrixXd& output, double level) {
    const Eigen::MatrixXd half = dense::root(output);
    const Eigen::MatrixXd inverse = half.inverse();
    const Eigen::MatrixXd map = inverse * dense::root(half * field.posterior_mean * half) * inverse;
    const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(map.rows(), map.cols());
    const Eigen::MatrixXd wanted = field.prior.inverse() + 2.0 * level * (identity - map);
    return (output.inverse() - wanted).norm() / wanted.norm();
}

} // namespace

TEST_CASE("value: water-filling over the four frequencies of a torus", "[stationary_water_filling]") {
    perdis::RealField spectrum(2, 2);
    spectrum << 4, 1, 0.25, 0.09;
    const perdis::StationaryJoint joint(perdis::StationaryGaussian(0.0, spectrum),
                                        {perdis::identity_transfer(2, 2), perdis::variance(0.3)});
    const auto field = problem(joint);
    const auto at = [&](double total) { return perdis::StationaryWaterFilling{}(field, total / 4.0); };
    // theory, section 4: D there is rounded from D_min + 3/10 (D_max - D_min), the slope is -4
    const double range = field.max_distortion() - field.min_distortion();
    const auto claim = at(4.0 * (field.min_distortion() + 0.3 * range));
    CHECK(divergence(joint, claim.estimator) == Approx(0.0554042444).margin(1e-10));
    CHECK(perdis::mean_squared_error(joint, claim.estimator) == Approx(claim.distortion).epsilon(1e-13));
    // SLSQP of scipy 1.17 over the four deviations, 0.0435193333123; in 30 digits by mpmath
    CHECK(divergence(joint, at(0.74).estimator) == Approx(0.0435193333123428962907).epsilon(1e-12).margin(0));
    CHECK(at(0.74).multiplier == Approx(3.24077378805759275832).epsilon(1e-11).margin(0));
}

TEST_CASE("agree: the output of water-filling meets the first-order condition in dense matrices",
          "[stationary_water_filling]") {
    for (const auto& twin : {dense::twin(1, 12, {1, 1}, 0.3), dense::twin(1, 12, {1, 3}, 0.3),
                             dense::twin(8, 8, {4, 4}, 0.3), dense::twin(4, 6, {2, 1}, 2.0)}) {
        const auto field = problem(twin.joint);
        const auto samples = static_cast<double>(twin.joint.size());
        for (const double share : {0.05, 0.3, 0.8}) {
            const double distortion = field.min_distortion() + share * twin.joint.squared_gap();
            const auto claim = perdis::StationaryWaterFilling{}(field, distortion);
            const Eigen::MatrixXd gain = dense::gain(twin.joint, claim.estimator);
            const Eigen::MatrixXd noise = dense::noise(twin.joint, claim.estimator);
            const Eigen::MatrixXd output = dense::output(twin.field, gain, noise);
            CHECK(dense::distortion(twin.field, gain, noise) == Approx(samples * distortion).epsilon(1e-11));
            CHECK(residual(twin.field, output, claim.multiplier) <= 1e-6); // the root of rank-deficient matrices: √ε
        }
    }
}

TEST_CASE("agree: the multiplier is minus the derivative", "[stationary_water_filling]") {
    const auto twin = dense::twin(4, 6, {1, 1}, 0.5);
    const auto field = problem(twin.joint);
    const double middle = 0.5 * (field.min_distortion() + field.max_distortion());
    const double step = 1e-5 * (field.max_distortion() - field.min_distortion());
    const perdis::StationaryWaterFilling solve;
    const auto value = [&](double distortion) {
        return divergence(twin.joint, solve(field, distortion).estimator) / 24.0;
    };
    const double difference = (value(middle - step) - value(middle + step)) / (2.0 * step);
    CHECK(solve(field, middle).multiplier == Approx(difference).epsilon(1e-7)); // the step's square
}

TEST_CASE("law: a warm start changes nothing beyond its tolerance", "[stationary_water_filling]") {
    const auto twin = dense::twin(8, 8, {2, 2}, 0.5);
    const auto field = problem(twin.joint);
    const perdis::StationaryWaterFilling solve;
    const double range = field.max_distortion() - field.min_distortion();
    const auto far = solve(field, field.min_distortion() + 1e-6 * range);
    for (const double share : {1e-9, 1e-3, 0.5, 0.999}) {
        const double distortion = field.min_distortion() + share * range;
        CHECK(solve(field, distortion, &far).multiplier == Approx(solve(field, distortion).multiplier).epsilon(1e-11));
    }
}

TEST_CASE("limit: transfer zero and power zero at some frequencies", "[stationary_water_filling]") {
    perdis::RealField spectrum(1, 4);
    spectrum << 2.0, 1.0, 0.0, 1.0;
    perdis::ComplexField transfer = perdis::identity_transfer(1, 4);
    transfer(0, 0) = 0.0;
    const perdis::StationaryJoint joint(perdis::StationaryGaussian(0.0, spectrum), {transfer, perdis::variance(0.5)});
    const auto field = problem(joint);
    const auto claim = perdis::StationaryWaterFilling{}(field, 0.5 * (field.min_distortion() + field.max_distortion()));
    CHECK(claim.estimator.gain(0, 0) == 0.0);
    CHECK(claim.estimator.direction(0, 0) == 0.0);
    CHECK(claim.estimator.noise(0, 0) == Approx(1.0 / (0.5 + 2.0 * claim.multiplier)).epsilon(1e-15));
    CHECK(claim.estimator.gain(0, 2) == 0.0);
    CHECK(claim.estimator.noise(0, 2) == 0.0);
    CHECK(perdis::mean_squared_error(joint, claim.estimator) == Approx(claim.distortion).epsilon(1e-13));
}

TEST_CASE("limit: below D_min, at D_min, from D_max on", "[stationary_water_filling]") {
    const auto twin = dense::twin(1, 12, {1, 3}, 0.3);
    const auto field = problem(twin.joint);
    const perdis::StationaryWaterFilling solve;
    CHECK(solve(field, 0.5 * field.min_distortion()).status == perdis::Status::infeasible);
    CHECK(solve(field, field.min_distortion()).status == perdis::Status::solved);
    CHECK(solve(field, field.min_distortion()).multiplier == infinity);
    CHECK(solve(field, field.max_distortion()).multiplier == 0.0);
    CHECK_THROWS_WITH(solve(field, std::numeric_limits<double>::quiet_NaN()),
                      "StationaryWaterFilling: distortion = nan is not in [-inf, inf]");
}
