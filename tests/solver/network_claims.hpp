#pragma once

#include "instances.hpp"

#include <perdis/solver/network_path.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>
#include <perdis/tradeoff/transport_problem.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <random>
#include <vector>

/// Transport problems over any scalar, and the verifier of claims on them.
namespace network_claims {

using Rational = boost::multiprecision::cpp_rational;

template <class T>
using Line = perdis::TransportProblem<T, perdis::LineGround<T>>;
template <class T>
using ByMatrix = perdis::TransportProblem<T, perdis::MatrixGround<T>>;
template <class T>
using Matrix = typename perdis::DenseCost<T>::Matrix;

/// What a claim attains and what it proves: Σ p_Y min_z [u_z + λ c] − s*(u) − λ D.
template <class T>
struct Checked {
    T distortion, perception, lower;
    /// The greatest difference between a row's sum and p_Y.
    T row_error;
    bool nonnegative;
};

template <class T, class Ground, class Cost>
Checked<T> check(const perdis::TransportProblem<T, Ground, Cost>& problem,
                 const perdis::TransportSolution<T>& solution) {
    Checked<T> result{T(0), T(0), T(0), T(0), true};
    std::vector<T> left = problem.observation(), law(problem.columns(), T(0));
    for (const auto& [row, column, mass] : solution.flows) {
        result.nonnegative = result.nonnegative && T(0) < mass;
        left[row] = left[row] - mass;
        law[column] = law[column] + mass;
        result.distortion = result.distortion + mass * problem.cost()(row, column);
    }
    for (std::size_t y = 0; y < problem.rows(); ++y) {
        const T error = left[y] < T(0) ? T(-left[y]) : left[y];
        if (result.row_error < error) { result.row_error = error; }
        T least(0);
        for (std::size_t z = 0; z < problem.columns(); ++z) {
            const T price = solution.prices[z] + solution.multiplier * problem.cost()(y, z);
            if (z == 0 || price < least) { least = price; }
        }
        result.lower = result.lower + problem.observation()[y] * least;
    }
    result.perception = problem.ground().value(law);
    const T conjugate = problem.ground().conjugate(solution.prices);
    result.lower = result.lower - conjugate - solution.multiplier * solution.distortion;
    return result;
}

/// The whole curve.
template <class Problem>
perdis::PiecewiseLinear<typename Problem::scalar_type> traced(const Problem& problem) {
    perdis::NetworkPath path(problem);
    path.run();
    return perdis::PiecewiseLinear<typename Problem::scalar_type>(path.vertices());
}

/// How a random problem degenerates.
struct Kind {
    std::size_t rows, places, symbols;
    int masses;    ///< masses are among 1 … masses, before they are scaled to 1
    int costs;     ///< costs are among 0 … costs − 1, a tenth each
    int gaps = 3;  ///< gaps are among 1 … gaps, a quarter each
    int zeros = 0; ///< how many masses of p_Y, and of p, are zero
};

template <class T>
std::vector<T> masses(std::mt19937& random, std::size_t count, int values, int zeros) {
    std::vector<T> result;
    int total = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const bool none = static_cast<int>(i) < zeros && i + 1 < count;
        const int mass = none ? 0 : 1 + static_cast<int>(instances::integer(random, values));
        total += mass;
        result.push_back(T(mass));
    }
    for (T& mass : result) { mass = mass / T(total); }
    return result;
}

template <class T>
Line<T> line(unsigned seed, const Kind& kind) {
    std::mt19937 random(seed + 77);
    std::vector<T> places{T(0)};
    for (std::size_t i = 1; i < kind.places; ++i) {
        places.push_back(places.back() + T(1 + static_cast<int>(instances::integer(random, kind.gaps))) / T(4));
    }
    std::vector<std::size_t> order(kind.places);
    for (std::size_t i = 0; i < order.size(); ++i) { order[i] = i; }
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
        std::swap(
            order[i],
            order[i
                  + static_cast<std::size_t>(instances::integer(random, static_cast<Eigen::Index>(order.size() - i)))]);
    }
    order.resize(kind.symbols);
    Matrix<T> cost(static_cast<Eigen::Index>(kind.rows), static_cast<Eigen::Index>(kind.symbols));
    for (T& entry : cost.reshaped()) { entry = T(static_cast<int>(instances::integer(random, kind.costs))) / T(10); }
    const auto observation = masses<T>(random, kind.rows, kind.masses, kind.zeros);
    const auto law = masses<T>(random, kind.places, kind.masses, kind.zeros);
    return {observation, perdis::DenseCost<T>(cost), perdis::LineGround<T>(places, law, order)};
}

/// The same problem with its ground cost as a matrix.
template <class T>
ByMatrix<T> by_matrix(const Line<T>& problem) {
    const auto& ground = problem.ground();
    perdis::DenseMatrix<T> cost(static_cast<Eigen::Index>(ground.places().size()),
                                static_cast<Eigen::Index>(ground.size()));
    for (std::size_t x = 0; x < ground.places().size(); ++x) {
        for (std::size_t z = 0; z < ground.size(); ++z) {
            const T& from = ground.places()[x];
            const T& to = ground.places()[ground.symbols()[z]];
            cost(static_cast<Eigen::Index>(x), static_cast<Eigen::Index>(z)) = from < to ? T(to - from) : T(from - to);
        }
    }
    return {problem.observation(), problem.cost(), perdis::MatrixGround<T>(ground.masses(), cost)};
}

/// Ties, equal masses, zeros, one, two and three symbols, omitted symbols.
inline std::vector<Kind> kinds() {
    return {{1, 1, 1, 1, 5},        {1, 2, 2, 1, 2},       {2, 1, 1, 1, 3},
            {2, 2, 2, 3, 10},       {2, 3, 1, 3, 10},      {3, 3, 3, 1, 2},
            {3, 3, 2, 5, 10},       {4, 4, 4, 1, 2, 1},    {5, 5, 5, 1, 10, 1},
            {5, 6, 3, 2, 10, 3, 2}, {6, 6, 6, 1, 1},       {7, 5, 5, 4, 1000},
            {8, 8, 8, 1, 10, 1},    {8, 8, 8, 1, 3, 1, 2}, {9, 12, 7, 20, 1000, 9, 1},
            {12, 12, 12, 1, 10, 1}};
}

} // namespace network_claims
