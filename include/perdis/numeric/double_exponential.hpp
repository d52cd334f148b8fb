#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace perdis {

/// An integral, that of its absolute value, and an estimate of the error, component by component.
template <std::size_t N>
struct Quadrature {
    std::array<double, N> value{};
    std::array<double, N> magnitude{};
    std::array<double, N> error{};

    Quadrature& operator+=(const Quadrature& other) {
        for (std::size_t i = 0; i < N; ++i) {
            value[i] += other.value[i];
            magnitude[i] += other.magnitude[i];
            error[i] += other.error[i];
        }
        return *this;
    }
};

/// The nodes of the double-exponential rule on [0, 1]: t_k = k/256, |t| ≤ 4.
///
///     x = 1/(1 + e^(π sinh t)),   w = π cosh t · x (1 − x)
///
/// @source [TakahasiMori1974]
class DoubleExponentialNodes {
public:
    static constexpr int finest = 256;
    static constexpr int reach = 4 * finest;

    static const DoubleExponentialNodes& table() {
        static const DoubleExponentialNodes nodes;
        return nodes;
    }
    /// The distance of node ±k to its nearer end, and its weight, k ≥ 0.
    [[nodiscard]] double distance(int k) const { return distance_[static_cast<std::size_t>(k)]; }
    [[nodiscard]] double weight(int k) const { return weight_[static_cast<std::size_t>(k)]; }

private:
    DoubleExponentialNodes() {
        for (int k = 0; k <= reach; ++k) {
            const double t = static_cast<double>(k) / finest;
            const double far = std::exp(-3.14159265358979323846 * std::sinh(t));
            distance_.push_back(far / (1.0 + far));
            weight_.push_back(3.14159265358979323846 * std::cosh(t) * distance_.back() / (1.0 + far));
        }
    }

    std::vector<double> distance_, weight_;
};

/// ∫ f over an interval of a given length by the double-exponential rule, N integrals at once.
///
/// f(s, r) is the integrand at distance s from the lower end and r from the upper; the smaller of the two is exact, so that
/// a singularity at an end is seen from as near as double allows. Steps are halved until two sums differ by
/// less than `agreement` of ∫|f|; for an integrand analytic inside, the last error is about the square of that difference.
///
/// @accuracy  error, at least 4 ε ∫|f|.
/// @source    [TakahasiMori1974]
template <std::size_t N, class Function>
Quadrature<N> double_exponential(const Function& f, double length, double agreement = 1e-9) {
    using Nodes = DoubleExponentialNodes;
    const Nodes& nodes = Nodes::table();
    Quadrature<N> sum; // of weight · f, without the step
    int left = Nodes::reach, right = Nodes::reach;
    const auto add = [&](int k) {
        const double near = length * nodes.distance(k < 0 ? -k : k), weight = nodes.weight(k < 0 ? -k : k);
        const std::array<double, N> at = k < 0 ? f(near, length - near) : f(length - near, near);
        bool counts = false;
        for (std::size_t i = 0; i < N; ++i) {
            sum.value[i] += weight * at[i];
            sum.magnitude[i] += weight * std::abs(at[i]);
            counts = counts || weight * std::abs(at[i]) > 1e-20 * sum.magnitude[i];
        }
        return counts;
    };
    constexpr int coarsest = Nodes::finest / 2;
    int last_left = 0, last_right = 0; // the outermost nodes that count
    add(0);
    for (int k = coarsest; k <= Nodes::reach; k += coarsest) {
        if (add(-k)) { last_left = k; }
        if (add(k)) { last_right = k; }
    }
    left = std::min(left, last_left + coarsest);
    right = std::min(right, last_right + coarsest);
    Quadrature<N> result;
    for (int step = coarsest; step > 1;) {
        const Quadrature<N> before = sum;
        const double old_scale = length * step / Nodes::finest, scale = old_scale / 2.0;
        step /= 2;
        const int odd = step;
        for (int k = odd; k <= std::max(left, right); k += 2 * step) {
            if (k <= left) { add(-k); }
            if (k <= right) { add(k); }
        }
        bool agreed = step <= Nodes::finest / 8;
        for (std::size_t i = 0; i < N; ++i) {
            result.value[i] = scale * sum.value[i];
            result.magnitude[i] = scale * sum.magnitude[i];
            const double change = std::abs(result.value[i] - old_scale * before.value[i]);
            const double relative = result.magnitude[i] > 0.0 ? change / result.magnitude[i] : 0.0;
            result.error[i] = result.magnitude[i]
                              * std::max(4.0 * std::numeric_limits<double>::epsilon(), relative * std::sqrt(relative));
            agreed = agreed && relative <= agreement;
        }
        if (agreed) { break; }
    }
    return result;
}

} // namespace perdis
