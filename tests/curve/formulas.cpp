#include "catch.hpp"

#include "formula_checks.hpp"

#include <cmath>

#include <perdis/core/domain_error.hpp>
#include <perdis/curve/formulas.hpp>
#include <perdis/symbol/evaluate.hpp>
#include <perdis/symbol/to_text.hpp>

namespace {

using namespace perdis; // NOLINT

/// The formula's own value at a point, through its expression.
double evaluated(const Formula& entry, const std::vector<double>& point) {
    return CompiledExpression<double>(entry.expression, entry.symbols)(point);
}

bool holds(const Formula& entry, const Condition& condition, const std::vector<double>& point) {
    const auto side = [&](const Expression& e) { return CompiledExpression<double>(e, entry.symbols)(point); };
    const double left = side(condition.left), right = side(condition.right);
    return condition.relation == Relation::less ? left < right : left <= right;
}

} // namespace

TEST_CASE("agree: every closed form of the registry equals its independent numeric check") {
    const auto checks = formula_checks();
    for (const Formula& entry : formulas()) {
        INFO(entry.name);
        const auto check = checks.find(entry.name);
        REQUIRE(check != checks.end()); // an entry without a check is a defect
        REQUIRE_FALSE(check->second.points.empty());
        for (const std::vector<double>& point : check->second.points) {
            REQUIRE(point.size() == entry.symbols.size());
            for (const Condition& condition : entry.conditions) {
                INFO(to_text(condition));
                CHECK(holds(entry, condition, point));
            }
            const double expected = check->second.independent(point);
            // Quadrature, bisection and the finite solver are good to 1e-8 of the value or better.
            CHECK(entry.value(point) == Approx(expected).epsilon(1e-8).margin(1e-11));
            CHECK(evaluated(entry, point) == Approx(expected).epsilon(1e-8).margin(1e-11));
        }
    }
    CHECK(checks.size() == formulas().size());
}

TEST_CASE("law: the names of the registry are unique and every entry says its meaning and source") {
    for (std::size_t i = 0; i < formulas().size(); ++i) {
        const Formula& entry = formulas()[i];
        INFO(entry.name);
        CHECK_FALSE(entry.meaning.empty());
        CHECK_FALSE(entry.source.empty());
        CHECK(&formula(entry.name) == &entry);
    }
}

TEST_CASE("value: the interpolated estimator adds noise of variance squared share and a root there leaves the curve") {
    // Nothing is seen (H = 0), w = v = 4: X* is constant, G = 2, and the output is N(mu, noise) at W2 = |2 − √noise|.
    const auto noise = [](double p) { return formula("interpolated_noise_variance").value({p, 2.0, 4.0}); };
    for (const double p : {0.0, 0.5, 1.0, 1.9}) {
        CHECK(2.0 - std::sqrt(noise(p)) == Approx(p).margin(1e-15));
        // D = v + noise = D_min + (G − P)²
        CHECK(4.0 + noise(p) == Approx(4.0 + (2.0 - p) * (2.0 - p)).epsilon(1e-15));
    }
    // The published slip, (1 − P/G)^(1/2)·w: off the curve.
    CHECK(std::abs(2.0 - std::sqrt(std::sqrt(1.0 - 0.5) * 4.0) - 1.0) > 0.3);
}

TEST_CASE("value: the symmetric relative entropy of centred normal laws has no factor in front of its one") {
    const Formula& entry = formula("gaussian_symmetric_kullback_leibler");
    CHECK(to_text(entry.expression) == "s_1^2/(2*s_2^2) + s_2^2/(2*s_1^2) - 1");
    CHECK(entry.value({1.0, 1.0}) == 0.0); // the published slip is not 0 here
    CHECK(entry.value({1.0, 2.0}) == Approx(1.125).epsilon(1e-15));
}

TEST_CASE("value: closed forms have the numbers of the theory") {
    // (.3, 1.1), (−.4, .7): [theory of Gaussian divergences, mpmath]; W1 and TV take the narrower law first
    const std::vector<double> laws{0.3, 1.1, -0.4, 0.7};
    CHECK(formula("gaussian_kullback_leibler").value(laws) == Approx(0.7827087538).epsilon(1e-9));
    CHECK(1.0 - formula("gaussian_squared_hellinger").value(laws) == Approx(0.8856072236).epsilon(1e-9));
    CHECK(formula("gaussian_total_variation").value({-0.4, 0.7, 0.3, 1.1}) == Approx(0.3487779399).epsilon(1e-9));
    CHECK(formula("gaussian_wasserstein1").value({-0.4, 0.7, 0.3, 1.1}) == Approx(0.7129390355).epsilon(1e-9));
    // R(D, P): Bernoulli (.3, .2, .05) in bits, Gaussian (1.2, P² = .01), remote Gaussian n = 1 (.8, .1)
    CHECK(formula("bernoulli_perception_rate").value({0.3, 0.2, 0.05}) / std::log(2.0)
          == Approx(0.173451).margin(1e-6));
    CHECK(formula("gaussian_perception_rate").value({1.0, 1.2, 0.1}) == Approx(0.06099664).margin(1e-8));
    CHECK(formula("remote_gaussian_rate").value({1.0, 1.0, 0.8, 0.1}) == Approx(0.4967092).margin(1e-7));
    CHECK(formula("bit_faint_max_distortion").value({0.3, 0.1}) == Approx(21.0 / 170.0).epsilon(1e-15));
}

TEST_CASE("refuse: an unknown formula is named") {
    CHECK_THROWS_WITH(formula("area"), "formula: name = area is not in the names of formulas()");
}
