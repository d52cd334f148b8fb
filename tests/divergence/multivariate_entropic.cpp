#include "catch.hpp"
#include "plain_real.hpp"

#include <limits>

#include <perdis/divergence/hellinger.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/multivariate_entropic.hpp>
#include <perdis/divergence/reverse_kullback_leibler.hpp>
#include <perdis/divergence/squared_hellinger.hpp>

#include "vector_laws.hpp"

namespace {

using namespace vector_laws;
using Law = perdis::MultivariateGaussian<double>;
const double infinity = std::numeric_limits<double>::infinity();
const perdis::KullbackLeibler kl;
const perdis::ReverseKullbackLeibler reverse_kl;
const perdis::SquaredHellinger squared_hellinger;

/// N(mean, variance) on the line.
perdis::Gaussian<double> scalar(double mean, double variance) { return {mean, perdis::Variance<double>(variance)}; }

} // namespace

TEMPLATE_TEST_CASE("value: KL both ways and H² of dense laws", "[multivariate_entropic]", double, long double,
                   PlainReal) {
    using T = TestType;
    const auto p = dense_p<T>();
    const auto q = dense_q<T>();
    const auto value = [](long double x) { return T(x); };
    const double tolerance = 64 * static_cast<double>(std::is_same_v<T, double> ? 2.3e-16 : 1.1e-19);
    // mpmath, 60 digits, from determinants.
    CHECK(close<T>(kl(p, q), value(1.2315260185264806000738289693444L), tolerance));
    CHECK(close<T>(reverse_kl(p, q), value(2.9857545107064891835843151393629L), tolerance));
    CHECK(close<T>(squared_hellinger(p, q), value(0.32500922503412222658096184674995L), tolerance));
    CHECK(kl(p, p) == T(0));
    CHECK(squared_hellinger(p, p) == T(0));
}

TEST_CASE("value: KL and H² of laws in the plane are their integrals", "[multivariate_entropic]") {
    // numpy: the trapezoidal rule on [−11, 11]², step 0.05; its own error is below 1e-11.
    CHECK(kl(plane_p<double>(), plane_q<double>()) == Approx(0.3197878759942).epsilon(1e-11));
    CHECK(squared_hellinger(plane_p<double>(), plane_q<double>()) == Approx(0.0989729254997).epsilon(1e-10));
}

TEST_CASE("value: the symmetric KL of N(0, a²) and N(0, b²) is ½(a/b)² + ½(b/a)² − 1", "[multivariate_entropic]") {
    // Published with a slip; this is what the two directions add up to.
    for (const double a : {0.25, 1.0, 3.0}) {
        for (const double b : {0.5, 1.0, 1.0009765625, 7.0}) {
            const double expected = 0.5 * (a / b) * (a / b) + 0.5 * (b / a) * (b / a) - 1.0;
            const double slack = 1e-15 * (1.0 + expected);
            const auto p = scalar(0.0, a * a), q = scalar(0.0, b * b);
            CHECK(kl(p, q) + reverse_kl(p, q) == Approx(expected).margin(slack).epsilon(1e-14));
            const Law vector_p = product({0, 0}, {a * a, b * b}), vector_q = product({0, 0}, {b * b, a * a});
            CHECK(kl(vector_p, vector_q) + reverse_kl(vector_p, vector_q)
                  == Approx(2.0 * expected).margin(2.0 * slack).epsilon(1e-14));
        }
    }
}

TEST_CASE("agree: products of scalar laws add up, however far their scales are apart", "[multivariate_entropic]") {
    const Law p = product({0.5, 1e-9, 2.0, 1e6}, {4.0, 1e-20, 1e-8, 1e12});
    const Law q = product({0.0, 0.0, 2.0, 0.0}, {1.0, 3e-20, 1.0, 4e12});
    double sum = 0.0, affinity = 1.0;
    for (Eigen::Index i = 0; i < 4; ++i) {
        sum += kl(p.coordinate(i), q.coordinate(i));
        affinity *= 1.0 - squared_hellinger(p.coordinate(i), q.coordinate(i));
    }
    CHECK(kl(p, q) == Approx(sum).epsilon(1e-14));
    CHECK(squared_hellinger(p, q) == Approx(1.0 - affinity).epsilon(1e-14));
    CHECK(perdis::Hellinger{}(p, q) == std::sqrt(squared_hellinger(p, q)));
    CHECK(kl(Law(p.coordinate(0)), Law(q.coordinate(0))) == kl(p.coordinate(0), q.coordinate(0)));
}

TEST_CASE("agree: KL and H² of nearly equal laws keep their digits", "[multivariate_entropic]") {
    // mpmath, 60 digits: dense covariances 1e-9 apart. KL is of the size of the square.
    CHECK(kl(dense_p<double>(), near_p()) == Approx(1.8853019028064518646e-18).epsilon(1e-13));
    CHECK(squared_hellinger(dense_p<double>(), near_p()) == Approx(4.7132547545660097866e-19).epsilon(1e-13));
}

TEST_CASE("law: an affine map that can be undone changes nothing, and H² is symmetric", "[multivariate_entropic]") {
    const auto p = dense_p<double>(), q = dense_q<double>();
    const auto moved = [](const Law& law) {
        const auto a = matrix<double>(3, 3, 1, {1000, 1, 0, 0, 2, -1, 3, 0, 1});
        return affine_image<double>(law, a, matrix<double>(3, 1, 1, {5, -7, 1}));
    };
    CHECK(kl(moved(p), moved(q)) == Approx(kl(p, q)).epsilon(1e-9)); // the condition of the map, squared, is 1e6
    CHECK(squared_hellinger(moved(p), moved(q)) == Approx(squared_hellinger(p, q)).epsilon(1e-9));
    CHECK(squared_hellinger(q, p) == Approx(squared_hellinger(p, q)).epsilon(1e-14));
    CHECK(squared_hellinger(p, q) <= kl(p, q) / 2.0);
}

TEST_CASE("limit: singular laws count on their common support", "[multivariate_entropic]") {
    const auto p = plane_p<double>(), q = plane_q<double>();
    CHECK_FALSE(mutually_singular(embedded(p, 1.0), embedded(q, 1.0)));
    CHECK(kl(embedded(p, 1.0), embedded(q, 1.0)) == Approx(kl(p, q)).epsilon(1e-12));
    CHECK(squared_hellinger(embedded(p), embedded(q)) == Approx(squared_hellinger(p, q)).epsilon(1e-12));
    // A law on a line of the plane, a parallel plane, another plane, all of space: disjoint.
    const Law line =
        affine_image<double>(p, matrix<double>(2, 2, 1, {1, 0, 1, 0}), perdis::DenseVector<double>::Zero(2));
    for (const auto& [a, b] :
         {std::pair<Law, Law>(embedded(line), embedded(q)), std::pair<Law, Law>(embedded(p, 1.0), embedded(q)),
          std::pair<Law, Law>(product({0, 0, 0}, {1, 1, 0}), embedded(q)),
          std::pair<Law, Law>(dense_p<double>(), embedded(q))}) {
        CHECK(mutually_singular(a, b));
        CHECK(kl(a, b) == infinity);
        CHECK(reverse_kl(a, b) == infinity);
        CHECK(squared_hellinger(a, b) == 1.0);
    }
    // Point masses.
    const Law here = product({1, 2}, {0, 0}), there = product({1, 3}, {0, 0});
    CHECK(kl(here, here) == 0.0);
    CHECK(kl(here, there) == infinity);
    CHECK(squared_hellinger(here, there) == 1.0);
    CHECK(kl(here, product({1, 2}, {1, 0})) == infinity);
    // A coordinate that is fixed in both.
    CHECK(kl(product({1, 2}, {4, 0}), product({1, 2}, {1, 0})) == kl(scalar(1.0, 4.0), scalar(1.0, 1.0)));
}

TEST_CASE("limit: an exact scalar decides supports by ranks", "[multivariate_entropic]") {
    using T = PlainReal;
    // (X, X) against (Z, Z), and against (Z, −Z).
    const auto p = law<T>(2, 1, {1, 1}, {4, 4, 4, 4}), q = law<T>(2, 1, {0, 0}, {1, 1, 1, 1});
    CHECK(close<T>(kl(p, q), T(static_cast<long double>(kl(scalar(1, 4), scalar(0, 1)))), 1e-15));
    CHECK_FALSE(mutually_singular(p, q));
    CHECK(mutually_singular(p, law<T>(2, 1, {0, 0}, {1, -1, -1, 1})));
    CHECK(mutually_singular(p, law<T>(2, 1, {1, 0}, {1, 1, 1, 1})));
    CHECK(mutually_singular(p, law<T>(2, 1, {0, 0}, {1, 0, 0, 1})));
    CHECK(squared_hellinger(p, law<T>(2, 1, {0, 0}, {1, 0, 0, 1})) == T(1));
}

TEST_CASE("refuse: laws of different dimensions", "[multivariate_entropic]") {
    const auto p = plane_p<double>();
    const auto q = dense_q<double>();
    CHECK_THROWS_WITH(kl(p, q), "gaussian_kullback_leibler: laws of 2 and 3 coordinates");
    CHECK_THROWS_WITH(squared_hellinger(p, q), "gaussian_bhattacharyya: laws of 2 and 3 coordinates");
    CHECK_THROWS_WITH(mutually_singular(p, q), "mutually_singular: laws of 2 and 3 coordinates");
}
