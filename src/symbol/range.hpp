#pragma once

#include <limits>
#include <vector>

#include <perdis/symbol/rational.hpp>

namespace perdis {

/// An interval of finite numbers that encloses every value, its ends rounded outwards; an open end is not taken.
struct Range {
    double lower = -std::numeric_limits<double>::infinity();
    double upper = std::numeric_limits<double>::infinity();
    bool lower_open = true;
    bool upper_open = true;

    bool positive() const { return lower > 0.0 || (lower == 0.0 && lower_open); }
    bool nonnegative() const { return lower >= 0.0; }
    bool negative() const { return upper < 0.0 || (upper == 0.0 && upper_open); }
    bool nonpositive() const { return upper <= 0.0; }
    bool nonzero() const { return positive() || negative(); }
};

struct ExpressionNode;

/// The range of a node from those of its arguments, given in order.
Range range_of(const ExpressionNode& node, const std::vector<Range>& arguments);

Range point(const Rational& value);
Range intersection(const Range& a, const Range& b);
Range hull(const Range& a, const Range& b);
Range operator+(const Range& a, const Range& b);
Range operator*(const Range& a, const Range& b);
Range operator-(const Range& a);

} // namespace perdis
