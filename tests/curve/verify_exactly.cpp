#include <perdis/curve/verify_exactly.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include "catch.hpp"

using namespace perdis;
using Rational = boost::multiprecision::cpp_rational;

namespace {

/// A function and its own values as certificates.
ExactVerification<Rational> verify_itself(const PiecewiseLinear<Rational>& function) {
    return verify_exactly(function, [&](const Rational& d) {
        return Bounds<Rational>{function.perception(d), function.perception(d)};
    });
}

/// A bit of P(X = 1) = 3/10 through a symmetric channel of error 1/10, total variation: from (1/10, 1/25) to (21/170, 0).
PiecewiseLinear<Rational> bit() {
    return PiecewiseLinear<Rational>({{Rational(1, 10), Rational(1, 25)}, {Rational(21, 170), Rational(0)}});
}

} // namespace

TEST_CASE("law: a certified convex curve is proved, at its vertices, amid its segments and beyond") {
    const auto found = verify_itself(bit());
    CHECK(found.non_increasing.verdict == Verdict::proved);
    CHECK(found.convex.verdict == Verdict::proved);
    CHECK(found.non_increasing.violation == 0);
    CHECK(found.points == 4);
    const auto two = verify_itself(PiecewiseLinear<Rational>({{0, 1}, {1, Rational(1, 3)}, {3, 0}}));
    CHECK(two.convex.verdict == Verdict::proved);
    CHECK(two.points == 6);
    CHECK(verify_itself(PiecewiseLinear<Rational>({{0, 1}})).convex.verdict == Verdict::proved);
}

TEST_CASE("value: a concave curve is disproved, with the largest violation and where") {
    const auto found = verify_itself(PiecewiseLinear<Rational>({{0, 1}, {1, Rational(2, 3)}, {2, 0}}));
    CHECK(found.non_increasing.verdict == Verdict::proved);
    CHECK(found.convex.verdict == Verdict::disproved);
    // at (1, 2/3) over the chord from (1/2, 5/6) to (3/2, 1/3)
    CHECK(found.convex.violation == Rational(1, 12));
    CHECK(found.convex.where == std::vector<Rational>{Rational(1, 2), 1, Rational(3, 2)});
}

TEST_CASE("limit: bounds that differ leave it undecided, separated ones disprove") {
    const auto wide = verify_exactly(bit(), [](const Rational& d) {
        return Bounds<Rational>{Rational(bit().perception(d) / 2), bit().perception(d)};
    });
    CHECK(wide.non_increasing.verdict == Verdict::undecided);
    CHECK(wide.convex.verdict == Verdict::undecided);
    // P bends where the claim is straight: below it amid the segment
    const auto bent = verify_exactly(bit(), [](const Rational& d) {
        const bool amid = bit().min_distortion() < d && d < bit().max_distortion();
        const Rational value = amid ? Rational(bit().perception(d) / 2) : bit().perception(d);
        return Bounds<Rational>{value, value};
    });
    CHECK(bent.convex.verdict == Verdict::undecided);
    const auto rising = verify_exactly(bit(), [](const Rational& d) { return Bounds<Rational>{d, d}; });
    CHECK(rising.non_increasing.verdict == Verdict::disproved);
    CHECK(rising.non_increasing.violation == 1);
    CHECK(rising.convex.verdict == Verdict::undecided);
}
