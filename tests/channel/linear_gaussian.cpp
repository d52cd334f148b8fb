#include "catch.hpp"
#include "plain_real.hpp"

#include <cmath>

#include <perdis/channel/linear_gaussian.hpp>

namespace {

using perdis::DenseMatrix;
using perdis::DenseVector;

template <class T>
DenseMatrix<T> filled(Eigen::Index rows, Eigen::Index columns, std::initializer_list<int> entries) {
    DenseMatrix<T> result(rows, columns);
    auto entry = entries.begin();
    for (Eigen::Index i = 0; i < rows; ++i) {
        for (Eigen::Index j = 0; j < columns; ++j) { result(i, j) = T(*entry++); }
    }
    return result;
}

} // namespace

TEMPLATE_TEST_CASE("value: the law of Y given x and under a prior", "[linear_gaussian]", double, long double,
                   PlainReal) {
    using T = TestType;
    const perdis::LinearGaussian<T> channel(filled<T>(2, 3, {1, 2, 0, 0, 1, -1}), filled<T>(2, 2, {2, 1, 1, 3}));
    CHECK(channel.input_dimension() == 3);
    CHECK(channel.output_dimension() == 2);
    const auto given = channel(filled<T>(3, 1, {1, 2, 3}));
    CHECK(given.mean()(0) == T(5));
    CHECK(given.mean()(1) == T(-1));
    CHECK(given.covariance()(0, 1) == T(1));
    // H S Hᵀ + S_N by hand, S = diag(1, 2, 3).
    const perdis::MultivariateGaussian<T> prior(filled<T>(3, 1, {1, 0, 1}),
                                                filled<T>(3, 3, {1, 0, 0, 0, 2, 0, 0, 0, 3}));
    const auto marginal = channel(prior);
    CHECK(marginal.mean()(0) == T(1));
    CHECK(marginal.mean()(1) == T(-1));
    CHECK(marginal.covariance()(0, 0) == T(11));
    CHECK(marginal.covariance()(0, 1) == T(5));
    CHECK(marginal.covariance()(1, 1) == T(8));
}

TEST_CASE("agree: one coordinate is the scalar channel", "[linear_gaussian]") {
    const perdis::AdditiveGaussian<double> scalar(perdis::standard_deviation(0.5));
    const perdis::Gaussian<double> prior(2.0, perdis::variance(3.0));
    const perdis::LinearGaussian<double> channel(scalar);
    const auto marginal = channel(perdis::MultivariateGaussian<double>(prior));
    CHECK(identical(marginal.coordinate(0), scalar(prior)));
    CHECK(identical(channel(DenseVector<double>::Constant(1, 7.0)).coordinate(0), scalar(7.0)));
}

TEST_CASE("limit: a channel of matrix 0 sees the noise alone; without noise it sees Hx", "[linear_gaussian]") {
    const perdis::MultivariateGaussian<double> prior(filled<double>(2, 1, {1, 2}), filled<double>(2, 2, {1, 0, 0, 1}));
    const DenseMatrix<double> noise = filled<double>(2, 2, {2, 1, 1, 2});
    const perdis::LinearGaussian<double> blind(DenseMatrix<double>::Zero(2, 2), noise);
    CHECK(blind(prior).covariance() == noise);
    CHECK(blind(prior).mean() == DenseVector<double>::Zero(2));
    const perdis::LinearGaussian<double> clear(noise, DenseMatrix<double>::Zero(2, 2));
    CHECK(clear(prior.mean()).variance() == 0.0);
    CHECK(clear(prior).covariance() == filled<double>(2, 2, {5, 4, 4, 5}));
}

TEST_CASE("law: two channels one after the other are their cascade", "[linear_gaussian]") {
    const perdis::LinearGaussian<double> first(filled<double>(3, 2, {1, 2, 3, 4, 5, 6}),
                                               filled<double>(3, 3, {2, 1, 0, 1, 2, 1, 0, 1, 2}));
    const perdis::LinearGaussian<double> second(filled<double>(2, 3, {1, 0, -1, 2, 1, 0}),
                                                filled<double>(2, 2, {1, 0, 0, 4}));
    const perdis::MultivariateGaussian<double> prior(filled<double>(2, 1, {1, 2}), filled<double>(2, 2, {3, 1, 1, 2}));
    const auto twice = second(first(prior));
    const auto once = cascade(first, second)(prior);
    CHECK(once.mean() == twice.mean());
    CHECK(once.covariance() == twice.covariance()); // whole numbers: no rounding
}

TEST_CASE("refuse: sizes that do not fit and noise that is no covariance", "[linear_gaussian]") {
    using Channel = perdis::LinearGaussian<double>;
    const DenseMatrix<double> h = filled<double>(2, 3, {1, 2, 0, 0, 1, -1});
    const DenseMatrix<double> noise = filled<double>(2, 2, {1, 0, 0, 1});
    CHECK_THROWS_WITH(Channel(h, DenseMatrix<double>::Zero(3, 3)),
                      "LinearGaussian: noise_covariance is 3 x 3, it must be 2 x 2");
    CHECK_THROWS_WITH(Channel(h, filled<double>(2, 2, {1, 0, 0, -2})),
                      "LinearGaussian: the least eigenvalue of noise_covariance = -2 is not in [0, inf)");
    CHECK_THROWS_WITH(Channel(h, filled<double>(2, 2, {1, 1, 0, 1})),
                      "LinearGaussian: noise_covariance is not symmetric: its entries (0, 1) and (1, 0) differ by 1");
    CHECK_THROWS_WITH(Channel(DenseMatrix<double>(0, 3), DenseMatrix<double>(0, 0)),
                      "LinearGaussian: rows of the matrix = 0 is not in [1, inf)");
    CHECK_THROWS_WITH(Channel(DenseMatrix<double>(2, 0), noise),
                      "LinearGaussian: columns of the matrix = 0 is not in [1, inf)");
    CHECK_THROWS_WITH(Channel(DenseMatrix<double>::Constant(1, 1, std::nan("")), DenseMatrix<double>::Zero(1, 1)),
                      "LinearGaussian: matrix(0, 0) = nan is not in (-inf, inf)");
    using Law = perdis::MultivariateGaussian<double>;
    CHECK_THROWS_WITH(Channel(h, Law(DenseVector<double>::Ones(2), noise)),
                      "LinearGaussian: mean of the noise = 1 is not in {0}");
    CHECK_THROWS_WITH(Channel(h, Law(DenseVector<double>::Zero(1), DenseMatrix<double>::Zero(1, 1))),
                      "LinearGaussian: noise_covariance is 1 x 1, it must be 2 x 2");
    const Channel channel(h, noise);
    CHECK_THROWS_WITH(channel(DenseVector<double>::Zero(2)), "LinearGaussian: x is 2 x 1, it must be 3 x 1");
    CHECK_THROWS_WITH(channel(perdis::MultivariateGaussian<double>(DenseVector<double>::Zero(2), noise)),
                      "LinearGaussian: the prior has 2 coordinates, the matrix 3 columns");
    CHECK_THROWS_WITH(cascade(channel, channel), "cascade: the second matrix is 2 x 3, it must be 2 x 2");
}
