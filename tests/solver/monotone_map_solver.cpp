#include "catch.hpp"

#include <cmath>
#include <limits>

#include <Eigen/Core>

#include <perdis/certificate/certify.hpp>
#include <perdis/curve/gaussian_curve.hpp>
#include <perdis/curve/verify.hpp>
#include <perdis/numeric/normal.hpp>
#include <perdis/solver/interior_point.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Divergence>
perdis::LinearGaussianProblem<double, Divergence> example(const Divergence& divergence, double noise,
                                                          double prior = 1.0) {
    return {perdis::Gaussian<double>(0.0, perdis::variance(prior)),
            perdis::AdditiveGaussian<double>(perdis::variance(noise)), perdis::SquaredError{}, divergence};
}

template <class Divergence>
std::shared_ptr<const perdis::CurveModel> linear(const Divergence& divergence, double noise) {
    const auto all = example(divergence, noise);
    return perdis::gaussian_curve_model(perdis::LinearGaussianProblem<double, Divergence>(
        all.prior(), all.channel(), all.distortion(), divergence, {.estimators = perdis::Estimators::linear}));
}

/// N(0, deviation²) on cells of a grid, the outer ones reaching to infinity.
Eigen::VectorXd masses(const Eigen::VectorXd& grid, double deviation) {
    const double half = 0.5 * (grid(1) - grid(0));
    Eigen::VectorXd mass(grid.size());
    for (Eigen::Index i = 0; i < grid.size(); ++i) {
        const double from = i == 0 ? -infinity : (grid(i) - half) / deviation;
        const double to = i + 1 == grid.size() ? infinity : (grid(i) + half) / deviation;
        mass(i) = perdis::normal_mass(from, to);
    }
    return mass;
}

} // namespace

TEST_CASE("value: the unrestricted curve of a Gaussian by another method", "[monotone_map_solver]") {
    const auto check = [](const auto& divergence, double noise, double distortion, double value, double slope) {
        const auto point = perdis::gaussian_curve_model(example(divergence, noise))->at({distortion}, {}).front();
        CHECK(point.perception == Approx(value).epsilon(1e-9).margin(0));
        CHECK(point.lower <= value * (1.0 + 1e-9));
        CHECK(point.upper >= value * (1.0 - 1e-9));
        CHECK(point.upper - point.lower <= 1e-9 * value);
        CHECK(point.slope == Approx(-slope).epsilon(1e-7).margin(0));
    };
    // scipy.integrate.solve_bvp to a residual of 1e-11, D as a boundary condition and λ as its parameter
    check(perdis::KullbackLeibler{}, 1.0, 0.52, 0.02894638613973121, 1.509593701980441);
    check(perdis::KullbackLeibler{}, 4.0, 0.9, 0.07893694711306476, 1.230105310815923);
    check(perdis::SquaredHellinger{}, 1.0, 0.52, 0.026512614683767293 / 4.0, 1.3267552792703996 / 4.0);
    check(perdis::SquaredHellinger{}, 4.0, 0.9, 0.06971521948354399 / 4.0, 1.032071624746919 / 4.0);
    check(perdis::ChiSquared{}, 1.0, 0.52, 2.0 * 0.034435495300553814, 2.0 * 1.9578385522623418);
    check(perdis::ChiSquared{}, 0.25, 0.205, 2.0 * 0.0013426365520415998, 2.0 * 0.5712843822487148);
    // theory.md section 3: P ≤ .0902104 at n = 1, D = .502233 and P ≤ .5320515 at n = 4, D = .804193
    check(perdis::KullbackLeibler{}, 1.0, 0.502233, 0.09020492204126261, 9.999138092136725);
    check(perdis::KullbackLeibler{}, 4.0, 0.804193, 0.5320057319308158, 29.998703535179242);
}

TEST_CASE("agree: a fine grid, solved as a finite problem, comes to the curve on the line", "[monotone_map_solver]") {
    // X* and X̂ on cells of width h: the cost is that of the centres, and P changes by O(h²)
    const double excess = 0.02;
    const auto finite = [&](const auto& divergence, Eigen::Index cells) {
        const Eigen::VectorXd z = Eigen::VectorXd::LinSpaced(cells, -4.5, 4.5);
        const Eigen::MatrixXd cost = (z.replicate(1, cells) - z.transpose().replicate(cells, 1)).array().square();
        const perdis::Discrete<double> prior(z, masses(z, 1.0));
        const perdis::FiniteProblem problem(
            masses(z, std::sqrt(0.5)), cost,
            perdis::FiniteDivergence(divergence, prior, Eigen::MatrixXd(z.transpose())));
        const auto claim = perdis::InteriorPoint{}(problem, excess);
        return perdis::certify(problem, claim).upper;
    };
    const auto check = [&](const auto& divergence) {
        const double exact =
            perdis::gaussian_curve_model(example(divergence, 1.0))->at({0.5 + excess}, {}).front().perception;
        const double coarse = finite(divergence, 101), fine = finite(divergence, 201);
        CHECK(fine - exact < 0.3 * (coarse - exact)); // a quarter, and the next order
        CHECK((4.0 * fine - coarse) / 3.0 == Approx(exact).epsilon(3e-3).margin(0));
    };
    check(perdis::KullbackLeibler{});
    check(perdis::SquaredHellinger{});
}

TEST_CASE("law: nonlinear estimators do better under every divergence but reverse KL", "[monotone_map_solver]") {
    const auto check = [](const auto& divergence) {
        for (const double noise : {1e-2, 1.0, 1e2}) {
            const auto all = perdis::gaussian_curve_model(example(divergence, noise));
            const auto restricted = linear(divergence, noise);
            CHECK(all->method() == "monotone_map");
            for (const double share : {0.01, 0.3, 0.9}) {
                const double distortion =
                    all->min_distortion() + share * (all->max_distortion() - all->min_distortion());
                CHECK(all->at({distortion}, {}).front().upper < restricted->at({distortion}, {}).front().lower);
            }
        }
    };
    check(perdis::KullbackLeibler{});
    check(perdis::Hellinger{});
    check(perdis::ChiSquared{});
    check(perdis::Renyi(0.3));
    // at order 0 the α-divergence is reverse KL, and the linear family catches up
    const auto near = perdis::gaussian_curve_model(example(perdis::Alpha(1e-3), 1.0))->at({0.52}, {}).front();
    const auto line = linear(perdis::ReverseKullbackLeibler{}, 1.0)->at({0.52}, {}).front();
    CHECK(near.perception == Approx(line.perception).epsilon(1e-2).margin(0)); // a times a derivative of order one
}

TEST_CASE("law: certificates of 1e-6 P + 1e-12 from faint to loud noise, from D_min to D_max",
          "[monotone_map_solver]") {
    const auto check = [](const auto& divergence) {
        for (const double noise : {1e-4, 1.0, 1e4}) {
            const auto model = perdis::gaussian_curve_model(example(divergence, noise));
            const double range = model->max_distortion() - model->min_distortion();
            double last = infinity;
            for (const double share : {1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999, 1.0 - 1e-6, 1.0 - 1e-12}) {
                const auto point = model->at({model->min_distortion() + share * range}, {}).front();
                INFO(noise << ' ' << share);
                CHECK(point.lower <= point.upper);
                CHECK(point.upper - point.lower <= 1e-6 * point.upper + 1e-12);
                CHECK(point.lower <= last);
                last = point.upper;
            }
        }
    };
    check(perdis::KullbackLeibler{});
    check(perdis::SquaredHellinger{});
    check(perdis::ChiSquared{});
}

TEST_CASE("law: Theorem 1 and the inequalities between divergences on the true curves", "[monotone_map_solver]") {
    const auto kl = perdis::trace(example(perdis::KullbackLeibler{}, 2.0, 3.0), {.points = 20});
    const auto verdict = perdis::verify(kl);
    CHECK(verdict.non_increasing.verdict == perdis::Verdict::proved);
    CHECK(verdict.convex.verdict == perdis::Verdict::proved);
    const auto tv = perdis::gaussian_curve_model(example(perdis::TotalVariation{}, 2.0, 3.0));
    const auto hellinger = perdis::gaussian_curve_model(example(perdis::SquaredHellinger{}, 2.0, 3.0));
    for (const auto& point : kl.points()) {
        const double t = tv->at({point.distortion}, {}).front().perception;
        const double h = hellinger->at({point.distortion}, {}).front().perception;
        CHECK(t <= std::sqrt(0.5 * point.perception) + 1e-12); // theory.md section 8
        CHECK(h <= t + 1e-12);
        CHECK(t <= std::sqrt(h * (2.0 - h)) + 1e-9);
    }
}

TEST_CASE("agree: the slope is the derivative, through the transform too", "[monotone_map_solver]") {
    const auto check = [](const auto& divergence) {
        const auto model = perdis::gaussian_curve_model(example(divergence, 1.0));
        const double step = 1e-5;
        for (const double distortion : {0.51, 0.53, 0.57}) {
            const auto points = model->at({distortion - step, distortion, distortion + step}, {});
            const double difference = (points[2].perception - points[0].perception) / (2.0 * step);
            CHECK(points[1].slope == Approx(difference).epsilon(2e-5).margin(0)); // the step's square times P'''/P'
        }
    };
    check(perdis::KullbackLeibler{});
    check(perdis::Hellinger{});
    check(perdis::Renyi(2.0));
}

TEST_CASE("limit: the ends of the true curve, infinite ones included", "[monotone_map_solver]") {
    const auto model = perdis::gaussian_curve_model(example(perdis::KullbackLeibler{}, 3.0));
    const auto points = model->at({0.7, 0.75, 0.75 + 1e-13, model->max_distortion(), infinity}, {});
    CHECK(points[0].lower == infinity);
    const double most = 0.5 * (4.0 - 1.0) - std::log(2.0); // ½(1/τ² − 1) + ln τ, τ = ½
    CHECK(points[1].perception == Approx(most).epsilon(1e-13).margin(0));
    CHECK(points[1].upper - points[1].lower <= 1e-12);
    CHECK(points[1].slope == -infinity);
    CHECK(points[2].perception < most);
    CHECK(points[2].lower > 0.9 * most);
    CHECK(points[3].perception == 0.0);
    CHECK(points[4].slope == 0.0);
    // χ² at σ_*² ≤ ½: infinite at D_min, finite above
    const auto edge = perdis::gaussian_curve_model(example(perdis::ChiSquared{}, 1.0))->at({0.5}, {}).front();
    CHECK(edge.lower == infinity);
    const auto loud = perdis::gaussian_curve_model(example(perdis::ChiSquared{}, 3.0))->at({0.75, 0.75 + 1e-6}, {});
    CHECK(loud[0].lower == infinity);
    CHECK(loud[1].upper < infinity);
    CHECK(loud[1].upper - loud[1].lower <= 1e-6 * loud[1].upper);
}

TEST_CASE("refuse: orders that have no map, and what is no number", "[monotone_map_solver]") {
    CHECK_THROWS_WITH(perdis::gaussian_curve_model(example(perdis::Alpha(-1.0), 1.0)),
                      "Problem: estimators: no method answers for all estimators under this divergence yet; ask for "
                      "linear");
    CHECK_THROWS_WITH(perdis::MonotoneMapSolver{}(example(perdis::Alpha(-1.0), 1.0), 0.52),
                      "MonotoneMapSolver: order = -1 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::MonotoneMapSolver{}(example(perdis::KullbackLeibler{}, 1.0), std::nan("")),
                      "Problem: distortion = nan is not in [-inf, inf]");
}
