#pragma once

#include <perdis/divergence/separable.hpp>
#include <perdis/numeric/log1p.hpp>

namespace perdis {

/// The Jensen–Shannon divergence, in [0, ln 2]   [nats].
///
///     JS(p, q) = ½ KL(p‖r) + ½ KL(q‖r),   r = ½ (p + q)
///              = Σ p f(q/p),   f(t) = ½ [t ln(2t/(1 + t)) + ln(2/(1 + t))],   f*(u) = −½ ln(2 − e^{2u}), u < ½ ln 2
///
/// @domain    laws on any two alphabets.
/// @accuracy  a few ε relative, also for nearly equal laws.
/// @source    [Lin1991], eq. (4.1) with equal weights
class JensenShannon : public Separable<JensenShannon> {
public:
    using Separable::operator();

    template <Real T>
    T term(const T& p, const T& q) const {
        // With a = (q − p)/(p + q): φ = ¼ (p + q) [(1 − a) ln(1 − a) + (1 + a) ln(1 + a)].
        const T sum = p + q;
        const T a = (q - p) / sum;
        const T below = a == T(1) ? T(0) : T(T(2) * p / sum * log1p_excess(T(-a)));
        const T above = a == T(-1) ? T(0) : T(T(2) * q / sum * log1p_excess(a));
        return sum / T(4) * (T(2) * a * a + (below + above));
    }
    template <Real T>
    T price(const T& p, const T& q) const {
        const T a = (q - p) / (p + q);
        return (-a < T(1) / T(2) ? log1p_of(a) : log_ratio(T((p + q) / T(2)), q)) / T(2);
    }
    template <Real T>
    T curvature(const T& p, const T& q) const {
        return p / q / (p + q) / T(2);
    }
    template <Real T>
    T conjugate(const T& p, const T& u) const {
        const T growth = expm1_of(T(T(2) * u));
        return growth < T(1) ? T(-p * log1p_of(T(-growth)) / T(2)) : infinity<T>();
    }
    template <Real T>
    T response(const T& p, const T& u) const {
        using std::exp;
        const T square = exp(T(2) * u);
        return square < T(2) ? T(p * square / (T(2) - square)) : infinity<T>();
    }
    template <Real T>
    T at_zero() const {
        return [] {
            using std::log;
            return T(log(T(2)) / T(2));
        }();
    }
    template <Real T>
    T price_floor() const {
        return -infinity<T>();
    }
    template <Real T>
    T price_ceiling() const {
        return at_zero<T>();
    }
};

} // namespace perdis
