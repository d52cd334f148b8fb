#include "catch.hpp"

#include <cmath>
#include <string>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/channel/erasure.hpp>
#include <perdis/channel/symmetric.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/curve/gaussian_curve.hpp>
#include <perdis/curve/problem_formulas.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/symbol/evaluate.hpp>
#include <perdis/symbol/to_text.hpp>

namespace {

using namespace perdis; // NOLINT
using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

template <class Divergence>
ProblemFormulas formulas_under(const Divergence& divergence, const Gaussian<double>& prior,
                               const AdditiveGaussian<double>& channel, const Expression& finite_above = 0) {
    return example_1_formulas(
        prior, channel, [&](const auto& p, const auto& q) { return divergence(p, q); }, finite_above);
}

double at(const ProblemFormulas& found, const std::string& name, double level) {
    return static_cast<double>(
        evaluate<Fifty>(found.with_numbers(name), {{symbol("D", Domain::positive()), Fifty(level)}}));
}

/// Every printed formula, in 50 digits, lies in the certificate of the traced curve.
template <class Divergence>
void check_curve(const Divergence& divergence, double v, double n, const Expression& finite_above = 0) {
    const Gaussian<double> prior(0.5, Variance<double>(v));
    const AdditiveGaussian<double> channel{Variance<double>(n)};
    const ProblemFormulas found = formulas_under(divergence, prior, channel, finite_above);
    const LinearGaussianProblem<double, Divergence> problem(prior, channel, SquaredError{}, divergence,
                                                            {{}, {}, Estimators::linear});
    const Curve curve = trace(problem);
    const double low = curve.min_distortion(), high = curve.max_distortion();
    CHECK(at(found, "D_min", 1.0) == Approx(low).epsilon(1e-15));
    CHECK(at(found, "D_max", 1.0) == Approx(high).epsilon(1e-14));
    for (const double share : {0.2, 0.4, 0.6, 0.8, 0.95}) {
        const double level = low + share * (high - low);
        INFO("D = " << level);
        const CurvePoint point = curve.point(level);
        const double value = at(found, "P(D)", level);
        CHECK(point.lower <= value);
        CHECK(value <= point.upper);
    }
}

} // namespace

TEST_CASE("value: the closed forms of Example 1 print as one would write them") {
    const ProblemFormulas found = formulas_under(Wasserstein2{}, Gaussian<double>(0.0, Variance<double>(1.0)),
                                                 AdditiveGaussian<double>(StandardDeviation<double>(0.5)));
    CHECK(found.model
          == "Example 1: X ~ N(mu, 1), Y = X + N, N ~ N(0, sigma^2), squared error, linear estimators X^ = aY + (1 - "
             "a) mu");
    CHECK(to_text(found.formula("gain")) == "1/(1 + sigma^2)");
    CHECK(to_text(found.formula("D_min")) == "sigma^2/(1 + sigma^2)");
    CHECK(to_text(found.with_numbers("gain")) == "4/5");
    CHECK(to_text(found.with_numbers("D_min")) == "1/5");
    CHECK(to_text(found.values[0].first) == "sigma");
    CHECK(to_text(found.values[0].second) == "1/2");
}

TEST_CASE("agree: every printed P(D) re-evaluates to the traced curve") {
    check_curve(KullbackLeibler{}, 1.0, 1.0);
    check_curve(KullbackLeibler{}, 3.0, 0.25);
    check_curve(ReverseKullbackLeibler{}, 1.0, 2.0);
    check_curve(TotalVariation{}, 1.0, 1.0);
    check_curve(SquaredHellinger{}, 2.0, 1.0);
    check_curve(Hellinger{}, 1.0, 4.0);
    check_curve(ChiSquared{}, 1.0, 0.5, Expression(1) / 2);
    check_curve(ReverseChiSquared{}, 2.0, 1.0);
    check_curve(Renyi(0.25), 1.0, 1.0);
    check_curve(Renyi(3.0), 1.0, 0.25, Expression(2) / 3);
    check_curve(Alpha(-1.5), 1.0, 1.0);
    check_curve(Wasserstein1{}, 1.0, 1.0);
    check_curve(Wasserstein2{}, 4.0, 1.0);
    check_curve(SquaredWasserstein2{}, 1.0, 1.0);
    check_curve(Wasserstein(3.0), 1.0, 1.0);
}

namespace {

const BinaryDivergence total_variation = [](const auto&, const auto&, const auto& gap) { return gap; };
const BinaryDivergence kullback_leibler = [](const auto& p, const auto& q, const auto&) {
    return p * log(p / q) + (1 - p) * log((1 - p) / (1 - q));
};

/// The formulas' ends and values are those of the finite solver, and Theorem 1 is proved of them.
template <class Channel, class Divergence>
void check_bit(const ProblemFormulas& found, double p, const Channel& channel, const Divergence& divergence) {
    const Curve curve =
        trace(Problem{Discrete<double>{{0.0, 1.0}, {1.0 - p, p}}, channel, Hamming{}, divergence}, {.points = 5});
    CHECK(at(found, "D_min", 0.2) == Approx(curve.min_distortion()).epsilon(1e-13));
    CHECK(at(found, "D_max", 0.2) == Approx(curve.max_distortion()).epsilon(1e-13));
    for (const double share : {0.1, 0.5, 0.9}) {
        const double level = curve.min_distortion() + share * (curve.max_distortion() - curve.min_distortion());
        const CurvePoint point = curve.point(level);
        const double value = at(found, "P(D)", level), rounding = 1e-13; // the doubles of p, e and D, slopes below 100
        CHECK(point.lower - rounding <= value);
        CHECK(value <= point.upper + rounding);
    }
    const TheoremProof proof = found.prove();
    CHECK(proof.non_increasing.verdict == Verdict::proved);
    CHECK(proof.convex.verdict == Verdict::proved);
}

} // namespace

TEST_CASE("agree: the formulas of a bit re-evaluate to the finite solver's curve and Theorem 1 is proved of them") {
    for (const auto& [p, e] : {std::pair(0.3, 0.1), std::pair(0.1, 0.3)}) {
        check_bit(binary_symmetric_formulas(p, e, total_variation), p, Symmetric<double>(e), TotalVariation{});
        check_bit(binary_symmetric_formulas(p, e, kullback_leibler), p, Symmetric<double>(e), KullbackLeibler{});
    }
    for (const auto& [p, e] : {std::pair(0.3, 0.4), std::pair(0.01, 1.0)}) {
        check_bit(binary_erasure_formulas(p, e, total_variation), p, Erasure<double>(e), TotalVariation{});
        check_bit(binary_erasure_formulas(p, e, kullback_leibler), p, Erasure<double>(e), KullbackLeibler{});
    }
    // (p, e) = (3/10, 1/10): D_max = 21/170 [theory of the binary source]; doubles of them, so to 1e-15
    const ProblemFormulas found = binary_symmetric_formulas(0.3, 0.1, kullback_leibler);
    CHECK(at(found, "D_max", 0.2) == Approx(21.0 / 170.0).epsilon(1e-15));
    CHECK(to_text(binary_erasure_formulas(0.3, 0.4, total_variation).with_numbers("D_max")) == "21/125");
}

TEST_CASE("limit: without noise or without a signal the curve is a point") {
    const ProblemFormulas known = formulas_under(KullbackLeibler{}, Gaussian<double>(0.0, Variance<double>(1.0)),
                                                 AdditiveGaussian<double>(Variance<double>(0.0)));
    CHECK(to_text(known.formula("gain")) == "1");
    CHECK(to_text(known.formula("D_max")) == "0");
    CHECK_FALSE(known.curve);
    const ProblemFormulas constant = formulas_under(KullbackLeibler{}, Gaussian<double>(0.0, Variance<double>(0.0)),
                                                    AdditiveGaussian<double>(Variance<double>(1.0)));
    CHECK(to_text(constant.formula("gain")) == "0");
    CHECK_THROWS_WITH(constant.prove(), "prove: the curve is a single point");
}

TEST_CASE("limit: where the noise is strong chi-squared has a formula from the distortion on at which it is finite") {
    const ProblemFormulas found = formulas_under(ChiSquared{}, Gaussian<double>(0.0, Variance<double>(1.0)),
                                                 AdditiveGaussian<double>(Variance<double>(3.0)), Expression(1) / 2);
    // D_min = 3/4, tau_0 = 1/2, finite for tau > 1/sqrt(2)
    CHECK(at(found, "finite above", 0.8) == Approx(0.75 + std::pow(std::sqrt(0.5) - 0.5, 2)).epsilon(1e-15));
}

TEST_CASE("refuse: an unknown line and bits without a formula are named") {
    const ProblemFormulas found = formulas_under(Wasserstein2{}, Gaussian<double>(0.0, Variance<double>(1.0)),
                                                 AdditiveGaussian<double>(Variance<double>(1.0)));
    CHECK_THROWS_WITH(found.formula("Q"), "ProblemFormulas: name = Q is not in the names of its lines");
    CHECK_THROWS_WITH(binary_symmetric_formulas(0.5, 0.1, total_variation),
                      "binary_symmetric_formulas: probability = 0.5 is not in (0, 1/2)");
    CHECK_THROWS_WITH(binary_symmetric_formulas(0.25, 0.25, total_variation),
                      "binary_symmetric_formulas: error = 0.25 is not in (0, 1/2) without the probability");
    CHECK_THROWS_WITH(binary_erasure_formulas(0.25, 0.0, total_variation),
                      "binary_erasure_formulas: erasure = 0 is not in (0, 1]");
}
