#include "catch.hpp"

#include <cmath>
#include <limits>

#include <perdis/curve/gaussian_curve.hpp>
#include <perdis/curve/verify.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Divergence>
perdis::LinearGaussianProblem<double, Divergence> example(const Divergence& divergence, double noise,
                                                          double prior = 1.0, double mean = 0.0) {
    return {perdis::Gaussian<double>(mean, perdis::variance(prior)),
            perdis::AdditiveGaussian<double>(perdis::variance(noise)), perdis::SquaredError{}, divergence};
}

template <class Divergence>
perdis::LinearGaussianProblem<double, Divergence> linear(const Divergence& divergence, double noise) {
    const auto all = example(divergence, noise);
    return {all.prior(), all.channel(), all.distortion(), divergence, {.estimators = perdis::Estimators::linear}};
}

} // namespace

TEST_CASE("value: the unrestricted total variation of a Gaussian", "[line_curve]") {
    const auto check = [](double prior, double noise, double distortion, double value, double margin) {
        const auto model = perdis::gaussian_curve_model(example(perdis::TotalVariation{}, noise, prior, -3.0));
        const auto point = model->at({distortion}, {}).front();
        CHECK(std::abs(point.perception - value) <= margin);
        CHECK(point.lower <= value + margin);
        CHECK(point.upper >= value - margin);
        CHECK(point.upper - point.lower <= 1e-12);
    };
    // theory.md section 3, its D rounded to 5e-9 and the slopes −19.6 and −5.1; then mpmath (root of the band's δ by
    // quadrature), to 1e-12
    check(1.0, 1.0, 0.50056862, .13749329, 1.1e-7);
    check(1.0, 1.0, 0.50474855, .10145136, 3.1e-8);
    check(1.0, 1.0, 0.50056862, 0.13749324790421752373529, 1e-12);
    check(1.0, 1.0, 0.50474855, 0.10145136818440938204582, 1e-12);
    check(2.0, 1.0, 0.7, 0.015925113209741787708966, 1e-12);
}

TEST_CASE("value: the unrestricted W1 of a Gaussian", "[line_curve]") {
    const auto check = [](double prior, double noise, double distortion, double value) {
        const auto model = perdis::gaussian_curve_model(example(perdis::Wasserstein1{}, noise, prior, 5.0));
        const auto point = model->at({distortion}, {}).front();
        CHECK(point.perception == Approx(value).epsilon(1e-13).margin(0));
        CHECK(point.lower <= value);
        CHECK(point.upper >= value);
        CHECK(point.upper - point.lower <= 1e-13);
    };
    // mpmath, 30 digits: t from 2∫min(z², t²)φ by quadrature, then 2 √v g ∫_t (z − t)φ
    check(1.0, 1.0, 0.52, 0.102780205193784413048446235533512);
    check(2.0, 1.0, 0.7, 0.0460283276827601918369740833824648);
    check(1.0, 4.0, 1.0, 0.0576455526842864418189209702130519);
}

TEST_CASE("agree: where linear estimators are optimal the two curves are one", "[line_curve]") {
    const auto check = [](const auto& divergence) {
        const auto all = perdis::gaussian_curve_model(example(divergence, 2.0));
        const auto restricted = perdis::gaussian_curve_model(linear(divergence, 2.0));
        CHECK(all->method() == "closed_form (linear estimators are optimal)");
        CHECK(restricted->method() == "closed_form (linear estimators)");
        for (const double share : {0.0, 0.1, 0.5, 1.0}) {
            const double distortion = all->min_distortion() + share * (all->max_distortion() - all->min_distortion());
            CHECK(all->at({distortion}, {}).front().perception == restricted->at({distortion}, {}).front().perception);
        }
    };
    check(perdis::ReverseKullbackLeibler{});
    check(perdis::Alpha(0.0));
    check(perdis::Wasserstein2{});
    check(perdis::SquaredWasserstein2{});
    check(perdis::Wasserstein(2.0));
}

TEST_CASE("law: nonlinear estimators do better under TV and W1 at every D inside", "[line_curve]") {
    const auto check = [](const auto& divergence) {
        for (const double noise : {1e-2, 1.0, 1e2}) {
            const auto all = perdis::gaussian_curve_model(example(divergence, noise));
            const auto restricted = perdis::gaussian_curve_model(linear(divergence, noise));
            CHECK(all->min_distortion() == restricted->min_distortion());
            CHECK(all->max_distortion() == restricted->max_distortion());
            for (const double share : {0.01, 0.3, 0.9}) {
                const double distortion =
                    all->min_distortion() + share * (all->max_distortion() - all->min_distortion());
                CHECK(all->at({distortion}, {}).front().upper < restricted->at({distortion}, {}).front().lower);
            }
        }
    };
    check(perdis::TotalVariation{});
    check(perdis::Wasserstein1{});
}

TEST_CASE("law: certified rows of TV and W1 from faint to loud noise", "[line_curve]") {
    const auto check = [](const auto& divergence) {
        for (const double noise : {1e-4, 1.0, 1e4}) {
            const auto curve = perdis::trace(example(divergence, noise), {.points = 24});
            const auto verdict = perdis::verify(curve);
            CHECK(verdict.non_increasing.verdict == perdis::Verdict::proved);
            CHECK(verdict.convex.verdict == perdis::Verdict::proved);
            for (const auto& point : curve.points()) {
                CHECK(point.lower <= point.upper);
                CHECK(point.upper - point.lower <= 1e-9 * point.upper + 1e-13);
                CHECK(point.slope <= 0.0);
            }
        }
    };
    check(perdis::TotalVariation{});
    check(perdis::Wasserstein1{});
}

// 1 − σ_* down to ε: of the band's own little is left but rounding.
TEST_CASE("limit: in faint noise total variation is enclosed within 1e-12 at every D", "[line_curve]") {
    for (double noise = 1e-16; noise < 1e-8; noise *= 3.0) {
        const auto model = perdis::gaussian_curve_model(example(perdis::TotalVariation{}, noise));
        const double low = model->min_distortion(), range = model->max_distortion() - low;
        for (const double share : {0.0, 1e-6, 0.2, 0.5, 0.9, 1.0 - 1e-6}) {
            const auto point = model->at({low + share * range}, {}).front();
            CAPTURE(noise, share, point.lower, point.upper);
            CHECK(point.lower >= 0.0);
            CHECK(point.lower <= point.upper);
            CHECK(point.upper - point.lower <= 1e-12);
            CHECK(point.upper <= 0.25 * noise + 1e-14); // TV of N(0, 1) and the law of X* is .242 n
        }
    }
}

// P(D_min) grows like n/v under KL: what a map loses far out counts.
TEST_CASE("limit: in loud noise KL and H2 are enclosed within 1e-6 P and tend to the curve without a signal",
          "[line_curve]") {
    const auto check = [](const auto& divergence, double value) {
        for (const double noise : {1e12, 1e16, 1e24, 1e32}) {
            const auto model = perdis::gaussian_curve_model(example(divergence, noise));
            const double low = model->min_distortion(), range = model->max_distortion() - low;
            for (const double share : {0.01, 0.5, 0.99}) {
                const auto point = model->at({low + share * range}, {}).front();
                CAPTURE(noise, share, point.lower, point.upper);
                CHECK(point.upper - point.lower <= 1e-6 * point.upper + 1e-12);
                // 1/√n of the way to the limit
                if (share == 0.5) { CHECK(point.upper == Approx(value).epsilon(20.0 / std::sqrt(noise) + 1e-11)); }
            }
        }
    };
    // mpmath, X* = μ and E(x̂ − μ)² = v/2: q = p/(1 − λ/2 + λx²) under KL, p/(a + λx²)² under H²
    check(perdis::KullbackLeibler{}, 0.12885706487192926);
    check(perdis::SquaredHellinger{}, 0.02799710736469249);
}

TEST_CASE("agree: the slope of TV and W1 is the derivative", "[line_curve]") {
    const auto check = [](const auto& divergence, double expected) {
        const auto model = perdis::gaussian_curve_model(example(divergence, 1.0));
        const double step = 1e-6;
        for (const double distortion : {0.504, 0.52, 0.56}) {
            const auto points = model->at({distortion - step, distortion, distortion + step}, {});
            const double difference = (points[2].perception - points[0].perception) / (2.0 * step);
            // the step's square times P''' below 1e6 here, and 1e-13 of rounding over the step
            CHECK(points[1].slope == Approx(difference).epsilon(expected).margin(0));
        }
    };
    check(perdis::TotalVariation{}, 2e-6);
    check(perdis::Wasserstein1{}, 2e-6);
}

TEST_CASE("limit: near D_min TV falls like the power 2/5 of the excess", "[line_curve]") {
    const auto model = perdis::gaussian_curve_model(example(perdis::TotalVariation{}, 1.0));
    const double top = model->at({0.5}, {}).front().perception;
    const auto fall = [&](double excess) { return top - model->at({0.5 + excess}, {}).front().perception; };
    // the next power of the excess is 1/5 higher: (1e-10)^{1/5} = 1e-2
    CHECK(std::log(fall(1e-9) / fall(1e-11)) / std::log(100.0) == Approx(0.4).margin(3e-3));
}

TEST_CASE("limit: a Gaussian over all estimators below D_min, at the ends and without noise", "[line_curve]") {
    const auto model = perdis::gaussian_curve_model(example(perdis::TotalVariation{}, 3.0));
    const auto points = model->at({-infinity, 0.7, 0.75, model->max_distortion(), infinity}, {});
    CHECK(points[0].perception == infinity);
    CHECK(points[1].lower == infinity);
    CHECK(points[1].slope == -infinity);
    // TV(N(0, 1), N(0, 1/4)), the divergence itself
    const double most = perdis::TotalVariation{}(perdis::Gaussian<double>(0.0, perdis::variance(1.0)),
                                                 perdis::Gaussian<double>(0.0, perdis::variance(0.25)));
    CHECK(points[2].perception == Approx(most).epsilon(1e-13).margin(0));
    CHECK(points[2].slope == -infinity);
    CHECK(points[3].perception == 0.0);
    CHECK(points[4].perception == 0.0);
    CHECK(points[4].slope == 0.0);
    for (const auto& [noise, prior] : {std::pair{0.0, 1.0}, std::pair{1.0, 0.0}}) {
        const auto flat = perdis::gaussian_curve_model(example(perdis::Wasserstein1{}, noise, prior));
        CHECK(flat->min_distortion() == flat->max_distortion());
        CHECK(flat->at({flat->max_distortion()}, {}).front().perception == 0.0);
    }
}

TEST_CASE("refuse: divergences and options without a method over all estimators", "[line_curve]") {
    CHECK_THROWS_WITH(perdis::gaussian_curve_model(example(perdis::Wasserstein(3.0), 1.0)),
                      "Problem: estimators: no method answers for all estimators under this divergence yet; ask for "
                      "linear");
    const auto all = example(perdis::TotalVariation{}, 1.0);
    const perdis::LinearGaussianProblem<double, perdis::TotalVariation> binned(
        all.prior(), all.channel(), all.distortion(), all.divergence(), {.observation = perdis::Bins(-1.0, 1.0, 4)});
    CHECK_THROWS_WITH(perdis::gaussian_curve_model(binned),
                      "Problem: observation: a Gaussian problem is solved with Y as it is; bins are not allowed");
    const auto model = perdis::gaussian_curve_model(all);
    CHECK_THROWS_WITH(model->at({std::nan("")}, {}), "Problem: distortion = nan is not in [-inf, inf]");
}
