#pragma once

#include <perdis/curve/verify.hpp>
#include <perdis/numeric/interval.hpp>
#include <perdis/symbol/expression.hpp>
#include <perdis/symbol/substitute.hpp>

#include <optional>
#include <string>
#include <vector>

namespace perdis {

/// A curve D ↦ P(D) for D in (D_min, D_max) as a formula.
struct SymbolicCurve {
    Expression distortion;     ///< the symbol D
    Expression perception;     ///< P(D)
    Expression min_distortion; ///< D_min, without D
    Expression max_distortion; ///< D_max, without D
    /// √(D_max − D_min), where a simpler formula for it is known.
    std::optional<Expression> root = {};
};

/// How hard a proof tries.
struct ProofOptions {
    /// What the symbols other than D stand for: points, or enclosures of numbers that are no binary fractions.
    Bindings<Interval> values = {};
    /// At most so many intervals are looked at for each claim.
    int boxes = 4000;
    /// Terms of the Taylor expansions, where plain interval arithmetic does not decide.
    int order = 8;
};

/// A claim about a curve on its whole open interval, and what was shown.
///
/// proved: it holds at every D of (D_min, D_max) outside `undecided`, which then lies next to the ends and is narrower than
/// 1e-15 of the interval. disproved: it certainly fails on `offending`. undecided: neither; `undecided` says where.
struct Proof {
    Verdict verdict = Verdict::undecided;
    /// What was shown, in a sentence.
    std::string statement = {};
    /// Intervals of D.
    std::vector<Interval> undecided = {};
    /// An interval of D throughout which the claim is false, or across which P rises or lies above a chord.
    std::optional<Interval> offending = {};
    /// How many intervals were looked at.
    int subdivisions = 0;
};

/// Theorem 1 of a formula.
struct TheoremProof {
    Proof non_increasing; ///< P′ ≤ 0
    Proof convex;         ///< P″ ≥ 0
};

/// Proves P′ ≤ 0 and P″ ≥ 0 on the whole open interval, by interval arithmetic with subdivision on the derivatives of the formula.
///
/// With D = D_min + t² and F(t) = P(D) the claims are F′ ≤ 0 and t F″ − F′ ≥ 0, which have limits at D_min where P′ has none. Each
/// is enclosed on an interval of t by outward rounding, directly and by a Taylor expansion, and so are P′ and P″; an interval that is
/// not decided is halved. A point where the formula branches or has a kink is never decided by derivatives; there values are
/// compared, which can disprove and not prove. Towards the ends the intervals shrink to 2^-100 of the whole.
///
/// What is proved is proved for the values of the symbols that are given, and rests on `differentiate`, on MPFR and on nothing else.
///
/// @throws DomainError for a symbol without a value or with one outside its domain, a (D_min, D_max) that leaves the domain of D,
///         a root that is not √(D_max − D_min), and where the library was built without MPFR.
/// @source [Moore2009], chapters 6 and 9.
TheoremProof prove(const SymbolicCurve& curve, const ProofOptions& options = {});

} // namespace perdis
