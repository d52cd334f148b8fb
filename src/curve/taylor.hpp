#pragma once

#include <perdis/numeric/interval.hpp>

#include <vector>

namespace perdis {

// Arithmetic of truncated Taylor series with interval coefficients; both arguments have as many.
// The recurrences: [Moore2009], section 9.2.
using Taylor = std::vector<Interval>;

Taylor taylor_product(const Taylor& a, const Taylor& b);
Taylor taylor_quotient(const Taylor& a, const Taylor& b);
/// xⁿ for an integer n.
Taylor taylor_power(const Taylor& x, long n);
/// x^r for x > 0.
Taylor taylor_power(const Taylor& x, const Interval& exponent);
Taylor taylor_exp(const Taylor& x);
Taylor taylor_log(const Taylor& x);
Taylor taylor_log1p(const Taylor& x);
/// The function of that value at x whose derivative is density(x).
Taylor taylor_primitive(const Interval& value, const Taylor& density, const Taylor& x);
/// All coefficients marked as lacking values.
Taylor taylor_partial(Taylor x);
/// The coefficients of both.
Taylor taylor_hull(const Taylor& a, const Taylor& b);

} // namespace perdis
