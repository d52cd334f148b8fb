#include <perdis/certificate/certify_transport.hpp>

#include "catch.hpp"
#include "solver/rational_instances.hpp"
#include "solver/rational_oracle.hpp"

#include <perdis/core/domain_error.hpp>

#include <cstddef>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using oracle::Rational;
using perdis::certify;
using perdis::DomainError;

/// A claim that knows nothing: no flows, no prices, λ = 0.
template <class Problem>
auto empty_claim(const Problem& problem, const typename Problem::scalar_type& distortion) {
    perdis::TransportSolution<typename Problem::scalar_type> claim;
    claim.distortion = distortion;
    claim.prices.assign(problem.columns(), typename Problem::scalar_type(0));
    return claim;
}

/// A claim at random: flows in any cell, some of them negative, prices of either sign.
template <class Problem>
auto random_claim(const Problem& problem, const Rational& distortion, oracle::RationalDraw& draw) {
    auto claim = empty_claim(problem, distortion);
    for (std::size_t i = draw.below(8); i > 0; --i) {
        claim.flows.push_back(
            {draw.below(problem.rows()), draw.below(problem.columns()), Rational(draw.coarse(9, 8) - Rational(1, 4))});
    }
    for (Rational& price : claim.prices) { price = draw.coarse(12, 4) - Rational(3, 2); }
    claim.multiplier = draw.coarse(10, 3);
    return claim;
}

/// Two symbols, two observations: p_Y = (1/2, 1/2), p = (3/4, 1/4), Hamming-like costs.
template <class T>
perdis::TransportProblem<T, perdis::DiscreteGround<T>> two() {
    typename perdis::DenseCost<T>::Matrix cost(2, 2);
    cost << T(0), T(1), T(1), T(1) / T(2);
    return {{T(1) / T(2), T(1) / T(2)},
            perdis::DenseCost<T>(std::move(cost)),
            perdis::DiscreteGround<T>({T(3) / T(4), T(1) / T(4)})};
}

/// The optimal claim of two() at D = 5/16: half of what row 1 has to give moves to column 0, at ½ a unit.
template <class T>
perdis::TransportSolution<T> optimal() {
    perdis::TransportSolution<T> claim;
    claim.distortion = T(5) / T(16);
    claim.flows = {{0, 0, T(1) / T(2)}, {1, 0, T(1) / T(8)}, {1, 1, T(3) / T(8)}};
    claim.prices = {T(-1), T(0)};
    claim.multiplier = T(2);
    return claim;
}

using Claim = perdis::TransportSolution<double>;

/// What may be wrong with a claim.
std::vector<std::pair<std::string, std::function<void(Claim&)>>> attacks() {
    const double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    const double huge = std::numeric_limits<double>::max(), tiny = std::numeric_limits<double>::denorm_min();
    std::vector<std::pair<std::string, std::function<void(Claim&)>>> all{
        {"no flows", [](Claim& claim) { claim.flows.clear(); }},
        {"a missing row", [](Claim& claim) { claim.flows.erase(claim.flows.begin()); }},
        {"rows exchanged",
         [](Claim& claim) {
             for (auto& flow : claim.flows) { flow.row = 1 - flow.row; }
         }},
        {"columns exchanged",
         [](Claim& claim) {
             for (auto& flow : claim.flows) { flow.column = 1 - flow.column; }
         }},
        {"all on one column",
         [](Claim& claim) {
             for (auto& flow : claim.flows) { flow.column = 0; }
         }},
        {"prices exchanged", [](Claim& claim) { std::swap(claim.prices[0], claim.prices[1]); }},
        {"the price of free symbols",
         [](Claim& claim) {
             claim.prices = {0.0, 0.0};
         }},
        {"half the multiplier", [](Claim& claim) { claim.multiplier /= 2; }},
        {"twice the multiplier", [](Claim& claim) { claim.multiplier *= 2; }},
        {"no multiplier", [](Claim& claim) { claim.multiplier = 0; }},
        {"a solved infeasible claim", [](Claim& claim) { claim = empty_claim(two<double>(), claim.distortion); }}};
    for (const double value : {inf, -inf, nan, huge, -huge, tiny, -tiny}) {
        const std::string name = std::to_string(value);
        all.emplace_back("a price " + name, [value](Claim& claim) { claim.prices[1] = value; });
        all.emplace_back("both prices " + name, [value](Claim& claim) { claim.prices = {value, value}; });
        all.emplace_back("a flow " + name, [value](Claim& claim) { claim.flows[1].mass = value; });
        all.emplace_back("flows " + name, [value](Claim& claim) {
            for (auto& flow : claim.flows) { flow.mass = value; }
        });
    }
    all.emplace_back("the greatest multiplier", [huge](Claim& claim) { claim.multiplier = huge; });
    all.emplace_back("the greatest of all", [huge](Claim& claim) {
        claim.multiplier = huge;
        claim.prices = {-huge, huge};
    });
    return all;
}

} // namespace

TEST_CASE("law: no claim, however wrong, encloses other than P(D)", "[certify_transport]") {
    int wide = 0, checked = 0;
    for (unsigned seed = 0; seed < 60; ++seed) {
        const auto instance = oracle::rational_instance(seed);
        oracle::RationalDraw draw(seed + 99);
        const auto attack = [&](const auto& problem) {
            const Rational least = oracle::oracle_min_distortion(problem);
            const Rational distortion =
                least * (1 + draw.coarse(6, 9)) + (least == 0 ? draw.coarse(5, 7) : Rational(0));
            const Rational value = oracle::oracle_perception(problem, distortion);
            for (int i = 0; i < 12; ++i) {
                const auto bounds = certify(problem, random_claim(problem, distortion, draw));
                REQUIRE(bounds.has_value());
                CHECK(problem.ground().minimum() <= bounds->lower);
                CHECK(bounds->lower <= value);
                CHECK(value <= bounds->upper);
                CHECK(bounds->upper <= problem.ground().scale());
                wide += bounds->lower < bounds->upper ? 1 : 0;
                ++checked;
            }
        };
        attack(instance.discrete());
        attack(instance.line());
        attack(instance.matrix());
    }
    CHECK(checked == 60 * 3 * 12);
    CHECK(wide > checked / 2);
}

TEST_CASE("value: the certificate of an optimal claim, and what every flaw makes of it", "[certify_transport]") {
    // D_min = 1/4 with q = (1/2, 1/2); P falls by 1/4 at the cost 1/2 a unit: P(5/16) = 1/8
    const auto exact = certify(two<Rational>(), optimal<Rational>());
    REQUIRE(exact.has_value());
    CHECK(exact->lower == Rational(1, 8));
    CHECK(exact->upper == Rational(1, 8));
    const auto rounded = certify(two<double>(), optimal<double>());
    REQUIRE(rounded.has_value());
    CHECK(rounded->lower <= 0.125);
    CHECK(rounded->upper >= 0.125);
    CHECK(rounded->upper - rounded->lower <= 1e-13);

    int wide = 0;
    for (const auto& [name, spoil] : attacks()) {
        Claim claim = optimal<double>();
        spoil(claim);
        CAPTURE(name);
        const auto bounds = certify(two<double>(), claim);
        REQUIRE(bounds.has_value());
        CHECK(bounds->lower >= 0.0);
        CHECK(bounds->lower <= 0.125);
        CHECK(bounds->upper >= 0.125);
        CHECK(bounds->upper <= 1.0 + 1e-13);
        wide += bounds->lower + 1e-3 < bounds->upper ? 1 : 0;
    }
    CHECK(wide >= 20);
}

TEST_CASE("law: flows beyond the budget are mixed down to it", "[certify_transport]") {
    auto claim = optimal<Rational>();
    // p itself, which costs 1/8 more than D_min; only half of that is there
    claim.flows = {{0, 0, Rational(1, 2)}, {1, 0, Rational(1, 4)}, {1, 1, Rational(1, 4)}};
    CHECK(certify(two<Rational>(), claim)->upper == Rational(1, 8));
    claim.distortion = Rational(1, 4);
    CHECK(certify(two<Rational>(), claim)->upper == Rational(1, 4));
    claim.distortion = Rational(3, 8);
    CHECK(certify(two<Rational>(), claim)->upper == 0);
    // any multiple of a row is that row
    for (auto& flow : claim.flows) { flow.mass *= flow.row == 0 ? 7 : Rational(1, 9); }
    CHECK(certify(two<Rational>(), claim)->upper == 0);
}

TEST_CASE("limit: nothing is certified below D_min, D_min itself is", "[certify_transport]") {
    CHECK_FALSE(certify(two<Rational>(), empty_claim(two<Rational>(), Rational(249999999, 1000000000))).has_value());
    const auto bounds = certify(two<Rational>(), empty_claim(two<Rational>(), Rational(1, 4)));
    REQUIRE(bounds.has_value());
    CHECK(bounds->lower == 0);
    CHECK(bounds->upper == Rational(1, 4));
    CHECK_FALSE(certify(two<double>(), empty_claim(two<double>(), 0.25 - 1e-14)).has_value());
    CHECK(certify(two<double>(), empty_claim(two<double>(), 0.25 - 1e-16)).has_value());
    CHECK_FALSE(certify(two<double>(), Claim{}).has_value()); // an infeasible solution has no prices
    CHECK_FALSE(
        certify(two<double>(), empty_claim(two<double>(), -std::numeric_limits<double>::infinity())).has_value());
    const auto far = certify(two<double>(), empty_claim(two<double>(), std::numeric_limits<double>::infinity()));
    REQUIRE(far.has_value());
    CHECK(far->lower == 0.0);
    CHECK(far->upper >= 0.25);
}

TEST_CASE("refuse: claims of another problem, multipliers and distortions that are none", "[certify_transport]") {
    const auto refused = [](const std::function<void(Claim&)>& spoil) {
        Claim claim = optimal<double>();
        spoil(claim);
        return [claim] { (void)certify(two<double>(), claim); };
    };
    const double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(refused([](Claim& claim) { claim.prices.pop_back(); })(),
                      "certify: the prices have another size");
    CHECK_THROWS_WITH(refused([](Claim& claim) { claim.prices.push_back(0.0); })(),
                      "certify: the prices have another size");
    CHECK_THROWS_WITH(refused([](Claim& claim) { claim.multiplier = -1.0; })(),
                      "certify: multiplier = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(refused([=](Claim& claim) { claim.multiplier = inf; })(),
                      "certify: multiplier = inf is not in [0, inf)");
    CHECK_THROWS_WITH(refused([=](Claim& claim) { claim.multiplier = nan; })(),
                      "certify: multiplier = nan is not in [0, inf)");
    CHECK_THROWS_WITH(refused([=](Claim& claim) { claim.distortion = nan; })(),
                      "certify: distortion = nan is not in (-inf, inf)");
    CHECK_THROWS_WITH(refused([](Claim& claim) { claim.flows[2].row = 2; })(),
                      "certify: a flow is outside of the problem");
    CHECK_THROWS_WITH(refused([](Claim& claim) { claim.flows[0].column = 2; })(),
                      "certify: a flow is outside of the problem");
}
