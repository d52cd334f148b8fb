#include <perdis/solver/network_path.hpp>

#include "catch.hpp"
#include "network_claims.hpp"
#include "wasserstein_line.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/transport.hpp>
#include <perdis/solver/lagrangian_transport.hpp>

#include <cmath>
#include <limits>

namespace {

using network_claims::check;
using network_claims::Kind;
using network_claims::Rational;
using network_claims::traced;
using perdis::DomainError;
using perdis::NetworkPath;
using perdis::PiecewiseLinear;
using perdis::Status;

/// D at the vertices, between them, and beyond the last.
template <class T>
std::vector<T> distortions(const PiecewiseLinear<T>& curve) {
    std::vector<T> at;
    const auto& vertices = curve.vertices();
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        at.push_back(vertices[i].distortion);
        if (i + 1 < vertices.size()) {
            at.push_back(vertices[i].distortion + (vertices[i + 1].distortion - vertices[i].distortion) / T(3));
        }
    }
    at.push_back(vertices.back().distortion + T(1));
    return at;
}

template <class Problem>
void check_exactly(const Problem& problem) {
    NetworkPath path(problem);
    path.run();
    const PiecewiseLinear<Rational> curve(path.vertices());
    for (const Rational& distortion : distortions(curve)) {
        const auto solution = path.solution(distortion);
        const auto checked = check(problem, solution);
        CHECK(solution.status == Status::solved);
        CHECK(checked.nonnegative);
        CHECK(checked.row_error == 0);
        CHECK(checked.distortion == std::min(distortion, curve.max_distortion()));
        CHECK(checked.perception == curve.perception(distortion));
        CHECK(checked.lower == checked.perception);
        CHECK(solution.multiplier == Rational(-curve.slope(distortion)));
        CHECK(solution.flows.size() <= problem.rows() + problem.columns() + 1);
    }
    CHECK(curve.minimum_perception() == problem.ground().minimum());
    const auto below = path.solution(Rational(curve.min_distortion() - 1));
    CHECK(below.status == Status::infeasible);
}

/// P at D or, below D_min, at D_min.
Rational at(const PiecewiseLinear<Rational>& curve, const Rational& distortion) {
    return curve.perception(std::max(distortion, curve.min_distortion()));
}

/// Costs and places of W₁ in a FiniteProblem, as a problem of the exact core.
network_claims::Line<double> line_problem(const instances::Instance& instance) {
    const perdis::Joint<double> joint(instance.prior, instance.transition);
    const Eigen::MatrixXd cost = joint.posterior() * instance.delta;
    std::vector<double> places, masses;
    std::vector<std::size_t> symbols;
    for (Eigen::Index x = 0; x < instance.prior.size(); ++x) {
        places.push_back(instance.prior.value(x));
        masses.push_back(instance.prior.probabilities()(x));
        symbols.push_back(static_cast<std::size_t>(x));
    }
    const Eigen::VectorXd marginal = joint.marginal();
    return {{marginal.begin(), marginal.end()},
            perdis::DenseCost<double>(cost),
            perdis::LineGround<double>(places, masses, symbols)};
}

} // namespace

TEST_CASE("law: every claim of a network path proves itself exactly over the rationals") {
    for (const Kind& kind : network_claims::kinds()) {
        for (unsigned seed = 0; seed < 12; ++seed) {
            const auto problem = network_claims::line<Rational>(seed, kind);
            CAPTURE(kind.rows, kind.places, kind.symbols, kind.costs, seed);
            check_exactly(problem);
            check_exactly(network_claims::by_matrix(problem));
        }
    }
}

TEST_CASE("law: a claim whose price, multiplier or flow is altered is found out") {
    const auto problem = network_claims::line<Rational>(3, {9, 12, 12, 20, 1000, 9});
    NetworkPath path(problem);
    path.run();
    const PiecewiseLinear<Rational> curve(path.vertices());
    const Rational distortion = (curve.min_distortion() + curve.max_distortion()) / 2;
    const Rational perception = curve.perception(distortion);
    auto solution = path.solution(distortion);
    REQUIRE(check(problem, solution).lower == perception);
    solution.prices[solution.flows[0].column] -= Rational(1, 1000);
    CHECK(check(problem, solution).lower < perception);
    solution = path.solution(distortion);
    solution.multiplier *= 2;
    CHECK(check(problem, solution).lower < perception);
    solution = path.solution(distortion);
    solution.flows[0].mass += Rational(1, 1000);
    CHECK(check(problem, solution).row_error > 0);
}

TEST_CASE("law: the slopes of a network path ascend strictly") {
    for (const Kind& kind : network_claims::kinds()) {
        const auto curve = traced(network_claims::line<Rational>(5, kind));
        for (std::size_t i = 1; i < curve.vertices().size(); ++i) { CHECK(curve.slope_of(i - 1) < curve.slope_of(i)); }
    }
}

TEST_CASE("law: a path that stops at D knows the claim there") {
    const auto problem = network_claims::line<Rational>(3, {9, 12, 12, 20, 1000, 9});
    NetworkPath whole(problem);
    whole.run();
    const PiecewiseLinear<Rational> curve(whole.vertices());
    REQUIRE(curve.vertices().size() > 5);
    for (const Rational& distortion : distortions(curve)) {
        NetworkPath part(problem);
        part.run_to(distortion);
        const auto solution = part.solution(distortion);
        CHECK(check(problem, solution).lower == curve.perception(distortion));
        CHECK(part.pivots() <= whole.pivots());
        const auto& known = part.vertices();
        for (std::size_t i = 0; i < known.size(); ++i) {
            CHECK(known[i].distortion == curve.vertices()[i].distortion);
            CHECK(known[i].perception == curve.vertices()[i].perception);
        }
    }
    NetworkPath first(problem);
    first.run_to(curve.min_distortion());
    CHECK(first.vertices().size() == 2);
}

TEST_CASE("agree: a line and its matrix of distances have the same vertices") {
    for (const Kind& kind : network_claims::kinds()) {
        for (unsigned seed = 20; seed < 30; ++seed) {
            const auto problem = network_claims::line<Rational>(seed, kind);
            const auto one = traced(problem), other = traced(network_claims::by_matrix(problem));
            CAPTURE(kind.rows, kind.places, kind.symbols, kind.costs, seed);
            REQUIRE(one.vertices().size() == other.vertices().size());
            for (std::size_t i = 0; i < one.vertices().size(); ++i) {
                CHECK(one.vertices()[i].distortion == other.vertices()[i].distortion);
                CHECK(one.vertices()[i].perception == other.vertices()[i].perception);
            }
        }
    }
}

TEST_CASE("agree: D_max of a network path is the least cost of transport from p_Y to p") {
    for (const Kind& kind : network_claims::kinds()) {
        if (kind.symbols < kind.places) { continue; }
        const auto problem = network_claims::line<Rational>(9, kind);
        std::vector<Rational> law;
        for (const std::size_t place : problem.ground().symbols()) { law.push_back(problem.ground().masses()[place]); }
        const auto plan = perdis::transport<Rational>(problem.observation(), law, problem.cost().values());
        CHECK(traced(problem).max_distortion() == plan.cost);
    }
}

TEST_CASE("agree: in double and long double a network path has the vertices of the rationals") {
    const Kind kind{9, 12, 12, 20, 1000, 9, 1};
    for (unsigned seed = 0; seed < 10; ++seed) {
        const auto exact = traced(network_claims::line<Rational>(seed, kind));
        const auto twice = traced(network_claims::line<double>(seed, kind));
        const auto longer = traced(network_claims::line<long double>(seed, kind));
        // costs to 100, masses to 2^-61 in long double, sums of a dozen; where rounding parts a tie there is one vertex more
        const double steepest = 1.0 - static_cast<double>(exact.slope_of(0));
        for (const auto& [distortion, perception] : twice.vertices()) {
            const double slack = 2e-14 * steepest;
            CHECK(std::abs(static_cast<double>(at(exact, Rational(distortion))) - perception) <= slack);
        }
        for (const auto& [distortion, perception] : longer.vertices()) {
            const long double slack = 2e-16L * static_cast<long double>(steepest);
            CHECK(std::abs(static_cast<long double>(at(exact, Rational(distortion))) - perception) <= slack);
        }
        CHECK(std::abs(twice.max_distortion() - static_cast<double>(exact.max_distortion())) <= 2e-14);
        CHECK(std::abs(longer.max_distortion() - static_cast<long double>(exact.max_distortion())) <= 1e-16L);
    }
}

TEST_CASE("agree: a network path passes through the points found by chords") {
    for (unsigned seed = 0; seed < 64; ++seed) {
        const auto instance = instances::make(seed);
        if (instance.alphabet.cols() != instance.prior.size() || instance.alphabet != instance.prior.support()) {
            continue;
        }
        const auto problem = instances::problem(instance, instances::measure("w1", perdis::Wasserstein1{}));
        const auto curve = traced(line_problem(instance));
        CAPTURE(instance.name);
        const double range = problem.max_distortion() - problem.usable_distortion();
        CHECK(std::abs(curve.max_distortion() - problem.max_distortion()) <= 1e-13 * (1.0 + problem.max_distortion()));
        for (const double share : {0.01, 0.3, 0.7, 1.0}) {
            const double distortion = problem.usable_distortion() + share * range;
            const auto chords = perdis::LagrangianTransport{}(problem, distortion);
            const auto proof = perdis::certify(problem, chords);
            const double slack = 1e-12 * (1.0 + proof.upper) * (1.0 + std::abs(chords.multiplier));
            if (distortion < curve.min_distortion()) { continue; }
            CHECK(curve.perception(distortion) <= proof.upper + slack);
            CHECK(curve.perception(distortion) >= proof.lower - slack);
        }
    }
}

TEST_CASE("value: W1 under squared error on a line, in closed form") {
    std::mt19937 random(4);
    for (int i = 0; i < 50; ++i) {
        const auto known = instances::wasserstein_on_line(random);
        std::vector<std::size_t> symbols;
        for (Eigen::Index x = 0; x < known.prior.size(); ++x) { symbols.push_back(static_cast<std::size_t>(x)); }
        const Eigen::VectorXd places = known.prior.support().transpose(), &law = known.prior.probabilities();
        const Eigen::VectorXd& observation = known.problem.observation();
        const network_claims::Line<double> problem({observation.begin(), observation.end()},
                                                   perdis::DenseCost<double>(known.problem.excess()),
                                                   {{places.begin(), places.end()}, {law.begin(), law.end()}, symbols});
        const double excess = std::max(0.0, known.distortion - known.problem.usable_distortion());
        CHECK(std::abs(traced(problem).perception(excess) - known.perception) <= 1e-12);
    }
}

TEST_CASE("refuse: network paths of masses that differ, of no mass, of a cost that is none, and claims beyond them") {
    using perdis::LineGround;
    using Cost = perdis::DenseCost<Rational>;
    const Cost::Matrix ones = Cost::Matrix::Constant(1, 1, Rational(1));
    const auto path_of = [](const auto& problem) { return NetworkPath(problem); };
    const auto problem_of = [&](const Rational& observation, const Rational& mass) {
        return network_claims::Line<Rational>({observation}, Cost(ones),
                                              LineGround<Rational>({Rational(0)}, {mass}, {0}));
    };
    CHECK_THROWS_WITH(problem_of(1, Rational(1, 2)), "TransportProblem: the sum of masses = 1/2 is not in {1}");
    CHECK_THROWS_WITH(problem_of(0, 1), "TransportProblem: the sum of observation = 0 is not in {1}");
    const network_claims::Line<Rational> negative({Rational(1)}, Cost(-ones),
                                                  LineGround<Rational>({Rational(0)}, {Rational(1)}, {0}));
    CHECK_THROWS_WITH(path_of(negative), "TransportProblem: cost(0, 0) = -1 is not in [0, inf)");

    const auto problem = network_claims::line<double>(3, {9, 12, 12, 20, 1000, 9});
    NetworkPath path(problem);
    CHECK_THROWS_WITH(path.solution(200.0), "NetworkPath: distortion = 200 is not in what run_to has reached");
    path.run();
    CHECK_THROWS_AS(path.solution(std::numeric_limits<double>::quiet_NaN()), DomainError);
    CHECK(path.solution(200.0).status == Status::solved);
}
