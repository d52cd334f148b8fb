#include "catch.hpp"
#include "plain_real.hpp"

#include <cmath>

#include <perdis/numeric/polar_factor.hpp>
#include <perdis/numeric/relative_spectrum.hpp>
#include <perdis/numeric/scaled_spectrum.hpp>
#include <perdis/numeric/symmetric_quotient.hpp>
#include <perdis/numeric/symmetric_spectrum.hpp>

namespace {

using Matrix = perdis::DenseMatrix<double>;
using Vector = perdis::DenseVector<double>;
using Spectrum = perdis::SymmetricSpectrum<double>;
using Scaled = perdis::ScaledSpectrum<double>;

Matrix dense(Eigen::Index rows, Eigen::Index columns) {
    Matrix m(rows, columns);
    for (Eigen::Index i = 0; i < m.size(); ++i) { m(i) = std::sin(1.0 + 2.3 * static_cast<double>(i * i)); }
    return m;
}

/// A covariance of this rank.
Matrix covariance(Eigen::Index d, Eigen::Index rank) {
    const Matrix factor = dense(d, rank);
    return factor * factor.transpose();
}

} // namespace

TEST_CASE("law: functions and factor of a singular matrix", "[symmetric_spectrum]") {
    const Matrix s = covariance(6, 4);
    const Spectrum spectrum(s);
    const double slack = 1e-13 * s.norm();
    CHECK(spectrum.rank() == 4);
    const Matrix root = spectrum.apply([](double x) { return std::sqrt(x); });
    CHECK((root * root - s).norm() <= slack);
    const Matrix inverse = spectrum.apply([](double x) { return 1.0 / x; });
    CHECK((s * inverse * s - s).norm() <= slack);
    CHECK((s * inverse - spectrum.range() * spectrum.range().transpose()).norm() <= 1e-12);
    CHECK((spectrum.factor() * spectrum.factor().transpose() - s).norm() <= slack);
    CHECK((s * spectrum.kernel()).norm() <= slack);
}

TEST_CASE("limit: a diagonal matrix is decomposed exactly, zero has rank 0", "[symmetric_spectrum]") {
    const Vector values = (Vector(4) << 3.0, 1e-300, 0.0, 0.1).finished();
    const Spectrum spectrum(Matrix(values.asDiagonal()));
    CHECK(spectrum.values() == (Vector(4) << 0.0, 1e-300, 0.1, 3.0).finished());
    CHECK(spectrum.vectors().cwiseAbs().colwise().sum() == Vector::Ones(4).transpose());
    CHECK(spectrum.vectors()(0, 3) == 1.0);
    CHECK(Spectrum(Matrix::Zero(3, 3)).rank() == 0);
    CHECK(Spectrum(Matrix::Zero(3, 3)).factor().cols() == 0);
}

TEST_CASE("law: the rank of correlations does not depend on units", "[symmetric_spectrum]") {
    const Matrix s = covariance(5, 3);
    Matrix scaled = s;
    const Vector units = (Vector(5) << 1e-12, 1.0, 1e9, 3.0, 1e-3).finished();
    scaled = units.asDiagonal() * s * units.asDiagonal();
    CHECK(Scaled(s).rank() == 3);
    CHECK(Scaled(scaled).rank() == 3);
    CHECK(Spectrum(scaled).rank() < 3); // the control: eigenvalues of the covariance do
    const Scaled spectrum(scaled);
    const Matrix relative = units.cwiseInverse().asDiagonal()
                            * (spectrum.factor() * spectrum.factor().transpose() - scaled)
                            * units.cwiseInverse().asDiagonal();
    CHECK(relative.norm() <= 1e-13 * s.norm());
    CHECK((spectrum.whitening() * spectrum.factor() - Matrix::Identity(3, 3)).norm() <= 1e-11);
    const Matrix silent = spectrum.silent();
    CHECK(silent.rows() == 2);
    CHECK((silent * scaled * silent.transpose()).norm() <= 1e-12);
    // Coordinates without variance.
    CHECK(Scaled(Matrix((Vector(3) << 1.0, 0.0, 1e-200).finished().asDiagonal())).rank() == 2);
}

TEST_CASE("law: a relative spectrum rebuilds both matrices' ratios and says where there is none",
          "[symmetric_spectrum]") {
    const Matrix p = covariance(4, 4), q = covariance(4, 4) + Matrix::Identity(4, 4);
    const Vector shift = Vector::LinSpaced(4, -1.0, 2.0);
    const auto spectrum = perdis::relative_spectrum<double>(p, q, shift, shift.cwiseAbs());
    REQUIRE(spectrum.same_support);
    CHECK(spectrum.ratio.sum() == Approx((q.inverse() * p).trace()).epsilon(1e-12));
    CHECK(spectrum.ratio.prod() == Approx(p.determinant() / q.determinant()).epsilon(1e-10));
    CHECK(spectrum.shift.squaredNorm() == Approx(shift.dot(q.inverse() * shift)).epsilon(1e-12));
    const Matrix flat = covariance(4, 2);
    CHECK_FALSE(perdis::relative_spectrum<double>(flat, q, shift, shift.cwiseAbs()).same_support);
    CHECK_FALSE(perdis::relative_spectrum<double>(flat, flat, shift, shift.cwiseAbs()).same_support);
    const Vector inside = flat.col(0);
    CHECK(perdis::relative_spectrum<double>(flat, 2.0 * flat, inside, inside.cwiseAbs()).same_support);
}

TEST_CASE("law: the polar factor is orthogonal and no rotation of it does better", "[symmetric_spectrum]") {
    for (const Eigen::Index rank : {4, 2}) {
        const Matrix m = dense(4, rank) * dense(rank, 4);
        const Matrix u = perdis::polar_factor<double>(m);
        CHECK((u.transpose() * u - Matrix::Identity(4, 4)).norm() <= 1e-14);
        const double best = (u.transpose() * m).trace();
        for (Eigen::Index i = 1; i < 4; ++i) {
            Matrix turn = Matrix::Identity(4, 4);
            turn(0, 0) = turn(i, i) = 0.8;
            turn(0, i) = 0.6;
            turn(i, 0) = -0.6;
            CHECK(((u * turn).transpose() * m).trace() <= best + 1e-14 * m.norm());
        }
    }
}

TEST_CASE("law: elimination without rounding solves, finds the rank and what is not semidefinite",
          "[symmetric_spectrum]") {
    using T = PlainReal;
    const auto integers = [](std::initializer_list<int> entries) {
        perdis::DenseMatrix<T> result(3, 3);
        auto entry = entries.begin();
        for (Eigen::Index i = 0; i < 9; ++i) { result(i) = T(*entry++); }
        return result;
    };
    const perdis::SymmetricElimination<T> regular(integers({4, 2, 2, 2, 5, 3, 2, 3, 6}));
    CHECK(regular.rank() == 3);
    CHECK(regular.determinant() == T(4 * 4 * 4));
    CHECK_FALSE(regular.indefinite());
    const perdis::DenseMatrix<T> x = regular.solve(integers({8, 0, 0, 10, 0, 0, 11, 0, 0}).transpose().col(0).eval());
    CHECK((T(4) * x(0) + T(2) * x(1) + T(2) * x(2) == T(8)));
    const perdis::SymmetricElimination<T> flat(integers({1, 1, 2, 1, 1, 2, 2, 2, 4}));
    CHECK(flat.rank() == 1);
    CHECK_FALSE(flat.indefinite());
    CHECK(perdis::free_coordinates<T>(integers({0, 0, 0, 0, 1, 2, 0, 2, 4})) == std::vector<Eigen::Index>{1});
    CHECK(perdis::SymmetricElimination<T>(integers({1, 2, 0, 2, 1, 0, 0, 0, 1})).indefinite() == Eigen::Index(1));
    CHECK(perdis::SymmetricElimination<T>(integers({1, 1, 0, 1, 1, 1, 0, 1, 1})).indefinite()
          == Eigen::Index(1)); // 0 with an entry under it
    CHECK_FALSE(perdis::positive_definite<T>(integers({1, 1, 2, 1, 1, 2, 2, 2, 4})));
}
