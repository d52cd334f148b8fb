#include "catch.hpp"

#include <perdis/numeric/increasing_root.hpp>
#include <perdis/numeric/residual.hpp>
#include <perdis/numeric/singular_values.hpp>

#include <cmath>
#include <limits>
#include <random>

using Eigen::MatrixXd;

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

MatrixXd random_matrix(std::mt19937& engine, Eigen::Index rows, Eigen::Index columns) {
    std::normal_distribution<double> normal;
    return MatrixXd::NullaryExpr(rows, columns, [&] { return normal(engine); });
}

} // namespace

TEST_CASE("agree: a residual and the same in extended precision", "[residual]") {
    std::mt19937 engine(5);
    for (const Eigen::Index k : {1, 3, 40, 600}) { // 600: more than one block of a product
        const MatrixXd a = random_matrix(engine, 7, k);
        const MatrixXd b = random_matrix(engine, 5, k);
        const MatrixXd c = a * b.transpose(); // rounded: the residual is all rounding
        const auto found = perdis::residual(c, a, b);
        using Long = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
        const Long exact = c.cast<long double>() - a.cast<long double>() * b.cast<long double>().transpose();
        const auto difference = static_cast<double>((found.value.cast<long double>() - exact).norm());
        CHECK(difference <= found.error + 64 * std::numeric_limits<long double>::epsilon() * static_cast<double>(k));
        CHECK(found.error
              <= 1e-6 * epsilon * static_cast<double>(k * k) * a.norm() * b.norm() + 4 * epsilon * found.value.norm());
    }
    CHECK(perdis::residual(MatrixXd::Identity(2, 2), MatrixXd(2, 0), MatrixXd(2, 0)).value == MatrixXd::Identity(2, 2));
}

TEST_CASE("law: singular values of thin, wide and empty matrices", "[residual]") {
    std::mt19937 engine(6);
    for (const auto& [rows, columns] :
         {std::pair<Eigen::Index, Eigen::Index>{40, 25}, {25, 40}, {3, 3}, {0, 4}, {4, 0}}) {
        const MatrixXd a = random_matrix(engine, rows, columns);
        const auto svd = perdis::singular_values(a);
        const auto size = std::min(rows, columns);
        CHECK(svd.values.size() == size);
        CHECK((svd.u * svd.values.asDiagonal() * svd.v.transpose() - a).norm() <= 1e-13 * (1.0 + a.norm()));
        CHECK((svd.u.transpose() * svd.u - MatrixXd::Identity(size, size)).norm() <= 1e-13);
    }
}

TEST_CASE("value: roots of increasing functions from far away", "[residual]") {
    // e^t = 10: ln 10
    CHECK(perdis::increasing_root([](double t) { return std::log(std::exp(t) / 10.0); }, -300.0)
          == Approx(2.302585092994045684).epsilon(4 * epsilon));
    CHECK(perdis::increasing_root([](double t) { return 2.0 * (t - 5.0); }, 400.0) == Approx(5.0).epsilon(4 * epsilon));
    // −inf on half of the line
    CHECK(perdis::increasing_root(
              [](double t) { return t > 0.0 ? std::log(t) : -std::numeric_limits<double>::infinity(); }, -9.0)
          == Approx(1.0).epsilon(4 * epsilon));
}
