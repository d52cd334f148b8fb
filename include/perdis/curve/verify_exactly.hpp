#pragma once

#include <perdis/core/real.hpp>
#include <perdis/curve/verify.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

namespace perdis {

/// Theorem 1 of a whole curve.
template <OrderedField T>
struct ExactVerification {
    /// What was found of one claim.
    struct Finding {
        Verdict verdict = Verdict::proved;
        /// Disproved: the largest violation that is certain; else 0.
        T violation = T(0);
        /// Where: the distortions of that pair or triple.
        std::vector<T> where = {};
    };
    Finding non_increasing = {};
    Finding convex = {};
    /// At how many distortions P was certified.
    std::size_t points = 0;
};

/// The vertices, the middles of the segments, and a place beyond the last vertex.
template <OrderedField T>
std::vector<T> places_of_proof(const PiecewiseLinear<T>& function) {
    const auto& vertices = function.vertices();
    std::vector<T> places;
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        const T& here = vertices[i].distortion;
        const bool last = i + 1 == vertices.size();
        places.push_back(here);
        places.push_back(last ? T(here + T(1)) : T((here + vertices[i + 1].distortion) / T(2)));
    }
    return places;
}

/// Proves that a piecewise linear function is P on [D_min, inf), and Theorem 1 of [BlauMichaeli2018] of it, by its slopes.
///
/// P is certified at every vertex, amid every segment, and beyond the last vertex. Where lower = upper = the function there, it
/// is P: a bound by weak duality is affine in D and lies on no end of a segment above P, so that it is the segment itself
/// where it is attained amid it; a mixture of the estimators at the ends attains the segment.
///
/// @param certificate  D ↦ Bounds<T> on P(D) by weak duality.
/// @accuracy  exact over an exact field; undecided where bounds differ.
template <OrderedField T, std::invocable<const T&> Certificate>
ExactVerification<T> verify_exactly(const PiecewiseLinear<T>& function, const Certificate& certificate) {
    const std::vector<T> places = places_of_proof(function);
    ExactVerification<T> found;
    found.points = places.size();
    bool known = true;
    std::vector<Bounds<T>> bounds;
    for (const T& distortion : places) {
        bounds.push_back(certificate(distortion));
        const T claimed = function.perception(distortion);
        known = known && bounds.back().lower == claimed && bounds.back().upper == claimed;
    }
    const auto hear = [](auto& finding, const T& violation, std::vector<T> where) {
        if (finding.violation < violation) { finding = {Verdict::disproved, violation, std::move(where)}; }
    };
    for (std::size_t i = 1; i < places.size(); ++i) {
        hear(found.non_increasing, T(bounds[i].lower - bounds[i - 1].upper), {places[i - 1], places[i]});
    }
    for (std::size_t i = 2; i < places.size(); ++i) {
        const T share = (places[i - 1] - places[i - 2]) / (places[i] - places[i - 2]);
        const T chord = bounds[i - 2].upper + share * (bounds[i].upper - bounds[i - 2].upper);
        hear(found.convex, T(bounds[i - 1].lower - chord), {places[i - 2], places[i - 1], places[i]});
    }
    bool falls = true, bends_up = true; // slopes ≤ 0, and in order
    for (std::size_t i = 0; i < function.vertices().size(); ++i) {
        falls = falls && !(T(0) < function.slope_of(i));
        bends_up = bends_up && (i == 0 || !(function.slope_of(i) < function.slope_of(i - 1)));
    }
    const auto settle = [known](auto& finding, bool holds) {
        if (finding.verdict != Verdict::disproved && !(known && holds)) { finding.verdict = Verdict::undecided; }
    };
    settle(found.non_increasing, falls);
    settle(found.convex, bends_up);
    return found;
}

} // namespace perdis
