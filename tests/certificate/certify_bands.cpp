#include "catch.hpp"
#include "scalar_priors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <perdis/certificate/certify_bands.hpp>
#include <perdis/solver/equalisation_bands_solver.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

using Claim = perdis::LineSolution<perdis::EqualisationBands>;

} // namespace

TEST_CASE("law: any bands and multiplier of any prior are enclosed, wrong ones widely", "[certify_bands]") {
    std::mt19937_64 random(11);
    std::normal_distribution<double> normal;
    const auto check = [&](const auto& prior) {
        const auto problem = scalar_priors::line(prior, 1.0);
        const double distortion = scalar_priors::between(problem, 0.2);
        const Claim honest = perdis::EqualisationBandsSolver(problem)(distortion);
        const auto tight = perdis::certify(problem, honest);
        REQUIRE(tight.upper - tight.lower <= 1e-10);
        const auto attack = [&](std::vector<perdis::ObservationBand> bands, double multiplier) {
            const Claim wrong{perdis::Status::solved, distortion,
                              perdis::EqualisationBands(problem.joint(), std::move(bands)), multiplier};
            const auto proof = perdis::certify(problem, wrong);
            CHECK(proof.lower <= tight.upper);
            CHECK(proof.upper >= tight.lower);
            CHECK(proof.lower >= 0.0);
            CHECK(proof.upper <= 1.0);
            CHECK(proof.upper - proof.lower > 1e2 * (tight.upper - tight.lower));
        };
        const std::vector<perdis::ObservationBand> own = honest.estimator.bands();
        // too large a λ alone is scaled back with its prices
        for (const double multiplier :
             {-1.0, 0.0, 0.5 * honest.multiplier, 0.99 * honest.multiplier, 1e300, infinity, not_a_number}) {
            attack(own, multiplier);
        }
        for (const double size : {1e-3, 0.1, 1.0}) {
            std::vector<double> ends;
            for (const auto& band : own) {
                ends.push_back(band.start + size * normal(random));
                ends.push_back(band.end + size * normal(random));
            }
            std::sort(ends.begin(), ends.end());
            std::vector<perdis::ObservationBand> bands;
            for (std::size_t i = 0; i < ends.size(); i += 2) { bands.push_back({ends[i], ends[i + 1]}); }
            attack(bands, honest.multiplier);
        }
        attack({}, honest.multiplier);
        attack({perdis::ObservationBand{}}, honest.multiplier);
        attack({{-infinity, 0.0}}, honest.multiplier);
        attack({own.front()}, honest.multiplier);
        attack({{5.0, 5.0}, {6.0, 1e6}}, honest.multiplier);
    };
    check(scalar_priors::laplace());
    check(scalar_priors::bimodal());
    check(scalar_priors::uniform());
}
