#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <string>
#include <string_view>

#include <perdis/core/real.hpp>

namespace perdis {

/// A closed interval of the line with outward rounding: what a formula gives holds every value that it has there.
///
/// Each end is a number of 256 bits, rounded by MPFR downwards or upwards; an end may be infinite. Comparisons are true
/// only if certain: a < b says that every number of a is below every number of b, so that !(a < b) says nothing.
/// Where an argument has no value (√ or log below 0, division by 0) the result still holds every value that there is, and
/// total() is false; it stays so in whatever is computed from it, and no comparison of it is certain.
///
/// A component of the library that needs MPFR. See has_intervals().
///
/// @accuracy  +, −, ×, ÷, √, integer powers and the monotone functions: no wider than the set of values by more than one
///            rounding at each end, for independent arguments.
/// @source    [Moore2009], chapters 2 to 5; [IEEE1788] for total(), its decoration.
class Interval {
public:
    /// Bits of an end.
    static constexpr int precision = 256;

    /// [0, 0].
    Interval() : Interval(0) {}

    /// The number itself.
    template <std::integral I>
    Interval(I value) { // NOLINT(google-explicit-constructor): exact
        if constexpr (std::signed_integral<I>) {
            set(static_cast<std::int64_t>(value));
        } else {
            set(static_cast<std::uint64_t>(value));
        }
    }

    /// The number itself; an infinity is the end of the line.
    ///
    /// @throws DomainError for NaN.
    explicit Interval(double value);

    /// The least interval of this precision about a decimal or a fraction: "0.1", "-1e-30", "2/3", "inf".
    ///
    /// @throws DomainError for any other text.
    explicit Interval(std::string_view number);

    /// The least interval that holds both.
    static Interval hull(const Interval& a, const Interval& b);
    /// What both hold, of two enclosures of one number; one of them where rounding left nothing in common.
    static Interval intersection(const Interval& a, const Interval& b);
    /// [-inf, inf].
    static Interval whole();
    /// About π.
    static Interval pi();

    /// A double at or below the lower end.
    [[nodiscard]] double lower() const;
    /// A double at or above the upper end.
    [[nodiscard]] double upper() const;
    /// The lower end as an interval of one point.
    [[nodiscard]] Interval lower_end() const { return {lower_, lower_, total_}; }
    /// The upper end as an interval of one point.
    [[nodiscard]] Interval upper_end() const { return {upper_, upper_, total_}; }
    /// A point between the ends: the middle, as rounded; of an unbounded interval some number in it.
    [[nodiscard]] Interval midpoint() const;
    /// Whether every point of the arguments it was computed from has a value.
    [[nodiscard]] bool total() const { return total_; }
    /// The same set, marked as what lacks values.
    [[nodiscard]] Interval partial() const { return {lower_, upper_, false}; }
    /// Whether both ends are finite.
    [[nodiscard]] bool bounded() const;
    /// Whether every number of other is in this one.
    [[nodiscard]] bool contains(const Interval& other) const;
    /// The outward decimals of both ends: "[0.1, 0.2]".
    [[nodiscard]] std::string text(int digits = 17) const;

    Interval operator-() const;
    friend Interval operator+(const Interval& a, const Interval& b);
    friend Interval operator-(const Interval& a, const Interval& b);
    friend Interval operator*(const Interval& a, const Interval& b);
    /// By an interval with 0 in it: a half-line where 0 is its end and the dividend has one sign, else the whole line.
    friend Interval operator/(const Interval& a, const Interval& b);
    Interval& operator+=(const Interval& b) { return *this = *this + b; }
    Interval& operator-=(const Interval& b) { return *this = *this - b; }
    Interval& operator*=(const Interval& b) { return *this = *this * b; }
    Interval& operator/=(const Interval& b) { return *this = *this / b; }

    friend bool operator<(const Interval& a, const Interval& b);
    friend bool operator<=(const Interval& a, const Interval& b);
    friend bool operator>(const Interval& a, const Interval& b) { return b < a; }
    friend bool operator>=(const Interval& a, const Interval& b) { return b <= a; }
    /// Certainly equal: the same single point.
    friend bool operator==(const Interval& a, const Interval& b) { return a <= b && b <= a; }
    /// Certainly different: no point in common.
    friend bool operator!=(const Interval& a, const Interval& b) { return a < b || b < a; }

    friend Interval sqrt(const Interval& x);
    friend Interval exp(const Interval& x);
    friend Interval expm1(const Interval& x);
    friend Interval log(const Interval& x);
    friend Interval log1p(const Interval& x);
    friend Interval erf(const Interval& x);
    friend Interval erfc(const Interval& x);
    friend Interval abs(const Interval& x);
    friend Interval min(const Interval& a, const Interval& b);
    friend Interval max(const Interval& a, const Interval& b);
    /// xⁿ, the set of the powers: [-1, 2]² = [0, 4].
    friend Interval pow(const Interval& x, long n);
    /// x^y for x ≥ 0; for an integer y the integer power.
    friend Interval pow(const Interval& x, const Interval& y);

private:
    /// One end: the parts of an MPFR number.
    struct End {
        std::int64_t exponent = 0;
        int kind = 0; // zero, regular, infinite, with the sign
        std::array<std::uint64_t, precision / 64> limbs = {};
    };
    friend class IntervalEnd;

    Interval(const End& lower, const End& upper, bool total) : lower_(lower), upper_(upper), total_(total) {}
    void set(std::int64_t value);
    void set(std::uint64_t value);

    End lower_;
    End upper_;
    bool total_ = true;
};

/// xⁿ, as pow(x, long).
inline Interval pow(const Interval& x, int n) { return pow(x, static_cast<long>(n)); }

/// φ(x), with constants that are intervals, too.
Interval normal_density(const Interval& x);
/// 1 − Φ(x), likewise.
Interval normal_complement(const Interval& x);
/// Φ(x), likewise.
Interval normal_cdf(const Interval& x);

/// Its text().
std::ostream& operator<<(std::ostream& stream, const Interval& x);

/// Whether the library was built with MPFR, so that Interval can be linked and closed forms can be proved.
bool has_intervals();

} // namespace perdis

/// An interval does not round: it holds the value. So it counts as exact, and templates take the plain formula.
template <>
class std::numeric_limits<perdis::Interval> {
public:
    static constexpr bool is_specialized = true;
    static constexpr bool is_signed = true;
    static constexpr bool is_integer = false;
    static constexpr bool is_exact = true;
    static constexpr bool has_infinity = true;
    static constexpr bool has_quiet_NaN = false;
    static constexpr bool has_signaling_NaN = false;
    static constexpr bool is_iec559 = false;
    static constexpr bool is_bounded = false;
    static constexpr bool is_modulo = false;
    static constexpr int radix = 2;
    static constexpr int digits = 0, digits10 = 0, max_digits10 = 0;
    static constexpr int min_exponent = 0, min_exponent10 = 0, max_exponent = 0, max_exponent10 = 0;

    static perdis::Interval epsilon() { return 0; }
    static perdis::Interval infinity() { return perdis::Interval(std::numeric_limits<double>::infinity()); }
};

namespace perdis {
static_assert(Real<Interval>);
} // namespace perdis
