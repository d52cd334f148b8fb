#include "lower_envelope.hpp"

#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Finds the cells of one stretch from left to right.
class Sweep {
public:
    Sweep(const SemiDiscreteProblem& problem, const Eigen::MatrixXd& prices, const std::vector<Eigen::Index>& usable)
        : problem_(problem), prices_(prices), usable_(usable),
          rounding_(64.0 * std::numeric_limits<double>::epsilon() * prices.cwiseAbs().maxCoeff()) {}

    [[nodiscard]] std::vector<CheapestCell> operator()(const PosteriorStretch& stretch, std::size_t index) {
        cells_.clear();
        stretch_ = index;
        const Eigen::MatrixXd value = stretch.posterior * prices_;
        std::vector<Point> points;
        for (std::size_t j = 0; j < stretch.nodes.size(); ++j) {
            points.push_back({stretch.nodes[j], cheapest(value.row(static_cast<Eigen::Index>(j)))});
            if (j > 0 && j + 1 < stretch.nodes.size()) { add_dips(stretch, value, j, points); }
        }
        std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
        cells_.push_back({stretch.from, stretch.to, points.front().symbol, index});
        for (std::size_t j = 1; j < points.size(); ++j) { join(points[j - 1], points[j], 12); }
        return cells_;
    }

private:
    struct Point {
        double y;
        Eigen::Index symbol;
    };

    template <class Row>
    [[nodiscard]] Eigen::Index cheapest(const Row& value) const {
        Eigen::Index best = usable_.front();
        for (const Eigen::Index z : usable_) {
            if (value(z) < value(best)) { best = z; }
        }
        return best;
    }
    [[nodiscard]] double difference(double y, Eigen::Index a, Eigen::Index b) const {
        return problem_.posterior(y).dot(prices_.col(a) - prices_.col(b));
    }

    /// Adds the cells between two points, the left one's being open.
    void join(const Point& left, const Point& right, int depth) {
        if (left.symbol == right.symbol) { return; }
        const auto f = [&](double y) { return difference(y, left.symbol, right.symbol); };
        const double at_left = f(left.y), at_right = f(right.y);
        double root = at_left < 0.0 ? right.y : left.y;
        if (at_left < 0.0 && at_right > 0.0) {
            std::uintmax_t evaluations = 200;
            const auto close = [](double a, double b) { return std::nextafter(a, infinite) >= b; };
            const auto ends =
                boost::math::tools::toms748_solve(f, left.y, right.y, at_left, at_right, close, evaluations);
            root = std::abs(f(ends.first)) < std::abs(f(ends.second)) ? ends.first : ends.second;
        }
        const Eigen::VectorXd value = prices_.transpose() * problem_.posterior(root);
        const Eigen::Index best = cheapest(value);
        const double both = std::min(value(left.symbol), value(right.symbol));
        const bool third = best != left.symbol && best != right.symbol && root > left.y && root < right.y
                           && value(best) < both - rounding_;
        if (third && depth > 0) {
            join(left, {root, best}, depth - 1);
            join({root, best}, right, depth - 1);
            return;
        }
        cells_.back().to = root;
        cells_.push_back({root, infinite, right.symbol, stretch_});
    }

    /// Points next to node j where a symbol that is not cheapest at the nodes dips below the envelope.
    void add_dips(const PosteriorStretch& stretch, const Eigen::MatrixXd& value, std::size_t j,
                  std::vector<Point>& points) const {
        const auto row = static_cast<Eigen::Index>(j);
        const Eigen::Index best = cheapest(value.row(row));
        for (const Eigen::Index z : usable_) {
            const double before = value(row - 1, z) - value(row - 1, best);
            const double here = value(row, z) - value(row, best);
            const double after = value(row + 1, z) - value(row + 1, best);
            const bool valley = here > 0.0 && before > here && after > here;
            const double tilt = after - before; // the parabola through the three falls below 0, with some to spare
            const bool falls = here * (before + after - 2.0 * here) < 0.5 * tilt * tilt;
            if (!valley || !(falls || here < 0.1 * std::min(before, after))) { continue; }
            const auto [y, least] = boost::math::tools::brent_find_minima(
                [&](double at) { return difference(at, z, best); }, stretch.nodes[j - 1], stretch.nodes[j + 1], 26);
            if (least < 0.0) { points.push_back({y, cheapest((prices_.transpose() * problem_.posterior(y)).eval())}); }
        }
    }

    const SemiDiscreteProblem& problem_;
    const Eigen::MatrixXd& prices_;
    const std::vector<Eigen::Index>& usable_;
    double rounding_;
    std::vector<CheapestCell> cells_ = {};
    std::size_t stretch_ = 0;
};

} // namespace

std::vector<CheapestCell> lower_envelope(const SemiDiscreteProblem& problem, const PosteriorGrid& grid,
                                         const Eigen::MatrixXd& prices, const std::vector<Eigen::Index>& usable) {
    std::vector<CheapestCell> cells;
    Sweep sweep(problem, prices, usable);
    for (std::size_t s = 0; s < grid.stretches().size(); ++s) {
        std::vector<CheapestCell> part = sweep(grid.stretches()[s], s);
        for (std::size_t c = 0; c < part.size(); ++c) {
            part[c].to = c + 1 < part.size() ? part[c + 1].from : grid.stretches()[s].to;
        }
        cells.insert(cells.end(), part.begin(), part.end());
    }
    cells.front().from = -infinite;
    cells.back().to = infinite;
    for (std::size_t c = 0; c + 1 < cells.size(); ++c) { cells[c].to = cells[c + 1].from; }
    return cells;
}

} // namespace perdis
