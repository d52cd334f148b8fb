#include <perdis/solver/binary_solver.hpp>

#include "catch.hpp"
#include "certified.hpp"
#include "instances.hpp"

#include <perdis/solver/finite_solver.hpp>

#include <cmath>
#include <limits>

TEST_CASE("agree: two symbols in closed form, certified, and the finite solver, every divergence", "[binary_solver]") {
    const auto measures = instances::measures();
    int proved = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
        const auto instance = instances::make(seed, 3.0);
        if (instance.alphabet.cols() != 2) { continue; }
        for (const auto& measure : measures) {
            CAPTURE(instance.name, measure.name, instance.share);
            const auto problem = instances::problem(instance, measure);
            const double distortion = instances::distortion(instance, problem);
            const perdis::Solution claim = perdis::BinarySolver{}(problem, distortion);
            const perdis::Solution other = perdis::FiniteSolver{}(problem, distortion);
            REQUIRE(claim.status == (problem.attainable() ? perdis::Status::solved : perdis::Status::infeasible));
            if (!problem.attainable()) { continue; }
            const auto proof = perdis::certify(problem, claim), known = perdis::certify(problem, other);
            // what the budget's own rounding is worth
            const double rounding = claim.multiplier * problem.slack();
            const double width = certified::width(proof.upper) + rounding;
            CHECK((proof.lower == proof.upper || proof.upper - proof.lower <= width));
            CHECK((proof.lower == known.upper || proof.lower <= known.upper + width));
            CHECK((known.lower == proof.upper || known.lower <= proof.upper + width));
            ++proved;
        }
    }
    CHECK(proved > 1000);
}

TEST_CASE("limit: two symbols below D_min, beyond D_max, with one forbidden", "[binary_solver]") {
    const perdis::Discrete<double> prior({0.0, 1.0}, {0.7, 0.3});
    const auto problem = instances::under_hamming(prior, perdis::Symmetric(0.1), perdis::KullbackLeibler{});
    const perdis::BinarySolver solver;
    CHECK(solver(problem, 0.0999).status == perdis::Status::infeasible);
    const auto beyond = solver(problem, std::numeric_limits<double>::infinity());
    CHECK(problem.law(beyond.estimator)(1) == Approx(0.3).epsilon(1e-15));
    CHECK(beyond.multiplier == 0.0);
    // KL(q‖p) with p = (1, 0): symbol 1 is forbidden
    const perdis::Discrete<double> certain({0.0, 1.0}, {1.0, 0.0});
    const auto forbidden = instances::under_hamming(certain, perdis::Symmetric(0.1), perdis::ReverseKullbackLeibler{});
    CHECK(solver(forbidden, 0.5).estimator.col(1).maxCoeff() == 0.0);
    // an even channel, p = 0.3: P(X̂ = 1) = 0 at D_min, so KL is infinite there
    const auto even = instances::under_hamming(prior, perdis::Symmetric(0.5), perdis::KullbackLeibler{});
    const auto proof = perdis::certify(even, solver(even, even.min_distortion()));
    CHECK(proof.lower == std::numeric_limits<double>::infinity());
}

TEST_CASE("refuse: three reconstruction symbols", "[binary_solver]") {
    const perdis::Discrete<double> prior({0.0, 1.0, 2.0}, {0.5, 0.3, 0.2});
    const auto problem = instances::under_hamming(prior, perdis::Symmetric(0.1), perdis::KullbackLeibler{});
    CHECK_THROWS_WITH(perdis::BinarySolver{}(problem, 0.5),
                      "BinarySolver: the number of reconstruction symbols = 3 is not in {2}");
}
