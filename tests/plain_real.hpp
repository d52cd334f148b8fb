#pragma once

#include <cmath>
#include <limits>
#include <ostream>

/// A Real that converts to nothing and claims to be exact: a template over its scalar takes it as it takes a symbol.
struct PlainReal {
    long double value = 0.0L;

    PlainReal() = default;
    explicit PlainReal(int x) : value(x) {}
    explicit PlainReal(double x) : value(x) {}
    explicit PlainReal(long double x) : value(x) {}

    friend PlainReal operator+(const PlainReal& a, const PlainReal& b) { return PlainReal(a.value + b.value); }
    friend PlainReal operator-(const PlainReal& a, const PlainReal& b) { return PlainReal(a.value - b.value); }
    friend PlainReal operator*(const PlainReal& a, const PlainReal& b) { return PlainReal(a.value * b.value); }
    friend PlainReal operator/(const PlainReal& a, const PlainReal& b) { return PlainReal(a.value / b.value); }
    friend PlainReal operator-(const PlainReal& a) { return PlainReal(-a.value); }
    PlainReal& operator+=(const PlainReal& a) { return *this = *this + a; }
    friend bool operator<(const PlainReal& a, const PlainReal& b) { return a.value < b.value; }
    friend bool operator>(const PlainReal& a, const PlainReal& b) { return a.value > b.value; }
    friend bool operator<=(const PlainReal& a, const PlainReal& b) { return a.value <= b.value; }
    friend bool operator>=(const PlainReal& a, const PlainReal& b) { return a.value >= b.value; }
    friend bool operator==(const PlainReal& a, const PlainReal& b) { return a.value == b.value; }
    friend PlainReal sqrt(const PlainReal& a) { return PlainReal(std::sqrt(a.value)); }
    friend PlainReal exp(const PlainReal& a) { return PlainReal(std::exp(a.value)); }
    friend PlainReal log(const PlainReal& a) { return PlainReal(std::log(a.value)); }
    friend PlainReal pow(const PlainReal& a, const PlainReal& b) { return PlainReal(std::pow(a.value, b.value)); }
    friend PlainReal abs(const PlainReal& a) { return PlainReal(std::abs(a.value)); }
    friend std::ostream& operator<<(std::ostream& stream, const PlainReal& a) { return stream << a.value; }
};

template <>
class std::numeric_limits<PlainReal> {
public:
    static constexpr bool is_specialized = true;
    static constexpr bool is_exact = true;
    static constexpr bool is_integer = false;
    static constexpr bool is_signed = true;
    static constexpr bool has_infinity = true;
    static constexpr int digits10 = 0;
    static constexpr int max_digits10 = 0;
    static PlainReal infinity() { return PlainReal(std::numeric_limits<long double>::infinity()); }
    static PlainReal epsilon() { return PlainReal(0); }
};
