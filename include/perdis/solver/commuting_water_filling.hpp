#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/increasing_root.hpp>
#include <perdis/numeric/log1p.hpp>
#include <perdis/tradeoff/gaussian_components.hpp>

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

/// KL(q‖p) against squared error where S_X and S_* commute: the optimum is normal with independent coordinates of
/// deviation t_i(λ), and one λ serves all,
///
///     minimise ½ Σ (t²/l − 1 − ln(t²/l))   subject to   Σ (t_i − m_i)² ≤ D − D_min,
///     t = [λm + √(λ²m² + 1/l + 2λ)]/(1/l + 2λ) = m + e/(b + √(b² + ae)),   a = 1 + 2λl,  b = m(1 + λl)
///
/// @domain    variances in [0, inf); coordinates with l = 0 cost nothing.
/// @accuracy  8 ε (1 + κ) relative in t and in the excess at a given λ.
/// @throws    DomainError outside the domain, NaN included.
/// @source    [CoverThomas2006], section 10.3.3 (the same argument for the rate)
template <Real T>
class CommutingWaterFilling {
public:
    explicit CommutingWaterFilling(std::vector<Component<T>> components) : components_(std::move(components)) {
        for (const auto& c : components_) {
            require(c.posterior_mean_variance >= T(0) && c.posterior_mean_variance - c.posterior_mean_variance == T(0),
                    "CommutingWaterFilling", "posterior_mean_variance", c.posterior_mean_variance, "[0, inf)");
            require(c.error_variance >= T(0) && c.error_variance - c.error_variance == T(0), "CommutingWaterFilling",
                    "error_variance", c.error_variance, "[0, inf)");
        }
    }

    /// D_min = Σ e.
    T min_distortion() const {
        T sum(0);
        for (const auto& c : components_) { sum += c.error_variance; }
        return sum;
    }

    /// t − m at λ in [0, inf] of a coordinate with l, m and e.
    static T rise(const T& l, const T& m, const T& e, const T& multiplier) {
        using std::sqrt;
        if (e == T(0) || !(multiplier < std::numeric_limits<T>::infinity())) { return T(0); }
        const T a = T(1) + T(2) * multiplier * l;
        const T b = m * (T(1) + multiplier * l);
        return e / (b + sqrt(b * b + a * e));
    }

    /// t − m at λ in [0, inf].
    static T rise(const Component<T>& c, const T& multiplier) {
        using std::sqrt;
        return rise(T(c.posterior_mean_variance + c.error_variance), T(sqrt(c.posterior_mean_variance)),
                    c.error_variance, multiplier);
    }

    /// Σ (t − m)² = D − D_min at λ; D_max − D_min at λ = 0.
    T excess_at(const T& multiplier) const {
        T sum(0);
        for (const auto& c : components_) {
            const T step = rise(c, multiplier);
            sum += step * step;
        }
        return sum;
    }

    /// P at λ   [nats]; at λ = inf the P of X*, inf where some m = 0 < l.
    T perception_at(const T& multiplier) const {
        T sum(0);
        for (const auto& c : components_) { sum += divergence(c, rise(c, multiplier)); }
        return sum;
    }

    /// λ with the excess D − D_min: 0 from D_max − D_min on, inf for 0.
    ///
    /// @domain    excess in [0, inf].
    /// @throws    DomainError outside the domain, NaN included.
    T multiplier_at(const T& excess) const {
        using std::exp;
        using std::log;
        require(excess >= T(0), "CommutingWaterFilling", "excess distortion", excess, "[0, inf]");
        const T most = excess_at(T(0));
        if (!(excess < most)) { return T(0); }
        if (excess == T(0)) { return std::numeric_limits<T>::infinity(); }
        T largest(0);
        for (const auto& c : components_) {
            const T l = c.posterior_mean_variance + c.error_variance;
            if (l > largest) { largest = l; }
        }
        // ln(most/excess − 1) is nearly linear in ln λ at both ends
        const T wanted = log((most - excess) / excess);
        const auto height = [&](const T& t) {
            const T here = excess_at(T(exp(t)));
            return here < most ? T(log((most - here) / here) - wanted) : -std::numeric_limits<T>::infinity();
        };
        return exp(increasing_root(height, T(wanted - log(largest))));
    }

private:
    static T divergence(const Component<T>& c, const T& step) {
        using std::log;
        using std::sqrt;
        const T l = c.posterior_mean_variance + c.error_variance;
        if (c.error_variance == T(0)) { return T(0); }
        const T m = sqrt(c.posterior_mean_variance);
        const T x = (T(2) * m * step + step * step - c.error_variance) / l; // t²/l − 1
        if (x > -T(1) / T(2)) { return -log1p_excess(x) / T(2); }
        const T t = m + step;
        return t == T(0) ? std::numeric_limits<T>::infinity() : T((x - T(2) * log(t / sqrt(l))) / T(2));
    }

    std::vector<Component<T>> components_;
};

} // namespace perdis
