#include "level_sets.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double resolution = 2.0 * std::numeric_limits<double>::epsilon();

/// Neighbours j in [begin, end) with low < E_j ≤ high; what E is beside them, as far as this bracket tells: ±inf, or 0 at the
/// ends of the chain.
struct Stretch {
    std::size_t begin, end;
    double low, high;
    double left, right;
};

class Chain {
public:
    Chain(const SquaredErrorLine& line, double multiplier)
        : line_(line), multiplier_(multiplier), size_(line.symbols().size() - 1), low_(size_, 0),
          high_(size_, static_cast<std::uint32_t>(line.means().size() + 1)), weight_(size_), difference_(size_),
          label_(size_), bottom_(size_, -1.0), top_(size_, 1.0) {}

    ChainOptimum solve() {
        std::vector<Stretch> open, next;
        if (size_ > 0) { open.push_back({0, size_, -1.0, 1.0, 0.0, 0.0}); }
        for (int level = 0; !open.empty(); ++level) {
            next.clear();
            for (const Stretch& stretch : open) { divide(stretch, level, next); }
            open.swap(next);
        }
        ChainOptimum optimum{line_.prior(), prices()};
        for (std::size_t j = 0; j < size_; ++j) {
            const double shift = this->shift(j);
            optimum.cumulative[j] = std::clamp(line_.prior()[j] + shift, j > 0 ? optimum.cumulative[j - 1] : 0.0, 1.0);
        }
        return optimum;
    }

private:
    /// The piece of m(·) just above Q: 0 for Q < 0, i + 1 where R_i is the first above Q, m + 1 for Q ≥ 1; known to lie in
    /// [from, to].
    [[nodiscard]] std::uint32_t piece(double q, std::uint32_t from, std::uint32_t to) const {
        if (from == to || q < 0.0) { return from; }
        const auto& r = line_.observed();
        const auto end = r.begin() + std::min<std::ptrdiff_t>(to, static_cast<std::ptrdiff_t>(r.size()));
        const auto above = std::upper_bound(r.begin() + (from > 0 ? from - 1 : 0), end, q);
        return std::min(to, static_cast<std::uint32_t>(above - r.begin()) + 1);
    }

    /// λ H_j′ on a piece, clipped: beyond ±1 it decides by itself.
    [[nodiscard]] double rate(std::size_t j, std::uint32_t piece) const {
        if (piece == 0) { return -2.0; }
        if (piece > line_.means().size()) { return 2.0; }
        const auto& x = line_.symbols();
        return std::clamp(2.0 * multiplier_ * (x[j + 1] - x[j]) * (line_.means()[piece - 1] - line_.middle(j)), -2.0,
                          2.0);
    }

    /// A level inside the bracket: 0 first, so that the ends of the chain lie outside of all others; then in turn a jump of
    /// some H_j′ and the middle.
    [[nodiscard]] double level_of(const Stretch& stretch, int level, std::size_t widest) const {
        if (stretch.low < 0.0 && 0.0 < stretch.high) { return 0.0; }
        const double middle = stretch.low + (stretch.high - stretch.low) / 2.0;
        if (level % 3 == 2) { return middle; }
        const std::uint32_t i = low_[widest] + (high_[widest] - low_[widest]) / 2;
        const double jump = (i > 0 ? line_.observed()[std::min<std::size_t>(i, line_.means().size()) - 1] : 0.0)
                            - line_.prior()[widest];
        return stretch.low < jump && jump < stretch.high ? jump : middle;
    }

    void divide(const Stretch& stretch, int level, std::vector<Stretch>& next) {
        std::size_t widest = stretch.begin;
        for (std::size_t j = stretch.begin; j < stretch.end; ++j) {
            if (high_[j] - low_[j] > high_[widest] - low_[widest]) { widest = j; }
        }
        const bool straight = high_[widest] == low_[widest] && !(stretch.low < 0.0 && 0.0 < stretch.high);
        if (!straight && stretch.high - stretch.low <= resolution) { return; }
        const double at = level_of(stretch, level, widest);
        std::vector<std::uint32_t>& place = place_;
        place.resize(stretch.end - stretch.begin);
        for (std::size_t j = stretch.begin; j < stretch.end; ++j) {
            const std::uint32_t i = piece(line_.prior()[j] + at, low_[j], high_[j]);
            place[j - stretch.begin] = i;
            weight_[j] = rate(j, i);
        }
        decide(stretch, at);
        for (std::size_t begin = stretch.begin, end = begin; begin < stretch.end; begin = end) {
            while (end < stretch.end && label_[end] == label_[begin]) { ++end; }
            const bool up = label_[begin] != 0;
            const double other = up ? -infinite : infinite;
            const Stretch part{begin,
                               end,
                               up ? at : stretch.low,
                               up ? stretch.high : at,
                               begin == stretch.begin ? stretch.left : other,
                               end == stretch.end ? stretch.right : other};
            for (std::size_t j = begin; j < end; ++j) {
                (up ? low_ : high_)[j] = place[j - stretch.begin];
                bottom_[j] = straight && up ? part.high : part.low;
                top_[j] = straight && !up ? part.low : part.high;
            }
            if (!straight) { next.push_back(part); }
        }
    }

    /// Labels 1{E_j > at}: the shortest path through a chain of two states, of several the one with the fewest labels 1.
    void decide(const Stretch& stretch, double at) {
        const auto side = [at](double value) { return value > at ? -0.5 : 0.5; };
        double difference = side(stretch.left);
        for (std::size_t j = stretch.begin; j < stretch.end; ++j) {
            difference_[j] = difference = weight_[j] + std::clamp(difference, -0.5, 0.5);
        }
        bool label = difference + side(stretch.right) < 0.0;
        for (std::size_t j = stretch.end; j-- > stretch.begin;) {
            if (j + 1 < stretch.end) { label = label ? difference_[j] < 0.5 : difference_[j] < -0.5; }
            label_[j] = label ? 1 : 0;
        }
    }

    /// E_j, where its bracket has been closed: 0 where that is in it.
    [[nodiscard]] double shift(std::size_t j) const {
        return top_[j] == 0.0 ? 0.0 : bottom_[j] + (top_[j] - bottom_[j]) / 2.0;
    }

    /// u_{j+1} − u_j = λ H_j′(Q_j), a subgradient; u_j = 1 where E rises at j, 0 where it falls: forward the values that can be
    /// reached, backward one of them.
    [[nodiscard]] std::vector<double> prices() const {
        const std::size_t k = size_ + 1;
        std::vector<double> least(k), most(k), u(k);
        const auto bounds = [&](std::size_t j) -> std::pair<double, double> {
            const double rise = (j < size_ ? shift(j) : 0.0) - (j > 0 ? shift(j - 1) : 0.0);
            return {rise > 4.0 * resolution ? 1.0 : 0.0, rise < -4.0 * resolution ? 0.0 : 1.0};
        };
        std::tie(least[0], most[0]) = bounds(0);
        for (std::size_t j = 0; j < size_; ++j) {
            const auto [down, up] = slopes(j);
            const auto [low, high] = bounds(j + 1);
            least[j + 1] = std::clamp(least[j] + down, low, high);
            most[j + 1] = std::clamp(most[j] + up, low, high);
        }
        u[k - 1] = least[k - 1] + (most[k - 1] - least[k - 1]) / 2.0;
        for (std::size_t j = size_; j-- > 0;) {
            const auto [down, up] = slopes(j);
            const double from = std::max(least[j], u[j + 1] - up), to = std::min(most[j], u[j + 1] - down);
            u[j] = std::clamp(from <= to ? from + (to - from) / 2.0 : from, least[j], most[j]);
        }
        return u;
    }

    /// λ H_j′ just below and just above E_j.
    [[nodiscard]] std::pair<double, double> slopes(std::size_t j) const {
        const double low = line_.prior()[j] + bottom_[j], high = line_.prior()[j] + top_[j];
        const auto last = static_cast<std::uint32_t>(line_.means().size() + 1);
        return {rate(j, piece(low - resolution, 0, last)), rate(j, piece(high + resolution, 0, last))};
    }

    const SquaredErrorLine& line_;
    double multiplier_;
    std::size_t size_;
    std::vector<std::uint32_t> low_, high_, place_ = {};
    std::vector<double> weight_, difference_;
    std::vector<char> label_;
    std::vector<double> bottom_, top_;
};

} // namespace

ChainOptimum total_variation_chain(const SquaredErrorLine& line, double multiplier) {
    return Chain(line, multiplier).solve();
}

} // namespace perdis
