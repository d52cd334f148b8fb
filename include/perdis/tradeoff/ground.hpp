#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/compensated_sum.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/transport.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace perdis {

// What s(q) carries q to: three forms of the least cost of transport between p and a law q on k symbols.
//
//     size()        k
//     value(q)      s(q) = min Σ h(x, z) Π(x, z) over couplings Π of p and q
//     conjugate(u)  sup ⟨u, q⟩ − s(q) over laws q = Σ_x p_x max_z [u_z − h(x, z)]
//     minimum()     P_min = min s over laws q
//     scale()       the largest h: s(q) never exceeds it

/// Total variation: h(x, z) = 1{x ≠ z}, so that s(q) = Σ_z (q_z − p_z)₊.
template <OrderedField T>
class DiscreteGround {
public:
    /// @param masses  p_z on the reconstruction alphabet, Σ p_z ≤ 1: the rest of p lies outside of it.
    explicit DiscreteGround(std::vector<T> masses) : masses_(std::move(masses)) {
        for (const T& mass : masses_) { omitted_ = omitted_ - mass; }
        if (omitted_ < T(0)) { omitted_ = T(0); }
    }

    [[nodiscard]] std::size_t size() const { return masses_.size(); }
    /// p_z, k entries.
    [[nodiscard]] const std::vector<T>& masses() const { return masses_; }
    /// 1 − Σ p_z.
    [[nodiscard]] const T& minimum() const { return omitted_; }

    [[nodiscard]] T value(std::span<const T> q) const {
        CompensatedSum<T> sum;
        for (std::size_t z = 0; z < masses_.size(); ++z) {
            if (masses_[z] < q[z]) { sum.add(q[z] - masses_[z]); }
        }
        return sum.value();
    }

    [[nodiscard]] T conjugate(std::span<const T> u) const {
        const T floor = *std::max_element(u.begin(), u.end()) - T(1);
        CompensatedSum<T> sum;
        sum.add(omitted_ * floor);
        for (std::size_t z = 0; z < masses_.size(); ++z) { sum.add(masses_[z] * (u[z] < floor ? floor : u[z])); }
        return sum.value();
    }
    [[nodiscard]] T scale() const { return T(1); }

private:
    std::vector<T> masses_;
    T omitted_ = T(1);
};

/// W₁ on the line: h(x, z) = |x − z|, so that s(q) = Σ_i (t_{i+1} − t_i) |F_q(t_i) − F_p(t_i)| over places t.
template <OrderedField T>
class LineGround {
public:
    /// @param places   t, strictly ascending: every symbol of p and of the alphabet.
    /// @param masses   p at each place.
    /// @param symbols  the place of each symbol of the alphabet, k indices, distinct.
    /// @throws  DomainError outside the domain, NaN included.
    LineGround(std::vector<T> places, std::vector<T> masses, std::vector<std::size_t> symbols)
        : places_(std::move(places)), masses_(std::move(masses)), symbols_(std::move(symbols)) {
        require(places_.size() == masses_.size() && !places_.empty(), "LineGround",
                std::to_string(places_.size()) + " places have " + std::to_string(masses_.size()) + " masses");
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (finite_number(places_[i]) && (i == 0 || places_[i - 1] < places_[i])) { continue; }
            require(false, "LineGround", "places[" + std::to_string(i) + "]", places_[i],
                    "(places[" + std::to_string(i) + " - 1], inf)");
        }
        std::vector<bool> open(places_.size(), true);
        for (const std::size_t place : symbols_) {
            require(place < open.size() && open[place], "LineGround", "the place of a symbol", place,
                    "[0, " + std::to_string(open.size()) + "), each once");
            open[place] = false;
        }
    }

    [[nodiscard]] std::size_t size() const { return symbols_.size(); }
    [[nodiscard]] const std::vector<T>& places() const { return places_; }
    [[nodiscard]] const std::vector<T>& masses() const { return masses_; }
    [[nodiscard]] const std::vector<std::size_t>& symbols() const { return symbols_; }

    [[nodiscard]] T minimum() const {
        const std::vector<T> nearest = envelope(std::vector<T>(symbols_.size(), T(0)));
        CompensatedSum<T> sum;
        for (std::size_t i = 0; i < places_.size(); ++i) { sum.add(-masses_[i] * nearest[i]); }
        return sum.value();
    }

    [[nodiscard]] T value(std::span<const T> q) const {
        std::vector<T> surplus;
        for (const T& mass : masses_) { surplus.push_back(-mass); }
        for (std::size_t z = 0; z < symbols_.size(); ++z) { surplus[symbols_[z]] = surplus[symbols_[z]] + q[z]; }
        CompensatedSum<T> carried, sum;
        for (std::size_t i = 0; i + 1 < places_.size(); ++i) {
            carried.add(surplus[i]);
            const T flow = carried.value();
            sum.add((places_[i + 1] - places_[i]) * (flow < T(0) ? T(-flow) : flow));
        }
        return sum.value();
    }

    [[nodiscard]] T conjugate(std::span<const T> u) const {
        const std::vector<T> best = envelope({u.begin(), u.end()});
        CompensatedSum<T> sum;
        for (std::size_t i = 0; i < places_.size(); ++i) { sum.add(masses_[i] * best[i]); }
        return sum.value();
    }
    [[nodiscard]] T scale() const { return places_.back() - places_.front(); }

private:
    /// max_z [u_z − |t_i − z|] at every place, in two passes.
    [[nodiscard]] std::vector<T> envelope(const std::vector<T>& u) const {
        const std::size_t n = places_.size();
        const T least = *std::min_element(u.begin(), u.end());
        std::vector<T> best(n, T(least - (places_[n - 1] - places_[0])));
        for (std::size_t z = 0; z < symbols_.size(); ++z) { best[symbols_[z]] = u[z]; }
        for (std::size_t i = 1; i < n; ++i) {
            const T reached = best[i - 1] - (places_[i] - places_[i - 1]);
            if (best[i] < reached) { best[i] = reached; }
        }
        for (std::size_t i = n - 1; i > 0; --i) {
            const T reached = best[i] - (places_[i] - places_[i - 1]);
            if (best[i - 1] < reached) { best[i - 1] = reached; }
        }
        return best;
    }

    std::vector<T> places_;
    std::vector<T> masses_;
    std::vector<std::size_t> symbols_;
};

/// Any ground cost h(x, z) ≥ 0; it need not be a metric.
template <OrderedField T>
class MatrixGround {
public:
    /// @param masses  p, n entries.
    /// @param cost    h, n × k.
    MatrixGround(std::vector<T> masses, DenseMatrix<T> cost) : masses_(std::move(masses)), cost_(std::move(cost)) {
        require(static_cast<Eigen::Index>(masses_.size()) == cost_.rows(), "MatrixGround",
                "cost has " + std::to_string(cost_.rows()) + " rows, the law " + std::to_string(masses_.size())
                    + " symbols");
        for (Eigen::Index x = 0; x < cost_.rows(); ++x) {
            for (Eigen::Index z = 0; z < cost_.cols(); ++z) {
                if (T(0) <= cost_(x, z) && finite_number(cost_(x, z))) { continue; }
                require(false, "MatrixGround", "cost[" + std::to_string(x) + "][" + std::to_string(z) + "]",
                        cost_(x, z), "[0, inf)");
            }
        }
    }

    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(cost_.cols()); }
    [[nodiscard]] const std::vector<T>& masses() const { return masses_; }
    [[nodiscard]] const DenseMatrix<T>& cost() const { return cost_; }

    [[nodiscard]] T minimum() const { return T(0) - conjugate(std::vector<T>(size(), T(0))); }

    [[nodiscard]] T value(std::span<const T> q) const {
        const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> h = cost_;
        return transport<T>(masses_, q, h).cost;
    }

    [[nodiscard]] T conjugate(std::span<const T> u) const {
        CompensatedSum<T> sum;
        for (Eigen::Index x = 0; x < cost_.rows(); ++x) {
            T most = u[0] - cost_(x, 0);
            for (Eigen::Index z = 1; z < cost_.cols(); ++z) {
                const T gain = u[static_cast<std::size_t>(z)] - cost_(x, z);
                if (most < gain) { most = gain; }
            }
            sum.add(masses_[static_cast<std::size_t>(x)] * most);
        }
        return sum.value();
    }
    [[nodiscard]] T scale() const { return cost_.maxCoeff(); }

private:
    std::vector<T> masses_;
    DenseMatrix<T> cost_;
};

} // namespace perdis
