#include <perdis/law/discrete.hpp>

#include "catch.hpp"

#include <cmath>
#include <limits>
#include <type_traits>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include <perdis/law/law.hpp>

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::cpp_rational;
using perdis::Discrete;

static_assert(perdis::Law<Discrete<double>>);
static_assert(perdis::Law<Discrete<Rational>>);
static_assert(perdis::Real<Fifty> && !perdis::Real<Rational> && perdis::OrderedField<Rational>);
static_assert(std::is_same_v<decltype(Discrete{{-1, 0, 1}, {0.25, 0.5, 0.25}}), Discrete<double>>);
static_assert(std::is_same_v<decltype(Discrete{{0, 1}, {1, 0}}), Discrete<double>>);
static_assert(std::is_same_v<decltype(Discrete{{0.5L, 1.5L}, {0.5L, 0.5L}}), Discrete<long double>>);
static_assert(std::is_same_v<decltype(Discrete{{Rational(0)}, {Rational(1)}}), Discrete<Rational>>);

TEMPLATE_TEST_CASE("value: moments of a law on three numbers", "", double, long double, Fifty, Rational) {
    using T = TestType;
    const Discrete<T> law{{T(-1), T(0), T(3)}, {T(1) / T(4), T(1) / T(2), T(1) / T(4)}};
    CHECK(law.size() == 3);
    CHECK(law.dimension() == 1);
    CHECK_FALSE(law.labelled());
    CHECK(law.value(2) == T(3));
    CHECK(law.mean() == T(1) / T(2));
    // (1/4) (9/4) + (1/2) (1/4) + (1/4) (25/4)
    CHECK(law.variance() == T(9) / T(4));
}

TEMPLATE_TEST_CASE("value: labels are 0, 1, ...", "", double, Rational) {
    using T = TestType;
    const auto law = Discrete<T>::over_labels(typename Discrete<T>::Vector{{T(1) / T(4), T(1) / T(4), T(1) / T(2)}});
    CHECK(law.labelled());
    CHECK(law.value(0) == T(0));
    CHECK(law.value(2) == T(2));
    CHECK(law.probabilities()(2) == T(1) / T(2));
}

TEST_CASE("value: symbols may be vectors") {
    Eigen::MatrixXd support(2, 3);
    support << 0, 1, 0, 0, 0, 1;
    const auto law = Discrete<double>::over_vectors(support, Eigen::Vector3d(0.25, 0.25, 0.5));
    CHECK(law.dimension() == 2);
    CHECK(law.size() == 3);
    CHECK(law.support() == support);
    CHECK_THROWS_WITH(law.mean(), "Discrete: the dimension of a symbol = 2 is not in {1}");
}

TEST_CASE("limit: probabilities within 1e-9 of a law are normalised, rounding beyond 1 included") {
    const Discrete<double> law{{0, 1}, {0.5, 0.5 + 9e-10}};
    CHECK(std::abs(law.probabilities().sum() - 1.0) <= std::numeric_limits<double>::epsilon());
    CHECK(Discrete<double>{{4}, {1.0 + 4e-16}}.probabilities()(0) == 1.0);
    CHECK(Discrete<double>{{4, 5}, {1.0 + 4e-16, 0.0}}.probabilities()(0) == 1.0);
    CHECK(Discrete<double>{{4}, {1.0}}.variance() == 0.0);
}

TEST_CASE("limit: an exact zero stays one") {
    const Discrete<double> law{{0, 1, 2}, {1.0 / 3.0, 0.0, 2.0 / 3.0}};
    CHECK(law.probabilities()(1) == 0.0);
}

TEST_CASE("refuse: probabilities that are no law") {
    const double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH((Discrete<double>{{0, 1}, {-0.1, 1.1}}),
                      "Discrete: probabilities[0] = -0.10000000000000001 is not in [0, 1]");
    CHECK_THROWS_WITH((Discrete<double>{{0, 1}, {1.5, 0.0}}), "Discrete: probabilities[0] = 1.5 is not in [0, 1]");
    CHECK_THROWS_WITH((Discrete<double>{{0, 1}, {0.5, nan}}), "Discrete: probabilities[1] = nan is not in [0, 1]");
    CHECK_THROWS_WITH((Discrete<double>{{0, 1}, {0.5, infinity}}), "Discrete: probabilities[1] = inf is not in [0, 1]");
    CHECK_THROWS_WITH((Discrete<double>{{0, 1}, {0.5, 0.25}}),
                      "Discrete: the sum of probabilities = 0.75 is not in 1 +- 1e-9");
    CHECK_THROWS_WITH((Discrete<double>{{0, 1}, {0.5, 0.5 + 2e-9}}), Catch::Contains("is not in 1 +- 1e-9"));
    CHECK_THROWS_WITH((Discrete<Rational>{{Rational(0), Rational(1)}, {Rational(1, 3), Rational(1, 3)}}),
                      "Discrete: the sum of probabilities = 2/3 is not in {1}");
    CHECK_THROWS_AS((Discrete<Rational>{{Rational(0)}, {Rational("10000000000000001/10000000000000000")}}),
                    perdis::DomainError);
}

TEST_CASE("refuse: a support that is no alphabet") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH((Discrete<double>{{1, 2, 1}, {0.25, 0.5, 0.25}}), "Discrete: support[2] repeats support[0]");
    CHECK_THROWS_WITH((Discrete<double>{{0.0, -0.0}, {0.5, 0.5}}), "Discrete: support[1] repeats support[0]");
    CHECK_THROWS_WITH((Discrete<double>{{0, nan}, {0.5, 0.5}}),
                      "Discrete: a symbol's coordinate = nan is not in (-inf, inf)");
    CHECK_THROWS_WITH((Discrete<double>{{0, 1, 2}, {0.5, 0.5}}), "Discrete: support has 3 symbols, probabilities 2");
    CHECK_THROWS_WITH((Discrete<double>(Eigen::VectorXd(), Eigen::VectorXd())),
                      "Discrete: the number of symbols = 0 is not in [1, inf)");
    Eigen::MatrixXd support(2, 2);
    support << 1, 1, 2, 2;
    CHECK_THROWS_WITH(Discrete<double>::over_vectors(support, Eigen::Vector2d(0.5, 0.5)),
                      "Discrete: support[1] repeats support[0]");
}
