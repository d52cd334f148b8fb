#include <perdis/law/alphabet.hpp>

#include "catch.hpp"

#include <boost/multiprecision/cpp_int.hpp>

using Index = std::vector<Eigen::Index>;

TEMPLATE_TEST_CASE("value: symbols are found by their value", "", double, long double,
                   boost::multiprecision::cpp_rational) {
    using T = TestType;
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
    Matrix wanted(1, 4), among(1, 3);
    wanted << T(1) / T(3), T(0), T(7), T(0);
    among << T(0), T(5), T(1) / T(3);
    CHECK(perdis::match_symbols<T>(wanted, among) == Index{2, 0, -1, 0});
    CHECK(perdis::match_symbols<T>(among, wanted) == Index{1, -1, 0}); // the first of equal symbols
    CHECK(perdis::match_symbols<T>(among, Matrix(1, 0)) == Index{-1, -1, -1});
}

TEST_CASE("value: vectors are found by all their coordinates") {
    Eigen::MatrixXd wanted(2, 2), among(2, 3);
    wanted << 1, 2, 0, 1;
    among << 2, 1, 1, 1, 1, 0;
    CHECK(perdis::match_symbols<double>(wanted, among) == Index{2, 0});
}

TEST_CASE("limit: 0 and -0 are one symbol, neighbouring numbers are two") {
    Eigen::MatrixXd wanted(1, 2), among(1, 1);
    wanted << -0.0, std::numeric_limits<double>::denorm_min();
    among << 0.0;
    CHECK(perdis::match_symbols<double>(wanted, among) == Index{0, -1});
}

TEST_CASE("refuse: symbols of different dimensions") {
    CHECK_THROWS_WITH(perdis::match_symbols<double>(Eigen::MatrixXd::Zero(1, 2), Eigen::MatrixXd::Zero(2, 2)),
                      "match_symbols: the symbols have different dimensions");
}
