#pragma once

#include <boost/math/constants/constants.hpp>
#include <boost/math/distributions/beta.hpp>
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
#include <exception>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

/// ln p(x) of a distribution of Boost.Math, x in its support: the logarithm of pdf, inf where Boost.Math finds none; a form of
/// its own below where pdf would underflow. Constants are computed once.
template <class D>
class LogDensity {
public:
    explicit LogDensity(D distribution) : distribution_(std::move(distribution)) {}
    double operator()(double x) const {
        try {
            return std::log(pdf(distribution_, x));
        } catch (const std::exception&) { return std::numeric_limits<double>::infinity(); }
    }

private:
    D distribution_;
};

/// −((x − μ)/σ)²/2 − ln σ√(2π).
template <class P>
class LogDensity<boost::math::normal_distribution<double, P>> {
public:
    explicit LogDensity(const boost::math::normal_distribution<double, P>& d)
        : mean_(d.mean()), deviation_(d.standard_deviation()),
          constant_(std::log(deviation_ * boost::math::constants::root_two_pi<double>())) {}
    double operator()(double x) const {
        const double z = (x - mean_) / deviation_;
        return -z * z / 2.0 - constant_;
    }

private:
    double mean_, deviation_, constant_;
};

/// −|x − μ|/b − ln 2b.
template <class P>
class LogDensity<boost::math::laplace_distribution<double, P>> {
public:
    explicit LogDensity(const boost::math::laplace_distribution<double, P>& d)
        : location_(d.location()), scale_(d.scale()), constant_(std::log(2.0 * scale_)) {}
    double operator()(double x) const { return -std::abs(x - location_) / scale_ - constant_; }

private:
    double location_, scale_, constant_;
};

/// −|z| − 2 ln(1 + e^−|z|) − ln s, z = (x − μ)/s.
template <class P>
class LogDensity<boost::math::logistic_distribution<double, P>> {
public:
    explicit LogDensity(const boost::math::logistic_distribution<double, P>& d)
        : location_(d.location()), scale_(d.scale()), constant_(std::log(scale_)) {}
    double operator()(double x) const {
        const double z = std::abs(x - location_) / scale_;
        return -z - 2.0 * std::log1p(std::exp(-z)) - constant_;
    }

private:
    double location_, scale_, constant_;
};

/// −ln πs − ln(1 + z²), z = (x − μ)/s.
template <class P>
class LogDensity<boost::math::cauchy_distribution<double, P>> {
public:
    explicit LogDensity(const boost::math::cauchy_distribution<double, P>& d)
        : location_(d.location()), scale_(d.scale()),
          constant_(std::log(boost::math::constants::pi<double>() * scale_)) {}
    double operator()(double x) const {
        const double z = std::abs(x - location_) / scale_;
        return (z < 1e8 ? -std::log1p(z * z) : -2.0 * std::log(z)) - constant_;
    }

private:
    double location_, scale_, constant_;
};

/// −(ν + 1)/2 · ln(1 + x²/ν) − ln(√ν B(1/2, ν/2)), ν finite.
template <class P>
class LogDensity<boost::math::students_t_distribution<double, P>> {
public:
    explicit LogDensity(const boost::math::students_t_distribution<double, P>& d)
        : freedom_(d.degrees_of_freedom()),
          constant_(std::log(freedom_) / 2.0 + std::log(boost::math::beta(0.5, freedom_ / 2.0))) {}
    double operator()(double x) const {
        const double z = std::abs(x) / std::sqrt(freedom_);
        const double growth = z < 1e8 ? std::log1p(z * z) : 2.0 * std::log(z);
        return -(freedom_ + 1.0) / 2.0 * growth - constant_;
    }

private:
    double freedom_, constant_;
};

/// ln λ − λx.
template <class P>
class LogDensity<boost::math::exponential_distribution<double, P>> {
public:
    explicit LogDensity(const boost::math::exponential_distribution<double, P>& d)
        : rate_(d.lambda()), constant_(std::log(rate_)) {}
    double operator()(double x) const { return constant_ - rate_ * x; }

private:
    double rate_, constant_;
};

/// (k − 1) ln(x/θ) − x/θ − ln Γ(k) − ln θ.
template <class P>
class LogDensity<boost::math::gamma_distribution<double, P>> {
public:
    explicit LogDensity(const boost::math::gamma_distribution<double, P>& d)
        : shape_(d.shape()), scale_(d.scale()), constant_(boost::math::lgamma(shape_) + std::log(scale_)) {}
    double operator()(double x) const {
        const double z = x / scale_;
        return (shape_ == 1.0 ? 0.0 : (shape_ - 1.0) * std::log(z)) - z - constant_;
    }

private:
    double shape_, scale_, constant_;
};

/// (a − 1) ln x + (b − 1) ln(1 − x) − ln B(a, b).
template <class P>
class LogDensity<boost::math::beta_distribution<double, P>> {
public:
    explicit LogDensity(const boost::math::beta_distribution<double, P>& d)
        : left_(d.alpha() - 1.0), right_(d.beta() - 1.0), constant_(std::log(boost::math::beta(d.alpha(), d.beta()))) {}
    double operator()(double x) const {
        return (left_ == 0.0 ? 0.0 : left_ * std::log(x)) + (right_ == 0.0 ? 0.0 : right_ * std::log1p(-x)) - constant_;
    }

private:
    double left_, right_, constant_;
};

/// The points inside the support where the density of a distribution of Boost.Math is not smooth.
template <class D>
std::vector<double> inner_kinks(const D&) {
    return {};
}

/// Laplace's location.
template <class P>
std::vector<double> inner_kinks(const boost::math::laplace_distribution<double, P>& d) {
    return {d.location()};
}

/// The triangle's mode.
template <class P>
std::vector<double> inner_kinks(const boost::math::triangular_distribution<double, P>& d) {
    return {d.mode()};
}

} // namespace perdis
