#pragma once

#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/legendre.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace perdis {

/// The Gauss–Legendre rule of ten nodes on [−1, 1], with its running integrals and an estimate of its error.
class GaussPiece {
public:
    static constexpr std::size_t size = 10;
    using Values = std::array<double, size>;

    static const GaussPiece& rule() {
        static const GaussPiece made;
        return made;
    }
    [[nodiscard]] double node(std::size_t i) const { return nodes_[i]; }
    [[nodiscard]] double weight(std::size_t i) const { return weights_[i]; }

    /// ∫ f over [−1, 1].
    [[nodiscard]] double integral(const Values& f) const {
        double sum = 0.0;
        for (std::size_t i = 0; i < size; ++i) { sum += weights_[i] * f[i]; }
        return sum;
    }
    /// ∫ f from −1 to each node, of the polynomial through the values.
    [[nodiscard]] Values running(const Values& f) const {
        Values sums{};
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t j = 0; j < size; ++j) { sums[i] += running_[i][j] * f[j]; }
        }
        return sums;
    }
    /// The size of the last two Legendre coefficients that the nodes tell, of degrees 8 and 9, over the interval. The rule
    /// itself is exact up to degree 19.
    [[nodiscard]] double tail(const Values& f) const {
        double eighth = 0.0;
        double ninth = 0.0;
        for (std::size_t i = 0; i < size; ++i) {
            eighth += eighth_[i] * f[i];
            ninth += ninth_[i] * f[i];
        }
        const double found = 2.0 * (std::abs(eighth) + std::abs(ninth));
        return found == found ? found : INFINITY;
    }

private:
    GaussPiece() {
        using Rule = boost::math::quadrature::gauss<double, size>;
        for (std::size_t i = 0; i < size / 2; ++i) {
            nodes_[size / 2 + i] = Rule::abscissa()[i];
            weights_[size / 2 + i] = Rule::weights()[i];
            nodes_[size / 2 - 1 - i] = -Rule::abscissa()[i];
            weights_[size / 2 - 1 - i] = Rule::weights()[i];
        }
        const auto legendre = [](unsigned degree, double x) {
            return boost::math::legendre_p(static_cast<int>(degree), x);
        };
        for (std::size_t j = 0; j < size; ++j) {
            eighth_[j] = 8.5 * weights_[j] * legendre(8, nodes_[j]);
            ninth_[j] = 9.5 * weights_[j] * legendre(9, nodes_[j]);
            for (std::size_t i = 0; i < size; ++i) {
                double sum = 0.5 * (nodes_[i] + 1.0);
                for (unsigned k = 1; k < size; ++k) { // ∫ P_k = (P_(k+1) − P_(k−1))/(2k + 1)
                    sum += 0.5 * legendre(k, nodes_[j]) * (legendre(k + 1, nodes_[i]) - legendre(k - 1, nodes_[i]));
                }
                running_[i][j] = weights_[j] * sum;
            }
        }
    }

    Values nodes_{}, weights_{}, eighth_{}, ninth_{};
    std::array<Values, size> running_{};
};

} // namespace perdis
