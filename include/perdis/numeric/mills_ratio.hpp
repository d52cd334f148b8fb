#pragma once

#include <perdis/numeric/normal.hpp>

#include <cmath>

namespace perdis {

/// R(z) = (1 − Φ(z))/φ(z), Mills' ratio, and the moments of a standard normal Z above z that it gives.
///
/// For z ≥ 2 by the continued fraction R = 1/(z + 1/(z + 2/(z + 3/…))), where E[Z|Z > z] − z is its first tail; below by erfc.
///
/// @domain    z in (-inf, inf).
/// @accuracy  16 ε relative; ln R 16 ε (1 + |ln R|).
/// @source    [DLMF], 7.9.2
class MillsRatio {
public:
    explicit MillsRatio(double z) {
        if (z < 2.0) {
            const double above = normal_complement(z);
            log_ = z * z / 2.0 + std::log(above * boost::math::constants::root_two_pi<double>());
            hazard_ = normal_density(z) / above;
            excess_ = hazard_ - z;
            variance_ = 1.0 - hazard_ * excess_;
            return;
        }
        const int terms = 16 + static_cast<int>(400.0 / (z * z));
        double tail = 0.0;
        for (int k = terms; k >= 2; --k) { tail = k / (z + tail); }
        excess_ = 1.0 / (z + tail);
        hazard_ = z + excess_;
        variance_ = excess_ * (tail - excess_);
        log_ = -std::log(hazard_);
    }

    /// ln R(z).
    [[nodiscard]] double log() const { return log_; }
    /// 1/R(z).
    [[nodiscard]] double hazard() const { return hazard_; }
    /// E[Z − z | Z > z] = 1/R − z.
    [[nodiscard]] double excess() const { return excess_; }
    /// Var(Z | Z > z) = 1 − (1/R)(1/R − z).
    [[nodiscard]] double variance() const { return variance_; }

private:
    double log_ = 0.0, hazard_ = 0.0, excess_ = 0.0, variance_ = 0.0;
};

} // namespace perdis
