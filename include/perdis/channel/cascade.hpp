#pragma once

#include <perdis/channel/channel.hpp>
#include <perdis/numeric/matrix_product.hpp>

#include <Eigen/Core>

#include <utility>

namespace perdis {

/// Two channels one after the other, X → Y₁ → Y₂: the second garbles the first.
///
///     P(y₂ | x) = Σ_{y₁} P(y₂ | y₁) P(y₁ | x)
///
/// @throws    DomainError where the second channel does not take the first one's alphabet.
template <FiniteChannel First, FiniteChannel Second>
class Cascade {
public:
    Cascade(First first, Second second) : first_(std::move(first)), second_(std::move(second)) {}

    /// The product of the transition matrices.
    auto operator()(Eigen::Index n) const {
        const auto first = first_(n);
        return matrix_product(first, second_(first.cols()));
    }

private:
    First first_;
    Second second_;
};

} // namespace perdis
