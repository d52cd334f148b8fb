#pragma once

#include <initializer_list>

#include <perdis/law/multivariate_gaussian.hpp>

/// Normal vectors with entries in multiples of 1/over.
namespace vector_laws {

template <class T>
perdis::DenseMatrix<T> matrix(Eigen::Index rows, Eigen::Index columns, int over, std::initializer_list<int> entries) {
    perdis::DenseMatrix<T> result(rows, columns);
    auto entry = entries.begin();
    for (Eigen::Index i = 0; i < rows; ++i) {
        for (Eigen::Index j = 0; j < columns; ++j) { result(i, j) = T(*entry++) / T(over); }
    }
    return result;
}

template <class T>
perdis::MultivariateGaussian<T> law(Eigen::Index d, int over, std::initializer_list<int> mean,
                                    std::initializer_list<int> covariance) {
    return {matrix<T>(d, 1, over, mean), matrix<T>(d, d, over, covariance)};
}

// The three-dimensional pair of the value tests.
template <class T>
perdis::MultivariateGaussian<T> dense_p() {
    return law<T>(3, 2, {2, -1, 4}, {8, 2, -2, 2, 6, 1, -2, 1, 4});
}
template <class T>
perdis::MultivariateGaussian<T> dense_q() {
    return law<T>(3, 4, {0, 0, 0}, {8, 2, 1, 2, 12, -4, 1, -4, 16});
}

// The plane pair that was integrated.
template <class T>
perdis::MultivariateGaussian<T> plane_p() {
    return law<T>(2, 4, {2, -1}, {4, 1, 1, 2});
}
template <class T>
perdis::MultivariateGaussian<T> plane_q() {
    return law<T>(2, 4, {0, 0}, {5, -1, -1, 3});
}

/// dense_p moved by 2⁻³⁰ of a fixed direction.
inline perdis::MultivariateGaussian<double> near_p() {
    const auto p = dense_p<double>();
    const double t = 0x1p-30;
    return {p.mean() + t * matrix<double>(3, 1, 2, {2, -4, 1}),
            p.covariance() + t * matrix<double>(3, 3, 4, {4, 2, -1, 2, -8, 4, -1, 4, 3})};
}

/// diag(v) with this mean.
inline perdis::MultivariateGaussian<double> product(std::initializer_list<double> mean,
                                                    std::initializer_list<double> variances) {
    const perdis::DenseVector<double> m =
        Eigen::Map<const perdis::DenseVector<double>>(mean.begin(), static_cast<Eigen::Index>(mean.size()));
    const perdis::DenseVector<double> v =
        Eigen::Map<const perdis::DenseVector<double>>(variances.begin(), static_cast<Eigen::Index>(variances.size()));
    return {m, v.asDiagonal()};
}

/// The image of a law of the plane in three dimensions: on the plane spanned by (1, 2, −1), (0, 1, 3) through (0, 0, lift).
inline perdis::MultivariateGaussian<double> embedded(const perdis::MultivariateGaussian<double>& law,
                                                     double lift = 0.0) {
    return affine_image<double>(law, matrix<double>(3, 2, 1, {1, 0, 2, 1, -1, 3}),
                                (perdis::DenseVector<double>(3) << 0.0, 0.0, lift).finished());
}

/// |got − expected| ≤ relative · |expected|.
template <class T>
bool close(const T& got, const T& expected, double relative) {
    const T size = expected < T(0) ? T(-expected) : expected;
    const T gap = got < expected ? T(expected - got) : T(got - expected);
    return gap <= T(static_cast<long double>(relative)) * size;
}

} // namespace vector_laws
