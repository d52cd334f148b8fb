#pragma once

#include <perdis/numeric/normal.hpp>

#include <boost/math/distributions/cauchy.hpp>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/logistic.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>
#include <vector>

namespace perdis {

/// ln p(x) of a distribution of Boost.Math, x in its support; the logarithm of pdf where no form below is closer.
template <class D>
double log_density(const D& distribution, double x) {
    return std::log(pdf(distribution, x));
}

/// −((x − μ)/σ)²/2 − ln σ√(2π).
template <class P>
double log_density(const boost::math::normal_distribution<double, P>& d, double x) {
    const double z = (x - d.mean()) / d.standard_deviation();
    return -z * z / 2.0 - std::log(d.standard_deviation() * boost::math::constants::root_two_pi<double>());
}

/// −|x − μ|/b − ln 2b.
template <class P>
double log_density(const boost::math::laplace_distribution<double, P>& d, double x) {
    return -std::abs(x - d.location()) / d.scale() - std::log(2.0 * d.scale());
}

/// −|z| − 2 ln(1 + e^−|z|) − ln s, z = (x − μ)/s.
template <class P>
double log_density(const boost::math::logistic_distribution<double, P>& d, double x) {
    const double z = std::abs(x - d.location()) / d.scale();
    return -z - 2.0 * std::log1p(std::exp(-z)) - std::log(d.scale());
}

/// −ln πs − ln(1 + z²), z = (x − μ)/s.
template <class P>
double log_density(const boost::math::cauchy_distribution<double, P>& d, double x) {
    const double z = std::abs(x - d.location()) / d.scale();
    const double growth = z < 1e8 ? std::log1p(z * z) : 2.0 * std::log(z);
    return -growth - std::log(boost::math::constants::pi<double>() * d.scale());
}

/// −(ν + 1)/2 · ln(1 + x²/ν) − ln(√ν B(1/2, ν/2)).
template <class P>
double log_density(const boost::math::students_t_distribution<double, P>& d, double x) {
    const double freedom = d.degrees_of_freedom();
    if (!(freedom < 1e12)) { return std::log(pdf(d, x)); }
    const double z = std::abs(x);
    const double growth =
        z < 1e8 * std::sqrt(freedom) ? std::log1p(z * z / freedom) : 2.0 * std::log(z) - std::log(freedom);
    return -(freedom + 1.0) / 2.0 * growth - std::log(freedom) / 2.0 - std::log(boost::math::beta(0.5, freedom / 2.0));
}

/// ln λ − λx.
template <class P>
double log_density(const boost::math::exponential_distribution<double, P>& d, double x) {
    return std::log(d.lambda()) - d.lambda() * x;
}

/// (k − 1) ln(x/θ) − x/θ − ln Γ(k) − ln θ.
template <class P>
double log_density(const boost::math::gamma_distribution<double, P>& d, double x) {
    const double z = x / d.scale();
    const double power = d.shape() == 1.0 ? 0.0 : (d.shape() - 1.0) * std::log(z);
    return power - z - boost::math::lgamma(d.shape()) - std::log(d.scale());
}

/// The points inside the support where the density of a distribution of Boost.Math is not smooth.
template <class D>
std::vector<double> inner_kinks(const D&) {
    return {};
}

template <class P>
std::vector<double> inner_kinks(const boost::math::laplace_distribution<double, P>& d) {
    return {d.location()};
}

template <class P>
std::vector<double> inner_kinks(const boost::math::triangular_distribution<double, P>& d) {
    return {d.mode()};
}

} // namespace perdis
