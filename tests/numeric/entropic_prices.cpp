#include "catch.hpp"

#include <perdis/numeric/entropic_prices.hpp>
#include <perdis/numeric/normal_deviates.hpp>
#include <perdis/numeric/squared_distances.hpp>
#include <perdis/numeric/transport.hpp>

#include <vector>

namespace {

struct Instance {
    Eigen::MatrixXd points, symbols;
    Eigen::VectorXd mass, p;
    Instance() : points(2, 200), symbols(2, 6), mass(Eigen::VectorXd::Constant(200, 0.005)), p(6) {
        perdis::NormalDeviates deviates(5);
        for (double& value : points.reshaped()) { value = deviates(); }
        for (double& value : symbols.reshaped()) { value = deviates(); }
        p << 0.1, 0.2, 0.3, 0.1, 0.1, 0.2;
    }
};

} // namespace

TEST_CASE("agree: the dual value of entropic prices tends to the exact transport's cost") {
    const Instance given;
    const std::vector<double> supply(200, 0.005);
    const std::vector<double> demand(given.p.begin(), given.p.end());
    const double exact = perdis::transport(std::span<const double>(supply), std::span<const double>(demand),
                                           perdis::squared_distances(given.points, given.symbols))
                             .cost;
    Eigen::VectorXd prices = Eigen::VectorXd::Zero(6);
    const auto lists = perdis::nearest_symbols(given.points, given.mass, given.symbols, prices, {6, 1e9, 1});
    CHECK(lists.symbol.size() == 1200);
    for (const double epsilon : {1.0, 0.3, 0.1, 0.03, 0.01, 0.003}) {
        prices = perdis::entropic_prices(lists, given.mass, given.p, prices, epsilon, {2000, 1e-9, 1});
        const double dual = perdis::nearest_symbols(given.points, given.mass, given.symbols, prices, {1, 0.0, 1}).least
                            + prices.dot(given.p);
        CHECK(dual <= exact * (1.0 + 1e-12));           // weak duality
        CHECK(dual >= exact - epsilon * std::log(6.0)); // the entropy of a plan over its rows is at most ln 6
    }
}

TEST_CASE("law: threads change no digit") {
    const Instance given;
    const Eigen::VectorXd zero = Eigen::VectorXd::Zero(6);
    const auto one = perdis::nearest_symbols(given.points, given.mass, given.symbols, zero, {3, 0.5, 1});
    const auto two = perdis::nearest_symbols(given.points, given.mass, given.symbols, zero, {3, 0.5, 2});
    CHECK(one.symbol == two.symbol);
    CHECK(one.cost == two.cost);
    CHECK(perdis::entropic_prices(one, given.mass, given.p, zero, 0.1, {50, 0.0, 1})
          == perdis::entropic_prices(two, given.mass, given.p, zero, 0.1, {50, 0.0, 2}));
}

TEST_CASE("refuse: a temperature of zero, a symbol without mass") {
    const Instance given;
    const Eigen::VectorXd zero = Eigen::VectorXd::Zero(6);
    const auto lists = perdis::nearest_symbols(given.points, given.mass, given.symbols, zero, {});
    CHECK_THROWS_WITH(perdis::entropic_prices(lists, given.mass, given.p, zero, 0.0, {}),
                      "entropic_prices: epsilon = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::entropic_prices(lists, given.mass, zero, zero, 1.0, {}),
                      "entropic_prices: the least mass of a symbol = 0 is not in (0, 1]");
}
