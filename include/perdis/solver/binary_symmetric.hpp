#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>

namespace perdis {

/// X ~ Bernoulli(p), p ≤ ½, through a binary symmetric channel of error e ≤ ½, restored under Hamming distortion: the output
/// P(X̂ = 1) of the optimal estimator, the same for every divergence that decreases towards p.
///
///     e < p:  D_min = e,  P(X̂ = 1) = p_Y − (D − e) p_Y/(p − e),   D_max = e + e (1 − 2p)(p − e)/p_Y
///     e > p:  D_min = p,  P(X̂ = 1) = (D − p) p_Y/(e − p),         D_max = p + p (e − p)/p_Y
///
/// with p_Y = p + e − 2pe = P(Y = 1). For e = p: D_min = D_max = p and the perception is 0.
///
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in p, e and D.
template <Real T>
class BinarySymmetricForm {
public:
    /// @domain    p in (0, ½], e in [0, ½].
    /// @throws    DomainError outside the domain, NaN included.
    BinarySymmetricForm(const T& probability, const T& error) : p_(probability), e_(error) {
        require(p_ > T(0) && p_ <= T(1) / T(2), "BinarySymmetricForm", "probability", p_, "(0, 1/2]");
        require(e_ >= T(0) && e_ <= T(1) / T(2), "BinarySymmetricForm", "error", e_, "[0, 1/2]");
    }

    /// P(Y = 1).
    T observed() const { return p_ * (T(1) - e_) + e_ * (T(1) - p_); }

    T min_distortion() const { return e_ < p_ ? e_ : p_; }

    T max_distortion() const {
        if (e_ == p_) { return p_; }
        if (e_ < p_) { return e_ + e_ * (T(1) - T(2) * p_) * (p_ - e_) / observed(); }
        return p_ + p_ * (e_ - p_) / observed();
    }

    /// P(X̂ = 1) at D.
    ///
    /// @domain    D in [D_min, D_max]; p itself beyond D_max.
    /// @throws    DomainError for D below D_min, NaN included.
    T output(const T& distortion) const {
        require(distortion >= min_distortion(), "BinarySymmetricForm", "distortion", distortion, "[D_min, inf]");
        if (distortion >= max_distortion()) { return p_; }
        if (e_ < p_) { return observed() * (p_ - distortion) / (p_ - e_); }
        return (distortion - p_) * observed() / (e_ - p_);
    }

    /// |p − P(X̂ = 1)| at D: the total variation; domain as above.
    T total_variation(const T& distortion) const {
        require(distortion >= min_distortion(), "BinarySymmetricForm", "distortion", distortion, "[D_min, inf]");
        if (distortion >= max_distortion()) { return T(0); }
        return (max_distortion() - distortion) * observed() / (e_ < p_ ? T(p_ - e_) : T(e_ - p_));
    }

private:
    T p_;
    T e_;
};

} // namespace perdis
