#include "catch.hpp"
#include "tradeoff/gaussian_models.hpp"

#include <perdis/curve/gaussian_curve.hpp>
#include <perdis/curve/jointly_gaussian_curve.hpp>
#include <perdis/inference/affine_estimator.hpp>

#include <limits>
#include <vector>

using namespace gaussian_models;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Divergence>
perdis::VectorGaussianProblem<Divergence> posed(const Model& m, const Divergence& divergence) {
    return {m.prior, m.channel, {}, divergence, {.estimators = perdis::Estimators::linear}};
}

Model quadruple() {
    return model("quadruple", diagonal({4, 1, 0.25, 0.09}), MatrixXd::Identity(4, 4), 0.3 * MatrixXd::Identity(4, 4));
}

} // namespace

TEST_CASE("value: curves over jointly normal estimators", "[jointly_gaussian_curve]") {
    // scipy, as in certificate/certify_commuting
    const auto kl = perdis::trace(posed(quadruple(), perdis::KullbackLeibler{}), {.points = 2});
    CHECK(kl.perception(0.74) == Approx(0.05154651).margin(1e-8));
    CHECK(kl.method() == "water_filling (linear estimators)");
    const auto hellinger = perdis::trace(posed(quadruple(), perdis::SquaredHellinger{}), {.points = 2});
    CHECK(hellinger.perception(0.74) == Approx(1.0 - std::exp(-0.5 * 0.02357295)).margin(1e-8));
    CHECK(perdis::trace(posed(quadruple(), perdis::Hellinger{}), {.points = 2}).perception(0.74)
          == Approx(std::sqrt(1.0 - std::exp(-0.5 * 0.02357295))).margin(1e-7));
    CHECK(perdis::trace(posed(quadruple(), perdis::ChiSquared{}), {.points = 2}).perception(0.775)
          == Approx(std::exp(0.002097234759) - 1.0).margin(2e-8));
    CHECK(perdis::trace(posed(quadruple(), perdis::Alpha{0.5}), {.points = 2}).perception(0.74)
          == Approx(4.0 * (1.0 - std::exp(-0.5 * 0.02357295))).margin(4e-8));
}

TEST_CASE("value: curves over jointly normal estimators where covariances do not commute", "[jointly_gaussian_curve]") {
    // scipy, as in solver/jointly_gaussian_renyi; D = D_min + 0.3 G² and 0.7 G²
    const double near = 1.244889614840277, far = 1.382815945400444;
    const auto kl = perdis::trace(posed(smoothed(), perdis::KullbackLeibler{}), {.points = 5});
    CHECK(kl.method() == "dual_newton (linear estimators)");
    CHECK(kl.perception(near) == Approx(0.17318846059).margin(1e-9));
    for (const auto& point : kl.points()) { CHECK(point.upper - point.lower <= 1e-9 * (1.0 + point.upper)); }
    CHECK(perdis::trace(posed(smoothed(), perdis::SquaredHellinger{}), {.points = 2}).perception(near)
          == Approx(1.0 - std::exp(-0.5 * 0.06805020085)).margin(1e-9));
    CHECK(perdis::trace(posed(smoothed(), perdis::ChiSquared{}), {.points = 2}).perception(far)
          == Approx(std::exp(0.03496990282) - 1.0).margin(1e-9));
}

TEST_CASE("agree: one coordinate over jointly normal estimators and Example 1", "[jointly_gaussian_curve]") {
    const auto check = [](const auto& divergence) {
        using Divergence = std::decay_t<decltype(divergence)>;
        for (const double n : {0.1, 1.0, 10.0}) {
            const perdis::LinearGaussianProblem<double, Divergence> scalar{
                perdis::Gaussian<double>(3.0, perdis::variance(2.0)),
                perdis::AdditiveGaussian<double>(perdis::variance(n)),
                perdis::SquaredError{},
                divergence,
                {.estimators = perdis::Estimators::linear}};
            const Model m{"scalar", perdis::MultivariateGaussian<double>(scalar.prior()),
                          perdis::LinearGaussian<double>(scalar.channel())};
            const auto a = perdis::trace(scalar, {.points = 5});
            const auto b = perdis::trace(posed(m, divergence), {.points = 2});
            for (std::size_t i = 1; i + 1 < 5; ++i) {
                const auto& point = a.points()[i];
                CHECK(b.perception(point.distortion) == Approx(point.perception).epsilon(1e-11)); // D − D_min rounds
                CHECK(b.slope(point.distortion) == Approx(point.slope).epsilon(1e-9));
            }
            CHECK(b.max_distortion() == Approx(a.max_distortion()).epsilon(1e-14));
            CHECK(b.perception(b.min_distortion()) == Approx(a.perception(a.min_distortion())).epsilon(1e-11));
        }
    };
    check(perdis::KullbackLeibler{});
    check(perdis::SquaredHellinger{});
    check(perdis::Renyi{0.7});
}

TEST_CASE("law: the estimator over jointly normal ones keeps D and makes the divergence", "[jointly_gaussian_curve]") {
    // a white prior commutes with everything, whatever the eigenbasis
    std::mt19937 engine(11);
    const MatrixXd h = random_matrix(engine, 3, 4);
    for (const auto& m : {quadruple(), two_of_three(), smoothed(),
                          model("white prior", 2.0 * MatrixXd::Identity(4, 4), h, 0.4 * MatrixXd::Identity(3, 3))}) {
        INFO(m.name);
        const auto curve = perdis::vector_gaussian_curve_model(posed(m, perdis::KullbackLeibler{}));
        for (const double share : {0.1, 0.5, 0.9}) {
            const double distortion =
                curve->min_distortion() + share * (curve->max_distortion() - curve->min_distortion());
            const auto claim = curve->solve(distortion);
            const auto estimator = perdis::estimator(curve->problem(), claim);
            CHECK(perdis::distortion(estimator, m.prior, m.channel) == Approx(distortion).epsilon(1e-11));
            const auto law = perdis::output_law(estimator, m.prior, m.channel);
            const auto point = curve->certified(claim);
            CHECK(perdis::KullbackLeibler{}(m.prior, law) == Approx(point.perception).epsilon(1e-10));
            CHECK(point.upper - point.lower <= 1e-10 * (1.0 + point.upper));
        }
    }
}

TEST_CASE("limit: jointly normal estimators where order 2 has no finite divergence", "[jointly_gaussian_curve]") {
    const auto curve = perdis::trace(posed(quadruple(), perdis::Renyi{2.0}), {.points = 3});
    CHECK(curve.perception(curve.min_distortion()) == infinity);
    CHECK(curve.points().back().upper == 0.0);
    CHECK(curve.perception(0.0) == infinity);
}

TEST_CASE("refuse: all estimators and orders without a Rényi divergence", "[jointly_gaussian_curve]") {
    CHECK_THROWS_WITH(perdis::trace(posed(quadruple(), perdis::Alpha{-1.0})),
                      "Problem: order of a divergence of normal vectors = -1 is not in (0, inf)");
    perdis::VectorGaussianProblem<perdis::KullbackLeibler> all{quadruple().prior, quadruple().channel, {}, {}};
    CHECK_THROWS_WITH(perdis::trace(all),
                      "Problem: estimators: this divergence of normal vectors is answered for linear "
                      "estimators; ask for linear");
}

// P(D_min + δ) ≈ P(D_min) − c √δ: next to D_min λ = c/(2√δ) is without bound, and so is the rounding of λ E|X̂ − X*|².
TEST_CASE("law: next to D_min the curve over jointly normal estimators falls and stays enclosed",
          "[jointly_gaussian_curve]") {
    const std::vector<Model> models{quadruple(), two_of_three(), smoothed()};
    for (const auto& m : models) {
        const auto check = [&](const auto& divergence) {
            const auto curve = perdis::vector_gaussian_curve_model(posed(m, divergence));
            const double low = curve->min_distortion(), range = curve->max_distortion() - low;
            std::vector<double> levels{low};
            for (double share = 1e-15; share < 0.1; share *= 10.0) { levels.push_back(low + share * range); }
            double before = infinity;
            for (const auto& point : curve->at(levels, {})) {
                CAPTURE(m.name, (point.distortion - low) / range, point.lower, point.upper);
                CHECK(point.upper <= before);
                CHECK(point.lower <= point.upper);
                // at the λ whose rounding is as large as the gap c²/λ that it leaves; a singular S_* has no such c
                if (&m != &models[1]) { CHECK(point.upper - point.lower <= 1e-5 * (1.0 + point.upper)); }
                before = point.upper;
            }
        };
        check(perdis::KullbackLeibler{});
        check(perdis::SquaredHellinger{});
        check(perdis::Renyi{0.5});
    }
}
