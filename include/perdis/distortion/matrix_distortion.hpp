#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>

#include <Eigen/Core>

#include <initializer_list>
#include <limits>
#include <string>

namespace perdis {

/// Any distortion on finite alphabets: Δ(x_i, x̂_j) = values(i, j).
///
/// @domain    entries in [0, inf).
/// @throws    DomainError outside the domain, NaN included; on a call outside the matrix.
template <OrderedField T>
class MatrixDistortion {
public:
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

    explicit MatrixDistortion(Matrix values) : values_(std::move(values)) {
        for (Eigen::Index i = 0; i < values_.rows(); ++i) {
            for (Eigen::Index j = 0; j < values_.cols(); ++j) {
                const T& value = values_(i, j);
                require(!(value < T(0)) && value - value == T(0), "MatrixDistortion",
                        "values[" + std::to_string(i) + "][" + std::to_string(j) + "]", value, "[0, inf)");
            }
        }
    }
    MatrixDistortion(std::initializer_list<std::initializer_list<T>> values) : MatrixDistortion(Matrix(values)) {}

    /// Δ of the i-th symbol of the support and the j-th of the reconstruction alphabet.
    T operator()(Eigen::Index i, Eigen::Index j) const {
        require(i >= 0 && i < values_.rows(), "MatrixDistortion", "row", i,
                "[0, " + std::to_string(values_.rows()) + ")");
        require(j >= 0 && j < values_.cols(), "MatrixDistortion", "column", j,
                "[0, " + std::to_string(values_.cols()) + ")");
        return values_(i, j);
    }
    /// The entries: row x, column x̂.
    [[nodiscard]] const Matrix& values() const { return values_; }

private:
    Matrix values_;
};

} // namespace perdis
