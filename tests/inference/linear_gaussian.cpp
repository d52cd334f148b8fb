#include "catch.hpp"

#include <limits>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/inference/linear_gaussian.hpp>

namespace {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

/// N(μ, v) and the noise variance n; v, n and s = v + n give exact or nearly exact quotients.
template <class T>
struct Model {
    perdis::Gaussian<T> prior;
    perdis::AdditiveGaussian<T> channel;
    Model(int mean, int variance, int noise)
        : prior(T(mean), perdis::Variance<T>(T(variance))), channel(perdis::Variance<T>(T(noise))) {}
};

template <class T>
bool close(const T& got, const T& expected, int roundings) {
    using std::abs;
    return abs(got - expected) <= T(roundings) * std::numeric_limits<T>::epsilon() * abs(expected);
}

} // namespace

TEMPLATE_TEST_CASE("value: N(1, 4) seen at y = 3 in noise of variance 2", "[linear_gaussian]", double, long double,
                   Fifty) {
    using T = TestType;
    const Model<T> m(1, 4, 2);
    // by Bayes' formula and quadrature (mpmath): mean 7/3, variance 4/3
    const perdis::Gaussian<T> posterior = perdis::posterior(m.prior, m.channel, T(3));
    CHECK(close(posterior.mean(), T(T(7) / T(3)), 4));
    CHECK(close(posterior.variance(), T(T(4) / T(3)), 4));
    CHECK(close(perdis::minimum_mean_squared_error(m.prior, m.channel), T(T(4) / T(3)), 4));
    const auto mean = perdis::posterior_mean(m.prior, m.channel);
    CHECK(close(mean.slope(), T(T(2) / T(3)), 4));
    CHECK(close(mean.intercept(), T(T(1) / T(3)), 4));
    CHECK(close(perdis::maximum_posterior(m.prior, m.channel)(T(3)), T(T(7) / T(3)), 4));
    CHECK(close(perdis::linear(m.prior, m.channel)(T(3)), T(T(7) / T(3)), 4));
}

TEMPLATE_TEST_CASE("value: output law and distortion of X̂ = Y/2 + 1", "[linear_gaussian]", double, long double, Fifty) {
    using T = TestType;
    const Model<T> m(6, 7, 9);
    const perdis::LinearEstimator<T> half(T(1) / T(2), T(1));
    CHECK(half(T(4)) == T(3));
    const perdis::Gaussian<T> output = perdis::output_law(half, m.prior, m.channel);
    CHECK(output.mean() == T(4));
    CHECK(output.standard_deviation() == T(2));
    // ¼·7 + ¼·9 + (½·6 − 1)² = 8
    CHECK(perdis::distortion(half, m.prior, m.channel) == T(8));
    const perdis::NoisyLinearEstimator<T> noisy(half, perdis::Variance<T>(T(5)));
    CHECK(perdis::distortion(noisy, m.prior, m.channel) == T(13));
    CHECK(perdis::output_law(noisy, m.prior, m.channel).variance() == T(9));
    CHECK(noisy(T(4)).mean() == T(3));
    CHECK(noisy(T(4)).variance() == T(5));
    const perdis::LinearEstimator<T> mirrored(T(-1) / T(2), T(1));
    CHECK(perdis::output_law(mirrored, m.prior, m.channel).standard_deviation() == T(2));
}

TEMPLATE_TEST_CASE("law: MMSE is least, posterior sampling costs twice it, a random draw twice Var X",
                   "[linear_gaussian]", double, long double, Fifty) {
    using T = TestType;
    for (const Model<T>& m : {Model<T>(0, 1, 1), Model<T>(-3, 2, 7), Model<T>(5, 1000, 3), Model<T>(5, 3, 100000)}) {
        const T mmse = perdis::minimum_mean_squared_error(m.prior, m.channel);
        const auto mean = perdis::posterior_mean(m.prior, m.channel);
        // the mean's coefficients are rounded: the bias term adds (ε μ)² at most
        CHECK(close(perdis::distortion(mean, m.prior, m.channel), mmse, 8));
        for (const int percent : {-10, 1, 30}) {
            const T a = mean.slope() * (T(1) + T(percent) / T(100));
            const perdis::LinearEstimator<T> other(a, (T(1) - a) * m.prior.mean());
            CHECK(perdis::distortion(other, m.prior, m.channel) > mmse);
        }
        const auto sample = perdis::posterior_sample(m.prior, m.channel);
        CHECK(close(perdis::distortion(sample, m.prior, m.channel), T(T(2) * mmse), 8));
        const auto output = perdis::output_law(sample, m.prior, m.channel);
        CHECK(close(output.variance(), m.prior.variance(), 8));
        CHECK(close(T(output.mean() + T(10)), T(m.prior.mean() + T(10)), 8));
        const T y = T(17) / T(10);
        CHECK(sample(y).mean() == perdis::posterior(m.prior, m.channel, y).mean());
        CHECK(sample(y).variance() == perdis::posterior(m.prior, m.channel, y).variance());
        const auto draw = perdis::random_draw(m.prior);
        CHECK(perdis::distortion(draw, m.prior, m.channel) == T(2) * m.prior.variance());
        CHECK(perdis::identical(perdis::output_law(draw, m.prior, m.channel), m.prior));
        CHECK(perdis::identical(draw(y), m.prior));
    }
}

TEMPLATE_TEST_CASE("limit: no noise, a known X, both", "[linear_gaussian]", double, long double, Fifty) {
    using T = TestType;
    const Model<T> clear(2, 3, 0);
    CHECK(perdis::posterior_mean(clear.prior, clear.channel)(T(9)) == T(9));
    CHECK(perdis::minimum_mean_squared_error(clear.prior, clear.channel) == T(0));
    CHECK(perdis::posterior(clear.prior, clear.channel, T(9)).variance() == T(0));
    for (const int noise : {0, 3}) {
        const Model<T> known(2, 0, noise);
        const auto posterior = perdis::posterior(known.prior, known.channel, T(9));
        CHECK(perdis::identical(posterior, known.prior));
        CHECK(perdis::minimum_mean_squared_error(known.prior, known.channel) == T(0));
    }
    // noise near the largest number: the prior is all there is
    const perdis::AdditiveGaussian<T> loud(perdis::Variance<T>(std::numeric_limits<T>::max() / T(4)));
    CHECK(close(perdis::minimum_mean_squared_error(clear.prior, loud), T(3), 4));
    CHECK(close(perdis::posterior(clear.prior, loud, T(9)).mean(), T(2), 4));
}

TEST_CASE("refuse: an observation that is no number", "[linear_gaussian]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Model<double> m(0, 1, 1);
    CHECK_THROWS_WITH(perdis::posterior(m.prior, m.channel, nan), "posterior: y = nan is not in (-inf, inf)");
}
