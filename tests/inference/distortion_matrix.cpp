#include <perdis/inference/distortion_matrix.hpp>

#include <perdis/distortion/absolute_error.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/matrix_distortion.hpp>
#include <perdis/distortion/squared_error.hpp>

#include "models.hpp"

using namespace models;
using perdis::distortion_matrix;

TEMPLATE_TEST_CASE("value: distortions between two alphabets of numbers", "", double, long double, Fifty, Rational) {
    using T = TestType;
    Matrix<T> support(1, 2), alphabet(1, 3);
    support << T(-1), T(2);
    alphabet << T(2), T(0), T(1) / T(2);
    const Matrix<T> squared = distortion_matrix<T>(perdis::SquaredError{}, support, alphabet);
    const Matrix<T> absolute = distortion_matrix<T>(perdis::AbsoluteError{}, support, alphabet);
    const Matrix<T> hamming = distortion_matrix<T>(perdis::Hamming{}, support, alphabet);
    REQUIRE(squared.rows() == 2);
    REQUIRE(squared.cols() == 3);
    CHECK(squared(0, 0) == T(9));
    CHECK(squared(1, 2) == T(9) / T(4));
    CHECK(absolute(0, 2) == T(3) / T(2));
    CHECK(absolute(1, 0) == T(0));
    CHECK(hamming(1, 0) == T(0));
    CHECK(hamming(1, 1) == T(1));
}

TEST_CASE("value: distortions between vectors, a callable, and a matrix") {
    const Eigen::MatrixXd support = Eigen::MatrixXd{{0, 1}, {0, 2}};
    const Eigen::MatrixXd alphabet = Eigen::MatrixXd{{1, 4}, {2, 6}};
    CHECK(distortion_matrix<double>(perdis::SquaredError{}, support, alphabet) == Eigen::MatrixXd{{5, 52}, {0, 25}});
    CHECK(distortion_matrix<double>(perdis::AbsoluteError{}, support, alphabet) == Eigen::MatrixXd{{3, 10}, {0, 7}});
    CHECK(distortion_matrix<double>(perdis::Hamming{}, support, alphabet) == Eigen::MatrixXd{{1, 1}, {0, 1}});
    const auto cubic = [](double x, double z) { return std::abs((x - z) * (x - z) * (x - z)); };
    CHECK(distortion_matrix<double>(cubic, Eigen::MatrixXd{{0, 1}}, Eigen::MatrixXd{{2}}) == Eigen::MatrixXd{{8}, {1}});
    const perdis::MatrixDistortion<double> given{{0, 1}, {60, 0}};
    CHECK(distortion_matrix<double>(given, Eigen::MatrixXd{{0, 1}}, Eigen::MatrixXd{{0, 1}}) == given.values());
}

TEST_CASE("refuse: sizes, dimensions and values that do not fit") {
    const Eigen::MatrixXd two = Eigen::MatrixXd{{0, 1}}, three = Eigen::MatrixXd{{0, 1, 2}},
                          plane = Eigen::MatrixXd::Identity(2, 2);
    const perdis::MatrixDistortion<double> given{{0, 1}, {60, 0}};
    CHECK_THROWS_WITH(distortion_matrix<double>(given, two, three), "distortion: values is 2 x 2, the alphabets 2 x 3");
    CHECK_THROWS_WITH(distortion_matrix<double>(perdis::Hamming{}, two, plane),
                      "distortion: the symbols have different dimensions");
    const auto signed_error = [](double x, double z) { return x - z; };
    CHECK_THROWS_WITH(distortion_matrix<double>(signed_error, two, two),
                      "distortion: values[0][1] = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(distortion_matrix<double>(signed_error, plane, plane),
                      "distortion: this distortion takes numbers, the symbols are vectors");
    const auto broken = [](double, double) { return std::nan(""); };
    CHECK_THROWS_WITH(distortion_matrix<double>(broken, two, two), "distortion: values[0][0] = nan is not in [0, inf)");
}
