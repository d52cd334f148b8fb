#include <perdis/law/samples.hpp>

#include <perdis/core/file_error.hpp>

#include "catch.hpp"

#include <cstdio>
#include <fstream>
#include <limits>

using namespace perdis;

namespace {

Discrete<double> read(const std::string& content) {
    std::ofstream("perdis_test_samples.csv") << content;
    struct Removal {
        ~Removal() { std::remove("perdis_test_samples.csv"); }
    } const removal;
    return read_samples("perdis_test_samples.csv");
}

} // namespace

TEST_CASE("value: samples of numbers: ascending symbols, repeated rows merged") {
    const Discrete<double> law = read("x\n3\n1\n3\n-2\n");
    REQUIRE(law.size() == 3);
    CHECK(law.support() == Eigen::RowVector3d(-2.0, 1.0, 3.0));
    CHECK(law.probabilities() == Eigen::Vector3d(0.25, 0.25, 0.5));
}

TEST_CASE("value: samples of vectors: a row a sample, a column a coordinate") {
    const Discrete<double> law = read("1,0\n0,1\n1,0\n0,0\n");
    REQUIRE(law.dimension() == 2);
    CHECK(law.support() == (Eigen::MatrixXd(2, 3) << 0.0, 0.0, 1.0, 0.0, 1.0, 0.0).finished());
    CHECK(law.probabilities() == Eigen::Vector3d(0.25, 0.25, 0.5));
}

TEST_CASE("limit: one sample, and a million equal ones") {
    CHECK(read("5\n").probabilities()(0) == 1.0);
    CHECK(empirical(Eigen::MatrixXd::Ones(1, 1000000)).size() == 1);
    CHECK(empirical((Eigen::MatrixXd(1, 2) << 0.0, -0.0).finished()).size() == 1);
}

TEST_CASE("refuse: samples that are none") {
    CHECK_THROWS_AS(read(""), FileError);
    CHECK_THROWS_WITH(read("1,2\n3\n"), "perdis_test_samples.csv: line 2: 1 fields, the rows before have 2");
    CHECK_THROWS_AS(empirical(Eigen::MatrixXd(1, 0)), DomainError);
    CHECK_THROWS_AS(empirical(Eigen::MatrixXd::Constant(1, 1, std::numeric_limits<double>::infinity())), DomainError);
}
