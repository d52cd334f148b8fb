#pragma once

#include <perdis/tradeoff/gaussian_linear.hpp>

#include <perdis/symbol/condition.hpp>

#include <vector>

namespace perdis {

/// Example 1 of N(0, v) in noise of variance n.
template <Real T>
GaussianLinearFamily<T> example_1(const T& v, const T& n) {
    return {Gaussian<T>(T(0), Variance<T>(v)), AdditiveGaussian<T>(Variance<T>(n))};
}

/// What holds in Example 1 for D in (D_min, D_max): D_min < D < D_max, and τ_0 < τ(D) < √v, which is the same said of the output.
inline std::vector<Condition> example_1_conditions(const Expression& v, const Expression& n,
                                                   const Expression& distortion) {
    const auto family = example_1(v, n);
    const Expression excess = distortion - family.min_distortion();
    const Expression deviation = v / sqrt(v + n) + sqrt(excess);
    return {less(family.min_distortion(), distortion), less(distortion, family.max_distortion()), less(0, excess),
            less(excess, family.max_excess()), less(deviation, sqrt(v))};
}

} // namespace perdis
