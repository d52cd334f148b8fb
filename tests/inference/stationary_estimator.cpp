#include "catch.hpp"

#include <cmath>

#include "inference/dense_field.hpp"

namespace {

/// Distortion and output spectrum of an estimator against dense matrices over all samples.
Eigen::MatrixXd checked_output(const dense::Twin& twin, const perdis::StationaryEstimator& estimator) {
    const Eigen::MatrixXd gain = dense::gain(twin.joint, estimator);
    const Eigen::MatrixXd noise = dense::noise(twin.joint, estimator);
    const Eigen::MatrixXd output = dense::output(twin.field, gain, noise);
    const auto samples = static_cast<double>(twin.joint.size());
    const double power = twin.field.prior.trace();
    CHECK(std::abs(perdis::mean_squared_error(twin.joint, estimator) * samples
                   - dense::distortion(twin.field, gain, noise))
          <= 1e-12 * power);
    CHECK(std::abs(perdis::output_spectrum(twin.joint, estimator).sum() - output.trace()) <= 1e-12 * power);
    return output;
}

} // namespace

TEST_CASE("agree: the named estimators on dense matrices", "[stationary_estimator]") {
    for (const auto& twin :
         {dense::twin(1, 12, {1, 3}, 0.3), dense::twin(8, 8, {4, 4}, 0.3), dense::twin(4, 6, {1, 1}, 1.0)}) {
        const auto samples = static_cast<double>(twin.joint.size());
        const Eigen::MatrixXd& prior = twin.field.prior;
        const double slack = 1e-12 * prior.norm();
        const auto mean = perdis::posterior_mean(twin.joint);
        CHECK((checked_output(twin, mean) - twin.field.posterior_mean).norm() <= slack);
        CHECK((dense::gain(twin.joint, mean) - twin.field.cross * twin.field.observed.inverse()).norm() <= 1e-11);
        const auto sample = perdis::posterior_sample(twin.joint);
        CHECK((checked_output(twin, sample) - prior).norm() <= slack);
        CHECK(perdis::mean_squared_error(twin.joint, sample)
              == Approx(2.0 * twin.joint.min_distortion()).epsilon(1e-13));
        const auto partner = perdis::transport_partner(twin.joint);
        CHECK((checked_output(twin, partner) - prior).norm() <= slack);
        CHECK(perdis::mean_squared_error(twin.joint, partner) == Approx(twin.joint.max_distortion()).epsilon(1e-13));
        CHECK(samples * twin.joint.max_distortion() < 2.0 * twin.field.min_distortion);
    }
}

TEST_CASE("agree: the noise of a restored field has the covariance it is said to have", "[stationary_estimator]") {
    const auto twin = dense::twin(1, 12, {1, 3}, 0.3);
    for (const auto& estimator : {perdis::transport_partner(twin.joint), perdis::posterior_sample(twin.joint)}) {
        const Eigen::MatrixXd wanted = dense::noise(twin.joint, estimator);
        const perdis::RealField y = perdis::RealField::Constant(1, 4, 1.5);
        auto silent = estimator;
        silent.noise.setZero();
        const perdis::RealField centre = perdis::restore(twin.joint, silent, y, 0);
        const int draws = 4000;
        Eigen::MatrixXd found = Eigen::MatrixXd::Zero(12, 12);
        for (int i = 0; i < draws; ++i) {
            const perdis::RealField drawn = perdis::restore(twin.joint, estimator, y, static_cast<std::uint64_t>(i));
            const perdis::RealField noise = drawn - centre;
            const auto column = noise.matrix().transpose();
            found += column * column.transpose() / draws;
        }
        // an entry's deviation is at most √(2/draws) times the largest variance: six of them
        CHECK((found - wanted).cwiseAbs().maxCoeff() <= 6.0 * std::sqrt(2.0 / draws) * wanted.diagonal().maxCoeff());
    }
}

TEST_CASE("law: a restored field keeps the mean of the law", "[stationary_estimator]") {
    const auto twin = dense::twin(4, 6, {2, 3}, 0.5);
    const auto& joint = twin.joint;
    const perdis::RealField constant = perdis::RealField::Constant(4, 6, joint.prior().mean());
    const perdis::RealField restored =
        perdis::restore(joint, perdis::posterior_mean(joint), joint.channel()(constant), 0);
    CHECK((restored - joint.prior().mean()).abs().maxCoeff() <= 1e-13);
}

TEST_CASE("limit: nothing seen is an independent draw, everything seen is X", "[stationary_estimator]") {
    const perdis::StationaryGaussian prior(1.0, perdis::RealField::Ones(4, 4));
    const perdis::StationaryJoint blind(prior, {perdis::ComplexField::Zero(4, 4), perdis::variance(0.0), {2, 2}});
    const auto drawn = perdis::restore(blind, perdis::transport_partner(blind), perdis::RealField::Zero(2, 2), 3);
    CHECK((drawn - prior.sample(3)).abs().maxCoeff() <= 1e-14);
    const perdis::StationaryJoint clear(prior, {perdis::identity_transfer(4, 4), perdis::variance(0.0)});
    const perdis::RealField x = prior.sample(8);
    CHECK((perdis::restore(clear, perdis::transport_partner(clear), x, 3) - x).abs().maxCoeff() <= 1e-14);
}

TEST_CASE("refuse: an observation of another size", "[stationary_estimator]") {
    const auto twin = dense::twin(4, 4, {2, 2}, 0.5);
    CHECK_THROWS_WITH(perdis::restore(twin.joint, perdis::posterior_mean(twin.joint), perdis::RealField::Zero(4, 4), 0),
                      "restore: the observation is 4 x 4, not 2 x 2");
}
