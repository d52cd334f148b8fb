#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// A law on a finite alphabet: P(X = x_i) = p_i, i = 0 … n−1.
///
/// Symbols are labels 0 … n−1, numbers, or vectors (the columns of a matrix).
///
/// @domain    n ≥ 1; p_i in [0, 1] with Σ p_i = 1 (both within 1e-9, then normalised; exactly for an exact T);
///            symbols finite and distinct.
/// @throws    DomainError outside the domain, NaN included.
template <OrderedField T>
class Discrete {
public:
    using scalar_type = T;
    using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

    /// The law on the numbers support[i].
    Discrete(std::initializer_list<T> support, std::initializer_list<T> probabilities)
        : Discrete(to_vector(support), to_vector(probabilities)) {}

    /// The law on the numbers support[i].
    Discrete(const Vector& support, const Vector& probabilities)
        : Discrete(Matrix(support.transpose()), probabilities, false) {}

    /// The law on the vectors support.col(i).
    static Discrete over_vectors(const Matrix& support, const Vector& probabilities) {
        return Discrete(support, probabilities, false);
    }

    /// The law on the labels 0 … n−1.
    static Discrete over_labels(const Vector& probabilities) {
        Matrix support(1, probabilities.size());
        for (Eigen::Index i = 0; i < probabilities.size(); ++i) { support(0, i) = T(static_cast<int>(i)); }
        return Discrete(std::move(support), probabilities, true);
    }

    /// The number of symbols n.
    [[nodiscard]] Eigen::Index size() const { return probabilities_.size(); }
    /// The number of coordinates of a symbol.
    [[nodiscard]] Eigen::Index dimension() const { return support_.rows(); }
    /// Whether the symbols are labels without a numeric meaning.
    [[nodiscard]] bool labelled() const { return labelled_; }
    /// p, n entries.
    [[nodiscard]] const Vector& probabilities() const { return probabilities_; }
    /// The symbols, dimension × n.
    [[nodiscard]] const Matrix& support() const { return support_; }
    /// The number x_i; scalar symbols only.
    [[nodiscard]] const T& value(Eigen::Index i) const { return support_(0, i); }

    /// E X; scalar symbols only.
    [[nodiscard]] T mean() const {
        require(dimension() == 1, "Discrete", "the dimension of a symbol", dimension(), "{1}");
        T sum(0);
        for (Eigen::Index i = 0; i < size(); ++i) { sum += value(i) * probabilities_(i); }
        return sum;
    }
    /// Var X; scalar symbols only.
    [[nodiscard]] T variance() const {
        const T centre = mean();
        T sum(0);
        for (Eigen::Index i = 0; i < size(); ++i) {
            const T deviation = value(i) - centre;
            sum += probabilities_(i) * deviation * deviation;
        }
        return sum;
    }

private:
    Discrete(Matrix support, const Vector& probabilities, bool labelled)
        : support_(std::move(support)), probabilities_(probabilities), labelled_(labelled) {
        check_support();
        normalise();
    }

    static Vector to_vector(std::initializer_list<T> values) {
        Vector result(static_cast<Eigen::Index>(values.size()));
        std::copy(values.begin(), values.end(), result.data());
        return result;
    }

    void check_support() const {
        require(size() >= 1, "Discrete", "the number of symbols", size(), "[1, inf)");
        require(support_.cols() == size(), "Discrete",
                "support has " + std::to_string(support_.cols()) + " symbols, probabilities " + std::to_string(size()));
        for (Eigen::Index i = 0; i < support_.size(); ++i) {
            const T& coordinate = support_.data()[i];
            require(coordinate - coordinate == T(0), "Discrete", "a symbol's coordinate", coordinate, "(-inf, inf)");
        }
        std::vector<Eigen::Index> order(static_cast<std::size_t>(size()));
        std::iota(order.begin(), order.end(), Eigen::Index(0));
        const auto before = [this](Eigen::Index i, Eigen::Index j) {
            return std::lexicographical_compare(support_.col(i).begin(), support_.col(i).end(), support_.col(j).begin(),
                                                support_.col(j).end());
        };
        std::sort(order.begin(), order.end(), before);
        for (std::size_t i = 1; i < order.size(); ++i) {
            require(before(order[i - 1], order[i]), "Discrete",
                    "support[" + std::to_string(std::max(order[i - 1], order[i])) + "] repeats support["
                        + std::to_string(std::min(order[i - 1], order[i])) + "]");
        }
    }

    void normalise() {
        const T tolerance = std::numeric_limits<T>::is_exact ? T(0) : T(T(1) / T(1000000000));
        T sum(0);
        for (Eigen::Index i = 0; i < size(); ++i) {
            const T& p = probabilities_(i);
            require(!(p < T(0)) && !(tolerance < p - T(1)) && p == p, "Discrete",
                    "probabilities[" + std::to_string(i) + "]", p, "[0, 1]");
            sum += p;
        }
        if constexpr (std::numeric_limits<T>::is_exact) {
            require(sum == T(1), "Discrete", "the sum of probabilities", sum, "{1}");
        } else {
            require(!(tolerance < sum - T(1)) && !(tolerance < T(1) - sum), "Discrete", "the sum of probabilities", sum,
                    "1 +- 1e-9");
            probabilities_ /= sum;
        }
    }

    Matrix support_;
    Vector probabilities_;
    bool labelled_ = false;
};

/// Two lists of integers are numbers, too: T = double.
template <class T>
    requires std::is_integral_v<T> Discrete(std::initializer_list<T>, std::initializer_list<T>)
->Discrete<double>;

/// Numbers in braces, integers included: Discrete{{-1, 0, 1}, {0.25, 0.5, 0.25}} has T = double.
template <class S, class T>
Discrete(std::initializer_list<S>, std::initializer_list<T>)
    -> Discrete<std::conditional_t<std::is_arithmetic_v<T>, std::common_type_t<S, T, double>, T>>;

} // namespace perdis
