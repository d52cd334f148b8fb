#include <perdis/solver/monotone_solver.hpp>

#include "catch.hpp"
#include "certified.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/certificate/certify_monotone.hpp>
#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/channel/erasure.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/solver/finite_solver.hpp>
#include <perdis/solver/interior_point.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

using perdis::TotalVariation;
using perdis::Wasserstein1;

struct Line {
    std::vector<double> means, weights, symbols, masses;
    double variance;
};

double uniform(std::mt19937& random) { return (static_cast<double>(random()) + 0.5) / 4294967296.0; }

/// Values and masses: random, on a grid with ties, or symmetric around 0.
Line make(unsigned seed, std::size_t m, std::size_t k) {
    std::mt19937 random(seed + 11);
    Line line{{}, {}, {}, {}, seed % 3 == 0 ? 0.25 : 0.0};
    const auto normalise = [](std::vector<double>& masses) {
        double sum = 0.0;
        for (const double mass : masses) { sum += mass; }
        for (double& mass : masses) { mass /= sum; }
    };
    for (std::size_t i = 0; i < m; ++i) {
        const double u = uniform(random), v = uniform(random);
        line.means.push_back(seed % 4 == 0   ? 4.0 * u - 2.0
                             : seed % 4 == 1 ? std::floor(9.0 * u) / 4.0 - 1.0
                             : seed % 4 == 2 ? static_cast<double>(i) - 0.5 * static_cast<double>(m - 1)
                                             : 3.0 * u * u);
        line.weights.push_back(seed % 4 == 2 ? 1.0 : seed % 4 == 1 ? std::floor(3.0 * v) + (i == 0 ? 1.0 : 0.0) : v);
    }
    for (std::size_t j = 0; j < k; ++j) {
        const double u = uniform(random), v = uniform(random);
        line.symbols.push_back(seed % 4 == 1   ? 0.5 * static_cast<double>(k - j) - 1.5
                               : seed % 4 == 2 ? static_cast<double>(j) - 0.5 * static_cast<double>(k - 1)
                                               : 4.0 * (u + v / 4294967296.0) - 2.0);
        line.masses.push_back(seed % 4 == 2 ? 1.0 : seed % 8 == 1 ? std::floor(3.0 * v) + (j == 0 ? 1.0 : 0.0) : v);
    }
    normalise(line.weights);
    normalise(line.masses);
    return line;
}

template <class Divergence>
perdis::PosteriorMeanProblem<Divergence> problem(const Line& line) {
    return {line.means, line.weights, line.symbols, line.masses, line.variance};
}

/// The same as a finite problem, c(y, z) = (m − x)² + E Var(X|Y).
template <class Divergence>
perdis::FiniteProblem dense(const Line& line, const Divergence& divergence) {
    const auto vector = [](const std::vector<double>& v) {
        return Eigen::VectorXd(Eigen::Map<const Eigen::VectorXd>(v.data(), static_cast<Eigen::Index>(v.size())));
    };
    Eigen::MatrixXd cost(line.means.size(), line.symbols.size());
    for (Eigen::Index y = 0; y < cost.rows(); ++y) {
        for (Eigen::Index z = 0; z < cost.cols(); ++z) {
            const double distance = line.means[static_cast<std::size_t>(y)] - line.symbols[static_cast<std::size_t>(z)];
            cost(y, z) = distance * distance + line.variance;
        }
    }
    const perdis::Discrete<double> prior(vector(line.symbols), vector(line.masses));
    return {vector(line.weights), cost, perdis::FiniteDivergence(divergence, prior, prior.support())};
}

template <class Divergence>
void compare(const Line& line, const Divergence& divergence) {
    const auto fast = problem<Divergence>(line);
    const auto slow = dense(line, divergence);
    const perdis::MonotoneSolver solver;
    for (const double share : {0.0, 0.01, 0.3, 0.7, 0.99, 1.0, 1.5}) {
        const double least = slow.min_distortion(), distortion = least + share * (slow.max_distortion() - least);
        CAPTURE(share, distortion);
        const auto claim = solver(fast, distortion);
        REQUIRE(claim.status == perdis::Status::solved);
        const auto proof = certify(fast, claim);
        const auto known = perdis::certify(slow, perdis::FiniteSolver{}(slow, distortion));
        // at its ends the curve may be steep: what an ulp of D is worth
        const double width = 1e-11 + 16.0 * claim.multiplier * slow.slack();
        CAPTURE(proof.lower, proof.upper, known.lower, known.upper, claim.multiplier);
        CHECK(proof.upper - proof.lower <= width);
        CHECK(proof.lower <= known.upper + width);
        CHECK(known.lower <= proof.upper + width);
    }
    for (const double multiplier : {1e-2, 0.3, 1.0, 7.0, 1e3}) {
        CAPTURE(multiplier);
        const auto claim = solver.at_multiplier(fast, multiplier);
        const auto proof = certify(fast, claim);
        CHECK(proof.upper - proof.lower <= 1e-12 * (1.0 + multiplier));
    }
}

} // namespace

TEST_CASE("agree: the line in closed form and the finite solver, W1 and total variation", "[monotone_solver]") {
    for (unsigned seed = 0; seed < 160; ++seed) {
        const std::size_t m = 1 + seed * 7 % 23, k = 1 + seed * 5 % 17;
        CAPTURE(seed, m, k);
        const Line line = make(seed, m, k);
        compare(line, Wasserstein1{});
        compare(line, TotalVariation{});
    }
}

TEST_CASE("agree: total variation on the line and the interior point", "[monotone_solver]") {
    for (unsigned seed = 0; seed < 12; ++seed) {
        CAPTURE(seed);
        const Line line = make(seed, 30, 24);
        const auto slow = dense(line, TotalVariation{});
        const double middle = 0.5 * (slow.min_distortion() + slow.max_distortion());
        const auto fast = problem<TotalVariation>(line);
        const auto proof = certify(fast, perdis::MonotoneSolver{}(fast, middle));
        const auto known = perdis::certify(slow, perdis::InteriorPoint{}(slow, middle));
        CHECK(proof.lower <= known.upper + 1e-12);
        CHECK(known.lower <= proof.upper + 1e-12);
    }
}

TEST_CASE("law: a hundred thousand symbols are certified, with and without ties", "[monotone_solver]") {
    for (unsigned seed = 0; seed < 4; ++seed) {
        CAPTURE(seed);
        const Line line = make(seed, seed == 2 ? 20000 : 100000, seed == 2 ? 20001 : 80000);
        const auto w = problem<Wasserstein1>(line);
        const auto tv = problem<TotalVariation>(line);
        for (const double multiplier : {0.5, 20.0}) {
            const auto proof = certify(w, perdis::MonotoneSolver{}.at_multiplier(w, multiplier));
            const double scale = seed == 1 ? 4e4 : seed == 2 ? 2e4 : 4.0;
            CHECK(proof.upper - proof.lower <= 1e-13 * (scale + multiplier * scale * scale));
            const auto varied = certify(tv, perdis::MonotoneSolver{}.at_multiplier(tv, multiplier));
            CHECK(varied.upper - varied.lower <= 1e-10 * (1.0 + multiplier * scale * scale));
        }
    }
}

TEST_CASE("limit: the line below D_min, with one symbol, with X* certain", "[monotone_solver]") {
    const perdis::MonotoneSolver solver;
    const Line line = make(0, 9, 7);
    const auto many = problem<Wasserstein1>(line);
    const auto below = solver(many, 0.0);
    CHECK(below.status == perdis::Status::infeasible);
    CHECK(certify(many, below).lower == std::numeric_limits<double>::infinity());
    const perdis::PosteriorMeanProblem<TotalVariation> one(std::vector{0.5, 1.0}, std::vector{0.5, 0.5},
                                                           std::vector{2.0}, std::vector{1.0}, 0.0);
    CHECK(certify(one, solver(one, 2.0)).upper == 0.0);
    // X* = 0 for sure, x = ±1: mass t moved to −1 or +1 costs nothing, D = 1 whatever q
    const perdis::PosteriorMeanProblem<Wasserstein1> certain(std::vector{0.0}, std::vector{1.0}, std::vector{-1.0, 1.0},
                                                             std::vector{0.5, 0.5}, 0.0);
    CHECK(certify(certain, solver(certain, 1.0)).upper == 0.0);
}

TEST_CASE("refuse: the line outside its domain", "[monotone_solver]") {
    using Problem = perdis::PosteriorMeanProblem<Wasserstein1>;
    const std::vector<double> one{1.0}, half{0.5}, two{0.5, 0.5};
    CHECK_THROWS_WITH(Problem(one, two, one, one, 0.0), "SquaredErrorLine: means has 1 values and 2 probabilities");
    CHECK_THROWS_WITH(Problem(one, half, one, one, 0.0),
                      "SquaredErrorLine: the sum of probabilities = 0.5 is not in 1 +- 1e-9");
    CHECK_THROWS_WITH(Problem(one, one, two, two, 0.0), "SquaredErrorLine: the symbol 0.500000 stands twice");
    CHECK_THROWS_WITH(Problem(one, one, one, one, -1.0), "SquaredErrorLine: variance = -1 is not in [0, inf)");
    const Problem fine(one, one, one, one, 0.0);
    CHECK_THROWS_WITH(perdis::MonotoneSolver{}.at_multiplier(fine, 0.0),
                      "MonotoneSolver: multiplier = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::MonotoneSolver{}(fine, std::nan("")),
                      "MonotoneSolver: distortion = nan is not in [-inf, inf]");
}

TEST_CASE("agree: a photograph-like law in noise is the same problem by its posterior means and by its cost matrix") {
    const perdis::Discrete<double> prior{{-1.0, 0.0, 0.5, 2.0, 3.0}, {0.3, 0.2, 0.2, 0.2, 0.1}};
    const perdis::AdditiveGaussian<double> channel{perdis::standard_deviation(0.8)};
    const perdis::Problem problem{
        prior, channel, perdis::SquaredError{}, Wasserstein1{}, {.observation = perdis::Bins(-4.0, 6.0, 40)}};
    const perdis::FiniteProblem core = perdis::reduce(problem);
    const perdis::PosteriorMeanProblem<Wasserstein1> line(perdis::joint(problem));
    for (const double share : {0.1, 0.5, 0.9}) {
        const double distortion = core.min_distortion() + share * (core.max_distortion() - core.min_distortion());
        const auto general = perdis::certify(core, perdis::FiniteSolver{}(core, distortion));
        const auto special = perdis::certify(line, perdis::MonotoneSolver{}(line, distortion));
        CHECK(std::abs(general.upper - special.upper) <= 1e-12);
        CHECK(special.upper - special.lower <= 1e-12);
    }
}

TEST_CASE("refuse: posterior means of vectors") {
    const auto vectors = perdis::Discrete<double>::over_vectors(Eigen::Matrix2d::Identity(), Eigen::Vector2d(0.5, 0.5));
    CHECK_THROWS_WITH(perdis::SquaredErrorLine(perdis::joint(vectors, perdis::Erasure(0.5))),
                      "SquaredErrorLine: the dimension of a symbol = 2 is not in {1}");
}

TEST_CASE("value: at D_min lambda is that of the first segment, total variation and W1") {
    const std::vector<double> means{0.25, 0.75}, weights{0.5, 0.5}, symbols{0.0, 1.0, 2.0}, masses{0.25, 0.5, 0.25};
    const perdis::PosteriorMeanProblem<TotalVariation> variation(means, weights, symbols, masses, 0.0);
    const auto claim = perdis::MonotoneSolver{}(variation, 0.0625);
    CHECK(std::abs(claim.multiplier - 0.5) <= 1e-14);
    const auto proof = perdis::certify(variation, claim);
    CHECK(proof.upper == 0.25);
    CHECK(proof.lower >= 0.25 - 1e-14);
    const perdis::PosteriorMeanProblem<Wasserstein1> transport(means, weights, symbols, masses, 0.0);
    CHECK(std::abs(perdis::MonotoneSolver{}(transport, 0.0625).multiplier - 2.0) <= 1e-13);
}

TEST_CASE("law: total variation at D_min is certified") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        const Line line = make(seed, 2 + seed % 7, 2 + seed % 5);
        const auto core = problem<TotalVariation>(line);
        const auto left = perdis::MonotoneSolver{}.at_multiplier(core, 1e12);
        const auto proof = perdis::certify(core, perdis::MonotoneSolver{}(core, left.distortion));
        CAPTURE(seed);
        CHECK(proof.upper - proof.lower <= 1e-9);
    }
}
