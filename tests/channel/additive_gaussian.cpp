#include "catch.hpp"

#include <limits>
#include <type_traits>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/channel/additive_gaussian.hpp>

namespace {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

static_assert(std::is_same_v<decltype(perdis::AdditiveGaussian{perdis::standard_deviation(1.0)}),
                             perdis::AdditiveGaussian<double>>);
static_assert(
    std::is_same_v<decltype(perdis::AdditiveGaussian{perdis::variance(1)}), perdis::AdditiveGaussian<double>>);

} // namespace

TEMPLATE_TEST_CASE("value: Y given X = x is N(x, σ²), its marginal N(μ, σ_X² + σ²)", "[additive_gaussian]", double,
                   long double, Fifty) {
    using T = TestType;
    const perdis::AdditiveGaussian<T> channel(perdis::standard_deviation(T(3)));
    const perdis::Gaussian<T> given = channel(T(5));
    CHECK(given.mean() == T(5));
    CHECK(given.standard_deviation() == T(3));
    CHECK(given.variance() == T(9));
    const perdis::Gaussian<T> marginal = channel(perdis::Gaussian<T>(T(-2), perdis::standard_deviation(T(4))));
    CHECK(marginal.mean() == T(-2));
    CHECK(marginal.variance() == T(25));
    CHECK(marginal.standard_deviation() == T(5));
    CHECK(channel.noise().mean() == T(0));
    CHECK(channel.variance() == T(9));
}

TEMPLATE_TEST_CASE("limit: no noise is the identity, a known X leaves the noise", "[additive_gaussian]", double,
                   long double, Fifty) {
    using T = TestType;
    const perdis::Gaussian<T> prior(T(1), perdis::standard_deviation(T(11) / T(10)));
    const perdis::AdditiveGaussian<T> identity(perdis::variance(T(0)));
    CHECK(perdis::identical(identity(prior), prior));
    CHECK(identity(T(7)).cdf(T(7)) == T(1));
    const perdis::AdditiveGaussian<T> channel(perdis::standard_deviation(T(13) / T(10)));
    const perdis::Gaussian<T> known(T(1), perdis::variance(T(0)));
    CHECK(perdis::identical(channel(known), channel(T(1))));
}

TEST_CASE("refuse: a scale or a symbol outside its domain", "[additive_gaussian]") {
    using perdis::AdditiveGaussian;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(AdditiveGaussian{perdis::variance(-1)}, "AdditiveGaussian: variance = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(AdditiveGaussian{perdis::standard_deviation(nan)},
                      "AdditiveGaussian: standard_deviation = nan is not in [0, inf)");
    const AdditiveGaussian channel{perdis::standard_deviation(1.0)};
    CHECK_THROWS_WITH(channel(nan), "Gaussian: mean = nan is not in (-inf, inf)");
}
