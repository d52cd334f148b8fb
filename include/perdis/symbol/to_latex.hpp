#pragma once

#include <string>

#include <perdis/symbol/condition.hpp>
#include <perdis/symbol/expression.hpp>

namespace perdis {

/// e as LaTeX for math mode: `\frac{\sigma^{2}}{1 + \sigma^{2}}`.
///
/// Fractions and roots are drawn; the normal cdf is `\Phi`; the symbol sigma is `\sigma`, D_min is `D_{\min}`, x_1 is `x_{1}`, and other
/// names of more than one letter are upright. A text of more than a million characters is cut, and ends in `\ldots`.
std::string to_latex(const Expression& e);

/// The condition, as LaTeX.
std::string to_latex(const Condition& condition);

/// The name of a symbol, as LaTeX.
std::string latex_name(const std::string& name);

} // namespace perdis
