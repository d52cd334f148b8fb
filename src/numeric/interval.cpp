#include <perdis/numeric/interval.hpp>

#include "interval_end.hpp"

#include <perdis/core/domain_error.hpp>

#include <cmath>
#include <limits>
#include <ostream>

namespace perdis {

namespace {

using End = IntervalEnd::End;

double to_double(const End& end, mpfr_rnd_t rounding) {
    const IntervalEnd view(end);
    return mpfr_get_d(static_cast<mpfr_srcptr>(view), rounding);
}

/// The decimal, rounded; false unless all of the text is a number.
bool parse(End& end, const std::string& text, mpfr_rnd_t rounding) {
    if (text.empty() || text.find_first_not_of("+-0123456789.eEinf") != std::string::npos) { return false; }
    bool whole = false;
    end = IntervalEnd::made([&](mpfr_ptr result) {
        char* rest = nullptr;
        mpfr_strtofr(result, text.c_str(), &rest, 10, rounding);
        whole = rest == text.c_str() + text.size();
    });
    return whole && !IntervalEnd::not_a_number(end);
}

std::string decimal(const End& end, int digits, const char* format) {
    const IntervalEnd view(end);
    char* text = nullptr;
    if (mpfr_asprintf(&text, format, digits, static_cast<mpfr_srcptr>(view)) < 0) { return "?"; }
    std::string result = text;
    mpfr_free_str(text);
    return result;
}

} // namespace

bool has_intervals() { return true; }

void Interval::set(std::int64_t value) {
    lower_ = IntervalEnd::made([&](mpfr_ptr x) { mpfr_set_sj(x, value, MPFR_RNDN); }); // 64 bits fit
    upper_ = lower_;
}

void Interval::set(std::uint64_t value) {
    lower_ = IntervalEnd::made([&](mpfr_ptr x) { mpfr_set_uj(x, value, MPFR_RNDN); });
    upper_ = lower_;
}

Interval::Interval(double value) {
    require(!std::isnan(value), "Interval", "value", value, "[-inf, inf]");
    lower_ = IntervalEnd::made([&](mpfr_ptr x) { mpfr_set_d(x, value, MPFR_RNDN); });
    upper_ = lower_;
}

Interval::Interval(std::string_view number) {
    const auto bar = number.find('/');
    const std::string numerator(number.substr(0, bar));
    bool good = parse(lower_, numerator, MPFR_RNDD) && parse(upper_, numerator, MPFR_RNDU);
    if (good && bar != std::string_view::npos) {
        Interval denominator(0);
        const std::string text(number.substr(bar + 1));
        good = parse(denominator.lower_, text, MPFR_RNDD) && parse(denominator.upper_, text, MPFR_RNDU)
               && IntervalEnd::sign(denominator.lower_) != 0;
        if (good) { *this = *this / denominator; }
    }
    require(good, "Interval", "number", number, "the decimals and fractions");
}

Interval Interval::hull(const Interval& a, const Interval& b) {
    return {IntervalEnd::lesser(a.lower_, b.lower_), IntervalEnd::greater(a.upper_, b.upper_), a.total_ && b.total_};
}

Interval Interval::intersection(const Interval& a, const Interval& b) {
    const End& low = IntervalEnd::greater(a.lower_, b.lower_);
    const End& high = IntervalEnd::lesser(a.upper_, b.upper_);
    return IntervalEnd::less(high, low) ? a : Interval(low, high, a.total_ && b.total_);
}

Interval Interval::whole() { return {IntervalEnd::infinity(-1), IntervalEnd::infinity(1), true}; }

Interval Interval::pi() {
    return {IntervalEnd::made([](mpfr_ptr x) { mpfr_const_pi(x, MPFR_RNDD); }),
            IntervalEnd::made([](mpfr_ptr x) { mpfr_const_pi(x, MPFR_RNDU); }), true};
}

double Interval::lower() const { return to_double(lower_, MPFR_RNDD); }

double Interval::upper() const { return to_double(upper_, MPFR_RNDU); }

bool Interval::bounded() const { return IntervalEnd::finite(lower_) && IntervalEnd::finite(upper_); }

Interval Interval::midpoint() const {
    if (bounded()) {
        const End sum = IntervalEnd::image(mpfr_add, lower_, upper_, MPFR_RNDN);
        End half = IntervalEnd::made([&](mpfr_ptr x) {
            const IntervalEnd view(sum);
            mpfr_div_2ui(x, static_cast<mpfr_srcptr>(view), 1, MPFR_RNDN);
        });
        if (IntervalEnd::less(half, lower_)) { half = lower_; }
        if (IntervalEnd::less(upper_, half)) { half = upper_; }
        return {half, half, total_};
    }
    if (IntervalEnd::sign(lower_) > 0) { return lower_end() + lower_end(); } // exact
    if (IntervalEnd::sign(upper_) < 0) { return upper_end() + upper_end(); }
    return {IntervalEnd::zero(), IntervalEnd::zero(), total_};
}

bool Interval::contains(const Interval& other) const {
    return !IntervalEnd::less(other.lower_, lower_) && !IntervalEnd::less(upper_, other.upper_);
}

std::string Interval::text(int digits) const {
    return '[' + decimal(lower_, digits, "%.*RDg") + ", " + decimal(upper_, digits, "%.*RUg") + ']';
}

std::ostream& operator<<(std::ostream& stream, const Interval& x) { return stream << x.text(); }

bool operator<(const Interval& a, const Interval& b) {
    return a.total_ && b.total_ && IntervalEnd::less(a.upper_, b.lower_);
}

bool operator<=(const Interval& a, const Interval& b) {
    return a.total_ && b.total_ && !IntervalEnd::less(b.lower_, a.upper_);
}

} // namespace perdis
