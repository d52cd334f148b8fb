#pragma once

#include <perdis/numeric/interval.hpp>

#include <mpfr.h>

namespace perdis {

/// An end of an interval as MPFR sees it: a view of its limbs, written back when the view ends.
class IntervalEnd {
public:
    using End = Interval::End;

    explicit IntervalEnd(End& end) : end_(end), writable_(&end) { open(); }
    explicit IntervalEnd(const End& end) : end_(const_cast<End&>(end)) { open(); }
    IntervalEnd(const IntervalEnd&) = delete;
    IntervalEnd& operator=(const IntervalEnd&) = delete;
    ~IntervalEnd() {
        if (writable_ == nullptr) { return; }
        writable_->kind = mpfr_custom_get_kind(value_);
        writable_->exponent = mpfr_regular_p(value_) != 0 ? mpfr_custom_get_exp(value_) : 0;
    }

    operator mpfr_ptr() { return value_; }          // NOLINT(google-explicit-constructor)
    operator mpfr_srcptr() const { return value_; } // NOLINT(google-explicit-constructor)

    static const End& lower(const Interval& x) { return x.lower_; }
    static const End& upper(const Interval& x) { return x.upper_; }
    static Interval make(const End& lower, const End& upper, bool total) { return {lower, upper, total}; }

    /// A fresh end, filled by fill(mpfr_ptr).
    template <class Fill>
    static End made(const Fill& fill) {
        End end;
        end.kind = MPFR_ZERO_KIND;
        {
            IntervalEnd view(end);
            fill(static_cast<mpfr_ptr>(view));
        }
        return end;
    }
    /// f(x) rounded: one of MPFR's functions of one argument.
    template <class Function>
    static End image(const Function& function, const End& x, mpfr_rnd_t rounding) {
        const IntervalEnd argument(x);
        return made([&](mpfr_ptr result) { function(result, static_cast<mpfr_srcptr>(argument), rounding); });
    }
    /// f(x, y) rounded: one of MPFR's functions of two arguments.
    template <class Function>
    static End image(const Function& function, const End& x, const End& y, mpfr_rnd_t rounding) {
        const IntervalEnd first(x);
        const IntervalEnd second(y);
        return made([&](mpfr_ptr result) {
            function(result, static_cast<mpfr_srcptr>(first), static_cast<mpfr_srcptr>(second), rounding);
        });
    }

    static int sign(const End& x) {
        const IntervalEnd view(x);
        const mpfr_srcptr value = view;
        return mpfr_sgn(value);
    }
    static bool finite(const End& x) {
        const IntervalEnd view(x);
        const mpfr_srcptr value = view;
        return mpfr_number_p(value) != 0;
    }
    static bool not_a_number(const End& x) {
        const IntervalEnd view(x);
        const mpfr_srcptr value = view;
        return mpfr_nan_p(value) != 0;
    }
    static bool less(const End& x, const End& y) {
        const IntervalEnd first(x);
        const IntervalEnd second(y);
        return mpfr_less_p(static_cast<mpfr_srcptr>(first), static_cast<mpfr_srcptr>(second)) != 0;
    }
    static End infinity(int sign) {
        return made([&](mpfr_ptr x) { mpfr_set_inf(x, sign); });
    }
    static End zero() {
        return made([](mpfr_ptr x) { mpfr_set_zero(x, 1); });
    }
    static const End& lesser(const End& x, const End& y) { return less(y, x) ? y : x; }
    static const End& greater(const End& x, const End& y) { return less(x, y) ? y : x; }

private:
    void open() { mpfr_custom_init_set(value_, end_.kind, end_.exponent, Interval::precision, end_.limbs.data()); }

    End& end_;
    End* writable_ = nullptr;
    mpfr_t value_;
};

} // namespace perdis
