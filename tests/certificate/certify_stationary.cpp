#include "catch.hpp"

#include <cmath>
#include <limits>
#include <random>

#include "inference/dense_field.hpp"

#include <perdis/certificate/certify_stationary.hpp>
#include <perdis/solver/stationary_transport.hpp>
#include <perdis/solver/stationary_water_filling.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Divergence>
perdis::SpectralProblem<Divergence> problem(const perdis::StationaryJoint& joint, const Divergence& divergence) {
    return perdis::SpectralProblem<Divergence>({joint.prior(), joint.channel(), perdis::SquaredError{}, divergence});
}

/// The solver for a divergence.
perdis::StationarySolution solve(const perdis::SpectralProblem<perdis::ReverseKullbackLeibler>& field, double D) {
    return perdis::StationaryWaterFilling{}(field, D);
}
template <class Divergence>
perdis::StationarySolution solve(const perdis::SpectralProblem<Divergence>& field, double D) {
    return perdis::StationaryTransport{}(field, D);
}

/// Claims that are wrong on purpose: every array moved, swapped, scaled or spoilt; the enclosure must hold the true value.
template <class Divergence>
int attack(const perdis::SpectralProblem<Divergence>& field, double distortion) {
    const auto truth = perdis::certify(field, solve(field, distortion));
    const auto& joint = field.joint();
    std::mt19937 bits(7);
    std::normal_distribution<double> normal;
    int wide = 0;
    for (int i = 0; i < 60; ++i) {
        auto claim = solve(field, distortion);
        auto* arrays = i % 3 == 0   ? &claim.estimator.gain
                       : i % 3 == 1 ? &claim.estimator.noise
                                    : &claim.estimator.direction;
        const double size = std::pow(10.0, i / 6 - 6);
        for (double& value : arrays->reshaped()) { value += size * normal(bits); }
        if (i % 7 == 0) { claim.multiplier *= std::exp(3.0 * normal(bits)); }
        if (i == 31) { claim.estimator.gain(0, 0) = std::numeric_limits<double>::quiet_NaN(); }
        if (i == 32) { claim.estimator.noise(0, 0) = infinity; }
        if (i == 33) { claim.multiplier = -1.0; }
        if (i == 34) { claim.multiplier = std::numeric_limits<double>::quiet_NaN(); }
        if (i == 35) { claim.estimator.gain.resize(0, 0); }
        if (i == 36) { claim.estimator = perdis::posterior_mean(joint); }
        if (i == 37) { claim.estimator = perdis::posterior_sample(joint); }
        if (i == 38) { claim.estimator.direction *= 1e200; }
        const auto proof = perdis::certify(field, claim);
        INFO(i << ' ' << proof.lower << ' ' << proof.upper << ", truth " << truth.lower << ' ' << truth.upper);
        CHECK(proof.lower <= truth.upper);
        CHECK(proof.upper >= truth.lower);
        CHECK(proof.lower >= 0.0);
        if (proof.upper - proof.lower > 1e-3 * truth.upper) { ++wide; }
    }
    return wide;
}

} // namespace

TEST_CASE("law: the bounds meet along every curve, lines and squares, whole and down-sampled", "[certify_stationary]") {
    const auto check = [](const perdis::StationaryJoint& joint, const auto& divergence) {
        const auto field = problem(joint, divergence);
        const double range = field.max_distortion() - field.min_distortion();
        for (const double share : {1e-3, 0.1, 0.5, 0.9, 0.999}) {
            const auto proof = perdis::certify(field, solve(field, field.min_distortion() + share * range));
            CHECK(proof.lower <= proof.upper);
            CHECK(proof.upper - proof.lower <= 1e-10 * (1.0 + proof.upper)); // 8 ε D_min times the slope, 100 at most
            CHECK(proof.upper > 0.0);
        }
    };
    for (const auto& twin : {dense::twin(1, 12, {1, 1}, 0.3), dense::twin(1, 12, {1, 3}, 0.3),
                             dense::twin(8, 8, {4, 4}, 0.3), dense::twin(6, 4, {2, 1}, 2.0)}) {
        check(twin.joint, perdis::Wasserstein2{});
        check(twin.joint, perdis::SquaredWasserstein2{});
        check(twin.joint, perdis::ReverseKullbackLeibler{});
    }
}

TEST_CASE("agree: the certified values are those of dense matrices", "[certify_stationary]") {
    for (const auto& twin : {dense::twin(1, 12, {1, 3}, 0.3), dense::twin(8, 8, {4, 4}, 0.3)}) {
        const auto distance = problem(twin.joint, perdis::Wasserstein2{});
        const auto entropic = problem(twin.joint, perdis::ReverseKullbackLeibler{});
        const auto samples = static_cast<double>(twin.joint.size());
        const double gap = dense::squared_wasserstein2(twin.field.prior, twin.field.posterior_mean);
        for (const double share : {0.1, 0.5}) {
            const double distortion = distance.min_distortion() + share * twin.joint.squared_gap();
            const auto proof = perdis::certify(distance, solve(distance, distortion));
            CHECK(proof.lower == Approx(std::sqrt(gap / samples) * (1.0 - std::sqrt(share))).epsilon(1e-6)); // √ε
            const auto claim = solve(entropic, distortion);
            const Eigen::MatrixXd output = dense::output(twin.field, dense::gain(twin.joint, claim.estimator),
                                                         dense::noise(twin.joint, claim.estimator));
            const double value = dense::reverse_kullback_leibler(twin.field.prior, output) / samples;
            CHECK(perdis::certify(entropic, claim).upper == Approx(value).epsilon(1e-9));
        }
    }
}

TEST_CASE("law: any claim gives a valid enclosure of the stationary curves", "[certify_stationary]") {
    for (const auto& twin : {dense::twin(1, 12, {1, 3}, 0.3), dense::twin(4, 4, {1, 1}, 0.3)}) {
        const double distortion = 0.7 * twin.joint.min_distortion() + 0.3 * twin.joint.max_distortion();
        // negative control: wrong claims are seen to be wrong
        CHECK(attack(problem(twin.joint, perdis::Wasserstein2{}), distortion) >= 10);
        CHECK(attack(problem(twin.joint, perdis::SquaredWasserstein2{}), distortion) >= 10);
        CHECK(attack(problem(twin.joint, perdis::ReverseKullbackLeibler{}), distortion) >= 20);
    }
}

TEST_CASE("law: an estimator that spends too much is pulled back, not believed", "[certify_stationary]") {
    const auto twin = dense::twin(4, 4, {2, 2}, 0.3);
    const auto field = problem(twin.joint, perdis::Wasserstein2{});
    const double distortion = 0.9 * twin.joint.min_distortion() + 0.1 * twin.joint.max_distortion();
    auto claim = solve(field, distortion);
    const auto honest = perdis::certify(field, claim);
    claim.estimator = perdis::transport_partner(twin.joint); // P = 0, at D_max
    const auto greedy = perdis::certify(field, claim);
    CHECK(greedy.upper == Approx(honest.upper).epsilon(1e-9)); // on the same segment: pulled onto the curve itself
    CHECK(greedy.lower > 0.0);
}

TEST_CASE("limit: the bounds at D_min, below it, and from D_max on", "[certify_stationary]") {
    const auto whole = dense::twin(1, 12, {1, 1}, 0.3);
    const auto coarse = dense::twin(1, 12, {1, 3}, 0.3);
    const auto check = [](const auto& field, double at_minimum) {
        const auto least = perdis::certify(field, solve(field, field.min_distortion()));
        if (std::isinf(at_minimum)) {
            CHECK(least.lower == infinity);
            CHECK(least.upper == infinity);
        } else {
            CHECK(least.lower == Approx(at_minimum).epsilon(1e-12).margin(1e-14));
            CHECK(least.upper == Approx(at_minimum).epsilon(1e-12).margin(1e-14));
        }
        const auto below = perdis::certify(field, solve(field, 0.9 * field.min_distortion()));
        CHECK(below.lower == infinity);
        const auto most = perdis::certify(field, solve(field, field.max_distortion()));
        CHECK(most.upper == 0.0);
        CHECK(most.lower == 0.0);
    };
    const double gap = std::sqrt(coarse.joint.squared_gap());
    check(problem(coarse.joint, perdis::Wasserstein2{}), gap);
    check(problem(coarse.joint, perdis::SquaredWasserstein2{}), gap * gap);
    check(problem(coarse.joint, perdis::ReverseKullbackLeibler{}), infinity); // X* lacks dimensions of X
    const double value = dense::reverse_kullback_leibler(whole.field.prior, whole.field.posterior_mean) / 12.0;
    check(problem(whole.joint, perdis::ReverseKullbackLeibler{}), value);
    auto claim = solve(problem(whole.joint, perdis::Wasserstein2{}), 1.0);
    claim.distortion = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(perdis::certify(problem(whole.joint, perdis::Wasserstein2{}), claim),
                      "certify: distortion = nan is not in [-inf, inf]");
}
