#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

/// What accuracy.cpp measures.
namespace accuracy {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using Point = std::vector<double>;

/// A closed form in two scalars, and the arguments it is measured at for a σ.
struct Quantity {
    std::string name; ///< group.name; no comma
    std::function<double(const Point&)> rounded;
    std::function<Fifty(const std::vector<Fifty>&)> exact;
    std::function<std::vector<Point>(double)> points;
};

/// f is a template over the scalar of its arguments.
template <class F>
Quantity quantity(std::string name, std::function<std::vector<Point>(double)> points, const F& f) {
    return {std::move(name), [f](const Point& x) { return f(x); }, [f](const std::vector<Fifty>& x) { return f(x); },
            std::move(points)};
}

/// D_max − D_min as a difference: what must be found wanting.
std::vector<Quantity> control_quantities();
/// Example 1's members and the rates.
std::vector<Quantity> model_quantities();
/// The divergences of two normal laws, their slopes, and P(D) along Example 1.
std::vector<Quantity> divergence_quantities();

} // namespace accuracy
