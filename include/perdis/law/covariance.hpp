#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/symmetric_elimination.hpp>
#include <perdis/numeric/symmetric_spectrum.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <sstream>
#include <string>
#include <string_view>

namespace perdis {

/// "subject: name is r x c, it must be n x m" unless it is.
template <class Derived>
void require_shape(std::string_view subject, std::string_view name, const Eigen::EigenBase<Derived>& matrix,
                   Eigen::Index rows, Eigen::Index columns) {
    const auto shape = [](Eigen::Index n, Eigen::Index m) { return std::to_string(n) + " x " + std::to_string(m); };
    if (matrix.rows() == rows && matrix.cols() == columns) { return; }
    require(false, subject,
            std::string(name) + " is " + shape(matrix.rows(), matrix.cols()) + ", it must be " + shape(rows, columns));
}

/// "subject: name(i, j) = x is not in (-inf, inf)" unless every entry is finite.
template <class Derived>
void require_finite(std::string_view subject, std::string_view name, const Eigen::MatrixBase<Derived>& matrix) {
    using T = typename Derived::Scalar;
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
            const T x = matrix(i, j);
            if (x - x == T(0)) { continue; }
            const std::string column = Derived::ColsAtCompileTime == 1 ? "" : ", " + std::to_string(j);
            require(false, subject, std::string(name) + "(" + std::to_string(i) + column + ")", x, "(-inf, inf)");
        }
    }
}

/// a = b; false where that is not decided.
template <Real T>
bool known_equal(const T& a, const T& b) {
    try {
        return a == b;
    } catch (const DomainError&) { return false; }
}

/// Refuses S with |S_ij − S_ji| above rank_tolerance of the largest entry (above 0 where T does not round), naming the largest
/// difference and its place.
template <Real T>
void require_symmetric(std::string_view subject, std::string_view name, const DenseMatrix<T>& s) {
    const auto size = [](const T& x) { return x < T(0) ? T(-x) : x; };
    T largest(0), difference(0);
    Eigen::Index row = 0, column = 0;
    for (Eigen::Index j = 0; j < s.cols(); ++j) {
        for (Eigen::Index i = 0; i < j; ++i) {
            if constexpr (rounds<T>) {
                const T here = size(T(s(i, j) - s(j, i)));
                const T entry = size(s(i, j)) > size(s(j, i)) ? size(s(i, j)) : size(s(j, i));
                if (entry > largest) { largest = entry; }
                if (!(here > difference)) { continue; }
                difference = here;
            } else {
                if (column > 0 || known_equal(s(i, j), s(j, i))) { continue; }
                difference = s(i, j) - s(j, i);
            }
            row = i;
            column = j;
        }
    }
    if (column == 0) { return; }
    if constexpr (rounds<T>) {
        if (difference <= rank_tolerance<T>(s.rows()) * largest) { return; }
    }
    std::ostringstream complaint;
    complaint.precision(17);
    complaint << name << " is not symmetric: its entries (" << row << ", " << column << ") and (" << column << ", "
              << row << ") differ by " << difference;
    require(false, subject, complaint.str());
}

/// Refuses a symmetric S whose least eigenvalue lies below −rank_tolerance times the largest, and says which it is. A diagonal S
/// is judged entry by entry; an exact or symbolic S by its minors (d ≤ 2) or pivots.
template <Real T>
void require_semidefinite(std::string_view subject, std::string_view name, const DenseMatrix<T>& s) {
    const Eigen::Index d = s.rows();
    const auto refuse = [&](const std::string& what, const T& x) {
        require(false, subject, what + " of " + std::string(name), x, "[0, inf)");
    };
    if constexpr (!rounds<T>) {
        for (Eigen::Index i = 0; i < d; ++i) {
            if (!(s(i, i) >= T(0))) { refuse("the diagonal entry " + std::to_string(i), s(i, i)); }
        }
        if (d == 2) {
            const T minor = s(0, 0) * s(1, 1) - s(0, 1) * s(1, 0);
            if (!(minor >= T(0))) { refuse("the determinant", minor); }
        } else if (!is_diagonal<T>(s)) {
            const SymmetricElimination<T> elimination(s);
            const auto place = elimination.indefinite();
            if (place) { refuse("the pivot " + std::to_string(*place), elimination.pivots()(*place)); }
        }
    } else {
        if (is_diagonal<T>(s)) {
            const T least = s.diagonal().minCoeff();
            if (!(least >= T(0))) { refuse("the least eigenvalue", least); }
            return;
        }
        // Cholesky of S + δI decides almost always, at a fraction of the price.
        const T slack = rank_tolerance<T>(d) * s.diagonal().cwiseAbs().maxCoeff() / T(2);
        DenseMatrix<T> lifted = s;
        lifted.diagonal().array() += slack;
        const Eigen::LLT<DenseMatrix<T>> cholesky(lifted);
        if (slack > T(0) && cholesky.info() == Eigen::Success) { return; }
        const SymmetricSpectrum<T> spectrum(s);
        if (!(spectrum.values()(0) >= -spectrum.tolerance())) { refuse("the least eigenvalue", spectrum.values()(0)); }
    }
}

/// S as a covariance of this size: finite, symmetric, positive semidefinite; returned symmetric to the last bit.
///
/// @throws    DomainError that says what it is not and by how much.
template <Real T>
DenseMatrix<T> checked_covariance(std::string_view subject, std::string_view name, const DenseMatrix<T>& s,
                                  Eigen::Index size) {
    require_shape(subject, name, s, size, size);
    require_finite(subject, name, s);
    require_symmetric<T>(subject, name, s);
    const DenseMatrix<T> symmetric = symmetric_part<T>(s);
    require_semidefinite<T>(subject, name, symmetric);
    return symmetric;
}

} // namespace perdis
