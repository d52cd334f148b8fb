#pragma once

#include <perdis/curve/curve.hpp>

#include <vector>

namespace perdis {

/// What certified points say about a claim.
enum class Verdict {
    proved,    ///< no violation larger than the tolerance is possible
    disproved, ///< a violation is certain: certificates are separated
    undecided  ///< neither
};

/// A claim about a curve, and what was found.
struct Finding {
    Verdict verdict = Verdict::proved;
    /// The largest violation that the certificates leave possible; disproved: the largest that is certain.
    double violation = 0.0;
    /// Where: the traced distortions of that pair or triple.
    std::vector<double> where = {};
};

/// Theorem 1 at the traced points.
struct Verification {
    Finding non_increasing;
    Finding convex;
    int points = 0;
};

/// Checks Theorem 1 of [BlauMichaeli2018] on certified points: P non-increasing and convex.
///
///     D_i < D_j:        P(D_j) ≤ P(D_i)
///     D_i < D_j < D_k:  P(D_j) ≤ the chord from (D_i, P(D_i)) to (D_k, P(D_k))
///
/// for neighbours and for all points 2^h places apart. Nothing about the divergence is assumed.
///
/// @param tolerance  a violation of at most tolerance · (1 + P) passes as rounding of the certificates.
/// @throws DomainError for points that are not in ascending distortion or whose bounds are out of order or NaN.
Verification verify(const std::vector<CurvePoint>& points, double tolerance = 1e-8);

/// The same for a traced curve.
Verification verify(const Curve& curve, double tolerance = 1e-8);

} // namespace perdis
