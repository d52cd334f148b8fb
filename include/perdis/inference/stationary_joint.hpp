#pragma once

#include <perdis/channel/circular_convolution.hpp>
#include <perdis/law/stationary_gaussian.hpp>

namespace perdis {

/// The joint law of a stationary normal X and its blurred, down-sampled, noisy observation Y, one alias class at a time.
///
/// Down-sampling by f_r × f_c takes the F = f_r f_c frequencies (k + a h/f_r, l + b w/f_c) to one: a class. In unitary
/// Fourier coefficients, with s_j = S(j), H_j and n = F σ² over a class,
///
///     √F y = Σ_j H_j x_j + noise,   t = E|√F y|² = Σ_j s_j |H_j|² + n
///     X* = E[X|Y]:   x*_j = m_j e_j ξ,   m_j = s_j |H_j|/√t,   ξ = √F y/√t,   e_j the phase of the conjugate of H_j
///
/// so Cov X* has rank one per class. Different classes are independent. Arrays are F × M, a column a class, M = hw/F
/// classes; a class in which nothing is seen (t = 0) has m = 0.
///
/// All distortions are per sample, E‖X − X̂‖²/(hw), the mean squared error.
///
/// @accuracy  8 ε relative for m, D_min, G² and D_max, none of them a difference.
/// @throws    DomainError where law and channel live on different tori.
class StationaryJoint {
public:
    StationaryJoint(const StationaryGaussian& prior, const CircularConvolution& channel);

    [[nodiscard]] const StationaryGaussian& prior() const { return prior_; }
    [[nodiscard]] const CircularConvolution& channel() const { return channel_; }
    /// hw, the number of samples of X.
    [[nodiscard]] Eigen::Index size() const { return prior_.size(); }

    /// s   [unit of x, squared].
    [[nodiscard]] const Eigen::ArrayXXd& power() const { return power_; }
    /// m, the deviation of X*   [unit of x].
    [[nodiscard]] const Eigen::ArrayXXd& deviation() const { return deviation_; }
    /// 1 − m²/s, the share of each power that is not seen; 1 where s = 0.
    [[nodiscard]] const Eigen::ArrayXXd& unseen() const { return unseen_; }
    /// t of each class   [unit of y, squared].
    [[nodiscard]] const Eigen::ArrayXd& observed() const { return observed_; }

    /// D_min = (1/hw) Σ s_j (1 − m_j²/s_j), attained by X*   [unit of x, squared].
    [[nodiscard]] double min_distortion() const { return min_distortion_; }
    /// G² = W₂²(p_X, p_{X*})/(hw) = (1/hw) Σ_classes [Σ_j s_j + Σ_j m_j² − 2 √(Σ_j s_j m_j²)]   [unit of x, squared].
    [[nodiscard]] double squared_gap() const { return squared_gap_; }
    /// D_max = D_min + G², the least D at which X̂ can have the law of X   [unit of x, squared].
    [[nodiscard]] double max_distortion() const { return min_distortion_ + squared_gap_; }

    /// A number per frequency, from an array of classes back to the layout of the spectrum.
    [[nodiscard]] RealField by_frequency(const Eigen::ArrayXXd& classes) const;
    /// The frequency (row, column) of member j of class k.
    struct Frequency {
        Eigen::Index row;
        Eigen::Index column;
    };
    [[nodiscard]] Frequency frequency(Eigen::Index member, Eigen::Index alias_class) const;

private:
    StationaryGaussian prior_;
    CircularConvolution channel_;
    Eigen::ArrayXXd power_;
    Eigen::ArrayXXd deviation_;
    Eigen::ArrayXXd unseen_;
    Eigen::ArrayXd observed_;
    double min_distortion_ = 0.0;
    double squared_gap_ = 0.0;
};

} // namespace perdis
