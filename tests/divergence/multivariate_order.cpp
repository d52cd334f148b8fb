#include "catch.hpp"
#include "plain_real.hpp"

#include <limits>

#include <perdis/divergence/alpha.hpp>
#include <perdis/divergence/chi_squared.hpp>
#include <perdis/divergence/renyi.hpp>
#include <perdis/divergence/reverse_chi_squared.hpp>
#include <perdis/divergence/squared_hellinger.hpp>

#include "vector_laws.hpp"

namespace {

using namespace vector_laws;
using perdis::Alpha;
using perdis::Renyi;
using Law = perdis::MultivariateGaussian<double>;
const double infinity = std::numeric_limits<double>::infinity();

} // namespace

TEMPLATE_TEST_CASE("value: Rényi divergences of dense laws", "[multivariate_order]", double, long double, PlainReal) {
    using T = TestType;
    const auto p = dense_p<T>();
    const auto q = dense_q<T>();
    const double tolerance =
        256 * static_cast<double>(std::is_same_v<T, double> ? 2.3e-16 : 1.1e-19); // S_a at 5/4 is near its border
    // mpmath, 60 digits, from determinants; the order 3/10 is rounded to double.
    CHECK(close<T>(perdis::gaussian_renyi(p, q, T(T(3) / T(10))), T(0.56663751678511506783664072260L), tolerance));
    CHECK(close<T>(perdis::gaussian_renyi(p, q, T(T(5) / T(4))), T(1.50225346405003473590545596113L), tolerance));
    // 2S_q − S_p and 2S_p − S_q have a negative eigenvalue: ∫p²/q diverges.
    CHECK(perdis::gaussian_chi_squared(p, q) == std::numeric_limits<T>::infinity());
    CHECK(perdis::gaussian_chi_squared(q, p) == std::numeric_limits<T>::infinity());
}

TEST_CASE("value: Rényi, chi-squared and alpha of laws in the plane are their integrals", "[multivariate_order]") {
    const auto p = plane_p<double>(), q = plane_q<double>();
    // numpy: the trapezoidal rule on [−11, 11]², step 0.05; its own error is below 1e-12.
    CHECK(Renyi(0.3)(p, q) == Approx(0.144881723656).epsilon(1e-11));
    CHECK(perdis::ChiSquared{}(p, q) == Approx(0.614045598331).epsilon(1e-11));
    CHECK(Alpha(1.5)(p, q) == Approx(0.297195666894674).epsilon(1e-11));
    CHECK(Alpha(-0.25)(p, q) == Approx(1.1510822622577).epsilon(1e-11));
    CHECK(perdis::ReverseChiSquared{}(q, p) == perdis::ChiSquared{}(p, q));
}

TEST_CASE("agree: the orders between them", "[multivariate_order]") {
    const auto p = plane_p<double>(), q = plane_q<double>();
    CHECK(Alpha(0.5)(p, q) == Approx(4.0 * perdis::SquaredHellinger{}(p, q)).epsilon(1e-14));
    CHECK(Renyi(1.0)(p, q) == Approx(perdis::KullbackLeibler{}(p, q)).epsilon(1e-14));
    CHECK(Renyi(1.0 + 1e-9)(p, q) == Approx(perdis::KullbackLeibler{}(p, q)).epsilon(1e-8));
    CHECK(Alpha(1.0)(p, q) == Approx(perdis::KullbackLeibler{}(p, q)).epsilon(1e-14));
    CHECK(Alpha(0.0)(p, q) == Approx(perdis::KullbackLeibler{}(q, p)).epsilon(1e-14));
    CHECK(Renyi(0.25)(p, q) == Approx(Renyi(0.75)(q, p) / 3.0).epsilon(1e-14));
    CHECK(Alpha(-0.5)(p, q) == Approx(Alpha(1.5)(q, p)).epsilon(1e-14));
    for (const double order : {0.2, 0.5, 1.0, 1.5, 3.0}) { // products of scalar laws add up
        const Law a = product({0.5, 0.0, 1.0}, {2.0, 1e-18, 1.0}), b = product({0.0, 1e-9, 1.0}, {3.0, 4e-18, 1.0});
        double sum = 0.0;
        for (Eigen::Index i = 0; i < 3; ++i) { sum += Renyi(order)(a.coordinate(i), b.coordinate(i)); }
        CHECK(Renyi(order)(a, b) == Approx(sum).epsilon(1e-14));
        CHECK(Renyi(order)(a, a) == 0.0);
    }
}

TEST_CASE("agree: nearly equal laws keep their digits at every order", "[multivariate_order]") {
    // mpmath, 60 digits: dense covariances 1e-9 apart.
    CHECK(Renyi(3.0)(dense_p<double>(), near_p()) == Approx(5.6559057201799310242e-18).epsilon(1e-13));
    CHECK(perdis::ChiSquared{}(dense_p<double>(), near_p()) == Approx(3.7706038095330955416e-18).epsilon(1e-13));
}

TEST_CASE("limit: mutually singular laws and laws on one subspace", "[multivariate_order]") {
    const auto p = plane_p<double>(), q = plane_q<double>();
    CHECK(Renyi(0.5)(embedded(p, 1.0), embedded(q)) == infinity);
    CHECK(Renyi(2.0)(embedded(p, 1.0), embedded(q)) == infinity);
    CHECK(Alpha(0.25)(embedded(p, 1.0), embedded(q)) == 1.0 / (0.25 * 0.75));
    CHECK(Alpha(2.0)(embedded(p, 1.0), embedded(q)) == infinity);
    CHECK(Alpha(-1.0)(embedded(p, 1.0), embedded(q)) == infinity);
    CHECK(perdis::ChiSquared{}(embedded(p), embedded(q)) == Approx(perdis::ChiSquared{}(p, q)).epsilon(1e-11));
    CHECK(Renyi(1.5)(embedded(p), embedded(q)) == Approx(Renyi(1.5)(p, q)).epsilon(1e-12));
}

TEST_CASE("limit: the border 2S_q = S_p is infinite", "[multivariate_order]") {
    const Law q = product({0, 0}, {1, 1});
    CHECK(perdis::ChiSquared{}(product({0, 0}, {2, 1}), q) == infinity);
    CHECK(perdis::ChiSquared{}(product({0, 0}, {1.875, 1}), q)
          == Approx(1.0 / std::sqrt(1.875 * 0.125) - 1.0).epsilon(1e-14));
}

TEST_CASE("refuse: orders outside their domain and laws of different dimensions", "[multivariate_order]") {
    const auto p = plane_p<double>();
    CHECK_THROWS_WITH(perdis::gaussian_renyi(p, p, 0.0), "gaussian_renyi: order = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::gaussian_alpha(p, p, infinity), "gaussian_alpha: order = inf is not in (-inf, inf)");
    CHECK_THROWS_WITH(Renyi(2.0)(p, dense_q<double>()), "gaussian_renyi: laws of 2 and 3 coordinates");
    CHECK_THROWS_WITH(perdis::ChiSquared{}(p, dense_q<double>()), "gaussian_alpha: laws of 2 and 3 coordinates");
}
