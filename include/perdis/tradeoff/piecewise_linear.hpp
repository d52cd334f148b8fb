#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// A convex, decreasing, piecewise linear P(D), by its vertices; constant from the last one on.
///
/// @domain    at least one vertex; D strictly ascending, P strictly descending.
template <OrderedField T>
class PiecewiseLinear {
public:
    /// A breakpoint, or an end.
    struct Vertex {
        T distortion, perception;
    };

    /// @throws DomainError outside the domain.
    explicit PiecewiseLinear(std::vector<Vertex> vertices) : vertices_(std::move(vertices)) {
        require(!vertices_.empty(), "PiecewiseLinear", "there are no vertices");
        const Vertex& first = vertices_.front();
        require(first.distortion - first.distortion == first.perception - first.perception, "PiecewiseLinear",
                "a vertex is not finite");
        for (std::size_t i = 1; i < vertices_.size(); ++i) {
            require(vertices_[i - 1].distortion < vertices_[i].distortion
                        && vertices_[i].perception < vertices_[i - 1].perception,
                    "PiecewiseLinear", "vertex " + std::to_string(i) + " is not to the right of and below the last");
        }
    }

    [[nodiscard]] const std::vector<Vertex>& vertices() const { return vertices_; }
    [[nodiscard]] const T& min_distortion() const { return vertices_.front().distortion; }
    [[nodiscard]] const T& max_distortion() const { return vertices_.back().distortion; }
    [[nodiscard]] const T& minimum_perception() const { return vertices_.back().perception; }

    /// The last vertex with distortion ≤ D.
    ///
    /// @domain    D in [D_min, inf).
    /// @throws    DomainError outside the domain.
    [[nodiscard]] std::size_t segment(const T& distortion) const {
        require(!(distortion < min_distortion()) && distortion == distortion, "PiecewiseLinear", "distortion",
                distortion, "[D_min, inf)");
        const auto after = std::upper_bound(vertices_.begin(), vertices_.end(), distortion,
                                            [](const T& d, const Vertex& v) { return d < v.distortion; });
        return static_cast<std::size_t>(after - vertices_.begin()) - 1;
    }

    /// P(D); domain as of segment().
    [[nodiscard]] T perception(const T& distortion) const {
        const std::size_t i = segment(distortion);
        if (i + 1 == vertices_.size()) { return minimum_perception(); }
        return vertices_[i].perception + slope_of(i) * (distortion - vertices_[i].distortion);
    }

    /// D(P), the least D with P(D) ≤ P; D_min for P ≥ P(D_min).
    ///
    /// @domain    P in [P_min, inf).
    /// @throws    DomainError outside the domain.
    [[nodiscard]] T distortion(const T& perception) const {
        require(!(perception < minimum_perception()) && perception == perception, "PiecewiseLinear", "perception",
                perception, "[P_min, inf)");
        if (!(perception < vertices_.front().perception)) { return min_distortion(); }
        const auto below = std::partition_point(vertices_.begin(), vertices_.end(),
                                                [&](const Vertex& v) { return perception < v.perception; });
        const auto i = static_cast<std::size_t>(below - vertices_.begin()) - 1;
        const Vertex &left = vertices_[i], &right = vertices_[i + 1];
        return left.distortion
               + (right.distortion - left.distortion)
                     * ((left.perception - perception) / (left.perception - right.perception));
    }

    /// P′ between vertices i and i + 1; 0 beyond the last.
    [[nodiscard]] T slope_of(std::size_t i) const {
        if (i + 1 >= vertices_.size()) { return T(0); }
        const Vertex &left = vertices_[i], &right = vertices_[i + 1];
        return (right.perception - left.perception) / (right.distortion - left.distortion);
    }

    /// P′(D) from the right; domain as of segment().
    [[nodiscard]] T slope(const T& distortion) const { return slope_of(segment(distortion)); }

    /// P′(D) from the left.
    ///
    /// @domain    D in (D_min, inf).
    /// @throws    DomainError outside the domain.
    [[nodiscard]] T left_slope(const T& distortion) const {
        require(min_distortion() < distortion, "PiecewiseLinear", "distortion", distortion, "(D_min, inf)");
        const std::size_t i = segment(distortion);
        return vertices_[i].distortion < distortion ? slope_of(i) : slope_of(i - 1);
    }

private:
    std::vector<Vertex> vertices_;
};

} // namespace perdis
