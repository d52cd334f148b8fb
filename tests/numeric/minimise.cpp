#include "catch.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <Eigen/Core>
#include <boost/math/constants/constants.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/minimise.hpp>

namespace {

using Eigen::Vector2d;
using Eigen::VectorXd;
using perdis::minimise;
using perdis::MinimiseMethod;
using perdis::MinimiseOptions;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

double rosenbrock(const VectorXd& x) { return 100 * std::pow(x[1] - x[0] * x[0], 2) + std::pow(1 - x[0], 2); }

/// Minima of depth 0 at the origin only, local minima near every integer point.
double rastrigin(const VectorXd& x) {
    return (x.array().square() + 10 * (1 - (boost::math::constants::two_pi<double>() * x.array()).cos())).sum();
}

double bowl(const VectorXd& x) { return (x - Vector2d(1, 2)).squaredNorm(); }

MinimiseOptions boxed(double lower, double upper) {
    MinimiseOptions options;
    options.lower = Vector2d(lower, lower);
    options.upper = Vector2d(upper, upper);
    return options;
}

} // namespace

TEST_CASE("value: Rosenbrock's valley has its minimum at (1, 1)") {
    MinimiseOptions options;
    options.method = GENERATE(MinimiseMethod::cobyla, MinimiseMethod::subplex);
    const auto found = minimise(rosenbrock, Vector2d(-1.2, 1), options);
    CHECK(found.value <= 1e-6); // quadratic: 1e-3 in x, where COBYLA's linear models crawl
    CHECK((found.argument - Vector2d(1, 1)).norm() <= 3e-3);
    CHECK(found.value == rosenbrock(found.argument));
    CHECK(found.violation == 0);
}

TEST_CASE("value: a linear objective on the disc ends at the boundary") {
    MinimiseOptions options;
    options.constraints = {[](const VectorXd& x) { return x.squaredNorm() - 2; }};
    const auto found = minimise([](const VectorXd& x) { return x.sum(); }, Vector2d(0.3, -0.2), options);
    CHECK(found.converged);
    CHECK(found.violation <= 1e-9);
    CHECK(found.value == Approx(-2).margin(1e-8)); // the multiplier is 1/2, the constraint holds to 1e-9
}

TEST_CASE("value: an infeasible start finds the corner of two constraints") {
    MinimiseOptions options;
    options.constraints = {[](const VectorXd& x) { return 3 - x[0] - x[1]; },
                           [](const VectorXd& x) { return x[0] - 1; }};
    const auto found = minimise(bowl, Vector2d(-4, -4), options);
    CHECK(found.converged);
    CHECK(found.value == Approx(0).margin(1e-8));
    CHECK(found.violation <= 1e-9);
}

TEST_CASE("value: bounds hold and bind") {
    const auto found = minimise(bowl, Vector2d(0.5, 0.5), boxed(0, 1));
    CHECK(found.value == Approx(1).epsilon(1e-9));
    CHECK(found.argument.maxCoeff() <= 1);
}

TEST_CASE("agree: direct and several starts leave the local minimum that one start stays in") {
    const Vector2d start(3.1, -3.9);
    auto options = boxed(-5.12, 4.9);
    CHECK(minimise(rastrigin, start, options).value > 1); // negative control
    options.starts = 60;
    const auto several = minimise(rastrigin, start, options);
    CHECK(several.value == Approx(0).margin(1e-9));
    CHECK(minimise(rastrigin, start, options).argument == several.argument);
    options.starts = 1;
    options.method = MinimiseMethod::direct;
    CHECK(minimise(rastrigin, start, options).value == Approx(0).margin(1e-9));
}

TEST_CASE("limit: NaN and infinity are walls") {
    const double wall = GENERATE(not_a_number, inf);
    const auto walled = [wall](const VectorXd& x) { return x[0] < 0.9 ? wall : bowl(x); };
    CHECK(minimise(walled, Vector2d(5, 5)).value == Approx(0).margin(1e-7));
    const auto nowhere = minimise([wall](const VectorXd&) { return wall; }, Vector2d(5, 5));
    CHECK(nowhere.value == inf);
    CHECK(nowhere.evaluations >= 1);
}

TEST_CASE("limit: the evaluations asked for are all that are made, and the result says that it did not converge") {
    long calls = 0;
    MinimiseOptions options;
    options.maximum_evaluations = 17;
    const auto count = [&calls](const VectorXd& x) { return ++calls, rosenbrock(x); };
    const auto found = minimise(count, Vector2d(-1.2, 1), options);
    CHECK(calls == 17);
    CHECK(found.evaluations == 17);
    CHECK_FALSE(found.converged);
}

TEST_CASE("limit: constraints that contradict give the least violation, not convergence") {
    MinimiseOptions options;
    options.constraints = {[](const VectorXd& x) { return x[0] + 1; }, [](const VectorXd& x) { return 1 - x[0]; }};
    const auto found = minimise(bowl, Vector2d(4, 4), options);
    CHECK_FALSE(found.converged);
    CHECK(found.violation == Approx(1).epsilon(1e-6));
}

TEST_CASE("law: what the objective or a constraint throws comes through") {
    struct Mine {};
    int calls = 0;
    const auto fails = [&calls](const VectorXd& x) {
        if (++calls == 5) { throw Mine(); }
        return bowl(x);
    };
    CHECK_THROWS_AS(minimise(fails, Vector2d(0, 0)), Mine);
    MinimiseOptions options;
    options.constraints = {[](const VectorXd&) -> double { throw std::out_of_range("g"); }};
    CHECK_THROWS_AS(minimise(bowl, Vector2d(0, 0), options), std::out_of_range);
}

TEST_CASE("refuse: what minimise cannot take") {
    const auto refuses = [](const VectorXd& start, const MinimiseOptions& options, const char* message) {
        CHECK_THROWS_WITH(minimise(bowl, start, options), message);
    };
    const Vector2d origin(0, 0);
    MinimiseOptions options;
    refuses(VectorXd(), options, "minimise: start has no entries");
    refuses(Vector2d(0, not_a_number), options, "minimise: start[1] = nan is not in (-inf, inf)");
    options.lower = VectorXd::Zero(3);
    refuses(origin, options, "minimise: lower and start differ in size");
    refuses(origin, boxed(1, 2), "minimise: lower[0] = 1 is not in [-inf, start]");
    refuses(origin, boxed(-2, not_a_number), "minimise: upper[0] = nan is not in [start, inf]");
    options = {};
    options.tolerance = 0;
    refuses(origin, options, "minimise: tolerance = 0 is not in (0, 1)");
    options = {};
    options.constraint_tolerance = not_a_number;
    refuses(origin, options, "minimise: constraint_tolerance = nan is not in [0, inf)");
    options = {};
    options.maximum_evaluations = 0;
    refuses(origin, options, "minimise: maximum_evaluations = 0 is not in [1, inf)");
    options = {};
    options.starts = 2;
    refuses(origin, options, "minimise: several starts and the method direct need finite bounds");
    options = boxed(-inf, 1);
    options.method = MinimiseMethod::direct;
    refuses(origin, options, "minimise: several starts and the method direct need finite bounds");
    options.constraints = {bowl};
    refuses(origin, options, "minimise: only the method cobyla takes constraints");
    options = boxed(-1, 1);
    options.starts = 0;
    refuses(origin, options, "minimise: starts = 0 is not in [1, inf)");
}
