#pragma once

#include <optional>

#include <boost/multiprecision/cpp_int.hpp>

#include <perdis/symbol/expression.hpp>

namespace perdis {

/// An integer of any size.
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;

/// A ratio of such, in lowest terms.
using Rational =
    boost::multiprecision::number<boost::multiprecision::cpp_rational_backend, boost::multiprecision::et_off>;

/// The number, exactly.
Expression constant(const Rational& value);

/// e as a number, if it is one.
std::optional<Rational> rational_value(const Expression& e);

} // namespace perdis
