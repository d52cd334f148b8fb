#pragma once

#include <perdis/numeric/compensated_sum.hpp>
#include <perdis/tradeoff/spectral_problem.hpp>

#include <vector>

namespace perdis {

/// One alias class of a claim, in extended precision and made legal.
struct ClaimedClass {
    std::vector<long double> s;
    std::vector<long double> m;
    std::vector<long double> drift; ///< a − m
    std::vector<long double> root;  ///< √d
    std::vector<long double> u;     ///< |u| ≤ 1, exactly 1 where the claim says 1 up to rounding
    std::vector<long double> rest;  ///< 1 − u_j², as a sum
    long double missing = 1.0L;     ///< 1 − |u|²
};

/// A claim on a stationary problem, class by class.
///
/// What is not finite, of the wrong size, negative or longer than 1 becomes X* in its class; frequencies without power get
/// neither gain nor noise.
class SpectralClaim {
public:
    SpectralClaim(const StationaryJoint& joint, const StationaryEstimator& estimator);

    [[nodiscard]] Eigen::Index classes() const { return joint_.power().cols(); }
    /// The class, read into memory that is used again.
    void read(Eigen::Index alias_class, ClaimedClass& result) const;
    /// E‖X̂ − X*‖²/(hw), rounded up.
    [[nodiscard]] long double spent() const;

private:
    const StationaryJoint& joint_;
    const StationaryEstimator& estimator_;
    bool sized_;
};

/// √(D − D_min) per sample, from both sides.
struct RootBudget {
    long double least = 0.0L;
    long double most = 0.0L;
};

/// The bounds cover the rounding of D_min, and of X* by a shift of ‖X*‖ 4 ε.
RootBudget root_budget(const StationaryJoint& joint, double excess);

/// A bound on the relative rounding of sums over one class, and of what is made of them, in extended precision.
long double class_rounding(const StationaryJoint& joint);

/// 4 ε √(E‖X* − μ‖²/(hw)): how far the computed X* may lie from X*.
long double posterior_mean_rounding(const StationaryJoint& joint);

} // namespace perdis
