#include <boost/multiprecision/cpp_bin_float.hpp>

#include "catch.hpp"

#include <perdis/inference/gaussian_regression.hpp>

namespace {

using Fifty = boost::multiprecision::cpp_bin_float_50;
using perdis::DenseMatrix;
using perdis::DenseVector;

/// S_X = diag(2, 1) turned by the angle of (3, 4, 5); H = [[1, 2], [2, 4 + h]]; S_N = diag(n, n/10⁶).
template <class T>
perdis::GaussianRegression<T> regression(const T& h, const T& n) {
    DenseMatrix<T> prior(2, 2), matrix(2, 2), noise = DenseMatrix<T>::Constant(2, 2, T(0));
    const T over = T(25);
    prior << T(34) / over, T(12) / over, T(12) / over, T(41) / over;
    matrix << T(1), T(2), T(2), T(4) + h;
    noise(0, 0) = n;
    noise(1, 1) = n / T(1000000);
    return gaussian_regression(perdis::MultivariateGaussian<T>(DenseVector<T>::Constant(2, T(0)), prior),
                               perdis::LinearGaussian<T>(matrix, noise));
}

} // namespace

TEST_CASE("agree: the regression in double is that of 50 digits, near rank 1 and under weak noise",
          "[gaussian_regression]") {
    for (const double h : {0.0, 0.0009765625, 1.0}) {
        for (const double n : {1e-30, 1e-12, 1e-3, 1e3, 1e12}) {
            const auto got = regression<double>(h, n);
            const auto exact = regression<Fifty>(Fifty(h), Fifty(n));
            INFO(h << " " << n);
            // S_X is rounded: its relative ε, times the condition of H (25 for h = 1, 25000 next to rank 1, and along its kernel 1).
            const double tolerance = h == 0.0 || h == 1.0 ? 1e-13 : 1e-10;
            const auto close = [&](const DenseMatrix<double>& a, const DenseMatrix<Fifty>& b) {
                for (Eigen::Index i = 0; i < 2; ++i) {
                    for (Eigen::Index j = 0; j < 2; ++j) {
                        const double size = sqrt(abs(b(i, i) * b(j, j))).template convert_to<double>();
                        CHECK(abs(Fifty(a(i, j)) - b(i, j)) <= tolerance * size);
                    }
                }
            };
            close(got.error_covariance, exact.error_covariance);
            close(got.estimate_covariance, exact.estimate_covariance);
        }
    }
}

TEST_CASE("limit: 50 digits without noise", "[gaussian_regression]") {
    const auto seen = regression<Fifty>(Fifty(1), Fifty(0));
    CHECK(seen.error_covariance.isZero(Fifty(0)));
    const auto half =
        regression<Fifty>(Fifty(0), Fifty(0)); // sees X_1 + 2 X_2: what is left is l₁l₂/(h S_X hᵀ) (2, −1)ᵀ(2, −1)
    const Fifty left = Fifty(2) * 25 / (34 + 48 + 164);
    CHECK(abs(half.error_covariance(1, 1) - left) <= Fifty(1e-47));
    CHECK(abs(half.error_covariance(0, 1) + 2 * left) <= Fifty(1e-47));
}
