#include "catch.hpp"
#include "plain_real.hpp"

#include <perdis/divergence/wasserstein.hpp>

#include "vector_laws.hpp"

namespace {

using namespace vector_laws;
using Law = perdis::MultivariateGaussian<double>;
const perdis::Wasserstein2 distance;
const perdis::SquaredWasserstein2 square;

} // namespace

TEMPLATE_TEST_CASE("value: W₂² of dense laws", "[multivariate_wasserstein]", double, long double) {
    using T = TestType;
    const double tolerance = 64 * static_cast<double>(std::is_same_v<T, double> ? 2.3e-16 : 1.1e-19);
    // mpmath, 60 digits: tr(S₁ + S₂ − 2(S₁^½ S₂ S₁^½)^½) + |δ|². A semidefinite programme (cvxpy) gives 1.46364 for the traces.
    CHECK(close<T>(square(dense_p<T>(), dense_q<T>()), T(6.7136416250492882636648067004216L), tolerance));
    CHECK(square(dense_p<T>(), dense_p<T>()) == T(0));
}

TEST_CASE("value: a law of rank one against a dense law", "[multivariate_wasserstein]") {
    // mpmath: |a|² + tr S − 2 √(aᵀSa) for the covariance aaᵀ, a = (1, −2, ½).
    const auto a = matrix<double>(3, 1, 2, {2, -4, 1});
    const Law line(perdis::DenseVector<double>::Zero(3), a * a.transpose());
    CHECK(square(line, dense_q<double>()) == Approx(6.4397503240933456059).epsilon(1e-14));
}

TEST_CASE("agree: diagonal laws, and two coordinates by their traces and determinants", "[multivariate_wasserstein]") {
    const Law p = product({1, 2, 3}, {4, 0, 1e-20}), q = product({1, 0, 3}, {1, 9, 4e-20});
    CHECK(square(p, q) == Approx(1.0 + 9.0 + 4.0).epsilon(1e-15));
    CHECK(distance(product({0, 0}, {1, 1e-20}), product({0, 0}, {1, 4e-20}))
          == Approx(1e-10).epsilon(1e-5)); // 8 d ε √tr
    const auto plain = perdis::gaussian_squared_wasserstein2(plane_p<PlainReal>(), plane_q<PlainReal>());
    CHECK(square(plane_p<double>(), plane_q<double>()) == Approx(static_cast<double>(plain.value)).epsilon(1e-14));
    CHECK(square(Law(p.coordinate(0)), Law(q.coordinate(0))) == square(p.coordinate(0), q.coordinate(0)));
}

TEST_CASE("agree: W₂ of nearly equal laws keeps its digits", "[multivariate_wasserstein]") {
    // mpmath, 60 digits: W₂ = 2.3e-9, 8 d ε √tr S = 2.3e-14. From the traces alone nothing would be left.
    CHECK(distance(dense_p<double>(), near_p()) == Approx(2.3078728051454152915e-9).margin(2.3e-14).epsilon(0.0));
}

TEST_CASE("law: a metric that rotations and translations keep", "[multivariate_wasserstein]") {
    const auto p = dense_p<double>(), q = dense_q<double>(), r = near_p();
    CHECK(distance(p, q) == Approx(distance(q, p)).epsilon(1e-14));
    CHECK(distance(p, q) <= distance(p, r) + distance(r, q) + 1e-14);
    const auto rotation = matrix<double>(3, 3, 3, {1, 2, 2, 2, 1, -2, 2, -2, 1}); // orthogonal
    const auto moved = [&](const Law& law) {
        return affine_image<double>(law, rotation, matrix<double>(3, 1, 1, {5, -7, 1}));
    };
    CHECK(distance(moved(p), moved(q)) == Approx(distance(p, q)).epsilon(1e-14));
    // Any coupling is dearer: X and Z independent, and X = Z shifted.
    CHECK(square(p, q) < p.variance() + q.variance() + (p.mean() - q.mean()).squaredNorm());
}

TEST_CASE("limit: finite for any two covariances", "[multivariate_wasserstein]") {
    const auto q = dense_q<double>();
    const Law point(perdis::DenseVector<double>::Constant(3, 1.0), perdis::DenseMatrix<double>::Zero(3, 3));
    CHECK(square(point, q) == Approx(3.0 + q.variance()).epsilon(1e-15));
    CHECK(square(point, point.translated(perdis::DenseVector<double>::Constant(3, 2.0))) == 12.0);
    const Law across = product({0, 0}, {1, 0}), along = product({0, 0}, {0, 4});
    CHECK(square(across, along) == Approx(5.0).epsilon(1e-15));
    // The plane in space by an isometry.
    const auto isometry = matrix<double>(3, 2, 5, {3, 0, 4, 0, 0, 5});
    const auto lifted = [&](const Law& law) {
        return affine_image<double>(law, isometry, perdis::DenseVector<double>::Zero(3));
    };
    CHECK(square(lifted(plane_p<double>()), lifted(plane_q<double>()))
          == Approx(square(plane_p<double>(), plane_q<double>())).epsilon(1e-14));
}

TEST_CASE("refuse: orders and symbols without a closed form, laws of different dimensions",
          "[multivariate_wasserstein]") {
    CHECK_THROWS_WITH(perdis::Wasserstein1{}(dense_p<double>(), dense_q<double>()),
                      "gaussian_wasserstein: order between normal vectors = 1 is not in {2}");
    CHECK_THROWS_WITH(perdis::gaussian_squared_wasserstein2(dense_p<PlainReal>(), dense_q<PlainReal>()),
                      "squared_bures: coordinates of dense symbolic covariances = 3 is not in [1, 2]");
    CHECK_THROWS_WITH(distance(plane_p<double>(), dense_q<double>()),
                      "gaussian_wasserstein: laws of 2 and 3 coordinates");
}
