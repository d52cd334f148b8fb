#include <perdis/numeric/interval.hpp>

#include "interval_end.hpp"

#include <optional>

namespace perdis {

namespace {

using End = IntervalEnd::End;

/// The image under an increasing function of MPFR.
template <class Function>
Interval increasing(const Function& function, const Interval& x) {
    return IntervalEnd::make(IntervalEnd::image(function, IntervalEnd::lower(x), MPFR_RNDD),
                             IntervalEnd::image(function, IntervalEnd::upper(x), MPFR_RNDU), x.total());
}

/// The image under log or log1p, which have their pole at `pole` and no value there or below.
template <class Function>
Interval logarithm(const Function& function, const Interval& x, const Interval& pole) {
    const End& edge = IntervalEnd::lower(pole);
    if (IntervalEnd::less(edge, IntervalEnd::lower(x))) { return increasing(function, x); }
    if (!IntervalEnd::less(edge, IntervalEnd::upper(x))) { return Interval::whole().partial(); }
    return IntervalEnd::make(IntervalEnd::infinity(-1), IntervalEnd::image(function, IntervalEnd::upper(x), MPFR_RNDU),
                             false);
}

/// The integer that y is, if it is one that fits.
std::optional<long> integer(const Interval& y) {
    const double value = y.lower();
    if (!(value < 1e9 && value > -1e9 && Interval(value) == y)) { return std::nullopt; }
    const long whole = static_cast<long>(value);
    if (static_cast<double>(whole) != value) { return std::nullopt; }
    return whole;
}

/// xⁿ of an end.
End power(const End& x, long n, mpfr_rnd_t rounding) {
    return IntervalEnd::made([&](mpfr_ptr result) {
        const IntervalEnd view(x);
        mpfr_pow_si(result, static_cast<mpfr_srcptr>(view), n, rounding);
    });
}

/// x^y of two ends, x ≥ 0.
End power(const End& x, const End& y, mpfr_rnd_t rounding) { return IntervalEnd::image(mpfr_pow, x, y, rounding); }

} // namespace

Interval sqrt(const Interval& x) {
    if (IntervalEnd::sign(x.upper_) < 0) { return Interval::whole().partial(); }
    if (IntervalEnd::sign(x.lower_) >= 0) { return increasing(mpfr_sqrt, x); }
    return {IntervalEnd::zero(), IntervalEnd::image(mpfr_sqrt, x.upper_, MPFR_RNDU), false};
}

Interval exp(const Interval& x) { return increasing(mpfr_exp, x); }

Interval expm1(const Interval& x) { return increasing(mpfr_expm1, x); }

Interval log(const Interval& x) { return logarithm(mpfr_log, x, Interval(0)); }

Interval log1p(const Interval& x) { return logarithm(mpfr_log1p, x, Interval(-1)); }

Interval erf(const Interval& x) { return increasing(mpfr_erf, x); }

Interval erfc(const Interval& x) {
    return {IntervalEnd::image(mpfr_erfc, x.upper_, MPFR_RNDD), IntervalEnd::image(mpfr_erfc, x.lower_, MPFR_RNDU),
            x.total_};
}

Interval pow(const Interval& x, long n) {
    if (n == 0) { return x.total() ? Interval(1) : Interval(1).partial(); }
    if (n < 0) { return Interval(1) / pow(x, -n); }
    if (n % 2 != 0) { return {power(x.lower_, n, MPFR_RNDD), power(x.upper_, n, MPFR_RNDU), x.total_}; }
    const Interval size = abs(x);
    return {power(size.lower_, n, MPFR_RNDD), power(size.upper_, n, MPFR_RNDU), x.total_};
}

Interval pow(const Interval& x, const Interval& y) {
    if (const auto n = integer(y)) { return pow(x, *n); }
    if (IntervalEnd::sign(x.upper_) < 0) { return Interval::whole().partial(); }
    const bool outside = IntervalEnd::sign(x.lower_) < 0;
    const bool zero = IntervalEnd::sign(x.lower_) <= 0;
    const End base = outside ? IntervalEnd::zero() : x.lower_;
    // y log x is bilinear in y and log x: its extremes are at the corners.
    End low = power(base, y.lower_, MPFR_RNDD), high = power(base, y.lower_, MPFR_RNDU);
    const auto corner = [&](const End& a, const End& b) {
        low = IntervalEnd::lesser(low, power(a, b, MPFR_RNDD));
        high = IntervalEnd::greater(high, power(a, b, MPFR_RNDU));
    };
    corner(base, y.upper_);
    corner(x.upper_, y.lower_);
    corner(x.upper_, y.upper_);
    const bool total = x.total_ && y.total_ && !outside && !(zero && IntervalEnd::sign(y.lower_) <= 0);
    return {low, high, total};
}

Interval normal_density(const Interval& x) {
    return exp(-(pow(x, 2L) / Interval(2))) / sqrt(Interval(2) * Interval::pi());
}

Interval normal_complement(const Interval& x) { return erfc(x / sqrt(Interval(2))) / Interval(2); }

Interval normal_cdf(const Interval& x) { return normal_complement(-x); }

} // namespace perdis
