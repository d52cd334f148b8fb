#include "catch.hpp"

#include <perdis/inference/vector_draws.hpp>

using perdis::Discrete;

namespace {

perdis::VectorPosterior unequal(double sigma) {
    Eigen::MatrixXd symbols(1, 4);
    symbols << -1.0, 0.0, 1.0, 5.0;
    return {Discrete<double>::over_vectors(symbols, Eigen::Vector4d(0.25, 0.001, 0.749, 0.0)),
            perdis::AdditiveGaussian<double>(perdis::standard_deviation(sigma))};
}

} // namespace

TEST_CASE("law: every symbol that occurs is drawn, with its mass exactly") {
    const auto draws = perdis::vector_draws(unequal(1.0), {100, 1, 0, 1});
    Eigen::Vector4d mass = Eigen::Vector4d::Zero();
    for (std::size_t x = 0; x < draws.symbol.size(); ++x) {
        mass(draws.symbol[x]) += draws.mass(static_cast<Eigen::Index>(x));
    }
    CHECK(draws.symbol.size() == 101);
    CHECK((mass - Eigen::Vector4d(0.25, 0.001, 0.749, 0.0)).cwiseAbs().maxCoeff() < 1e-15);
}

TEST_CASE("law: threads change no digit, seed and batch change all") {
    const auto model = unequal(1.0);
    const auto one = perdis::vector_draws(model, {1000, 1, 0, 1});
    CHECK(one.mean == perdis::vector_draws(model, {1000, 1, 0, 2}).mean);
    CHECK(one.mean != perdis::vector_draws(model, {1000, 1, 1, 1}).mean);
    CHECK(one.mean != perdis::vector_draws(model, {1000, 2, 0, 1}).mean);
}

TEST_CASE("law: E X* = E X and E Var(X|Y) + Var X* = Var X, within four standard errors") {
    const auto draws = perdis::vector_draws(unequal(1.0), {40000, 1, 0, 0});
    const double mean = draws.mean.row(0) * draws.mass;
    const double second = draws.mean.row(0).array().square().matrix() * draws.mass;
    const double spread = 0.866; // Var X = .999 − .499²  = .749999; X* varies less, by at most 1 in value
    CHECK(std::abs(mean - 0.499) < 4.0 * spread / 200.0);
    CHECK(std::abs(draws.variance.dot(draws.mass) + second - 0.999) < 4.0 / 200.0);
}

TEST_CASE("limit: without noise a draw is its symbol") {
    const auto draws = perdis::vector_draws(unequal(0.0), {100, 1, 0, 1});
    CHECK(draws.variance.isZero(0.0));
    CHECK(draws.mode_distance.isZero(0.0));
    CHECK(draws.mode == draws.symbol);
}

TEST_CASE("refuse: no draws") {
    CHECK_THROWS_WITH(perdis::vector_draws(unequal(1.0), {0, 1, 0, 1}), "vector_draws: draws = 0 is not in [1, inf)");
}
