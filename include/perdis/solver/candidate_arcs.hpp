#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/spanning_tree.hpp>
#include <perdis/solver/network_event.hpp>
#include <perdis/solver/parametric_prices.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace perdis {

/// The arcs row → symbol that can be the next to enter, listed by rows and by symbols.
///
/// Row y lists every z with c(y, z) + R_z ≤ G_y, for reference prices R and a horizon G_y of its own. So the reduced cost
/// of what it does not list is above G_y + min_z [π_z(θ) − R_z] − π_y(θ) at any θ: one pass over rows and symbols proves
/// that none of these arcs enters up to θ, or extends the lists. A reduced cost is affine in θ and not negative at the
/// present one, so that the proof need look at the end alone.
template <OrderedField T, class Network>
class CandidateArcs {
public:
    using Node = SpanningTree::Node;
    using Event = NetworkEvent<T>;
    using Prices = ParametricPrices<T>;

    /// @param margin   how far beyond the present prices a row looks, at first; positive.
    /// @param network  outlives this.
    CandidateArcs(const Network& network, const T& margin)
        : network_(&network), rows_(network.rows()), columns_(network.columns()), reference_(network.columns(), T(0)),
          drift_(network.columns(), T(0)), horizon_(network.rows(), T(0)), times_(network.rows(), T(0)),
          margin_(margin), stamps_(network.nodes(), 0) {}

    /// The next of the listed arcs to enter.
    [[nodiscard]] Event earliest(const Prices& prices) {
        while (true) {
            const auto row = static_cast<Node>(soonest<T>(times_));
            if (never(times_[row])) { return {}; }
            const Event event = scan(row, prices);
            if (!sooner(times_[row], event.time)) { return event; }
            times_[row] = event.time;
        }
    }

    /// Lists anew: R and G from the prices `values`, by nodes.
    void rebuild(const Prices& prices, const std::vector<T>& values) {
        tune();
        for (std::size_t z = 0; z < columns_.size(); ++z) {
            columns_[z].clear();
            reference_[z] = values[network_->symbol(z)];
        }
        listed_ = 0;
        for (Node row = 0; row < network_->rows(); ++row) {
            rows_[row].clear();
            horizon_[row] = values[row] + margin_;
            for (std::size_t z = 0; z < columns_.size(); ++z) {
                const T c = network_->cost(row, z);
                if (!(horizon_[row] < c + reference_[z])) { list(row, z, c); }
            }
            times_[row] = scan(row, prices).time;
        }
        listed_at_first_ = listed_;
    }

    /// Whether lists made now would do better.
    [[nodiscard]] bool stale() const {
        const std::size_t arcs = rows_.size() * columns_.size();
        return extended_ > arcs || scanned_ > 4 * arcs + 64 * rows_.size()
               || listed_ > 3 * listed_at_first_ + 16 * rows_.size();
    }

    /// Extends the lists until they hold every arc of negative reduced cost at the prices `values`.
    void extend(const Prices& prices, const std::vector<T>& values) {
        const T least = least_drift(prices, values);
        for (Node row = 0; row < network_->rows(); ++row) {
            if (horizon_[row] + least < values[row]) { extend_row(row, T(values[row] - least + margin_), prices); }
        }
    }

    /// Brings the times up to date after a pivot, when the prices of `moved` begin to fall, or else to rise.
    void update(const Prices& prices, const std::vector<Node>& moved, bool falling) {
        ++pivot_;
        std::size_t rows = 0, columns = 0;
        for (const Node node : moved) {
            stamps_[node] = pivot_;
            if (node < network_->rows()) {
                ++rows;
            } else if (network_->column(node) < columns_.size()) {
                ++columns;
            }
        }
        // reduced costs fall between rows that do not fall and symbols that do
        const auto losing = [&](Node node, bool moves) { return (stamps_[node] == pivot_) == moves; };
        if (falling ? rows_.size() - rows <= columns : rows <= columns_.size() - columns) {
            for (Node row = 0; row < network_->rows(); ++row) {
                if (losing(row, !falling)) { times_[row] = scan(row, prices).time; }
            }
            return;
        }
        for (std::size_t z = 0; z < columns_.size(); ++z) {
            const Node symbol = network_->symbol(z);
            if (!losing(symbol, falling)) { continue; }
            for (const auto& [row, c] : columns_[z]) {
                if (losing(row, !falling)) { prices.lower(c, row, symbol, times_[row]); }
            }
            scanned_ += columns_[z].size();
        }
    }

private:
    struct Entry {
        Node node;
        T cost;
    };

    void list(Node row, std::size_t z, const T& c) {
        rows_[row].push_back({network_->symbol(z), c});
        columns_[z].push_back({row, c});
        ++listed_;
    }

    Event scan(Node row, const Prices& prices) {
        Event best;
        for (const auto& [symbol, c] : rows_[row]) { prices.consider(c, row, symbol, best); }
        scanned_ += rows_[row].size();
        return best;
    }

    /// min_z [values_z − R_z], once the symbols that fell far behind the mean have new references.
    T least_drift(const Prices& prices, const std::vector<T>& values) {
        T sum(0);
        for (std::size_t z = 0; z < columns_.size(); ++z) {
            drift_[z] = values[network_->symbol(z)] - reference_[z];
            sum = sum + drift_[z];
        }
        const T mean = sum / T(static_cast<int>(columns_.size()));
        T least = *std::min_element(drift_.begin(), drift_.end());
        if (!(least + margin_ / T(2) < mean)) { return least; }
        least = mean;
        for (std::size_t z = 0; z < columns_.size(); ++z) {
            if (drift_[z] + margin_ / T(4) < mean) {
                extend_column(z, T(reference_[z] + (drift_[z] - mean)), prices);
            } else if (drift_[z] < least) {
                least = drift_[z];
            }
        }
        return least;
    }

    /// Lowers R_z.
    void extend_column(std::size_t z, const T& reference, const Prices& prices) {
        for (Node row = 0; row < network_->rows(); ++row) {
            const T c = network_->cost(row, z);
            if (horizon_[row] < c + reference_[z] && !(horizon_[row] < c + reference)) {
                list(row, z, c);
                prices.lower(c, row, network_->symbol(z), times_[row]);
            }
        }
        reference_[z] = reference;
        extended_ += rows_.size();
    }

    /// Raises G_y.
    void extend_row(Node row, const T& horizon, const Prices& prices) {
        for (std::size_t z = 0; z < columns_.size(); ++z) {
            const T c = network_->cost(row, z), level = c + reference_[z];
            if (horizon_[row] < level && !(horizon < level)) {
                list(row, z, c);
                prices.lower(c, row, network_->symbol(z), times_[row]);
            }
        }
        horizon_[row] = horizon;
        extended_ += columns_.size();
    }

    /// Wider lists where making them took longer than reading them, else narrower ones.
    void tune() {
        const std::size_t made = rows_.size() * columns_.size() + extended_;
        if (scanned_ > 0) { margin_ = scanned_ < made ? T(margin_ * T(3) / T(2)) : T(margin_ * T(2) / T(3)); }
        scanned_ = extended_ = 0;
    }

    const Network* network_;
    std::vector<std::vector<Entry>> rows_, columns_;
    std::vector<T> reference_, drift_, horizon_, times_;
    T margin_;
    std::vector<std::uint32_t> stamps_;
    std::uint32_t pivot_ = 0;
    std::size_t scanned_ = 0, extended_ = 0, listed_ = 0, listed_at_first_ = 0;
};

} // namespace perdis
