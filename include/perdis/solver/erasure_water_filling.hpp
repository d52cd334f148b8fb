#pragma once

#include <perdis/core/real.hpp>
#include <perdis/solver/erasure_form.hpp>

#include <cstddef>
#include <limits>
#include <vector>

namespace perdis {

/// KL(p‖q) through an erasure channel, k-ary X, Hamming distortion: the law r drawn where nothing is seen, and λ = −P′(D).
///
///     q_i = (1 − ε) p_i + ε r_i = max{ (1 − ε) p_i, p_i / (λ (s + p_max − p_i)) },   Σ q_i = 1
///
/// At a given s > 0 the λ is a closed form; D increases with s, from D_min at s = 0 to D_max: one root.
template <Real T>
class ErasureWaterFilling {
public:
    /// The optimum at D.
    ///
    /// @domain    D in [D_min, inf).
    /// @accuracy  16 k ε in D − D_min, relative.
    /// @throws    DomainError outside the domain.
    ErasureWaterFilling(const ErasureForm<T>& form, const T& distortion) : form_(form) {
        const T budget = form.spare(distortion);
        if (!(distortion < form.max_distortion()) || form.erasure() == T(0)) {
            draw_ = form.prior();
            return;
        }
        fill(T(0));
        if (!(T(0) < budget)) { return; }
        solve(budget);
    }

    /// r, k entries.
    [[nodiscard]] const std::vector<T>& draw() const { return draw_; }
    /// λ; 0 at D_min, where no finite one need exist, and from D_max on.
    [[nodiscard]] const T& multiplier() const { return multiplier_; }

private:
    /// Sets r and λ at s; returns Σ r_i (p_max − p_i). Symbols join in descending order of p_i.
    T fill(const T& s) {
        const std::vector<T>& p = form_.prior();
        const T kept = T(1) - form_.erasure();
        T weight(0), mass(0), level(0);
        std::size_t count = 0;
        for (const std::size_t i : form_.order()) {
            const T distance = s + form_.price(i);
            if (distance == T(0)) {
                mass = mass + p[i];
                ++count;
                continue;
            }
            if (!(T(0) < p[i]) || (s == T(0)) || (count > 0 && !(level * kept * distance < T(1)))) { break; }
            weight = weight + p[i] / distance;
            mass = mass + p[i];
            level = weight / (form_.erasure() + kept * mass);
            ++count;
        }
        draw_.assign(p.size(), T(0));
        T spent(0);
        for (std::size_t j = 0; j < count; ++j) {
            const std::size_t i = form_.order()[j];
            const T filled = s == T(0) ? p[i] * (kept + form_.erasure() / mass) : p[i] / (level * (s + form_.price(i)));
            draw_[i] = (filled - kept * p[i]) / form_.erasure();
            spent = spent + draw_[i] * form_.price(i);
        }
        multiplier_ = level;
        return spent;
    }

    /// A bracket with ratio 4, then bisection.
    void solve(const T& budget) {
        T low(0), high = std::numeric_limits<T>::epsilon();
        while (fill(high) < budget && high < T(1) / std::numeric_limits<T>::epsilon()) {
            low = high;
            high = high * T(4);
        }
        while (low == T(0) && T(0) < high && budget < fill(T(high / T(4)))) { high = high / T(4); }
        if (low == T(0)) { low = high / T(4); }
        for (int i = 0; i < 2 * std::numeric_limits<T>::digits; ++i) {
            const T middle = (low + high) / T(2);
            if (!(low < middle && middle < high)) { break; }
            (fill(middle) < budget ? low : high) = middle;
        }
        fill(low); // spends no more than the budget
    }

    ErasureForm<T> form_;
    std::vector<T> draw_ = {};
    T multiplier_ = T(0);
};

} // namespace perdis
