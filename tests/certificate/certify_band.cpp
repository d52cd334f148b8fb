#include "catch.hpp"

#include <cmath>
#include <limits>

#include <perdis/certificate/certify_band.hpp>
#include <perdis/certificate/certify_soft_threshold.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/numeric/normal_excess.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class Divergence>
perdis::LinearGaussianProblem<double, Divergence> example(const Divergence& divergence, double noise = 1.0) {
    return {perdis::Gaussian<double>(0.0, perdis::variance(1.0)),
            perdis::AdditiveGaussian<double>(perdis::variance(noise)), perdis::SquaredError{}, divergence};
}

const perdis::Shrinkage half(std::sqrt(0.5), 1.0 - std::sqrt(0.5)); // n = v = 1

} // namespace

TEST_CASE("value: the enclosure of TV from the start of the band alone", "[certify_band]") {
    const auto problem = example(perdis::TotalVariation{});
    // mpmath: start, end and TV at n = 1, D = .50056862, as in curve/line_curve
    const perdis::EqualisationBand band(half, 0.4995324998114326803011, 1.2240540089370201716056);
    const auto proof = perdis::certify(
        problem, perdis::LineSolution<perdis::EqualisationBand>{perdis::Status::solved, 0.50056862, band, 0.0});
    const double value = 0.13749324790421752373529;
    CHECK(proof.lower <= value);
    CHECK(proof.upper >= value);
    CHECK(proof.upper - proof.lower <= 1e-12);
    // the end that is claimed plays no part
    const auto other = perdis::certify(
        problem, perdis::LineSolution<perdis::EqualisationBand>{
                     perdis::Status::infeasible, 0.50056862, perdis::EqualisationBand(half, band.start(), 30.0), -7.0});
    CHECK(other.lower == proof.lower);
    CHECK(other.upper == proof.upper);
}

TEST_CASE("law: any start of a band is enclosed, a wrong one widely", "[certify_band]") {
    const auto problem = example(perdis::TotalVariation{});
    const double middle = perdis::EqualisationBand::crossing(half);
    // mpmath
    for (const auto& [distortion, value] :
         {std::pair{0.50056862, 0.13749324790421752373529}, std::pair{0.50474855, 0.10145136818440938204582}}) {
        for (double share = 0.0; share <= 1.0; share += 0.03125) {
            INFO(share);
            const auto proof =
                perdis::certify(problem, perdis::LineSolution<perdis::EqualisationBand>{
                                             perdis::Status::solved, distortion,
                                             perdis::EqualisationBand(half, share * middle, infinity), not_a_number});
            CHECK(proof.lower <= value);
            CHECK(proof.upper >= value);
            CHECK(proof.upper - proof.lower > 1e-6); // none of these starts is the right one
            CHECK(proof.upper <= 0.16606408);        // TV(N(0, 1), N(0, 1/2)) at D_min
        }
    }
}

TEST_CASE("law: any threshold and multiplier of W1 are enclosed, wrong ones widely", "[certify_soft_threshold]") {
    const auto problem = example(perdis::Wasserstein1{});
    // mpmath: W1 and t at D = .52
    const double value = 0.102780205193784413048446235533512;
    const double right = 0.575626194165251254428808315284619;
    const double multiplier = 0.5 / (half.gap * right);
    const auto prove = [&](double threshold, double lambda) {
        return perdis::certify(
            problem, perdis::LineSolution<perdis::SoftThreshold>{perdis::Status::solved, 0.52,
                                                                 perdis::SoftThreshold(half, threshold), lambda});
    };
    const auto honest = prove(right, multiplier);
    CHECK(honest.upper - honest.lower <= 1e-14);
    for (const double threshold : {0.0, 1e-300, 0.1, 0.5, 0.6, 3.0, 100.0, 1e300, infinity}) {
        for (const double lambda : {-1.0, 0.0, 1e-300, 1.0, 2.9, 3.1, 1e3, 1e300, infinity, not_a_number}) {
            const auto proof = prove(threshold, lambda);
            CHECK(proof.lower <= value);
            CHECK(proof.upper >= value);
            CHECK(proof.lower >= 0.0);
            CHECK(proof.upper - proof.lower > 1e-4);
        }
    }
    // each half of the claim shows in its own bound
    CHECK(prove(right, 2.0).upper == honest.upper);
    CHECK(prove(right, 2.0).lower < honest.lower - 1e-4);
    CHECK(prove(0.5, multiplier).lower == honest.lower);
    CHECK(prove(0.5, multiplier).upper > honest.upper + 1e-3);
}

TEST_CASE("law: the feasible W1 of a claim that spends too much is attained", "[certify_soft_threshold]") {
    // t = inf claimed at D = .52: X̂ = σ_* x + c g x, c = √(δ/g²), is linear, so W1 is Example 1's
    const auto problem = example(perdis::Wasserstein1{});
    const auto proof =
        perdis::certify(problem, perdis::LineSolution<perdis::SoftThreshold>{
                                     perdis::Status::solved, 0.52, perdis::SoftThreshold(half, infinity), 0.0});
    const double tau = std::sqrt(0.5) + std::sqrt(0.02); // theory.md section 3
    CHECK(proof.upper == Approx((1.0 - tau) * std::sqrt(2.0 / 3.14159265358979323846)).epsilon(1e-13).margin(0));
}

TEST_CASE("limit: claims on the line at and beyond the ends", "[certify_band]") {
    const auto tv = example(perdis::TotalVariation{}, 3.0);
    const perdis::Shrinkage own(0.5, 0.5);
    const auto at = [&](double distortion) {
        return perdis::certify(
            tv, perdis::LineSolution<perdis::EqualisationBand>{perdis::Status::solved, distortion,
                                                               perdis::EqualisationBand(own, 0.1, infinity), 1.0});
    };
    CHECK(at(0.74).lower == infinity);
    CHECK(at(0.74).upper == infinity);
    CHECK(at(1.0).upper == 0.0);
    CHECK(at(infinity).upper == 0.0);
    CHECK(at(0.75).upper - at(0.75).lower <= 1e-13);
    CHECK_THROWS_AS(at(not_a_number), perdis::DomainError);
}

TEST_CASE("refuse: soft thresholds prove W1 alone", "[certify_soft_threshold]") {
    const auto problem = example(perdis::Wasserstein2{});
    const perdis::LineSolution<perdis::SoftThreshold> claim{perdis::Status::solved, 0.52,
                                                            perdis::SoftThreshold(half, 1.0), 1.0};
    CHECK_THROWS_WITH(perdis::certify(problem, claim), "certify: order = 2 is not in {1}");
}
