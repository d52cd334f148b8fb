#pragma once

#include <perdis/curve/prove.hpp>

#include "taylor_tape.hpp"

#include <optional>
#include <vector>

namespace perdis {

/// An interval of t, as its distance [from, to] from one of the ends of (0, U).
struct ProofBox {
    bool from_top = false; ///< measured from U downwards
    Interval from = 0;
    Interval to = 0;
};

/// The forms of one claim "f ≥ 0 on (D_min, D_max)": in t with D = D_min + t², and in D itself. Either proves it.
struct Claim {
    const TaylorTape& in_root;
    const TaylorTape& in_distortion;
};

/// The curve's values, in the same two variables, and its ends.
struct CurveValues {
    TaylorTape in_root;
    TaylorTape in_distortion;
    Interval min_distortion;
    Interval max_distortion;
    Interval root; ///< U = √(D_max − D_min)
};

/// What became of the intervals.
struct SignProof {
    std::vector<ProofBox> open = {};        ///< not decided, next to an end
    std::vector<ProofBox> open_inside = {}; ///< not decided, elsewhere
    std::optional<Interval> violated = {};  ///< of D: f < 0 throughout
    int subdivisions = 0;
};

/// Divides (0, U) until each part is decided or too narrow.
SignProof prove_sign(const Claim& claim, const CurveValues& curve, const ProofOptions& options);

/// The interval of t, or of D.
Interval root_of(const ProofBox& box, const CurveValues& curve);
Interval distortion_of(const ProofBox& box, const CurveValues& curve);

} // namespace perdis
