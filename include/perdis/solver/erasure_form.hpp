#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/transport_input.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// X on k symbols through an erasure channel of probability ε, under Hamming distortion: what is seen is kept, and a law r is
/// drawn where nothing is seen.
///
///     q = (1 − ε) p + ε r,   D = ε (1 − Σ r_i p_i),   D_min = ε (1 − p_max),   D_max = ε (1 − Σ p_i²)
///
/// Total variation: mass goes from the most probable symbol to the others in descending order of p_i, ε p_i to each, at the
/// price p_max − p_i. P(D) is piecewise linear, slope −1/(p_max − p_i).
///
/// @accuracy  exact where T does not round; else a few k ε.
/// @source    [BlauMichaeli2018], eq. (9); derived in docs/solver.md
template <OrderedField T>
class ErasureForm {
public:
    /// @domain    p_i in [0, 1], Σ p_i = 1 (within 1e-9 where T rounds), ε in [0, 1].
    /// @throws    DomainError for p empty or negative, ε outside its domain, NaN included.
    ErasureForm(std::vector<T> prior, const T& erasure) : p_(std::move(prior)), erasure_(erasure) {
        require(!p_.empty(), "ErasureForm", "the prior has no symbols");
        for (const T& mass : p_) { require(T(0) <= mass && mass <= T(1), "ErasureForm", "a mass", mass, "[0, 1]"); }
        require(T(0) <= erasure && erasure <= T(1), "ErasureForm", "erasure", erasure, "[0, 1]");
        require_sum_one<T>(p_, "ErasureForm", "the sum of the prior");
        order_.resize(p_.size());
        std::iota(order_.begin(), order_.end(), std::size_t(0));
        std::stable_sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) { return p_[b] < p_[a]; });
    }

    [[nodiscard]] const std::vector<T>& prior() const { return p_; }
    [[nodiscard]] const T& erasure() const { return erasure_; }
    /// The symbols in descending order of p_i.
    [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }
    /// p_max − p_i: what emitting i in place of the most probable symbol costs.
    [[nodiscard]] T price(std::size_t i) const { return p_[order_[0]] - p_[i]; }

    [[nodiscard]] T min_distortion() const { return erasure_ * (T(1) - p_[order_[0]]); }
    [[nodiscard]] T max_distortion() const { return min_distortion() + erasure_ * excess(p_); }

    /// P(D) for total variation.
    [[nodiscard]] PiecewiseLinear<T> total_variation() const {
        std::vector<typename PiecewiseLinear<T>::Vertex> vertices;
        T left = T(1), spent(0);
        for (std::size_t next = 0; next < order_.size();) {
            const T step = price(order_[next]);
            T mass(0);
            for (; next < order_.size() && price(order_[next]) == step; ++next) { mass = mass + p_[order_[next]]; }
            const T rest = next == order_.size() || left < mass ? T(0) : T(left - mass);
            spent = spent + step * (left - rest);
            const typename PiecewiseLinear<T>::Vertex vertex{min_distortion() + erasure_ * spent, erasure_ * rest};
            const bool below =
                vertices.empty()
                || (vertices.back().distortion < vertex.distortion && vertex.perception < vertices.back().perception);
            if (below) { vertices.push_back(vertex); }
            left = rest;
        }
        return PiecewiseLinear<T>(std::move(vertices));
    }

    /// r of the optimum for total variation at D.
    ///
    /// @domain    D in [D_min, inf).
    /// @throws    DomainError outside the domain.
    [[nodiscard]] std::vector<T> total_variation_draw(const T& distortion) const {
        T budget = spare(distortion), left = T(1);
        std::vector<T> r(p_.size(), T(0));
        for (const std::size_t i : order_) {
            const T wanted = std::min<T>(p_[i], left), cost = price(i);
            const T given = cost * wanted <= budget ? wanted : T(budget / cost);
            r[i] = given;
            budget = budget - cost * given;
            left = left - given;
            if (given < wanted) { break; }
        }
        r[order_[0]] = r[order_[0]] + left;
        return r;
    }

    /// The price p_max − p_i at which mass moves next, for total variation at D; 0 from D_max on.
    [[nodiscard]] T total_variation_price(const T& distortion) const {
        T budget = spare(distortion);
        for (const std::size_t i : order_) {
            if (T(0) < p_[i] && budget < price(i) * p_[i]) { return price(i); }
            budget = budget - price(i) * p_[i];
        }
        return T(0);
    }

    /// (D − D_min)/ε: what a draw in place of the most probable symbol may cost; domain as above.
    [[nodiscard]] T spare(const T& distortion) const {
        require(!(distortion < min_distortion()) && distortion == distortion, "ErasureForm", "distortion", distortion,
                "[D_min, inf)");
        if (!(distortion < max_distortion())) { return excess(p_); }
        return (distortion - min_distortion()) / erasure_;
    }

private:
    [[nodiscard]] T excess(const std::vector<T>& r) const {
        T sum(0);
        for (std::size_t i = 0; i < r.size(); ++i) { sum = sum + r[i] * price(i); }
        return sum;
    }

    std::vector<T> p_;
    T erasure_;
    std::vector<std::size_t> order_ = {};
};

} // namespace perdis
