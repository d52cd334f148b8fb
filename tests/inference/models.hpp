#pragma once

#include "catch.hpp"

#include <limits>
#include <random>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include <perdis/channel/transition_matrix.hpp>
#include <perdis/inference/joint.hpp>
#include <perdis/law/discrete.hpp>

/// Priors and channels that the tests of estimators share, in any field.
namespace models {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::cpp_rational;

template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

template <class T>
using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;

/// |a − b| ≤ 16 ε scale; exactly equal where T does not round.
template <class T>
bool equal(const T& a, const T& b, const T& scale = T(1)) {
    const T tolerance = std::numeric_limits<T>::is_exact ? T(0) : T(T(16) * std::numeric_limits<T>::epsilon() * scale);
    return !(tolerance < a - b) && !(tolerance < b - a);
}

template <class T>
bool equal_laws(const perdis::Discrete<T>& p, const perdis::Discrete<T>& q) {
    if (p.size() != q.size()) { return false; }
    for (Eigen::Index i = 0; i < p.size(); ++i) {
        for (Eigen::Index j = 0; j < p.dimension(); ++j) {
            if (!(p.support()(j, i) == q.support()(j, i))) { return false; }
        }
        if (!equal<T>(p.probabilities()(i), q.probabilities()(i))) { return false; }
    }
    return true;
}

/// p = (5, 3, 2)/10 on {−1, 0, 2}, transition rows (7, 2, 1, 0)/10, (3, 14, 3, 0)/20, (1, 1, 3, 0)/5: the last symbol of Y
/// is never seen.
template <class T>
perdis::Joint<T> three_by_four() {
    const perdis::Discrete<T> prior{{T(-1), T(0), T(2)}, {T(5) / T(10), T(3) / T(10), T(2) / T(10)}};
    return perdis::joint(prior, perdis::TransitionMatrix<T>{{T(7) / T(10), T(2) / T(10), T(1) / T(10), T(0)},
                                                            {T(3) / T(20), T(14) / T(20), T(3) / T(20), T(0)},
                                                            {T(1) / T(5), T(1) / T(5), T(3) / T(5), T(0)}});
}

/// A random joint law of n symbols on the line and m observations, masses in 64ths so that rationals stay short.
template <class T>
perdis::Joint<T> random_joint(std::mt19937& random, Eigen::Index n, Eigen::Index m) {
    std::uniform_int_distribution<int> share(0, 9);
    const auto law = [&](Eigen::Index size) {
        Vector<T> result(size);
        int sum = 1;
        for (T& mass : result) {
            const int part = share(random);
            mass = T(part);
            sum += part;
        }
        result(0) += T(1);
        for (T& mass : result) { mass = T(mass / T(sum)); }
        return result;
    };
    Vector<T> support(n);
    for (Eigen::Index i = 0; i < n; ++i) { support(i) = T(static_cast<int>(i * i) - 3) / T(2); }
    Matrix<T> transition(n, m);
    for (Eigen::Index x = 0; x < n; ++x) { transition.row(x) = law(m).transpose(); }
    return perdis::joint(perdis::Discrete<T>(support, law(n)), perdis::TransitionMatrix<T>(transition));
}

} // namespace models
