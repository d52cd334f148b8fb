#include "catch.hpp"

#include <perdis/solver/sampled_transport.hpp>

#include <perdis/numeric/entropic_prices.hpp>

#include <vector>

using perdis::Discrete;

namespace {

perdis::VectorPosterior line(std::vector<double> symbols, std::vector<double> masses, double sigma) {
    const auto size = static_cast<Eigen::Index>(symbols.size());
    const Eigen::MatrixXd support = Eigen::Map<const Eigen::RowVectorXd>(symbols.data(), size);
    return {Discrete<double>::over_vectors(support, Eigen::Map<const Eigen::VectorXd>(masses.data(), size)),
            perdis::AdditiveGaussian<double>(perdis::standard_deviation(sigma))};
}

} // namespace

TEST_CASE("value: the potentials of two symbols place the border where the masses ask") {
    // X = −1, 1 with masses .3, .7: the cell of −1 ends at the .3-quantile of X* = tanh(y + ln(7/3)/2), y from
    // .3 Φ(y + 1) + .7 Φ(y − 1) = .3: y = −.3183101 (bisection); the border of cells is x = (v₋ − v₊)/4.
    const auto model = line({-1.0, 1.0}, {0.3, 0.7}, 1.0);
    const Eigen::VectorXd v = perdis::SampledTransport({40000, 1, 0, 0})(model);
    const double border = (v(0) - v(1)) / 4.0;
    double low = -5.0, high = 5.0;
    for (int i = 0; i < 60; ++i) {
        const double y = (low + high) / 2.0;
        const double below =
            0.3 * std::erfc(-(y + 1.0) / std::sqrt(2.0)) / 2.0 + 0.7 * std::erfc(-(y - 1.0) / std::sqrt(2.0)) / 2.0;
        (below < 0.3 ? low : high) = y;
    }
    CHECK(border == Approx(std::tanh(low + std::log(7.0 / 3.0) / 2.0)).margin(0.03)); // 4 √(.21/40000)/density .3
}

TEST_CASE("law: the cells of the potentials have the masses of the prior on fresh draws") {
    const auto model = line({-2.0, -1.0, 0.5, 3.0}, {0.1, 0.4, 0.3, 0.2}, 0.8);
    const Eigen::VectorXd v = perdis::SampledTransport({20000, 1, 0, 0})(model);
    CHECK(std::abs(v.dot(model.prior().probabilities())) < 1e-12);
    const auto fresh = perdis::vector_draws(model, {20000, 77, 0, 0});
    const auto nearest = perdis::nearest_symbols(fresh.mean, fresh.mass, model.prior().support(), v, {1, 0.0, 0});
    Eigen::Vector4d q = Eigen::Vector4d::Zero();
    for (std::size_t x = 0; x < nearest.symbol.size(); ++x) {
        q(nearest.symbol[x]) += fresh.mass(static_cast<Eigen::Index>(x));
    }
    CHECK((q - model.prior().probabilities()).cwiseAbs().maxCoeff()
          < 0.03); // the temperature, .002 of the spread, and 4/√20000
    const auto wrong =
        perdis::nearest_symbols(fresh.mean, fresh.mass, model.prior().support(), Eigen::Vector4d::Zero(), {1, 0.0, 0});
    Eigen::Vector4d nearest_masses = Eigen::Vector4d::Zero();
    for (std::size_t x = 0; x < wrong.symbol.size(); ++x) {
        nearest_masses(wrong.symbol[x]) += fresh.mass(static_cast<Eigen::Index>(x));
    }
    CHECK((nearest_masses - model.prior().probabilities()).cwiseAbs().maxCoeff() > 0.03); // not by themselves
}

TEST_CASE("limit: without noise, and with one symbol, the potentials are zero") {
    CHECK(perdis::SampledTransport({100})(line({-1.0, 1.0}, {0.3, 0.7}, 0.0)).isZero(0.0));
    CHECK(perdis::SampledTransport({100})(line({2.0}, {1.0}, 1.0)).isZero(0.0));
}

TEST_CASE("law: the same potentials on any number of threads; progress ends at the total") {
    const auto model = line({-1.0, 0.0, 1.0}, {0.25, 0.5, 0.25}, 1.0);
    int last = 0;
    int total = 1;
    const Eigen::VectorXd one = perdis::SampledTransport({3000, 1, 0, 1})(model, [&](int done, int of) {
        CHECK(done == last + 1);
        last = done;
        total = of;
    });
    CHECK(last == total);
    CHECK(one == perdis::SampledTransport({3000, 1, 0, 2})(model));
}

TEST_CASE("refuse: a symbol that never occurs, no draws") {
    CHECK_THROWS_WITH(perdis::SampledTransport({100})(line({-1.0, 1.0}, {0.0, 1.0}, 1.0)),
                      "SampledTransport: the least probability of a symbol = 0 is not in (0, 1]");
    CHECK_THROWS_WITH(perdis::SampledTransport({0})(line({-1.0, 1.0}, {0.5, 0.5}, 1.0)),
                      "SampledTransport: draws = 0 is not in [1, inf)");
}
