#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_relative.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/relative_spectrum.hpp>
#include <perdis/numeric/symmetric_quotient.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Two normal vectors p and q either live on one affine subspace, where both have a density, or are mutually singular. On that
// subspace there are coordinates in which q is N(0, I) and p a product of scalar laws N(z_i, r_i): every entropic divergence is
// a sum over them. A symbol takes the determinants instead.

namespace perdis {

/// "subject: laws of n and m coordinates" unless n = m.
template <Real T>
void require_same_space(std::string_view subject, const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    if (p.dimension() == q.dimension()) { return; }
    require(false, subject,
            "laws of " + std::to_string(p.dimension()) + " and " + std::to_string(q.dimension()) + " coordinates");
}

/// The scalar laws N(z_i, r_i), in units of N(0, 1), whose product p is where q is N(0, I); nothing for mutually singular laws.
template <Real T>
    requires rounds<T> std::optional<std::vector<RelativeGaussian<T>>>
    relative_coordinates(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
        using std::abs;
        using std::sqrt;
        const DenseVector<T> shift = p.mean() - q.mean();
        DenseVector<T> magnitude(shift.size());
        for (Eigen::Index i = 0; i < shift.size(); ++i) { magnitude(i) = abs(p.mean()(i)) + abs(q.mean()(i)); }
        const RelativeSpectrum<T> spectrum = relative_spectrum<T>(p.covariance(), q.covariance(), shift, magnitude);
        if (!spectrum.same_support) { return std::nullopt; }
        std::vector<RelativeGaussian<T>> result;
        for (Eigen::Index i = 0; i < spectrum.ratio.size(); ++i) {
            result.emplace_back(T(sqrt(spectrum.ratio(i))), T(1), spectrum.shift(i));
            result.back().excess = spectrum.excess(i);
        }
        return result;
    }

/// Two regular covariances and the difference of the means, over an exact or symbolic T.
template <Real T>
struct RegularPair {
    DenseMatrix<T> p;
    DenseMatrix<T> q;
    DenseVector<T> shift;
};

/// The pair in coordinates that determine the others; nothing for mutually singular laws. Decided by ranks: those of S_p, S_q,
/// S_p + S_q and S_q + δδᵀ are equal exactly where the laws live on one subspace.
template <Real T>
std::optional<RegularPair<T>> regular_pair(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    const DenseVector<T> shift = p.mean() - q.mean();
    if (positive_definite<T>(p.covariance()) && positive_definite<T>(q.covariance())) {
        return RegularPair<T>{p.covariance(), q.covariance(), shift};
    }
    const auto rank = [](const DenseMatrix<T>& s) { return SymmetricElimination<T>(s).rank(); };
    const std::vector<Eigen::Index> kept = free_coordinates<T>(q.covariance());
    const auto size = static_cast<Eigen::Index>(kept.size());
    const DenseMatrix<T> row = shift.transpose();
    if (rank(p.covariance()) != size || rank(p.covariance() + q.covariance()) != size
        || rank(q.covariance() + matrix_product(shift, row)) != size) {
        return std::nullopt;
    }
    RegularPair<T> result{DenseMatrix<T>(size, size), DenseMatrix<T>(size, size), DenseVector<T>(size)};
    for (Eigen::Index i = 0; i < size; ++i) {
        const Eigen::Index from = kept[static_cast<std::size_t>(i)];
        result.shift(i) = shift(from);
        for (Eigen::Index j = 0; j < size; ++j) {
            const Eigen::Index to = kept[static_cast<std::size_t>(j)];
            result.p(i, j) = p.covariance()(from, to);
            result.q(i, j) = q.covariance()(from, to);
        }
    }
    return result;
}

/// Whether p and q live on disjoint sets: their affine supports differ.
///
/// @throws    DomainError for laws of different dimensions.
template <Real T>
bool mutually_singular(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    require_same_space("mutually_singular", p, q);
    if (identical(p, q)) { return false; }
    if constexpr (rounds<T>) {
        return !relative_coordinates(p, q);
    } else {
        return !regular_pair(p, q);
    }
}

} // namespace perdis
