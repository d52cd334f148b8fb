#include "catch.hpp"

#include <cmath>
#include <limits>

#include "inference/dense_field.hpp"

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

perdis::StationaryJoint joint(const perdis::RealField& spectrum, double noise, perdis::DownSampling factors = {}) {
    return {perdis::StationaryGaussian(0.0, spectrum),
            perdis::CircularConvolution(perdis::identity_transfer(spectrum.rows(), spectrum.cols()),
                                        perdis::variance(noise), factors)};
}

void check_against_dense(const dense::Twin& twin) {
    const auto samples = static_cast<double>(twin.joint.size());
    const double power = twin.field.prior.trace(); // the scale of every rounding error in the dense algebra
    CHECK(std::abs(twin.joint.min_distortion() * samples - twin.field.min_distortion) <= 1e-13 * power);
    const double gap = dense::squared_wasserstein2(twin.field.prior, twin.field.posterior_mean);
    // the roots of eigenvalues that are 0 up to rounding: √ε
    CHECK(std::abs(twin.joint.squared_gap() * samples - gap) <= 1e-7 * power);
    CHECK(std::abs(twin.joint.deviation().square().sum() - twin.field.posterior_mean.trace()) <= 1e-13 * power);
    CHECK(std::abs(twin.joint.by_frequency(twin.joint.power()).sum() - power) <= 1e-13 * power);
    CHECK((twin.joint.by_frequency(twin.joint.power()) == twin.joint.prior().spectrum()).all());
}

} // namespace

TEST_CASE("value: four frequencies in white noise", "[stationary_joint]") {
    perdis::RealField spectrum(2, 2); // on the 2 x 2 torus every frequency is its own opposite
    spectrum << 4, 1, 0.25, 0.09;
    const auto law = joint(spectrum, 0.3);
    CHECK(4.0 * law.min_distortion()
          == Approx(0.7154334038).margin(1e-10)); // theory: commuting covariances, ten digits
    CHECK(4.0 * law.max_distortion() == Approx(0.7864296724).margin(1e-10));
}

TEST_CASE("agree: D_min and G of a line, seen whole and every third sample, are those of dense matrices",
          "[stationary_joint]") {
    check_against_dense(dense::twin(1, 12, {1, 1}, 0.3));
    check_against_dense(dense::twin(1, 12, {1, 3}, 0.3));
    check_against_dense(dense::twin(12, 1, {3, 1}, 2.0));
}

TEST_CASE("agree: D_min and G of a square, seen whole and every fourth sample, are those of dense matrices",
          "[stationary_joint]") {
    check_against_dense(dense::twin(8, 8, {1, 1}, 0.3));
    check_against_dense(dense::twin(8, 8, {4, 4}, 0.3));
    check_against_dense(dense::twin(8, 8, {4, 2}, 5.0));
}

TEST_CASE("limit: faint noise leaves the digits of D_min and G", "[stationary_joint]") {
    perdis::RealField spectrum(1, 1);
    spectrum << 4.0;
    const double noise = 1e-12;
    const auto law = joint(spectrum, noise);
    CHECK(law.min_distortion() == Approx(4.0 * noise / (4.0 + noise)).epsilon(4 * epsilon).margin(0));
    // G = √4 − 4/√(4 + n) = n/4 − 3n²/64 + …
    CHECK(std::sqrt(law.squared_gap()) == Approx(noise / 4.0).epsilon(1e-12).margin(0));
    perdis::RealField pair(1, 2); // one class of two, one power 0: as if alone
    pair << 4.0, 0.0;
    const auto two = joint(pair, noise, {1, 2});
    CHECK(2.0 * two.min_distortion()
          == Approx(4.0 * (2.0 * noise) / (4.0 + 2.0 * noise)).epsilon(4 * epsilon).margin(0));
    CHECK(std::sqrt(2.0 * two.squared_gap()) == Approx(noise / 2.0).epsilon(1e-11).margin(0));
}

TEST_CASE("limit: no noise, no transfer, no power", "[stationary_joint]") {
    perdis::RealField spectrum(1, 4);
    spectrum << 1.0, 0.5, 0.0, 0.5;
    const auto clear = joint(spectrum, 0.0);
    CHECK(clear.min_distortion() == 0.0);
    CHECK(clear.squared_gap() == 0.0);
    CHECK((clear.deviation().square() - clear.power()).abs().maxCoeff() <= 2 * epsilon);
    const perdis::StationaryJoint blind(
        perdis::StationaryGaussian(0.0, spectrum),
        perdis::CircularConvolution(perdis::ComplexField::Zero(1, 4), perdis::variance(0.0), {1, 2}));
    CHECK(blind.min_distortion() == 0.5);
    CHECK(blind.squared_gap() == 0.5);
    CHECK(blind.deviation().maxCoeff() == 0.0);
    const auto known = joint(perdis::RealField::Zero(2, 2), 1.0, {2, 2});
    CHECK(known.min_distortion() == 0.0);
    CHECK(known.max_distortion() == 0.0);
}

TEST_CASE("refuse: a law and a channel of different sizes", "[stationary_joint]") {
    const perdis::StationaryGaussian law(0.0, perdis::RealField::Ones(4, 4));
    const perdis::CircularConvolution channel(perdis::identity_transfer(4, 8), perdis::variance(1.0));
    CHECK_THROWS_WITH(perdis::StationaryJoint(law, channel),
                      "StationaryJoint: the law lives on 4 x 4, the channel's transfer function on 4 x 8");
    const perdis::StationaryJoint joint(law, {perdis::identity_transfer(4, 4), perdis::variance(1.0), {2, 2}});
    CHECK_THROWS_WITH(joint.by_frequency(Eigen::ArrayXXd::Zero(1, 16)),
                      "StationaryJoint: the array is 1 x 16, not members x classes, 4 x 4");
}
