#include <perdis/curve/prove.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/differentiate.hpp>
#include <perdis/symbol/evaluate.hpp>
#include <perdis/symbol/rational.hpp>
#include <perdis/symbol/simplify.hpp>

#include "sign_proof.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

namespace perdis {

namespace {

const Interval zero = 0;

/// P, P′ and P″ in D, and the same claims in t.
struct Formulas {
    Expression root;
    Expression value_in_root;
    Expression fall_in_root; // −F′
    Expression bend_in_root; // t F″ − F′
    Expression fall;         // −P′
    Expression bend;         // P″
};

Expression top_of(const SymbolicCurve& curve) {
    return curve.root ? *curve.root : sqrt(curve.max_distortion - curve.min_distortion);
}

Formulas formulas_of(const SymbolicCurve& curve) {
    const Expression root = symbol("distortion_root", Domain::positive());
    const Expression value = simplify(
        substitute(curve.perception, Bindings<Expression>{{curve.distortion, curve.min_distortion + root * root}}));
    const Expression first = simplify(differentiate(value, root));
    const Expression second = simplify(differentiate(first, root));
    const Expression slope = simplify(differentiate(curve.perception, curve.distortion));
    return {
        root, value, -first, simplify(root * second - first), -slope, simplify(differentiate(slope, curve.distortion))};
}

/// Overlapping intervals as one.
std::vector<Interval> joined(std::vector<Interval> parts) {
    std::sort(parts.begin(), parts.end(),
              [](const Interval& a, const Interval& b) { return a.lower_end() < b.lower_end(); });
    std::vector<Interval> result;
    for (const Interval& part : parts) {
        if (!result.empty() && part.lower_end() <= result.back().upper_end()) {
            result.back() = Interval::hull(result.back(), part);
        } else {
            result.push_back(part);
        }
    }
    return result;
}

/// P at one D, or at an enclosure of one.
Interval value_at(const CurveValues& curve, const Interval& distortion) {
    return curve.in_distortion.range(distortion);
}

/// Values left of, inside and right of an interval over which no derivative could be taken: an interval of D across which the claim
/// certainly fails.
std::optional<Interval> violation_across(const Interval& kink, const CurveValues& curve, bool convexity) {
    const Interval middle = kink.midpoint();
    Interval reach = max(kink.upper_end() - middle, middle - kink.lower_end()).upper_end();
    for (int i = 0; i < 40; ++i) {
        reach = (reach * Interval(4)).upper_end();
        const Interval left = (middle - reach).lower_end(), right = (middle + reach).upper_end();
        if (!(curve.min_distortion < left && right < curve.max_distortion)) { return std::nullopt; }
        // A little beside the middle, where the formula is likely to be on one of its branches.
        const Interval inside = (middle + reach / Interval(8)).lower_end();
        const Interval low = value_at(curve, left), centre = value_at(curve, inside), high = value_at(curve, right);
        const Interval chord = low + (high - low) * (inside - left) / (right - left);
        if (convexity ? chord < centre : low < high) { return Interval::hull(left, right); }
    }
    return std::nullopt;
}

/// The number enclosed, as the nearest double.
std::string decimal(const Interval& x) {
    std::ostringstream stream;
    stream.precision(17);
    stream << (x.lower() + x.upper()) / 2.0;
    return stream.str();
}

/// "[0.5, 0.55]", and of an interval narrower than that can show its width.
std::string text(const Interval& part) {
    std::ostringstream stream;
    stream << part;
    const double width = (part.upper_end() - part.lower_end()).upper();
    if (width < 1e-14 * std::abs(part.upper())) {
        stream.precision(2);
        stream << " of width " << width;
    }
    return stream.str();
}

std::string text(const std::vector<Interval>& parts) {
    std::string result;
    for (const Interval& part : parts) { result += (result.empty() ? "" : " and ") + text(part); }
    return result;
}

std::string range_of(const CurveValues& curve) {
    return " on the whole open interval (" + decimal(curve.min_distortion) + ", " + decimal(curve.max_distortion)
           + ") of D";
}

Proof finished(const SignProof& found, const CurveValues& curve, const std::string& claim, bool convexity) {
    Proof proof;
    proof.subdivisions = found.subdivisions;
    proof.offending = found.violated;
    std::vector<Interval> inside, everywhere;
    for (const ProofBox& box : found.open_inside) { inside.push_back(distortion_of(box, curve)); }
    for (const ProofBox& box : found.open) { everywhere.push_back(distortion_of(box, curve)); }
    inside = joined(std::move(inside));
    for (const Interval& part : inside) {
        if (!proof.offending) { proof.offending = violation_across(part, curve, convexity); }
        everywhere.push_back(part);
    }
    proof.undecided = joined(std::move(everywhere));
    const std::string how = " by interval arithmetic on " + std::to_string(proof.subdivisions) + " intervals";
    if (proof.offending) {
        proof.verdict = Verdict::disproved;
        proof.statement = claim + " is certainly false on " + text(*proof.offending) + how;
    } else if (!inside.empty()) {
        proof.verdict = Verdict::undecided;
        proof.statement = claim + " is not proved on " + text(proof.undecided) + how;
    } else {
        proof.verdict = Verdict::proved;
        const bool whole = proof.undecided.empty();
        const std::string rest = whole ? "" : " but for what lies next to its ends, " + text(proof.undecided) + ',';
        proof.statement = claim + " proved" + range_of(curve) + rest + how;
    }
    return proof;
}

/// Whether P′ ≤ 0 at D_max itself, exactly.
bool falls_to_the_end(const SymbolicCurve& curve, const Formulas& formulas) {
    try {
        const auto fall = rational_value(
            simplify(substitute(formulas.fall_in_root, Bindings<Expression>{{formulas.root, top_of(curve)}})));
        return fall && *fall >= 0;
    } catch (const DomainError&) { return false; } // no derivative there
}

/// What the proof takes from its caller: the root, and that D stays in its symbol's domain, in which the formula was simplified.
void require_consistent(const SymbolicCurve& curve, const CurveValues& values) {
    const Interval squared = pow(values.root, 2L), range = values.max_distortion - values.min_distortion;
    require(!(values.root < zero) && !(squared != range), "prove", "root", values.root,
            "the square roots of D_max - D_min");
    const Domain domain = Tape(curve.distortion).symbols().front().domain;
    const Interval both = Interval::hull(values.min_distortion, values.max_distortion);
    require(!(both.lower_end() < Interval(domain.lower)) && !(Interval(domain.upper) < both.upper_end()), "prove",
            "(D_min, D_max)", both, to_text(domain));
}

} // namespace

TheoremProof prove(const SymbolicCurve& curve, const ProofOptions& options) {
    const Formulas formulas = formulas_of(curve);
    const auto in_root = [&](const Expression& e) { return TaylorTape(e, formulas.root, options.values); };
    const auto in_distortion = [&](const Expression& e) { return TaylorTape(e, curve.distortion, options.values); };
    const Interval low = evaluate(curve.min_distortion, options.values);
    const Interval high = evaluate(curve.max_distortion, options.values);
    require(low < high, "prove", "D_min < D_max is not certain");
    const CurveValues values{in_root(formulas.value_in_root), in_distortion(curve.perception), low, high,
                             evaluate(top_of(curve), options.values)};
    const TaylorTape fall_in_root = in_root(formulas.fall_in_root), fall = in_distortion(formulas.fall);
    const TaylorTape bend_in_root = in_root(formulas.bend_in_root), bend = in_distortion(formulas.bend);
    require_consistent(curve, values);
    const SignProof bends = prove_sign({bend_in_root, bend}, values, options);
    Proof convex = finished(bends, values, "P'' >= 0", true);
    if (convex.verdict == Verdict::proved && convex.undecided.empty() && falls_to_the_end(curve, formulas)) {
        Proof falling = convex;
        falling.statement = "P' <= 0 proved" + range_of(values) + ": P'' >= 0 there and P' <= 0 at D_max";
        return {std::move(falling), std::move(convex)};
    }
    return {finished(prove_sign({fall_in_root, fall}, values, options), values, "P' <= 0", false), std::move(convex)};
}

} // namespace perdis
