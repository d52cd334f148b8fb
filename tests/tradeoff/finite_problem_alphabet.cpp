#include <perdis/tradeoff/finite_problem.hpp>

#include "catch.hpp"
#include "perfect_law.hpp"
#include "solver/instances.hpp"

#include <perdis/distortion/squared_error.hpp>

#include <cmath>
#include <limits>

namespace {

using perdis::Discrete;
using perfect_law::check_perfect;
using perfect_law::rounding;

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("limit: a symbol that alone makes the divergence infinite is unusable") {
    // X in {0, 1}, X̂ in {0, 1/2, 1}: one half is cheapest, but no symbol of X.
    const Discrete<double> prior{{0, 1}, {0.5, 0.5}};
    const Eigen::MatrixXd alphabet = Eigen::RowVector3d(0.0, 0.5, 1.0);
    const auto built = [&](const auto& divergence) {
        return perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.5), perdis::SquaredError{}, divergence,
                                              {.reconstruction = alphabet}));
    };
    const auto infinite_price = [&](const auto& divergence) {
        const auto problem = built(divergence);
        CHECK_FALSE(problem.usable(1));
        CHECK(problem.usable(0));
        CHECK(problem.attainable());
        CHECK(problem.excess().col(1) == Eigen::Vector2d(-1.0, -1.0));
        CHECK(std::abs(problem.min_distortion() - 0.25) <= rounding);
        CHECK(std::abs(problem.usable_distortion() - 0.5) <= rounding);
        CHECK(std::abs(problem.max_distortion() - 0.5) <= rounding);
        check_perfect(problem);
    };
    infinite_price(perdis::ReverseKullbackLeibler{});
    infinite_price(perdis::ReverseChiSquared{});
    infinite_price(perdis::Alpha(-0.5));
    const auto finite_price = [&](const auto& divergence) {
        const auto problem = built(divergence);
        CHECK(problem.usable(1));
        CHECK(problem.usable_distortion() == problem.min_distortion());
        CHECK(std::abs(problem.max_distortion() - 0.5) <= rounding);
        check_perfect(problem);
    };
    finite_price(perdis::KullbackLeibler{});
    finite_price(perdis::TotalVariation{});
    finite_price(perdis::SquaredHellinger{});
    finite_price(perdis::Wasserstein1{});
}

TEST_CASE("value: P_min of an alphabet that holds the share a of the prior's mass") {
    using std::log;
    const Discrete<double> prior{{0, 1, 2}, {0.2, 0.3, 0.5}};
    const double a = 0.7;
    const Eigen::MatrixXd alphabet = Eigen::RowVector2d(0.0, 2.0);
    const auto least = [&](const auto& divergence) {
        const auto problem = perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.2), perdis::SquaredError{},
                                                            divergence, {.reconstruction = alphabet}));
        if (problem.attainable()) { check_perfect(problem); }
        CHECK(problem.attainable() == std::isfinite(problem.minimum_perception()));
        return problem.minimum_perception();
    };
    CHECK(least(perdis::KullbackLeibler{}) == infinite);
    CHECK(least(perdis::ChiSquared{}) == infinite);
    CHECK(least(perdis::Renyi(2.0)) == infinite);
    CHECK(std::abs(least(perdis::ReverseKullbackLeibler{}) + log(a)) <= rounding);
    CHECK(std::abs(least(perdis::TotalVariation{}) - (1.0 - a)) <= rounding);
    CHECK(std::abs(least(perdis::SquaredHellinger{}) - (1.0 - std::sqrt(a))) <= rounding);
    CHECK(std::abs(least(perdis::Hellinger{}) - std::sqrt(1.0 - std::sqrt(a))) <= rounding);
    CHECK(std::abs(least(perdis::ReverseChiSquared{}) - (1.0 / a - 1.0)) <= rounding);
    CHECK(std::abs(least(perdis::Renyi(0.3)) - 0.3 * log(a) / (0.3 - 1.0)) <= rounding);
    const double jensen_shannon = 0.5 * (a * log(2.0 * a / (1.0 + a)) + log(2.0 / (1.0 + a)) + (1.0 - a) * log(2.0));
    CHECK(std::abs(least(perdis::JensenShannon{}) - jensen_shannon) <= rounding);
    // Symbol 1 goes to 0 or to 2, at distance 1.
    CHECK(std::abs(least(perdis::Wasserstein1{}) - 0.3) <= rounding);
    CHECK(std::abs(least(perdis::Wasserstein2{}) - std::sqrt(0.3)) <= rounding);
}

TEST_CASE("value: D_max where the alphabet omits symbols") {
    // X uniform on {0, 1, 2}, seen exactly; X̂ in {0, 2}. Squared error costs 1 where X = 1, else 0 or 4.
    const Discrete<double> prior{{0, 1, 2}, {0.2, 0.3, 0.5}};
    const Eigen::MatrixXd alphabet = Eigen::RowVector2d(0.0, 2.0);
    const auto most = [&](const auto& divergence) {
        return perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.0), perdis::SquaredError{}, divergence,
                                              {.reconstruction = alphabet}))
            .max_distortion();
    };
    // q = (2, 5)/7 can be filled from X = 1 alone, and so can every q ≥ p.
    CHECK(std::abs(most(perdis::SquaredHellinger{}) - 0.3) <= rounding);
    CHECK(std::abs(most(perdis::TotalVariation{}) - 0.3) <= rounding);
    CHECK(std::abs(most(perdis::Wasserstein1{}) - 0.3) <= rounding);
}

TEST_CASE("limit: disjoint alphabets: every law is as far") {
    const Discrete<double> prior{{0, 1}, {0.4, 0.6}};
    const Eigen::MatrixXd alphabet = Eigen::RowVector2d(2.0, 3.0);
    const auto built = [&](const auto& divergence) {
        return perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.1), perdis::SquaredError{}, divergence,
                                              {.reconstruction = alphabet}));
    };
    CHECK(built(perdis::TotalVariation{}).minimum_perception() == Approx(1.0).epsilon(rounding));
    CHECK(built(perdis::SquaredHellinger{}).minimum_perception() == Approx(1.0).epsilon(rounding));
    CHECK(built(perdis::JensenShannon{}).minimum_perception() == Approx(std::log(2.0)).epsilon(rounding));
    CHECK(built(perdis::TotalVariation{}).max_distortion() == built(perdis::TotalVariation{}).min_distortion());
    CHECK(built(perdis::KullbackLeibler{}).minimum_perception() == infinite);
    CHECK_FALSE(built(perdis::ReverseKullbackLeibler{}).attainable());
}
