#include "catch.hpp"

#include <string>
#include <vector>

#include <perdis/divergence/multivariate_entropic.hpp>
#include <perdis/divergence/multivariate_wasserstein.hpp>
#include <perdis/inference/multivariate_gaussian.hpp>
#include <perdis/symbol/assuming.hpp>
#include <perdis/symbol/eigen.hpp>
#include <perdis/symbol/evaluate.hpp>
#include <perdis/symbol/simplify.hpp>
#include <perdis/symbol/to_text.hpp>

namespace {

using perdis::Domain;
using perdis::Expression;
using Matrix = perdis::DenseMatrix<Expression>;
using Vector = perdis::DenseVector<Expression>;
using Law = perdis::MultivariateGaussian<Expression>;
using Channel = perdis::LinearGaussian<Expression>;

const Expression sigma = perdis::symbol("sigma", Domain::positive());
const Expression v = perdis::symbol("v", Domain::positive()), n = perdis::symbol("n", Domain::positive());
const Expression h = perdis::symbol("h"), m = perdis::symbol("m");
const Expression a = perdis::symbol("a", Domain::positive()), b = perdis::symbol("b"),
                 c = perdis::symbol("c", Domain::positive());

Matrix one(const Expression& x) { return Matrix::Constant(1, 1, x); }

Matrix two(const Expression& p, const Expression& q, const Expression& r, const Expression& s) {
    Matrix result(2, 2);
    result << p, q, r, s;
    return result;
}

std::string text(const Expression& e) { return to_text(simplify(e)); }

double at(const Expression& e, const std::vector<Expression>& symbols, const std::vector<double>& point) {
    return perdis::CompiledExpression<double>(e, symbols)(point);
}

} // namespace

TEST_CASE("value: the scalar model prints as one would write it", "[symbolic_gaussian]") {
    const auto joint = perdis::joint(Law(Vector::Constant(1, 0), one(1)), Channel(one(1), one(sigma * sigma)));
    CHECK(text(joint.gain()(0, 0)) == "1/(1 + sigma^2)");
    CHECK(text(minimum_mean_squared_error(joint)) == "sigma^2/(1 + sigma^2)");
    CHECK(text(joint.estimate_covariance()(0, 0)) == "1/(1 + sigma^2)");
    const auto general = perdis::joint(Law(Vector::Constant(1, m), one(v)), Channel(one(h), one(n)));
    CHECK(text(general.gain()(0, 0)) == "h*v/(n + v*h^2)");
    CHECK(text(minimum_mean_squared_error(general)) == "n*v/(n + v*h^2)");
    CHECK(text(posterior_mean(general).intercept()(0) * (n + v * h * h)) == "m*n");
}

TEST_CASE("value: two coordinates seen by their sum, and each in noise", "[symbolic_gaussian]") {
    const perdis::Assuming scope{perdis::less(b * b, a * c)};
    const Law prior(Vector::Constant(2, 0), two(a, b, b, c));
    Matrix sum(1, 2);
    sum << 1, 1;
    const auto seen = perdis::joint(prior, Channel(sum, one(0)));
    CHECK(text(seen.gain()(0, 0)) == "(a + b)/(a + 2*b + c)");
    CHECK(text(minimum_mean_squared_error(seen) * (a + 2 * b + c) - 2 * (a * c - b * b)) == "0");
    const auto noisy =
        perdis::joint(Law(Vector::Constant(2, 0), two(v, 0, 0, 1)), Channel(two(1, 0, 0, 1), two(n, 0, 0, n)));
    CHECK(text(noisy.gain()(0, 0)) == "v/(n + v)");
    CHECK(text(noisy.gain()(1, 1)) == "1/(1 + n)");
    CHECK(text(noisy.gain()(0, 1)) == "0");
}

TEST_CASE("agree: symbolic gain, error and divergences evaluate to those in double", "[symbolic_gaussian]") {
    const std::vector<Expression> symbols{a, b, c, n};
    const std::vector<double> point{2.0, 0.5, 1.25, 0.75};
    const perdis::Assuming scope{perdis::less(b * b, a * c)};
    const Law prior(Vector::Constant(2, 1), two(a, b, b, c));
    const Channel channel(two(1, 2, 0, 1), two(n, 0, 0, 1));
    const auto joint = perdis::joint(prior, channel);
    perdis::DenseMatrix<double> covariance(2, 2), matrix(2, 2), noise(2, 2);
    covariance << 2.0, 0.5, 0.5, 1.25;
    matrix << 1, 2, 0, 1;
    noise << 0.75, 0, 0, 1;
    const perdis::MultivariateGaussian<double> numeric(perdis::DenseVector<double>::Constant(2, 1.0), covariance);
    const auto expected = perdis::joint(numeric, perdis::LinearGaussian<double>(matrix, noise));
    for (Eigen::Index i = 0; i < 2; ++i) {
        for (Eigen::Index j = 0; j < 2; ++j) {
            CHECK(at(joint.gain()(i, j), symbols, point) == Approx(expected.gain()(i, j)).epsilon(1e-13));
            CHECK(at(joint.error_covariance()(i, j), symbols, point)
                  == Approx(expected.error_covariance()(i, j)).epsilon(1e-13));
        }
    }
    const Law unit(Vector::Constant(2, 0), two(1, 0, 0, 1));
    const perdis::MultivariateGaussian<double> numeric_unit(perdis::DenseVector<double>::Zero(2),
                                                            perdis::DenseMatrix<double>::Identity(2, 2));
    CHECK(at(gaussian_kullback_leibler(prior, unit), symbols, point)
          == Approx(gaussian_kullback_leibler(numeric, numeric_unit)).epsilon(1e-13));
    CHECK(at(gaussian_squared_hellinger(prior, unit), symbols, point)
          == Approx(gaussian_squared_hellinger(numeric, numeric_unit)).epsilon(1e-13));
    CHECK(at(gaussian_squared_wasserstein2(prior, unit), symbols, point)
          == Approx(gaussian_squared_wasserstein2(numeric, numeric_unit)).epsilon(1e-13));
}

TEST_CASE("limit: a symbolic model without noise or without signal", "[symbolic_gaussian]") {
    const auto clear = perdis::joint(Law(Vector::Constant(1, 0), one(v)), Channel(one(1), one(0)));
    CHECK(text(clear.gain()(0, 0)) == "1");
    CHECK(text(minimum_mean_squared_error(clear)) == "0");
    const auto blind = perdis::joint(Law(Vector::Constant(1, 0), one(v)), Channel(one(0), one(0)));
    CHECK(text(minimum_mean_squared_error(blind)) == "v");
    // The same sensor twice: S_Y has rank one.
    const auto twice = perdis::joint(Law(Vector::Constant(1, 0), one(v)),
                                     Channel(Matrix::Constant(2, 1, 1), Matrix::Constant(2, 2, 0)));
    CHECK(text(twice.gain()(0, 0)) == "1/2");
    CHECK(text(minimum_mean_squared_error(twice)) == "0");
}

TEST_CASE("refuse: a symbolic covariance that no scope makes one", "[symbolic_gaussian]") {
    CHECK_THROWS_AS(Law(Vector::Constant(2, 0), two(a, b, b, c)), perdis::DomainError);
    CHECK_THROWS_WITH(Law(Vector::Constant(2, 0), two(a, b, 0, c)),
                      "MultivariateGaussian: covariance is not symmetric: its entries (0, 1) and (1, 0) differ by b");
    CHECK_THROWS_WITH(Law(Vector::Constant(2, 0), two(1, 2, 2, 1)),
                      "MultivariateGaussian: the determinant of covariance = -3 is not in [0, inf)");
    CHECK_THROWS_WITH(Law(Vector::Constant(1, 0), one(-v)),
                      "MultivariateGaussian: the diagonal entry 0 of covariance = -v is not in [0, inf)");
}
