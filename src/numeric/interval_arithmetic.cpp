#include <perdis/numeric/interval.hpp>

#include "interval_end.hpp"

namespace perdis {

namespace {

using End = IntervalEnd::End;

/// x y, where an infinite end stands for numbers without bound: 0 times it is 0.
End product(const End& x, const End& y, mpfr_rnd_t rounding) {
    if (IntervalEnd::sign(x) == 0 || IntervalEnd::sign(y) == 0) { return IntervalEnd::zero(); }
    return IntervalEnd::image(mpfr_mul, x, y, rounding);
}

/// [lower, upper], or the line where ∞ − ∞ or ∞/∞ made one of them undefined.
Interval checked(const End& lower, const End& upper, bool total) {
    if (IntervalEnd::not_a_number(lower) || IntervalEnd::not_a_number(upper)) { return Interval::whole().partial(); }
    return IntervalEnd::make(lower, upper, total);
}

/// Whether the interval is the point inf or −inf.
bool infinite(const Interval& x) {
    return !x.bounded() && !IntervalEnd::less(IntervalEnd::lower(x), IntervalEnd::upper(x));
}

bool holds_zero(const Interval& x) {
    return IntervalEnd::sign(IntervalEnd::lower(x)) <= 0 && IntervalEnd::sign(IntervalEnd::upper(x)) >= 0;
}

/// a/b for b > 0.
Interval quotient(const Interval& a, const Interval& b, bool total) {
    const End &low = IntervalEnd::lower(a), &high = IntervalEnd::upper(a);
    const End &small = IntervalEnd::lower(b), &large = IntervalEnd::upper(b);
    return checked(IntervalEnd::image(mpfr_div, low, IntervalEnd::sign(low) < 0 ? small : large, MPFR_RNDD),
                   IntervalEnd::image(mpfr_div, high, IntervalEnd::sign(high) < 0 ? large : small, MPFR_RNDU), total);
}

/// a/b for b = [0, high], high > 0; a point where b = 0 has no value.
Interval half_line(const Interval& a, const End& high) {
    if (IntervalEnd::sign(IntervalEnd::lower(a)) >= 0) {
        return checked(IntervalEnd::image(mpfr_div, IntervalEnd::lower(a), high, MPFR_RNDD), IntervalEnd::infinity(1),
                       false);
    }
    if (IntervalEnd::sign(IntervalEnd::upper(a)) <= 0) {
        return checked(IntervalEnd::infinity(-1), IntervalEnd::image(mpfr_div, IntervalEnd::upper(a), high, MPFR_RNDU),
                       false);
    }
    return Interval::whole().partial();
}

} // namespace

Interval Interval::operator-() const {
    const auto negative = [](const End& x) {
        return IntervalEnd::made([&](mpfr_ptr result) {
            const IntervalEnd view(x);
            mpfr_neg(result, static_cast<mpfr_srcptr>(view), MPFR_RNDN); // exact
        });
    };
    return {negative(upper_), negative(lower_), total_};
}

Interval operator+(const Interval& a, const Interval& b) {
    return checked(IntervalEnd::image(mpfr_add, a.lower_, b.lower_, MPFR_RNDD),
                   IntervalEnd::image(mpfr_add, a.upper_, b.upper_, MPFR_RNDU), a.total_ && b.total_);
}

Interval operator-(const Interval& a, const Interval& b) {
    return checked(IntervalEnd::image(mpfr_sub, a.lower_, b.upper_, MPFR_RNDD),
                   IntervalEnd::image(mpfr_sub, a.upper_, b.lower_, MPFR_RNDU), a.total_ && b.total_);
}

Interval operator*(const Interval& a, const Interval& b) {
    const bool total = a.total_ && b.total_;
    if ((infinite(a) && holds_zero(b)) || (infinite(b) && holds_zero(a))) { return Interval::whole().partial(); }
    const auto from = [&](const End& x, const End& y) { return product(x, y, MPFR_RNDD); };
    const auto to = [&](const End& x, const End& y) { return product(x, y, MPFR_RNDU); };
    const bool a_positive = IntervalEnd::sign(a.lower_) >= 0, b_positive = IntervalEnd::sign(b.lower_) >= 0;
    const bool a_negative = IntervalEnd::sign(a.upper_) <= 0, b_negative = IntervalEnd::sign(b.upper_) <= 0;
    if (a_positive && b_positive) { return {from(a.lower_, b.lower_), to(a.upper_, b.upper_), total}; }
    if (a_negative && b_negative) { return {from(a.upper_, b.upper_), to(a.lower_, b.lower_), total}; }
    if (a_positive) { return {from(a.upper_, b.lower_), to(b_negative ? a.lower_ : a.upper_, b.upper_), total}; }
    if (b_positive) { return b * a; }
    if (a_negative) { return {from(a.lower_, b.upper_), to(a.lower_, b.lower_), total}; }
    if (b_negative) { return b * a; }
    return {IntervalEnd::lesser(from(a.lower_, b.upper_), from(a.upper_, b.lower_)),
            IntervalEnd::greater(to(a.lower_, b.lower_), to(a.upper_, b.upper_)), total};
}

Interval operator/(const Interval& a, const Interval& b) {
    const bool total = a.total_ && b.total_;
    const int low = IntervalEnd::sign(b.lower_), high = IntervalEnd::sign(b.upper_);
    if (low > 0) { return quotient(a, b, total); }
    if (high < 0) { return quotient(-a, -b, total); }
    if (low == 0 && high > 0) { return half_line(a, b.upper_); }
    if (high == 0 && low < 0) { return half_line(-a, (-b).upper_); }
    return Interval::whole().partial();
}

Interval abs(const Interval& x) {
    if (IntervalEnd::sign(x.lower_) >= 0) { return x; }
    const Interval mirrored = -x;
    if (IntervalEnd::sign(x.upper_) <= 0) { return mirrored; }
    return {IntervalEnd::zero(), IntervalEnd::greater(x.upper_, mirrored.upper_), x.total_};
}

Interval min(const Interval& a, const Interval& b) {
    return {IntervalEnd::lesser(a.lower_, b.lower_), IntervalEnd::lesser(a.upper_, b.upper_), a.total_ && b.total_};
}

Interval max(const Interval& a, const Interval& b) {
    return {IntervalEnd::greater(a.lower_, b.lower_), IntervalEnd::greater(a.upper_, b.upper_), a.total_ && b.total_};
}

} // namespace perdis
