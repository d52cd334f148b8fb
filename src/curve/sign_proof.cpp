#include "sign_proof.hpp"

#include <deque>

namespace perdis {

namespace {

enum class Sign { holds, fails, open };

const Interval zero = 0;

/// Whether f ≥ 0, or f < 0, throughout the box; only where the curve is smooth there.
Sign sign(const Claim& claim, const CurveValues& curve, const ProofBox& box, int order) {
    const Interval t = root_of(box, curve);
    const Interval distortion = distortion_of(box, curve);
    const bool smooth = curve.in_root.range(t).total() || curve.in_distortion.range(distortion).total();
    if (!smooth && (order <= 0 || !curve.in_root.range(t, order).total())) { return Sign::open; }
    const auto judge = [](const Interval& f) {
        if (f >= zero) { return Sign::holds; }
        return f < zero ? Sign::fails : Sign::open;
    };
    Sign found = judge(claim.in_root.range(t));
    if (found == Sign::open) { found = judge(claim.in_distortion.range(distortion)); }
    if (found == Sign::open && order > 0) { found = judge(claim.in_root.range(t, order)); }
    return found;
}

/// The widest of the intervals about the box's middle, halved again and again, on which f < 0; nothing if not at the middle.
std::optional<Interval> violation(const Claim& claim, const CurveValues& curve, const ProofBox& box) {
    const Interval middle = Interval::hull(box.from, box.to).midpoint();
    if (sign(claim, curve, {box.from_top, middle, middle}, 0) != Sign::fails) { return std::nullopt; }
    Interval reach = (box.to - box.from).upper_end() / Interval(2);
    for (int i = 0; i < 200; ++i) {
        const ProofBox about{box.from_top, (middle - reach).lower_end(), (middle + reach).upper_end()};
        if (about.from >= box.from && about.to <= box.to && sign(claim, curve, about, 0) == Sign::fails) {
            return distortion_of(about, curve);
        }
        reach = (reach / Interval(2)).lower_end();
    }
    return distortion_of({box.from_top, middle, middle}, curve);
}

} // namespace

Interval root_of(const ProofBox& box, const CurveValues& curve) {
    const Interval offset = Interval::hull(box.from, box.to);
    return box.from_top ? curve.root - offset : offset;
}

Interval distortion_of(const ProofBox& box, const CurveValues& curve) {
    const Interval t = root_of(box, curve);
    return curve.min_distortion + pow(t, 2L);
}

SignProof prove_sign(const Claim& claim, const CurveValues& curve, const ProofOptions& options) {
    SignProof proof;
    const Interval half = (curve.root / Interval(2)).upper_end();
    std::deque<ProofBox> boxes{{true, 0, half}, {false, 0, half}}; // the widest first
    const Interval narrow = pow(Interval(2), -44L), narrowest = half * pow(Interval(2), -100L);
    while (!boxes.empty()) {
        const ProofBox box = boxes.front();
        boxes.pop_front();
        const bool at_end = box.from == zero;
        const bool spent = proof.subdivisions >= options.boxes;
        if (!spent) {
            ++proof.subdivisions;
            const Sign found = sign(claim, curve, box, options.order);
            if (found == Sign::holds) { continue; }
            proof.violated =
                found == Sign::fails ? std::optional(distortion_of(box, curve)) : violation(claim, curve, box);
            if (proof.violated) { return proof; }
        }
        if (box.to - box.from <= (at_end ? narrowest : narrow * box.to)) {
            (at_end ? proof.open : proof.open_inside).push_back(box);
        } else if (spent) {
            proof.open_inside.push_back(box);
        } else {
            const Interval middle = Interval::hull(box.from, box.to).midpoint();
            boxes.push_back({box.from_top, middle, box.to});
            boxes.push_back({box.from_top, box.from, middle});
        }
    }
    return proof;
}

} // namespace perdis
