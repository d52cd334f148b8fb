#include "catch.hpp"

#include <limits>

#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/tradeoff/rate_problem.hpp>

namespace {

using perdis::RateProblem;

} // namespace

TEST_CASE("value: the ends of three rate-distortion functions, by hand", "[rate_problem]") {
    const perdis::Discrete<double> source{{-1.0, 0.0, 2.0}, {0.25, 0.5, 0.25}};
    const RateProblem hamming(source, perdis::Hamming{});
    CHECK(hamming.min_distortion() == 0.0);
    CHECK(hamming.max_distortion() == 0.5);
    // E X = 1/4, E (X − z)² = 5/4 − z/2 + z²: 5/4 at 0, 11/4 at −1, 17/4 at 2
    const RateProblem squared(source, perdis::SquaredError{});
    CHECK(squared.min_distortion() == 0.0);
    CHECK(squared.max_distortion() == 1.25);
    // to −1 and 1: 0, 1 and 1 at least; E (X − 1)² = 7/4
    const RateProblem coarse(source, perdis::SquaredError{}, Eigen::RowVector2d(-1.0, 1.0));
    CHECK(coarse.min_distortion() == 0.75);
    CHECK(coarse.max_distortion() == 1.75);
    CHECK(coarse.max_excess() == 1.0);
    CHECK(coarse.excess().row(1).maxCoeff() == 0.0); // a tie
    CHECK(coarse.budget(1.0) == 0.25);
    CHECK(coarse.budget(0.5) == -0.25);
}

TEST_CASE("limit: a distortion within rounding of the least one is the least one", "[rate_problem]") {
    const RateProblem problem(Eigen::Vector2d(0.5, 0.5), Eigen::MatrixXd{{1.0, 3.0}, {2.0, 1.0}});
    CHECK(problem.min_distortion() == 1.0);
    CHECK(problem.budget(1.0) == 0.0);
    CHECK(problem.budget(1.0 + 1e-15) == 0.0);
    CHECK(problem.budget(1.0 - 1e-15) == 0.0);
    CHECK(problem.budget(1.0 + 1e-14) > 0.0);
    CHECK(problem.budget(1.0 - 1e-14) < 0.0);
    // .1 + .2 and .3 are the same distortion
    const RateProblem tied(Eigen::Vector2d(0.5, 0.5), Eigen::MatrixXd{{0.1 + 0.2, 0.3}, {1.0, 2.0}});
    CHECK(tied.excess()(0, 0) == 0.0);
    CHECK(tied.excess()(0, 1) == 0.0);
}

TEST_CASE("refuse: no law, no distortion, sizes that differ", "[rate_problem]") {
    const Eigen::MatrixXd square{{0.0, 1.0}, {1.0, 0.0}};
    CHECK_THROWS_WITH(RateProblem(Eigen::Vector3d(0.2, 0.3, 0.5), square),
                      "RateProblem: the source has 3 symbols, the distortion 2 rows");
    CHECK_THROWS_WITH(RateProblem(Eigen::Vector2d(1.5, -0.5), square), "RateProblem: source[0] = 1.5 is not in [0, 1]");
    CHECK_THROWS_WITH(RateProblem(Eigen::Vector2d(0.5, 0.25), square),
                      "RateProblem: the sum of probabilities = 0.75 is not in 1 +- 1e-9");
    CHECK_THROWS_WITH(RateProblem(Eigen::VectorXd(0), Eigen::MatrixXd(0, 2)),
                      "RateProblem: the number of source symbols = 0 is not in [1, inf)");
    CHECK_THROWS_WITH(RateProblem(Eigen::Vector2d(0.5, 0.5), Eigen::MatrixXd(2, 0)),
                      "RateProblem: the number of reproduction symbols = 0 is not in [1, inf)");
    CHECK_THROWS_WITH(RateProblem(Eigen::Vector2d(0.5, 0.5), Eigen::MatrixXd{{0.0, 1.0}, {-1.0, 0.0}}),
                      "RateProblem: distortion[1][0] = -1 is not in [0, inf)");
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(RateProblem(Eigen::Vector2d(0.5, 0.5), Eigen::MatrixXd{{0.0, infinity}, {1.0, 0.0}}),
                      "RateProblem: distortion[0][1] = inf is not in [0, inf)");
    CHECK_THROWS_WITH(RateProblem(Eigen::Vector2d(std::numeric_limits<double>::quiet_NaN(), 0.5), square),
                      "RateProblem: source[0] = nan is not in [0, 1]");
}
