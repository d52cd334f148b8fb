#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/law/covariance.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/law.hpp>
#include <perdis/numeric/dense.hpp>

#include <utility>

namespace perdis {

/// The normal law N(m, C) of vectors; C may be singular, C = 0 is the point mass at m.
///
///     mean m: d numbers   [unit of x];   covariance C: d × d   [unit of x, squared]
///
/// @domain    d ≥ 1; m and C finite; C symmetric and positive semidefinite, both within 16 d ε of its largest entry and
///            eigenvalue where T rounds (a diagonal C exactly). The mean of C and Cᵀ is kept.
/// @throws    DomainError outside the domain, NaN included: it says by how much C is not symmetric, and its least eigenvalue.
template <Real T>
class MultivariateGaussian {
public:
    using scalar_type = T;

    MultivariateGaussian(DenseVector<T> mean, const DenseMatrix<T>& covariance)
        : mean_(checked(std::move(mean))),
          covariance_(checked_covariance<T>("MultivariateGaussian", "covariance", covariance, mean_.size())) {}

    /// The scalar law as a vector of one coordinate.
    explicit MultivariateGaussian(const Gaussian<T>& law)
        : mean_(DenseVector<T>::Constant(1, law.mean())), covariance_(DenseMatrix<T>::Constant(1, 1, law.variance())) {}

    /// The law of a covariance that is positive semidefinite by construction, A S Aᵀ or a sum of such: its size and entries are
    /// checked and it is made symmetric; nothing is decided of its signs.
    ///
    /// @throws    DomainError for sizes that do not fit and entries that are not finite.
    static MultivariateGaussian of_semidefinite(DenseVector<T> mean, const DenseMatrix<T>& covariance) {
        MultivariateGaussian result(std::move(mean));
        require_shape("MultivariateGaussian", "covariance", covariance, result.dimension(), result.dimension());
        require_finite("MultivariateGaussian", "covariance", covariance);
        result.covariance_ = symmetric_part<T>(covariance);
        return result;
    }

    /// d.
    Eigen::Index dimension() const { return mean_.size(); }

    /// m   [unit of x].
    const DenseVector<T>& mean() const { return mean_; }

    /// C   [unit of x, squared].
    const DenseMatrix<T>& covariance() const { return covariance_; }

    /// E ‖X − m‖² = tr C   [unit of x, squared].
    T variance() const { return trace_of<T>(covariance_); }

    /// The law of coordinate i.
    ///
    /// @throws    DomainError unless 0 ≤ i < d.
    Gaussian<T> coordinate(Eigen::Index i) const {
        require(i >= 0 && i < dimension(), "MultivariateGaussian", "coordinate", i,
                "[0, " + std::to_string(dimension()) + ")");
        const T& entry = covariance_(i, i);
        return Gaussian<T>(mean_(i), Variance<T>(entry < T(0) ? T(0) : entry));
    }

    /// The law of X + b, of the same covariance to the last bit.
    MultivariateGaussian translated(const DenseVector<T>& b) const {
        require_shape("MultivariateGaussian", "the translation", b, dimension(), 1);
        MultivariateGaussian result = *this;
        result.mean_ = checked(DenseVector<T>(mean_ + b));
        return result;
    }

private:
    explicit MultivariateGaussian(DenseVector<T> mean) : mean_(checked(std::move(mean))) {}

    static DenseVector<T> checked(DenseVector<T> mean) {
        require(mean.size() > 0, "MultivariateGaussian", "dimension", mean.size(), "[1, inf)");
        require_finite("MultivariateGaussian", "mean", mean);
        return mean;
    }

    DenseVector<T> mean_;
    DenseMatrix<T> covariance_;
};

/// The law of A X + b.
///
/// @throws    DomainError unless A has d columns and b as many entries as A has rows.
template <Real T>
MultivariateGaussian<T> affine_image(const MultivariateGaussian<T>& law, const DenseMatrix<T>& a,
                                     const DenseVector<T>& b) {
    require_shape("affine_image", "the matrix", a, b.size(), law.dimension());
    return MultivariateGaussian<T>::of_semidefinite(DenseVector<T>(matrix_product(a, law.mean()) + b),
                                                    congruence<T>(a, law.covariance()));
}

/// Whether p and q are the same law: equal means and covariances.
template <Real T>
bool identical(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    if (p.dimension() != q.dimension()) { return false; }
    for (Eigen::Index i = 0; i < p.dimension(); ++i) {
        if (!(p.mean()(i) == q.mean()(i))) { return false; }
        for (Eigen::Index j = 0; j <= i; ++j) {
            if (!(p.covariance()(i, j) == q.covariance()(i, j))) { return false; }
        }
    }
    return true;
}

static_assert(Law<MultivariateGaussian<double>>);

} // namespace perdis
