#include <perdis/curve/finite_curve.hpp>

#include "catch.hpp"
#include "solver/instances.hpp"

#include <perdis/curve/trace.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/squared_error.hpp>

#include <cmath>
#include <limits>

namespace {

using perdis::Discrete;
using perdis::FiniteProblem;
using perdis::FiniteSolver;
using perdis::InteriorPoint;

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("value: slopes at D_min, from the right") {
    // p = 3/10, e = 1/10: q_1 falls at 1.7 from .34, so P′ = −1.7 ∂d/∂q_1 there.
    const Discrete<double> prior{{0, 1}, {0.7, 0.3}};
    const auto slope = [&](const auto& divergence) {
        const auto problem =
            perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.1), perdis::Hamming{}, divergence));
        const auto model = perdis::finite_curve_model(problem, FiniteSolver{}, "");
        return model->at({problem.min_distortion()}, {}).front().slope;
    };
    const double q = 0.34;
    CHECK(std::abs(slope(perdis::KullbackLeibler{}) + 1.7 * (0.7 / 0.66 - 0.3 / q)) <= 1e-12);
    CHECK(std::abs(slope(perdis::ReverseKullbackLeibler{}) + 1.7 * std::log(q / 0.3 * 0.7 / 0.66)) <= 1e-12);
    CHECK(std::abs(slope(perdis::ReverseChiSquared{}) + 1.7 * 0.08 * (1.0 / 0.3 + 1.0 / 0.7)) <= 1e-12);
    CHECK(std::abs(slope(perdis::TotalVariation{}) + 1.7) <= 1e-12);
    CHECK(std::abs(slope(perdis::Wasserstein1{}) + 1.7) <= 1e-12);
    // Not smooth, by a solver without λ at D_min: from 1e-6 of the range above it, within 1e-10.
    const auto variation =
        perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.1), perdis::Hamming{}, perdis::TotalVariation{}));
    const auto interior = perdis::finite_curve_model(variation, InteriorPoint{}, "interior_point");
    CHECK(std::abs(interior->at({variation.min_distortion()}, {}).front().slope + 1.7) <= 2e-4);
    const double price = 0.5 * (std::sqrt(0.7 / 0.66) - std::sqrt(0.3 / q)); // ∂H²/∂q_1
    CHECK(std::abs(slope(perdis::SquaredHellinger{}) + 1.7 * price) <= 1e-12);
    const double distance = std::sqrt(1.0 - std::sqrt(0.7 * 0.66) - std::sqrt(0.3 * q));
    CHECK(std::abs(slope(perdis::Hellinger{}) + 1.7 * price / (2.0 * distance)) <= 1e-10);
}

TEST_CASE("agree: the slope at D_min and the multipliers just above") {
    for (const unsigned seed : {0u, 2u, 4u, 9u}) {
        const auto instance = instances::make(seed);
        const auto problem = instances::problem(instance, instances::measure("", perdis::ReverseKullbackLeibler{}));
        const auto model = perdis::finite_curve_model(problem, InteriorPoint{}, "interior_point");
        const double low = problem.min_distortion();
        const double range = problem.max_distortion() - low;
        if (!(range > 1e-6)) { continue; }
        const auto points = model->at({low, low + 1e-5 * range}, {});
        CAPTURE(instance.name);
        CHECK(points[0].slope <= points[1].slope + 1e-4 * std::abs(points[1].slope));
        if (std::isinf(points[0].slope)) { continue; } // a symbol out of reach at D_min
        CHECK((points[0].perception - points[1].perception) / (1e-5 * range)
              <= -points[0].slope * (1.0 + 1e-3) + 1e-9 / (1e-5 * range));
    }
}

TEST_CASE("limit: below D_min, between D_min and the usable symbols' D, and where nothing is attainable") {
    const Discrete<double> prior{{0, 1}, {0.5, 0.5}};
    const Eigen::MatrixXd with_middle = Eigen::RowVector3d(0.0, 0.5, 1.0);
    const auto added =
        perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.4), perdis::SquaredError{},
                                       perdis::ReverseKullbackLeibler{}, {.reconstruction = with_middle}));
    const auto model = perdis::finite_curve_model(added, InteriorPoint{}, "interior_point");
    CHECK(model->min_distortion() == added.min_distortion());
    CHECK(model->max_distortion() == added.max_distortion());
    CHECK(model->slack() == added.slack());
    CHECK(model->method() == "interior_point");
    REQUIRE(added.min_distortion() < added.usable_distortion());
    const auto points = model->at({0.2, added.min_distortion(), added.usable_distortion()}, {});
    CHECK(points[0].perception == infinite);
    CHECK(points[0].slope == -infinite);
    CHECK(points[1].lower == infinite);
    CHECK(std::isfinite(points[2].perception));

    const Eigen::MatrixXd elsewhere = Eigen::RowVector2d(2.0, 3.0);
    const auto hopeless = perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.4), perdis::SquaredError{},
                                                         perdis::KullbackLeibler{}, {.reconstruction = elsewhere}));
    const auto nowhere = perdis::finite_curve_model(hopeless, InteriorPoint{}, "interior_point");
    CHECK(nowhere->minimum_perception() == infinite);
    for (const double distortion : {0.1, hopeless.min_distortion(), 100.0}) {
        CHECK(nowhere->at({distortion}, {}).front().lower == infinite);
    }
}

TEST_CASE("law: P_min > 0 is reached where the alphabet omits symbols") {
    const Discrete<double> prior{{0, 1, 2}, {0.2, 0.3, 0.5}};
    const Eigen::MatrixXd two = Eigen::RowVector2d(0.0, 2.0);
    const auto problem = perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.3), perdis::SquaredError{},
                                                        perdis::TotalVariation{}, {.reconstruction = two}));
    const auto points = perdis::finite_curve_model(problem, InteriorPoint{}, "")
                            ->at({problem.min_distortion(), problem.max_distortion(), 10.0}, {});
    CHECK(points[0].lower >= 0.3 - 1e-15);
    CHECK(points[1].perception == problem.minimum_perception());
    CHECK(points[2].perception == problem.minimum_perception());
}

TEST_CASE("law: warm starts are handed on along the curve, and progress is told") {
    const Discrete<double> prior{{0, 1}, {0.7, 0.3}};
    const auto problem =
        perdis::reduce(perdis::Problem(prior, perdis::Symmetric(0.1), perdis::Hamming{}, perdis::KullbackLeibler{}));
    int warm_calls = 0;
    const perdis::FiniteSolverFunction spy = [&](const FiniteProblem& core, double distortion,
                                                 const perdis::Solution* warm) {
        warm_calls += warm != nullptr ? 1 : 0;
        return InteriorPoint{}(core, distortion, warm);
    };
    int told = 0;
    const auto points =
        perdis::finite_curve_model(problem, spy, "spy")->at({0.102, 0.11, 0.12}, [&](int done, int total) {
            CHECK(done == ++told);
            CHECK(total == 3);
        });
    CHECK(points.size() == 3);
    CHECK(warm_calls == 2);
    CHECK(told == 3);
}
