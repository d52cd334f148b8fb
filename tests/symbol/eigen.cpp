#include "catch.hpp"

#include <Eigen/Dense>

#include <perdis/symbol/assuming.hpp>
#include <perdis/symbol/eigen.hpp>
#include <perdis/symbol/simplify.hpp>
#include <perdis/symbol/to_text.hpp>

using perdis::Domain;
using perdis::Expression;

using Matrix = Eigen::Matrix<Expression, Eigen::Dynamic, Eigen::Dynamic>;

namespace {

const Expression a = perdis::symbol("a", Domain::positive()), b = perdis::symbol("b");
const Expression c = perdis::symbol("c", Domain::positive());

Matrix covariance() {
    Matrix m(2, 2);
    m << a, b, b, c;
    return m;
}

} // namespace

TEST_CASE("value: determinant, inverse and products of a symbolic 2×2 matrix", "[eigen]") {
    const Eigen::Matrix<Expression, 2, 2> m = covariance();
    CHECK(to_text(m.determinant()) == "a*c - b^2");
    const Eigen::Matrix<Expression, 2, 2> inverse = m.inverse();
    CHECK(to_text(inverse(0, 0)) == "c/(a*c - b^2)");
    CHECK(to_text(inverse(0, 1)) == "-b/(a*c - b^2)");
    const Eigen::Matrix<Expression, 2, 2> unit = m * inverse;
    CHECK(to_text(simplify(unit(0, 0))) == "1");
    CHECK(to_text(simplify(unit(1, 0))) == "0");
    CHECK(to_text(covariance().trace()) == "a + c");
}

TEST_CASE("agree: LLᵀ and LDLᵀ solve as the inverse does, within a scope", "[eigen]") {
    const perdis::Assuming scope{perdis::less(b * b, a * c), perdis::less(c, a)};
    const Matrix m = covariance();
    const Eigen::LLT<Matrix> root(m);
    REQUIRE(root.info() == Eigen::Success);
    const Matrix lower = root.matrixL();
    CHECK(to_text(lower(0, 0)) == "sqrt(a)");
    CHECK(to_text(lower(1, 0)) == "b/sqrt(a)");
    const Matrix product = lower * lower.transpose();
    for (Eigen::Index i = 0; i < 4; ++i) { CHECK(perdis::same_form(simplify(product(i)), m(i))); }
    Matrix unit(2, 1);
    unit << 1, 0;
    for (const Matrix& solution : {Matrix(root.solve(unit)), Matrix(Eigen::LDLT<Matrix>(m).solve(unit))}) {
        CHECK(to_text(simplify(solution(0))) == "c/(a*c - b^2)");
        CHECK(to_text(simplify(solution(1))) == "-b/(a*c - b^2)");
    }
}
