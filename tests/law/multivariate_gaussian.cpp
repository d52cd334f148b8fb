#include "catch.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <perdis/law/multivariate_gaussian.hpp>

namespace {

using Law = perdis::MultivariateGaussian<double>;
using perdis::DenseMatrix;
using perdis::DenseVector;

DenseMatrix<double> matrix(Eigen::Index n, std::initializer_list<double> rows) {
    DenseMatrix<double> result(n, n);
    auto entry = rows.begin();
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j < n; ++j) { result(i, j) = *entry++; }
    }
    return result;
}

DenseVector<double> zeros(Eigen::Index n) { return DenseVector<double>::Zero(n); }

std::string refusal(const DenseVector<double>& mean, const DenseMatrix<double>& covariance) {
    try {
        static_cast<void>(Law(mean, covariance));
    } catch (const perdis::DomainError& error) { return error.what(); }
    return "accepted";
}

} // namespace

TEMPLATE_TEST_CASE("value: a normal vector keeps its mean and covariance and its variance is the trace",
                   "[multivariate_gaussian]", double, long double) {
    using T = TestType;
    const DenseVector<T> mean = (DenseVector<T>(2) << T(1), T(-2)).finished();
    const DenseMatrix<T> covariance = (DenseMatrix<T>(2, 2) << T(2), T(1) / T(3), T(1) / T(3), T(1)).finished();
    const perdis::MultivariateGaussian<T> law(mean, covariance);
    CHECK(law.dimension() == 2);
    CHECK(law.variance() == T(3));
    CHECK(law.covariance()(0, 1) == T(1) / T(3));
    CHECK(law.coordinate(1).mean() == T(-2));
    CHECK(law.coordinate(1).variance() == T(1));
    CHECK(law.translated(mean).mean()(1) == T(-4));
    CHECK(identical(law, law));
    CHECK_FALSE(identical(law, law.translated(mean)));

    const DenseMatrix<T> sum = (DenseMatrix<T>(1, 2) << T(1), T(1)).finished();
    const auto image = affine_image<T>(law, sum, DenseVector<T>::Constant(1, T(5)));
    CHECK(image.mean()(0) == T(4));
    using std::abs;
    CHECK(abs(image.covariance()(0, 0) - (T(3) + T(2) / T(3))) <= T(4) * std::numeric_limits<T>::epsilon());
}

TEMPLATE_TEST_CASE("limit: singular covariances and the point mass are laws", "[multivariate_gaussian]", double,
                   long double) {
    using T = TestType;
    const auto constant = [](const T& x) { return DenseMatrix<T>(DenseMatrix<T>::Constant(3, 3, x)); };
    const DenseVector<T> mean = DenseVector<T>::Constant(3, T(0));
    CHECK(perdis::MultivariateGaussian<T>(mean, constant(T(0))).variance() == T(0));
    CHECK(perdis::MultivariateGaussian<T>(mean, constant(T(1) / T(3))).dimension() == 3);
    // Rounding below zero is no refusal; twice the tolerance is.
    const T tolerance = perdis::rank_tolerance<T>(3);
    DenseMatrix<T> lowered = constant(T(1));
    lowered.diagonal().array() -= tolerance;
    CHECK_NOTHROW(perdis::MultivariateGaussian<T>(mean, lowered));
    lowered.diagonal().array() -= T(4) * tolerance;
    CHECK_THROWS_AS(perdis::MultivariateGaussian<T>(mean, lowered), perdis::DomainError);
}

TEST_CASE("limit: a scalar law is a vector of one coordinate", "[multivariate_gaussian]") {
    const perdis::Gaussian<double> scalar(3.0, perdis::variance(0.1));
    const Law law(scalar);
    CHECK(law.dimension() == 1);
    CHECK(law.covariance()(0, 0) == 0.1);
    CHECK(identical(scalar, law.coordinate(0)));
}

TEST_CASE("refuse: what is no covariance is named with its size and place", "[multivariate_gaussian]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(refusal(zeros(0), DenseMatrix<double>(0, 0)) == "MultivariateGaussian: dimension = 0 is not in [1, inf)");
    CHECK(refusal(zeros(2), DenseMatrix<double>::Zero(2, 3))
          == "MultivariateGaussian: covariance is 2 x 3, it must be 2 x 2");
    CHECK(refusal(DenseVector<double>::Constant(2, infinity), matrix(2, {1, 0, 0, 1}))
          == "MultivariateGaussian: mean(0) = inf is not in (-inf, inf)");
    CHECK(refusal(zeros(2), matrix(2, {1, nan, 0, 1}))
          == "MultivariateGaussian: covariance(0, 1) = nan is not in (-inf, inf)");
    CHECK(refusal(zeros(3), matrix(3, {1, 0, 0.25, 0, 1, 0.5, 0, 0, 1}))
          == "MultivariateGaussian: covariance is not symmetric: its entries (1, 2) and (2, 1) differ by 0.5");
    CHECK(refusal(zeros(2), matrix(2, {1, 0, 0, -1}))
          == "MultivariateGaussian: the least eigenvalue of covariance = -1 is not in [0, inf)");
    CHECK(refusal(zeros(2), matrix(2, {1e20, 0, 0, -1})) // no rounding in a diagonal matrix
          == "MultivariateGaussian: the least eigenvalue of covariance = -1 is not in [0, inf)");
    const std::string indefinite = refusal(zeros(2), matrix(2, {1, 2, 2, 1}));
    CHECK(indefinite.substr(0, 59) == "MultivariateGaussian: the least eigenvalue of covariance = ");
    CHECK(std::stod(indefinite.substr(59)) == Approx(-1.0).epsilon(1e-15));
    CHECK(indefinite.find(" is not in [0, inf)") != std::string::npos);
}

TEST_CASE("refuse: a coordinate and a translation of another size", "[multivariate_gaussian]") {
    const Law law(zeros(2), matrix(2, {1, 0, 0, 1}));
    CHECK_THROWS_WITH(law.coordinate(2), "MultivariateGaussian: coordinate = 2 is not in [0, 2)");
    CHECK_THROWS_WITH(law.translated(zeros(3)), "MultivariateGaussian: the translation is 3 x 1, it must be 2 x 1");
    CHECK_THROWS_WITH(affine_image<double>(law, DenseMatrix<double>::Zero(2, 3), zeros(2)),
                      "affine_image: the matrix is 2 x 3, it must be 2 x 2");
}
