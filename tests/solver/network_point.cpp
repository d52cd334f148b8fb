#include <perdis/solver/network_point.hpp>

#include "catch.hpp"
#include "network_claims.hpp"

#include <perdis/certificate/certify_transport.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/solver/network_path.hpp>

#include <cmath>
#include <limits>
#include <random>

namespace {

using network_claims::check;
using network_claims::Kind;
using network_claims::Rational;
using network_claims::traced;
using perdis::network_point;
using perdis::network_tangent;
using perdis::NetworkPath;
using perdis::PiecewiseLinear;
using perdis::Status;

template <class Problem>
void check_points(const Problem& problem, const PiecewiseLinear<Rational>& curve) {
    const Rational low = curve.min_distortion(), range = curve.max_distortion() - low;
    for (const Rational& share :
         {Rational(0), Rational(1, 7), Rational(1, 2), Rational(9, 10), Rational(1), Rational(2)}) {
        const Rational distortion = low + share * range;
        const auto solution = network_point(problem, distortion);
        const auto checked = check(problem, solution);
        CHECK(solution.status == Status::solved);
        CHECK(checked.nonnegative);
        CHECK(checked.row_error == 0);
        CHECK(checked.distortion <= distortion);
        CHECK(checked.perception == curve.perception(distortion));
        CHECK(checked.lower == checked.perception);
        CHECK(solution.multiplier == Rational(-curve.slope(distortion)));
        CHECK(solution.flows.size() <= problem.rows() + problem.columns() + 1);
    }
    CHECK(network_point(problem, Rational(low - 1)).status == Status::infeasible);
}

/// Squared error between points of two clouds in the unit square, by a function.
struct CloudCost {
    std::vector<double> from, to;

    double operator()(std::size_t y, std::size_t z) const {
        return instances::squared(from[2 * y], to[2 * z]) + instances::squared(from[2 * y + 1], to[2 * z + 1]);
    }
};

perdis::TransportProblem<double, perdis::LineGround<double>, CloudCost> clouds(std::size_t n) {
    std::mt19937 random(8);
    CloudCost cost;
    for (std::size_t i = 0; i < 2 * n; ++i) {
        cost.from.push_back(instances::uniform(random));
        cost.to.push_back(instances::uniform(random));
    }
    std::vector<double> places;
    std::vector<std::size_t> symbols;
    for (std::size_t i = 0; i < n; ++i) {
        places.push_back(static_cast<double>(i) / static_cast<double>(n));
        symbols.push_back(i);
    }
    return {network_claims::masses<double>(random, n, 1000, 0), cost,
            perdis::LineGround<double>(places, network_claims::masses<double>(random, n, 1000, 0), symbols)};
}

} // namespace

TEST_CASE("law: every network point proves itself exactly over the rationals, and lies on the path") {
    for (const Kind& kind : network_claims::kinds()) {
        for (unsigned seed = 40; seed < 44; ++seed) {
            const auto problem = network_claims::line<Rational>(seed, kind);
            CAPTURE(kind.rows, kind.places, kind.symbols, kind.costs, seed);
            const auto curve = traced(problem);
            check_points(problem, curve);
            check_points(network_claims::by_matrix(problem), curve);
        }
    }
}

TEST_CASE("law: the tangent at a slope between those of two edges is at their vertex, exactly") {
    const auto problem = network_claims::line<Rational>(3, {9, 12, 12, 20, 1000, 9});
    const auto curve = traced(problem);
    REQUIRE(curve.vertices().size() > 5);
    for (std::size_t i = 1; i + 1 < curve.vertices().size(); ++i) {
        const Rational multiplier = Rational(-curve.slope_of(i - 1) - curve.slope_of(i)) / 2;
        const auto solution = network_tangent(problem, multiplier);
        const auto checked = check(problem, solution);
        CHECK(solution.distortion == curve.vertices()[i].distortion);
        CHECK(checked.distortion == solution.distortion);
        CHECK(checked.perception == curve.vertices()[i].perception);
        CHECK(checked.lower == checked.perception);
    }
}

TEST_CASE("agree: network points of a cost given by a function, in double, lie on the path and prove themselves") {
    const auto problem = clouds(150);
    const auto curve = traced(problem);
    for (const double share : {0.0, 0.001, 0.1, 0.5, 0.9, 0.999, 1.5}) {
        const double distortion = curve.min_distortion() + share * (curve.max_distortion() - curve.min_distortion());
        CAPTURE(share);
        std::size_t proven = 0;
        const auto solution = network_point(problem, distortion, [&](std::size_t done, std::size_t rows) {
            CHECK(rows == 150);
            proven = done;
        });
        if (0.0 < share && share < 1.0) { CHECK(proven == 150); }
        const auto checked = check(problem, solution);
        // sums of 150 numbers of order one, and λ D
        const double slack = 1e-13 * (1.0 + solution.multiplier);
        CHECK(checked.row_error <= 1e-17);
        CHECK(checked.distortion <= distortion + 1e-15);
        CHECK(std::abs(checked.perception - curve.perception(distortion)) <= slack);
        CHECK(std::abs(checked.lower - checked.perception) <= slack);
    }
}

TEST_CASE("refuse: network points of no D, and tangents of no multiplier") {
    const auto problem = network_claims::line<double>(3, {9, 12, 12, 20, 1000, 9});
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(network_point(problem, nothing), perdis::DomainError);
    CHECK_THROWS_WITH(network_tangent(problem, 0.0), "network_tangent: multiplier = 0 is not in (0, inf)");
    CHECK_THROWS_AS(network_tangent(problem, std::numeric_limits<double>::infinity()), perdis::DomainError);
}

TEST_CASE("limit: network points at D_min and one number above, in double") {
    const auto check_at_minimum = [](const auto& problem) {
        perdis::NetworkPath path(problem);
        path.run();
        const double least = path.vertices().front().distortion;
        for (const double distortion : {least, std::nextafter(least, 2.0 * least + 1.0)}) {
            const auto proof = perdis::certify(problem, network_point(problem, distortion));
            REQUIRE(proof);
            CHECK(proof->upper - proof->lower <= 1e-12);
            CHECK(std::abs(proof->upper - path.vertices().front().perception) <= 1e-9);
        }
    };
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        const auto drawn = [&](int most) { return 1.0 + static_cast<double>(instances::integer(random, most)); };
        const std::size_t rows = 1 + seed % 5, symbols = 1 + seed % 4;
        const auto law = [&](std::size_t size) {
            std::vector<double> masses;
            double sum = 0.0;
            for (std::size_t i = 0; i < size; ++i) { sum += masses.emplace_back(drawn(9)); }
            for (double& mass : masses) { mass /= sum; }
            return masses;
        };
        perdis::DenseCost<double>::Matrix cost(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(symbols));
        for (double& entry : cost.reshaped()) { entry = drawn(30) / drawn(9); }
        std::vector<double> places;
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < symbols; ++i) {
            places.push_back(static_cast<double>(i));
            order.push_back(i);
        }
        const std::vector<double> observation = law(rows), masses = law(symbols);
        const perdis::DenseCost<double> kept(cost);
        CAPTURE(seed);
        check_at_minimum(
            perdis::TransportProblem(observation, kept, perdis::LineGround<double>(places, masses, order)));
        check_at_minimum(perdis::TransportProblem(observation, kept, perdis::DiscreteGround<double>(masses)));
    }
}
