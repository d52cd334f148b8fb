#include "catch.hpp"

#include <limits>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>

namespace {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

template <class T>
perdis::GaussianLinearFamily<T> family(const T& mean, const T& variance, const T& noise) {
    return {perdis::Gaussian<T>(mean, perdis::Variance<T>(variance)),
            perdis::AdditiveGaussian<T>(perdis::Variance<T>(noise))};
}

/// |got − expected| ≤ roundings · ε · |expected|, or the last digit of a constant of 46 digits.
template <class T>
bool close(const T& got, const char* expected, int roundings) {
    using std::abs;
    const Fifty reference(expected);
    const Fifty slack = Fifty(std::numeric_limits<T>::epsilon()) * roundings + Fifty("1e-44");
    return abs(Fifty(got) - reference) <= slack * abs(reference);
}

/// The worst of f(v, n, D) in double against 50 digits in units of ε (1 + κ), over v, n in [1e-8, 1e8] and D between
/// D_min and D_max.
template <class F>
double worst_error(const F& f) {
    const Fifty step("1e-17");
    double worst = 0.0;
    for (const double variance : {1e-8, 2.7e-3, 1.0, 41.0, 1e8}) {
        for (const double noise : {1e-8, 3.3e-4, 0.7, 12.0, 1e8}) {
            const auto reference = family<Fifty>(1, variance, noise);
            for (const double share : {1e-6, 1e-3, 0.2, 0.7, 0.999}) {
                const Fifty wanted = reference.min_distortion() + Fifty(share) * reference.max_excess();
                const auto distortion = static_cast<double>(wanted);
                // far enough from both ends for the differences below
                const Fifty margin = Fifty("1e-12") * Fifty(distortion);
                if (!(Fifty(distortion) > reference.min_distortion() + margin)) { continue; }
                if (!(Fifty(distortion) < reference.max_distortion() - margin)) { continue; }
                const std::vector<Fifty> x{variance, noise, distortion};
                const Fifty value = f(x[0], x[1], x[2]);
                Fifty kappa = 0;
                for (std::size_t i = 0; i < x.size(); ++i) {
                    std::vector<Fifty> up = x;
                    std::vector<Fifty> down = x;
                    up[i] *= 1 + step;
                    down[i] *= 1 - step;
                    kappa += abs((f(up[0], up[1], up[2]) - f(down[0], down[1], down[2])) / (2 * step * value));
                }
                const Fifty unit = Fifty(std::numeric_limits<double>::epsilon()) * (1 + kappa) * abs(value);
                const auto error = static_cast<double>(abs(Fifty(f(variance, noise, distortion)) - value) / unit);
                if (!(error <= worst)) { worst = error; }
            }
        }
    }
    return worst;
}

} // namespace

TEMPLATE_TEST_CASE("value: Example 1 of the paper, X ~ N(0, 1)", "[gaussian_linear]", double, long double, Fifty) {
    using T = TestType;
    const perdis::Gaussian<T> prior(T(0), perdis::Variance<T>(T(1)));
    // mpmath from D(a) = 1 − 2a + a²s; dP/dD is −10 … −40 there, so the constants are of the D written here. With the rounding
    // of D and of D_min, κ of P in D is below 100.
    const auto one = family<T>(T(0), T(1), T(1));
    const perdis::Gaussian<T> at_one = one.output_law_at(T(502233) / T(1000000));
    CHECK(close(at_one.standard_deviation(), "0.754361410589390162713778834165504297100622578", 100));
    CHECK(close(perdis::gaussian_kullback_leibler(prior, at_one), "0.09675651277999469526976092509627755371419424777",
                800));
    const auto four = family<T>(T(0), T(1), T(4));
    const perdis::Gaussian<T> at_four = four.output_law_at(T(804193) / T(1000000));
    CHECK(close(at_four.standard_deviation(), "0.5119669737902062404264941187951643365164183016", 100));
    CHECK(close(perdis::gaussian_kullback_leibler(prior, at_four), "0.7380995607216289631639132265305872685506920696",
                800));
    const perdis::Gaussian<T> variation = one.output_law_at(T(50056862) / T(100000000));
    CHECK(close(perdis::gaussian_total_variation(prior, variation), "0.1504421086932934167865096580646698045433774492",
                800));
}

TEMPLATE_TEST_CASE("value: N(2, 9/4) in noise of variance 7/10", "[gaussian_linear]", double, long double, Fifty) {
    using T = TestType;
    const auto tested = family<T>(T(2), T(T(9) / T(4)), T(T(7) / T(10)));
    // mpmath: a root of D(a) = (1−a)²v + a²n by bracketing, and D at a = √(v/s)
    CHECK(close(tested.min_distortion(), "0.5338983050847457627118644067796610169491525424", 8));
    CHECK(close(tested.max_distortion(), "0.5699980592578216723421780716807878265860138731", 16));
    CHECK(close(tested.max_excess(), "0.03609975417307590963031366490112680963686133074", 32));
    // 3/5 lies beyond D_max
    CHECK(tested.standard_deviation_at(T(T(3) / T(5))) == T(3) / T(2));
    CHECK(close(tested.estimator_at(T(T(3) / T(5))).slope(), "0.8733337646093729617017382062931582607586635838", 16));
    CHECK(close(tested.distortion_at(T(1)), "0.6299987061718811148947853811205252177240092487", 16)); // D at a = 1/√s
    // κ of τ in D, v and n is about 10
    CHECK(
        close(tested.estimator_at(T(T(11) / T(20))).slope(), "0.8365915075176385347836776607433833162565593886", 100));
    CHECK(
        close(tested.standard_deviation_at(T(T(11) / T(20))), "1.436893101044532611867751712389027993007503237", 100));
    CHECK(close(tested.estimator_at(T(T(11) / T(20))).intercept(), "0.3268169849647229304326446785132333674868812229",
                800));
}

TEMPLATE_TEST_CASE("value: D_max keeps its digits in faint noise", "[gaussian_linear]", double, long double, Fifty) {
    using T = TestType;
    const auto tested = family<T>(T(0), T(1), T(T(1) / T(100000000)));
    // mpmath: 2 − 2/√s and its distance from n/s
    CHECK(close(tested.max_distortion(), "0.000000009999999925000000624999994531250049218749548828", 16));
    CHECK(close(tested.max_excess(), "2.49999996250000045312499492187505488281191896e-17", 32));
}

TEST_CASE("agree: every member in double lies within 8 ε (1 + κ) of 50 digits", "[gaussian_linear]") {
    const auto at = []<class T>(const T& v, const T& n) { return family<T>(T(1), v, n); };
    CHECK(worst_error([&]<class T>(const T& v, const T& n, const T&) { return at(v, n).min_distortion(); }) <= 8.0);
    CHECK(worst_error([&]<class T>(const T& v, const T& n, const T&) { return at(v, n).max_distortion(); }) <= 8.0);
    CHECK(worst_error([&]<class T>(const T& v, const T& n, const T&) { return at(v, n).max_excess(); }) <= 8.0);
    CHECK(worst_error([&]<class T>(const T& v, const T& n, const T& d) { return at(v, n).standard_deviation_at(d); })
          <= 8.0);
    CHECK(worst_error(
              [&]<class T>(const T& v, const T& n, const T& d) { return at(v, n).standard_deviation_slope_at(d); })
          <= 8.0);
    CHECK(worst_error([&]<class T>(const T& v, const T& n, const T& d) { return at(v, n).estimator_at(d).slope(); })
          <= 8.0);
    CHECK(worst_error([&]<class T>(const T& v, const T& n, const T& d) { return at(v, n).estimator_at(d).intercept(); })
          <= 8.0);
}

TEMPLATE_TEST_CASE("agree: the estimator at D has distortion D and output deviation τ(D)", "[gaussian_linear]", double,
                   long double, Fifty) {
    using T = TestType;
    using std::abs;
    const perdis::Gaussian<T> prior(T(-3), perdis::Variance<T>(T(5)));
    const perdis::AdditiveGaussian<T> channel{perdis::Variance<T>(T(2))};
    const perdis::GaussianLinearFamily<T> tested(prior, channel);
    const T tolerance = T(32) * std::numeric_limits<T>::epsilon();
    for (int k = 0; k <= 10; ++k) {
        const T excess = tested.max_excess() * T(k) / T(10);
        const T distortion = tested.min_distortion() + excess;
        const T tau = tested.standard_deviation_at_excess(excess);
        const auto estimator = tested.estimator_at_excess(excess);
        const auto output = perdis::output_law(estimator, prior, channel);
        CHECK(abs(perdis::distortion(estimator, prior, channel) - distortion) <= tolerance * distortion);
        CHECK(abs(output.standard_deviation() - tau) <= tolerance * tau);
        CHECK(abs(output.mean() - prior.mean()) <= tolerance * T(3));
        CHECK(abs(tested.distortion_at(tau) - distortion) <= tolerance * distortion);
        if (k > 0 && k < 10) {
            // dD/dτ = 2 (τ − v/√s): the inverse function's slope
            const T least = tested.standard_deviation_at_excess(T(0));
            const T slope = tested.standard_deviation_slope_at_excess(excess);
            CHECK(abs(slope * T(2) * (tau - least) - T(1)) <= T(8) * tolerance); // τ − τ_0 cancels to a twentieth of τ
        }
    }
}

TEMPLATE_TEST_CASE("limit: both ends of the curve", "[gaussian_linear]", double, long double, Fifty) {
    using T = TestType;
    const T infinity = std::numeric_limits<T>::infinity();
    const perdis::Gaussian<T> prior(T(1), perdis::Variance<T>(T(2)));
    const perdis::AdditiveGaussian<T> channel{perdis::Variance<T>(T(3))};
    const perdis::GaussianLinearFamily<T> tested(prior, channel);
    const auto mean = perdis::posterior_mean(prior, channel);
    const T tolerance = T(8) * std::numeric_limits<T>::epsilon();
    CHECK(abs(tested.estimator_at(tested.min_distortion()).slope() - mean.slope()) <= tolerance);
    CHECK(abs(tested.estimator_at(tested.min_distortion()).intercept() - mean.intercept()) <= tolerance);
    CHECK(tested.standard_deviation_slope_at(tested.min_distortion()) == infinity);
    for (const T& distortion : {tested.max_distortion(), T(100), infinity}) {
        CHECK(perdis::identical(tested.output_law_at(distortion), prior));
        CHECK(tested.standard_deviation_slope_at(distortion) == T(0));
        CHECK(tested.estimator_at(distortion).slope() == tested.estimator_at(infinity).slope());
    }
    CHECK(tested.standard_deviation_at_excess(tested.max_excess()) == prior.standard_deviation());
}

TEMPLATE_TEST_CASE("limit: no noise, a constant X, deafening noise", "[gaussian_linear]", double, long double, Fifty) {
    using T = TestType;
    const auto clear = family<T>(T(2), T(3), T(0));
    CHECK(clear.min_distortion() == T(0));
    CHECK(clear.max_distortion() == T(0));
    CHECK(perdis::identical(clear.output_law_at(T(0)), clear.prior()));
    CHECK(clear.estimator_at(T(0))(T(7)) == T(7));
    for (const int noise : {0, 3}) {
        const auto constant = family<T>(T(2), T(0), T(noise));
        CHECK(constant.min_distortion() == T(0));
        CHECK(constant.max_distortion() == T(0));
        CHECK(perdis::identical(constant.output_law_at(T(0)), constant.prior()));
        CHECK(constant.estimator_at(T(0))(T(7)) == T(2));
        CHECK(constant.distortion_at(T(0)) == T(0));
    }
    CHECK(family<T>(T(2), T(0), T(3)).distortion_at(T(4)) == T(16)); // X̂ − 2 is a multiple of the noise
    const auto loud = family<T>(T(2), T(1), T(1e300));
    CHECK(close(loud.min_distortion(), "1", 8));
    CHECK(close(loud.max_distortion(), "2", 8));
    CHECK(loud.standard_deviation_at(T(1)) < T(1e-140));
}

TEST_CASE("refuse: a distortion that the family does not reach", "[gaussian_linear]") {
    const auto tested = family<double>(0.0, 1.0, 1.0);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(tested.standard_deviation_at(0.25),
                      "GaussianLinearFamily: distortion = 0.25 is not in [0.5, inf]");
    CHECK_THROWS_WITH(tested.estimator_at(nan), "GaussianLinearFamily: distortion = nan is not in [0.5, inf]");
    CHECK_THROWS_WITH(tested.standard_deviation_at_excess(-1.0),
                      "GaussianLinearFamily: excess distortion = -1 is not in [0, inf]");
    CHECK_THROWS_WITH(tested.distortion_at(-1.0),
                      "GaussianLinearFamily: output standard deviation = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(family<double>(0.0, 0.0, 0.0).distortion_at(1.0),
                      "GaussianLinearFamily: output standard deviation = 1 is not in {0}");
}
