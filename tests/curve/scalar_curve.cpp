#include "catch.hpp"

#include <cmath>

#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <perdis/curve/scalar_curve.hpp>
#include <perdis/solver/soft_threshold_solver.hpp>

namespace {

using perdis::AdditiveGaussian;
using perdis::Discrete;
using perdis::Problem;
using perdis::Space;
using perdis::SquaredError;
using perdis::standard_deviation;
using perdis::Univariate;

AdditiveGaussian<double> noise(double deviation) { return AdditiveGaussian<double>(standard_deviation(deviation)); }
const Discrete<double> signs{{-1.0, 1.0}, {0.5, 0.5}};

} // namespace

TEST_CASE("value: X = ±1: D_max = 4 Φ(−1/σ), D_min and D_max at σ = 1 [theory by mpmath, 15 digits]") {
    for (const double sigma : {0.05, 0.2, 1.0, 10.0, 1e6}) {
        const perdis::ScalarProblem problem(signs, noise(sigma));
        CHECK(problem.max_distortion() == Approx(4.0 * perdis::normal_complement(1.0 / sigma)).epsilon(1e-12));
    }
    CHECK(perdis::ScalarProblem(signs, noise(1.0)).min_distortion() == Approx(0.44959951).epsilon(1e-8));
    const perdis::ScalarProblem silent(signs, noise(1e-6));
    CHECK(silent.max_distortion() == 0.0); // below the smallest number
}

// p_Y, m and F_Y of the Laplace law in closed form, the integrals by mpmath at 40 digits.
TEST_CASE("value: a Laplace prior of scale 1, D_min and G² to 1e-13 of 25 digits") {
    struct Row {
        double deviation, least, gap_squared;
    };
    for (const Row& row : {Row{0.5, 0.2132113591851946207901972, 0.007940816429060621134536763},
                           Row{1.0, 0.6315255772745750374993551, 0.06742330715906975814564542},
                           Row{3.0, 1.626021780962797289859526, 0.6484112076707761530850166}}) {
        const perdis::ScalarProblem problem(Univariate(boost::math::laplace(0.0, 1.0)), noise(row.deviation));
        CHECK(problem.min_distortion() == Approx(row.least).epsilon(1e-13));
        CHECK(problem.gap() * problem.gap() == Approx(row.gap_squared).epsilon(1e-13));
    }
}

TEST_CASE("agree: a normal prior as any other under W1 and W2, and its closed forms") {
    const Problem exact(perdis::Gaussian<double>(0.0, perdis::variance(1.0)), noise(1.0), SquaredError{},
                        perdis::Wasserstein1{});
    const perdis::ScalarProblem problem(Univariate(boost::math::normal(0.0, 1.0)), noise(1.0));
    CHECK(problem.gap() == Approx(1.0 - std::sqrt(0.5)).epsilon(1e-13));
    const auto claim = perdis::ScalarTransport(problem, 1.0)(0.52);
    const auto known = perdis::SoftThresholdSolver{}(exact, 0.52);
    CHECK(claim.multiplier == Approx(known.multiplier).epsilon(1e-10));
    const auto second = perdis::ScalarTransport(problem, 2.0);
    CHECK(second.distortion(0.1) == Approx(0.5 + std::pow(problem.gap() - 0.1, 2.0)).epsilon(1e-13));
}

TEST_CASE("law: every point is enclosed within 1e-11, its estimator has that law") {
    const Problem finite(Discrete<double>{{-1.0, 0.0, 1.0}, {0.3, 0.2, 0.5}}, noise(1.0), SquaredError{},
                         perdis::Wasserstein1{}, {.space = Space::whole});
    const Problem laplace(Univariate(boost::math::laplace(0.0, 1.0)), noise(1.0), SquaredError{},
                          perdis::SquaredWasserstein2{});
    for (const auto& curve : {perdis::trace(finite, {.points = 7}), perdis::trace(laplace, {.points = 7})}) {
        for (const auto& point : curve.points()) {
            CHECK(point.lower <= point.upper);
            CHECK(point.upper - point.lower < 1e-11);
        }
        CHECK(curve.points().back().perception == 0.0);
        CHECK(std::isinf(curve.perception(curve.min_distortion() - 0.01)));
    }
    const auto estimator = perdis::ScalarProblem(laplace).estimator(0.5, 0.2);
    for (const double v : {0.1, 0.5, 0.8}) { CHECK(estimator.cdf(estimator.quantile(v)) == Approx(v).epsilon(1e-9)); }
}

TEST_CASE("law: a wrong claim is enclosed widely, never wrongly") {
    const perdis::ScalarProblem problem(signs, noise(1.0));
    const perdis::ScalarTransportCertifier certify(problem, 1.0);
    const perdis::ScalarTransport solver(problem, 1.0);
    const double d = 0.5;
    const auto right = certify(solver(d));
    const auto wrong = certify({perdis::Status::solved, d, problem.estimator(0.3, 0.1), 7.0});
    CHECK(wrong.lower <= right.upper);
    CHECK(wrong.upper >= right.lower);
    CHECK(wrong.upper - wrong.lower > 1e-2);
}

TEST_CASE("limit: no noise, and a point") {
    const Problem silent(signs, noise(0.0), SquaredError{}, perdis::Wasserstein2{}, {.space = Space::whole});
    CHECK(perdis::trace(silent, {.at = {0.0, 1.0}}).points()[0].perception == 0.0);
    CHECK(perdis::ScalarProblem(Discrete<double>{{2.0}, {1.0}}, noise(1.0)).max_distortion() == 0.0);
}

TEST_CASE("refuse: a prior of infinite variance, a list of values") {
    CHECK_THROWS_WITH(perdis::ScalarProblem(Univariate(boost::math::students_t(2.0)), noise(1.0)),
                      "prior: its variance is infinite; squared error needs a finite one");
    const Problem listed(Univariate(boost::math::normal(0.0, 1.0)), noise(1.0), SquaredError{}, perdis::Wasserstein2{},
                         {.reconstruction = Eigen::MatrixXd::Zero(1, 2)});
    CHECK_THROWS_WITH(perdis::trace(listed),
                      "Problem: reconstruction: this method answers on the whole line only; leave the list out");
}
