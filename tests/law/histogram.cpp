#include <perdis/law/histogram.hpp>

#include <perdis/core/file_error.hpp>

#include "catch.hpp"

#include <cstdio>
#include <fstream>
#include <limits>

using namespace perdis;

namespace {

Discrete<double> read(const std::string& content) {
    std::ofstream("perdis_test_histogram.csv") << content;
    struct Removal {
        ~Removal() { std::remove("perdis_test_histogram.csv"); }
    } const removal;
    return read_histogram("perdis_test_histogram.csv");
}

} // namespace

TEST_CASE("value: a histogram's law has the counts' shares, in the file's order") {
    const Discrete<double> law = read("level,count\n3,1\n1,2\n2,0\n0,5\n");
    REQUIRE(law.size() == 4);
    CHECK(law.support() == (Eigen::MatrixXd(1, 4) << 3.0, 1.0, 2.0, 0.0).finished());
    CHECK(law.probabilities() == (Eigen::VectorXd(4) << 0.125, 0.25, 0.0, 0.625).finished());
    CHECK_FALSE(law.labelled());
}

TEST_CASE("law: equal values of a histogram are one symbol") {
    const Discrete<double> law = read("1,1\n2,2\n1.0,1\n");
    REQUIRE(law.size() == 2);
    CHECK(law.probabilities() == Eigen::Vector2d(0.5, 0.5));
}

TEST_CASE("limit: counts near the ends of double's range") {
    const double huge = std::numeric_limits<double>::max();
    CHECK(histogram(Eigen::Vector2d(0.0, 1.0), Eigen::Vector2d(huge, huge)).probabilities()
          == Eigen::Vector2d(0.5, 0.5));
    const double tiny = std::numeric_limits<double>::denorm_min();
    CHECK(histogram(Eigen::Vector2d(0.0, 1.0), Eigen::Vector2d(tiny, tiny)).probabilities()
          == Eigen::Vector2d(0.5, 0.5));
    CHECK(read("7,3\n").probabilities()(0) == 1.0);
}

TEST_CASE("refuse: a histogram that is none") {
    const std::string name = "perdis_test_histogram.csv: ";
    CHECK_THROWS_WITH(read("1,2\n2,-3\n"), name + "line 2: count = -3 is not in [0, inf)");
    CHECK_THROWS_AS(read("1,2\n2,-3\n"), DomainError);
    CHECK_THROWS_WITH(read("1,0\n2,0\n"), name + "every count is 0");
    CHECK_THROWS_AS(read("1,0\n2,0\n"), DomainError);
    CHECK_THROWS_WITH(read("1\n2\n"), name + "line 1: 1 fields, a histogram has 2: value, count");
    CHECK_THROWS_AS(read("a,b,c\n1,2,3\n"), FileError);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(histogram(Eigen::Vector2d(0.0, 1.0), Eigen::Vector2d(1.0, nan)), DomainError);
    CHECK_THROWS_AS(histogram(Eigen::Vector2d(0.0, nan), Eigen::Vector2d(1.0, 1.0)), DomainError);
    CHECK_THROWS_AS(histogram(Eigen::Vector2d(0.0, 1.0), Eigen::VectorXd::Ones(3)), DomainError);
    CHECK_THROWS_AS(histogram(Eigen::VectorXd(), Eigen::VectorXd()), DomainError);
}
