#pragma once

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

/// The Gauss–Kronrod rule of 21 nodes on [−1, 1], ascending; the Gauss rule of 10 uses the odd ones.
class KronrodNodes {
public:
    static constexpr std::size_t count = 21;
    std::array<double, count> node{}, kronrod{}, gauss{};

    static const KronrodNodes& table() {
        static const KronrodNodes nodes;
        return nodes;
    }

private:
    KronrodNodes() {
        const auto& x = boost::math::quadrature::gauss_kronrod<double, count>::abscissa(); // 0 … 1, ascending
        const auto& w = boost::math::quadrature::gauss_kronrod<double, count>::weights();
        const auto& g = boost::math::quadrature::gauss<double, 10>::weights();
        for (std::size_t i = 0; i <= 10; ++i) {
            node[10 + i] = x[i];
            node[10 - i] = -x[i];
            kronrod[10 + i] = kronrod[10 - i] = w[i];
            if (i % 2 == 1) { gauss[10 + i] = gauss[10 - i] = g[i / 2]; }
        }
    }
};

/// Values of N functions at one point, and how much rounding may have changed them.
template <std::size_t N>
struct NoisyValues {
    std::array<double, N> value{};
    std::array<double, N> noise{};
};

/// N integrals at once over an interval cut into panels, halved where they need it; values at all nodes are kept.
///
/// A panel is halved while the error of a component there, by the difference of the Gauss and Kronrod rules, is above
/// `tolerance` of that component's ∫|f| divided by the number of panels; and while component 0 differs from its known
/// integral: a peak between the nodes is not overlooked. Below the noise that the integrand states nothing is halved.
///
/// @accuracy  error(i): an estimate, and the integral of the noise.
/// @source    [PiessensEtAl1983], QAG
template <std::size_t N>
class AdaptivePanels {
public:
    using Values = std::array<double, N>;
    static constexpr std::size_t nodes = KronrodNodes::count;

    /// An interval with the integrand at its nodes and its integrals.
    struct Panel {
        double a, b;
        std::array<Values, nodes> at{};
        Values sum{}, magnitude{}, error{}, noise{};
        /// y of a node.
        [[nodiscard]] double node(std::size_t i) const {
            const double x = KronrodNodes::table().node[i];
            return x < 0.0 ? a + (1.0 + x) * ((b - a) / 2.0) : b - (1.0 - x) * ((b - a) / 2.0);
        }
        /// The Kronrod weight of a node.
        [[nodiscard]] double weight(std::size_t i) const { return KronrodNodes::table().kronrod[i] * ((b - a) / 2.0); }
    };

    /// @param breaks  ascending, at least two.
    /// @param f       f(y) is a NoisyValues<N>.
    /// @param known   known(a, b) is component 0's integral.
    template <class Function, class Known>
    AdaptivePanels(const Function& f, const std::vector<double>& breaks, double tolerance, const Known& known) {
        std::vector<Panel> open;
        for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
            if (breaks[i] < breaks[i + 1]) { open.push_back(measured(f, breaks[i], breaks[i + 1])); }
        }
        for (int depth = 0; depth < 60 && !open.empty(); ++depth) {
            const Values scale = magnitudes(open);
            const double share = tolerance / static_cast<double>(panels_.size() + open.size());
            std::vector<Panel> next;
            for (Panel& panel : open) {
                const double middle = panel.a + (panel.b - panel.a) / 2.0;
                const bool divisible = panel.a < middle && middle < panel.b && panels_.size() + next.size() < 5000;
                if (divisible && (coarse(panel, scale, share) || missed(panel, known))) {
                    next.push_back(measured(f, panel.a, middle));
                    next.push_back(measured(f, middle, panel.b));
                } else {
                    panels_.push_back(std::move(panel));
                }
            }
            open = std::move(next);
        }
        for (Panel& panel : open) { panels_.push_back(std::move(panel)); }
        std::sort(panels_.begin(), panels_.end(), [](const Panel& p, const Panel& q) { return p.a < q.a; });
    }

    [[nodiscard]] const std::vector<Panel>& panels() const { return panels_; }
    [[nodiscard]] double value(std::size_t i) const { return total(&Panel::sum, i); }
    [[nodiscard]] double magnitude(std::size_t i) const { return total(&Panel::magnitude, i); }
    [[nodiscard]] double error(std::size_t i) const { return total(&Panel::error, i) + total(&Panel::noise, i); }

private:
    static constexpr double epsilon = std::numeric_limits<double>::epsilon();

    template <class Function>
    static Panel measured(const Function& f, double a, double b) {
        const KronrodNodes& rule = KronrodNodes::table();
        const double half = (b - a) / 2.0;
        Panel panel{a, b, {}, {}, {}, {}, {}};
        Values gauss{};
        for (std::size_t i = 0; i < nodes; ++i) {
            const NoisyValues<N> at = f(panel.node(i));
            panel.at[i] = at.value;
            for (std::size_t k = 0; k < N; ++k) {
                panel.sum[k] += half * rule.kronrod[i] * panel.at[i][k];
                panel.magnitude[k] += half * rule.kronrod[i] * std::abs(panel.at[i][k]);
                panel.noise[k] += half * rule.kronrod[i] * at.noise[k];
                gauss[k] += half * rule.gauss[i] * panel.at[i][k];
            }
        }
        for (std::size_t k = 0; k < N; ++k) {
            double variation = 0.0;
            for (std::size_t i = 0; i < nodes; ++i) {
                variation += half * rule.kronrod[i] * std::abs(panel.at[i][k] - panel.sum[k] / (b - a));
            }
            const double difference = std::abs(panel.sum[k] - gauss[k]);
            const double ratio = variation > 0.0 ? 200.0 * difference / variation : 0.0;
            panel.error[k] = variation * std::min(1.0, ratio * std::sqrt(ratio));
        }
        return panel;
    }
    [[nodiscard]] Values magnitudes(const std::vector<Panel>& open) const {
        Values sum{};
        for (const auto* list : {&panels_, &open}) {
            for (const Panel& panel : *list) {
                for (std::size_t k = 0; k < N; ++k) { sum[k] += panel.magnitude[k]; }
            }
        }
        return sum;
    }
    static bool coarse(const Panel& panel, const Values& scale, double share) {
        for (std::size_t k = 0; k < N; ++k) {
            if (panel.error[k] > std::max({share * scale[k], 10.0 * epsilon * panel.magnitude[k], panel.noise[k]})) {
                return true;
            }
        }
        return false;
    }
    template <class Known>
    static bool missed(const Panel& panel, const Known& known) {
        const double mass = known(panel.a, panel.b);
        return std::abs(panel.sum[0] - mass) > 1e-8 * std::abs(mass) + 1e-12;
    }
    [[nodiscard]] double total(Values Panel::*part, std::size_t i) const {
        double sum = 0.0;
        for (const Panel& panel : panels_) { sum += (panel.*part)[i]; }
        return sum;
    }

    std::vector<Panel> panels_;
};

} // namespace perdis
