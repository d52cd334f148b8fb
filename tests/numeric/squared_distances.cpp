#include "catch.hpp"

#include <perdis/numeric/normal_deviates.hpp>
#include <perdis/numeric/squared_distances.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>

TEST_CASE("agree: squared distances against 50 digits, near and far from the origin") {
    using Fifty = boost::multiprecision::cpp_bin_float_50;
    perdis::NormalDeviates deviates(1);
    for (const double apart : {1.0, 1e-4, 1e-9}) {
        Eigen::MatrixXd a(5, 7);
        Eigen::MatrixXd b(5, 3);
        for (double& value : a.reshaped()) { value = 1.0 + apart * deviates(); }
        for (double& value : b.reshaped()) { value = 1.0 + apart * deviates(); }
        const Eigen::MatrixXd found = perdis::squared_distances(a, b);
        for (Eigen::Index i = 0; i < 7; ++i) {
            for (Eigen::Index j = 0; j < 3; ++j) {
                Fifty sum = 0;
                for (Eigen::Index k = 0; k < 5; ++k) {
                    const Fifty difference = Fifty(a(k, i)) - Fifty(b(k, j));
                    sum += difference * difference;
                }
                CHECK(found(i, j) == Approx(static_cast<double>(sum)).epsilon(1e-12));
            }
        }
    }
}

TEST_CASE("limit: equal columns have distance 0 exactly") {
    const Eigen::MatrixXd a = Eigen::MatrixXd::Constant(3, 2, 0.1);
    CHECK(perdis::squared_distances(a, a) == Eigen::MatrixXd::Zero(2, 2));
}

TEST_CASE("refuse: columns of different lengths") {
    CHECK_THROWS_WITH(perdis::squared_distances(Eigen::MatrixXd(2, 1), Eigen::MatrixXd(3, 1)),
                      "squared_distances: vectors of 2 coordinates against 3");
}
