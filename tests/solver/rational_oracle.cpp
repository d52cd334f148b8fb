#include "rational_oracle.hpp"

#include "catch.hpp"
#include "certified.hpp"
#include "check_value.hpp"
#include "rational_instances.hpp"

#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/transport_divergence.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/law/discrete.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <stdexcept>
#include <vector>

namespace {

using oracle::LinearProgram;
using oracle::Rational;
using Relation = LinearProgram::Relation;

Eigen::VectorXd numbers(const std::vector<Rational>& values) {
    Eigen::VectorXd result(static_cast<Eigen::Index>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        result(static_cast<Eigen::Index>(i)) = static_cast<double>(values[i]);
    }
    return result;
}

Eigen::MatrixXd numbers(const oracle::RationalMatrix& values) {
    return values.unaryExpr([](const Rational& value) { return static_cast<double>(value); });
}

/// The instance in double.
template <class Divergence>
perdis::FiniteProblem rounded(const oracle::RationalInstance& instance, const Divergence& divergence) {
    std::vector<Rational> support, masses, alphabet;
    for (const std::size_t place : instance.prior) {
        support.push_back(instance.places[place]);
        masses.push_back(instance.masses[place]);
    }
    for (const std::size_t place : instance.alphabet) { alphabet.push_back(instance.places[place]); }
    const perdis::Discrete<double> prior(numbers(support), numbers(masses));
    const Eigen::MatrixXd symbols = numbers(alphabet).transpose();
    return {numbers(instance.observation), numbers(instance.cost),
            perdis::FiniteDivergence(divergence, prior, symbols)};
}

} // namespace

TEST_CASE("value: Beale's program, on which the steepest rule cycles", "[rational_oracle]") {
    // [Bland1977]'s rule ends at −1/20
    const LinearProgram program{{Rational(-3, 4), 150, Rational(-1, 50), 6},
                                {{{{0, Rational(1, 4)}, {1, -60}, {2, Rational(-1, 25)}, {3, 9}}, Relation::at_most, 0},
                                 {{{0, Rational(1, 2)}, {1, -90}, {2, Rational(-1, 50)}, {3, 3}}, Relation::at_most, 0},
                                 {{{2, 1}}, Relation::at_most, 1}}};
    CHECK(oracle::minimum(program).value() == Rational(-1, 20));
}

TEST_CASE("limit: a program without a solution, without a bound, with a row twice", "[rational_oracle]") {
    const LinearProgram::Row sum{{{0, 1}, {1, 1}}, Relation::equal, Rational(1, 3)};
    CHECK(!oracle::minimum({{1, 1}, {sum, {{{0, 2}, {1, 2}}, Relation::equal, 1}}}));
    CHECK(!oracle::minimum({{1, 1}, {{{{0, 1}}, Relation::at_most, -1}}}));
    CHECK_THROWS_AS(oracle::minimum({{1, -1}, {{{{0, 1}}, Relation::at_most, 1}}}), std::domain_error);
    CHECK(oracle::minimum({{2, 3}, {sum, {{{0, 2}, {1, 2}}, Relation::equal, Rational(2, 3)}}}).value()
          == Rational(2, 3));
    // x ≥ 1/7: a bound from below
    CHECK(oracle::minimum({{2, 3}, {sum, {{{1, -1}}, Relation::at_most, Rational(-1, 7)}}}).value()
          == Rational(17, 21));
}

TEST_CASE("value: total variation of a 3 x 3 problem under Hamming distortion", "[rational_oracle]") {
    const std::vector<Rational> p{Rational(1, 2), Rational(3, 10), Rational(1, 5)};
    const int rows[3][3] = {{14, 4, 2}, {3, 14, 3}, {4, 4, 12}}; // twentieths
    std::vector<Rational> observation(3, 0);
    perdis::DenseCost<Rational>::Matrix cost(3, 3);
    for (std::size_t y = 0; y < 3; ++y) {
        for (std::size_t x = 0; x < 3; ++x) { observation[y] += p[x] * Rational(rows[x][y], 20); }
        for (std::size_t z = 0; z < 3; ++z) {
            cost(static_cast<Eigen::Index>(y), static_cast<Eigen::Index>(z)) =
                1 - p[z] * Rational(rows[z][y], 20) / observation[y];
        }
    }
    const perdis::TransportProblem<Rational, perdis::DiscreteGround<Rational>> problem(
        observation, perdis::DenseCost<Rational>(cost), perdis::DiscreteGround<Rational>(p));
    CHECK(oracle::oracle_min_distortion(problem) == Rational(8, 25));
    // by a general program for linear programs, 0.0331818… and 0.34059800664…
    CHECK(oracle::oracle_perception(problem, Rational(33, 100)) == Rational(73, 2200));
    CHECK(static_cast<double>(oracle::oracle_max_distortion(problem)) == Approx(0.34059800664).epsilon(2e-11));
    CHECK_THROWS_AS(oracle::oracle_perception(problem, Rational(31, 100)), std::domain_error);
}

TEST_CASE("agree: the oracle and certified Lagrangian transports in double", "[rational_oracle]") {
    const auto check = [](const auto& exact, const perdis::FiniteProblem& problem) {
        const Rational least = oracle::oracle_min_distortion(exact), most = oracle::oracle_max_distortion(exact);
        CHECK(problem.max_distortion() == Approx(static_cast<double>(most)).epsilon(1e-12).margin(1e-13));
        if (least == most) { return; }
        const Rational middle = (2 * least + most) / 3;
        const double value = static_cast<double>(oracle::oracle_perception(exact, middle));
        check_value(certified::point(problem, static_cast<double>(middle)), value, 1e-12 * (1.0 + value));
    };
    for (unsigned seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        const auto instance = oracle::rational_instance(seed);
        check(instance.discrete(), rounded(instance, perdis::TotalVariation{}));
        check(instance.line(), rounded(instance, perdis::Wasserstein1{}));
        check(instance.matrix(), rounded(instance, perdis::TransportDivergence<double>(numbers(instance.ground))));
    }
}

TEST_CASE("law: of random instances some have ties, zeros, 60 digits and other alphabets", "[rational_oracle]") {
    int zeros = 0, ties = 0, long_ones = 0, omitted = 0;
    for (unsigned seed = 0; seed < 200; ++seed) {
        const auto instance = oracle::rational_instance(seed);
        Rational kept = 0;
        for (const std::size_t place : instance.alphabet) { kept += instance.masses[place]; }
        omitted += kept < 1 ? 1 : 0;
        for (const std::size_t x : instance.prior) { zeros += instance.masses[x] == 0 ? 1 : 0; }
        ties += instance.distortion(0, 0) == instance.distortion(0, 1) ? 1 : 0;
        long_ones += denominator(instance.observation[0]).str().size() > 50 ? 1 : 0;
    }
    CHECK(zeros > 5);
    CHECK(ties > 10);
    CHECK(long_ones >= 3);
    CHECK(omitted > 10);
}
