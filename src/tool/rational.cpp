#include "tool/rational.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace perdis::tool {

namespace {

/// The digits at the front, taken off.
std::string digits(std::string_view& text) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string found(text.substr(0, end));
    text.remove_prefix(end);
    return found;
}

/// A sign at the front, taken off: whether it is a minus.
bool minus(std::string_view& text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) { text.remove_prefix(1); }
    return negative;
}

/// An integer of at least one digit; without its leading zeros, which would mean octal.
Integer integer(std::string text) {
    text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
    return Integer(text);
}

/// The exponent behind a decimal's digits; nothing where it is malformed.
std::optional<int> exponent(std::string_view text) {
    if (text.empty()) { return 0; }
    if (text.front() != 'e' && text.front() != 'E') { return {}; }
    text.remove_prefix(1);
    const bool negative = minus(text);
    const std::string found = digits(text);
    if (found.empty() || found.size() > 4 || !text.empty()) { return {}; }
    return negative ? -std::stoi(found) : std::stoi(found);
}

/// 2^shift · value, for a shift of either sign, as numerator and denominator.
std::pair<Integer, Integer> scaled(const Rational& value, long shift) {
    Integer over = numerator(value), under = denominator(value);
    if (shift > 0) { over <<= static_cast<unsigned long>(shift); }
    if (shift < 0) { under <<= static_cast<unsigned long>(-shift); }
    return {over, under};
}

/// rounded() of a positive number.
double rounded_magnitude(const Rational& value, Rounding direction) {
    constexpr long digits = std::numeric_limits<double>::digits;
    constexpr long least = std::numeric_limits<double>::min_exponent - digits; // 2^least: the smallest of all
    long unit = static_cast<long>(msb(numerator(value))) - static_cast<long>(msb(denominator(value))) - digits;
    unit = std::max(unit, least); // value < 2^(unit + digits + 1)
    auto [over, under] = scaled(value, -unit);
    if (over >= under << digits) {
        ++unit;
        under <<= 1;
    }
    Integer whole = over / under;
    const Integer rest = over % under;
    const Integer twice = rest * 2;
    const bool more = direction == Rounding::up
                          ? rest != 0
                          : direction == Rounding::nearest && (twice > under || (twice == under && whole % 2 != 0));
    if (more) { ++whole; }
    const double result = std::ldexp(whole.convert_to<double>(), static_cast<int>(std::min(unit, 5000L)));
    return std::isinf(result) && direction == Rounding::down ? std::numeric_limits<double>::max() : result;
}

} // namespace

std::optional<Rational> read_rational(std::string_view text) {
    const bool negative = minus(text);
    const std::string whole = digits(text);
    Rational value;
    if (text.starts_with('/')) {
        text.remove_prefix(1);
        const std::string under = digits(text);
        if (whole.empty() || under.empty() || !text.empty()) { return {}; }
        const Integer denominator = integer(under);
        if (denominator == 0) { return {}; }
        value = Rational(integer(whole), denominator);
    } else {
        std::string part;
        if (text.starts_with('.')) {
            text.remove_prefix(1);
            part = digits(text);
        }
        const std::optional<int> power = exponent(text);
        if (whole.size() + part.size() == 0 || !power) { return {}; }
        const long places = *power - static_cast<long>(part.size());
        const Integer scale = boost::multiprecision::pow(Integer(10), static_cast<unsigned>(std::labs(places)));
        const Integer mantissa = integer(whole + part);
        value = places < 0 ? Rational(mantissa, scale) : Rational(Integer(mantissa * scale));
    }
    return negative ? Rational(-value) : value;
}

double rounded(const Rational& value, Rounding direction) {
    if (value == 0) { return 0.0; }
    if (value > 0) { return rounded_magnitude(value, direction); }
    const Rounding mirrored = direction == Rounding::up     ? Rounding::down
                              : direction == Rounding::down ? Rounding::up
                                                            : Rounding::nearest;
    return -rounded_magnitude(Rational(-value), mirrored) + 0.0;
}

} // namespace perdis::tool
