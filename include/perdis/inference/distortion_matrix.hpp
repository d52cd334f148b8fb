#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/distortion/distortion.hpp>

#include <Eigen/Core>

#include <concepts>
#include <string>

namespace perdis {

/// Δ(x_i, x̂_j) between two alphabets (columns): row x, column x̂.
///
/// @throws DomainError for an entry that is negative or not finite, symbols of different dimensions, vectors under a
///         distortion of numbers, a matrix of another size.
template <OrderedField T, class Distortion>
Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>
distortion_matrix(const Distortion& distortion, const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& support,
                  const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& alphabet) {
    using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
    require(support.rows() == alphabet.rows(), "distortion", "the symbols have different dimensions");
    if constexpr (requires { distortion.values(); }) {
        require(distortion.values().rows() == support.cols() && distortion.values().cols() == alphabet.cols(),
                "distortion",
                "values is " + std::to_string(distortion.values().rows()) + " x "
                    + std::to_string(distortion.values().cols()) + ", the alphabets " + std::to_string(support.cols())
                    + " x " + std::to_string(alphabet.cols()));
        return distortion.values();
    } else {
        Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> values(support.cols(), alphabet.cols());
        for (Eigen::Index i = 0; i < values.rows(); ++i) {
            for (Eigen::Index j = 0; j < values.cols(); ++j) {
                if constexpr (std::invocable<const Distortion&, const Vector&, const Vector&>) {
                    values(i, j) = support.rows() == 1 ? T(distortion(support(0, i), alphabet(0, j)))
                                                       : T(distortion(Vector(support.col(i)), Vector(alphabet.col(j))));
                } else {
                    require(support.rows() == 1, "distortion",
                            "this distortion takes numbers, the symbols are vectors");
                    values(i, j) = T(distortion(support(0, i), alphabet(0, j)));
                }
                const T& value = values(i, j);
                require(!(value < T(0)) && value - value == T(0), "distortion",
                        "values[" + std::to_string(i) + "][" + std::to_string(j) + "]", value, "[0, inf)");
            }
        }
        return values;
    }
}

} // namespace perdis
