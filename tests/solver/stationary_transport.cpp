#include "catch.hpp"

#include <cmath>
#include <limits>

#include "inference/dense_field.hpp"

#include <perdis/solver/stationary_transport.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Divergence>
perdis::SpectralProblem<Divergence> problem(const dense::Twin& twin, const Divergence& divergence) {
    return perdis::SpectralProblem<Divergence>(
        {twin.joint.prior(), twin.joint.channel(), perdis::SquaredError{}, divergence});
}

} // namespace

TEST_CASE("agree: along the W2 curve dense matrices have the claimed distortion and G - root(D - D_min)",
          "[stationary_transport]") {
    for (const auto& twin : {dense::twin(1, 12, {1, 3}, 0.3), dense::twin(8, 8, {4, 4}, 0.3),
                             dense::twin(1, 12, {1, 1}, 0.3), dense::twin(4, 6, {2, 1}, 2.0)}) {
        const auto field = problem(twin, perdis::Wasserstein2{});
        const auto samples = static_cast<double>(twin.joint.size());
        const double power = twin.field.prior.trace();
        for (const double share : {0.04, 0.3, 0.81}) {
            const double distortion = field.min_distortion() + share * twin.joint.squared_gap();
            const auto claim = perdis::StationaryTransport{}(field, distortion);
            CHECK(claim.status == perdis::Status::solved);
            const Eigen::MatrixXd gain = dense::gain(twin.joint, claim.estimator);
            const Eigen::MatrixXd noise = dense::noise(twin.joint, claim.estimator);
            CHECK(std::abs(dense::distortion(twin.field, gain, noise) - samples * distortion) <= 1e-12 * power);
            const double distance =
                dense::squared_wasserstein2(twin.field.prior, dense::output(twin.field, gain, noise));
            const double wanted = std::sqrt(twin.joint.squared_gap()) * (1.0 - std::sqrt(share));
            // roots of eigenvalues that are 0 up to rounding
            CHECK(std::abs(distance - samples * wanted * wanted) <= 1e-7 * power);
            CHECK(claim.multiplier == Approx(0.5 / std::sqrt(distortion - field.min_distortion())));
        }
    }
}

TEST_CASE("law: the noise on the curve is that of D_max times the square of (1 - P/G)", "[stationary_transport]") {
    // a root in place of the square, as printed in the literature, leaves the curve where Cov X* is singular
    const auto twin = dense::twin(8, 8, {4, 4}, 0.3);
    const auto field = problem(twin, perdis::Wasserstein2{});
    const double distortion = field.min_distortion() + 0.25 * twin.joint.squared_gap(); // P = G/2
    const auto claim = perdis::StationaryTransport{}(field, distortion);
    const auto partner = perdis::transport_partner(twin.joint);
    CHECK((claim.estimator.noise - 0.25 * partner.noise).abs().maxCoeff() <= 1e-14);
    auto printed = claim.estimator;
    printed.noise = 0.5 * partner.noise;
    CHECK(perdis::mean_squared_error(twin.joint, claim.estimator) == Approx(distortion).epsilon(1e-14));
    CHECK(perdis::mean_squared_error(twin.joint, printed) > distortion + 0.1 * twin.joint.squared_gap());
}

TEST_CASE("agree: the multiplier is minus the derivative of the square", "[stationary_transport]") {
    const auto twin = dense::twin(1, 12, {1, 3}, 0.3);
    const auto square = problem(twin, perdis::SquaredWasserstein2{});
    const double gap = std::sqrt(twin.joint.squared_gap());
    const auto value = [&](double excess) { return std::pow(gap - std::sqrt(excess), 2); };
    const double excess = 0.4 * gap * gap;
    const double step = 1e-5 * excess;
    const double difference = (value(excess - step) - value(excess + step)) / (2.0 * step);
    const auto claim = perdis::StationaryTransport{}(square, square.min_distortion() + excess);
    CHECK(claim.multiplier == Approx(difference).epsilon(1e-9)); // the step's square
}

TEST_CASE("limit: below D_min, at D_min, at D_max and beyond", "[stationary_transport]") {
    const auto twin = dense::twin(1, 12, {1, 3}, 0.3);
    const auto field = problem(twin, perdis::Wasserstein2{});
    const perdis::StationaryTransport solve;
    CHECK(solve(field, 0.5 * field.min_distortion()).status == perdis::Status::infeasible);
    const auto least = solve(field, field.min_distortion());
    CHECK(least.status == perdis::Status::solved);
    CHECK(least.multiplier == infinity);
    CHECK((least.estimator.gain == twin.joint.deviation()).all());
    CHECK(least.estimator.noise.maxCoeff() == 0.0);
    for (const double distortion : {field.max_distortion(), infinity}) {
        const auto most = solve(field, distortion);
        CHECK(most.multiplier == 0.0);
        CHECK((most.estimator.noise == twin.joint.power()).all());
    }
    CHECK_THROWS_WITH(solve(field, std::numeric_limits<double>::quiet_NaN()),
                      "StationaryTransport: distortion = nan is not in [-inf, inf]");
}
