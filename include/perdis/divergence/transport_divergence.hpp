#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/convex_divergence.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/numeric/transport.hpp>

#include <Eigen/Core>

#include <span>
#include <string>

namespace perdis {

/// The least cost of carrying the law p to the law q: min Σ h(x, z) Π(x, z) over couplings Π of p and q.
///
/// The ground cost h is any matrix, row x of p's alphabet, column z of q's; it need not be a metric.
///
/// @domain    entries in [0, inf).
/// @accuracy  a few ε of the largest entry (network simplex); exact over an exact field.
/// @throws    DomainError outside the domain, and for laws whose sizes differ from the matrix's.
/// @source    [PeyreCuturi2019], eq. (2.11)
template <OrderedField T>
class TransportDivergence : public ConvexDivergence<TransportDivergence<T>> {
public:
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

    explicit TransportDivergence(Matrix cost) : cost_(std::move(cost)) {
        for (Eigen::Index i = 0; i < cost_.rows(); ++i) {
            for (Eigen::Index j = 0; j < cost_.cols(); ++j) {
                const T& value = cost_(i, j);
                require(!(value < T(0)) && value - value == T(0), "TransportDivergence",
                        "cost[" + std::to_string(i) + "][" + std::to_string(j) + "]", value, "[0, inf)");
            }
        }
    }

    T operator()(const Discrete<T>& p, const Discrete<T>& q) const {
        const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> h = ground(p.support(), q.support());
        return transport<T>(std::span<const T>(p.probabilities().data(), static_cast<std::size_t>(p.size())),
                            std::span<const T>(q.probabilities().data(), static_cast<std::size_t>(q.size())), h)
            .cost;
    }

    /// h between two alphabets.
    Matrix ground(const Matrix& from, const Matrix& to) const {
        require(from.cols() == cost_.rows() && to.cols() == cost_.cols(), "TransportDivergence",
                "cost is " + std::to_string(cost_.rows()) + " x " + std::to_string(cost_.cols()) + ", the alphabets "
                    + std::to_string(from.cols()) + " x " + std::to_string(to.cols()));
        return cost_;
    }

private:
    Matrix cost_;
};

} // namespace perdis
