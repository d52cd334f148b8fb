#pragma once

#include "rational_simplex.hpp"

#include <perdis/tradeoff/ground.hpp>
#include <perdis/tradeoff/transport_problem.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

namespace oracle {

using RationalMatrix = Eigen::Matrix<Rational, Eigen::Dynamic, Eigen::Dynamic>;

/// The numbers of symbols of X, Y and X̂.
struct Sizes {
    std::size_t prior, observation, alphabet;
};

/// A finite problem in rational numbers but for its divergence.
struct RationalInstance {
    /// Ascending places on the line; p at each; p_Y; those of the symbols of X and of X̂.
    std::vector<Rational> places, masses, observation;
    std::vector<std::size_t> prior, alphabet;
    /// P(x, y), Δ(x, z), c(y, z) and h(x, z).
    RationalMatrix joint, distortion, cost, ground;

    [[nodiscard]] auto discrete() const {
        std::vector<Rational> reference;
        for (const std::size_t place : alphabet) { reference.push_back(masses[place]); }
        return problem(perdis::DiscreteGround<Rational>(reference));
    }
    [[nodiscard]] auto line() const { return problem(perdis::LineGround<Rational>(places, masses, alphabet)); }
    [[nodiscard]] auto matrix() const {
        std::vector<Rational> law;
        for (const std::size_t place : prior) { law.push_back(masses[place]); }
        return problem(perdis::MatrixGround<Rational>(law, ground));
    }

private:
    template <class Ground>
    [[nodiscard]] perdis::TransportProblem<Rational, Ground> problem(const Ground& given) const {
        return {observation, perdis::DenseCost<Rational>(cost), given};
    }
};

/// Draws of one seed, the same everywhere.
class RationalDraw {
public:
    explicit RationalDraw(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t count) { return random_() % count; }

    /// In [0, 10^60), evenly.
    Integer digits() {
        Integer value = 0;
        for (int word = 0; word < 8; ++word) { value = (value << 32) + static_cast<unsigned>(random_()); }
        return value % pow(Integer(10), 60);
    }

    /// In [0, 1) with 60 decimals.
    Rational fine() { return {digits(), pow(Integer(10), 60)}; }

    /// A multiple of 1/bottom in [0, most/bottom].
    Rational coarse(std::size_t most, int bottom) { return {static_cast<int>(below(most + 1)), bottom}; }

    /// n masses, Σ = 1: integers of 60 digits over their sum, or small ones, zeros and ties among them.
    std::vector<Rational> law(std::size_t n, std::size_t kind) {
        std::vector<Integer> masses;
        Integer sum = 0;
        for (std::size_t i = 0; i < n; ++i) {
            masses.push_back(kind == 0 ? digits() : Integer(below(kind == 1 ? 4 : 13)));
            sum += masses.back();
        }
        if (sum == 0) { sum = masses[below(n)] = 1; }
        std::vector<Rational> law;
        for (const Integer& mass : masses) { law.emplace_back(mass, sum); }
        return law;
    }

    /// `count` of the places 0 … total − 1, in any order.
    std::vector<std::size_t> choice(std::size_t total, std::size_t count) {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < total; ++i) { all.push_back(i); }
        for (std::size_t i = total; i > 1; --i) { std::swap(all[i - 1], all[below(i)]); }
        all.resize(count);
        return all;
    }

private:
    std::mt19937 random_;
};

/// Costs of one kind: small integers with ties, tenths, squared distances of places, 0 and 1, 60 digits.
inline RationalMatrix rational_costs(RationalDraw& draw, std::size_t kind, const RationalInstance& instance) {
    const auto n = static_cast<Eigen::Index>(instance.prior.size());
    const auto k = static_cast<Eigen::Index>(instance.alphabet.size());
    RationalMatrix costs(n, k);
    for (Eigen::Index x = 0; x < n; ++x) {
        for (Eigen::Index z = 0; z < k; ++z) {
            const std::size_t from = instance.prior[static_cast<std::size_t>(x)];
            const std::size_t to = instance.alphabet[static_cast<std::size_t>(z)];
            const Rational distance = instance.places[from] - instance.places[to];
            const Rational drawn = kind == 4 ? draw.fine() : draw.coarse(kind == 0 ? 2 : 30, kind == 0 ? 1 : 10);
            costs(x, z) = kind == 2 ? Rational(distance * distance) : kind == 3 ? Rational(from != to ? 1 : 0) : drawn;
        }
    }
    return costs;
}

/// Instance number seed of these sizes: masses and costs of every kind, an alphabet that may omit or add symbols.
inline RationalInstance rational_instance(unsigned seed, const Sizes& sizes) {
    RationalDraw draw(seed + 1);
    for (int i = 0; i < 8; ++i) { draw.below(2); }
    RationalInstance instance;
    const std::size_t larger = std::max(sizes.prior, sizes.alphabet);
    const std::size_t total = larger + (seed % 3 == 0 ? draw.below(3) : 0U);
    Rational at = draw.coarse(8, 4) - 1;
    for (std::size_t i = 0; i < total; ++i) {
        instance.places.push_back(at);
        at += (seed % 64 == 3 ? draw.fine() : draw.coarse(7, 4)) + Rational(1, 8);
    }
    instance.prior = draw.choice(total, sizes.prior);
    instance.alphabet = draw.choice(total, sizes.alphabet);
    const auto law = draw.law(sizes.prior * sizes.observation, seed % 64 == 0 ? 0 : 1 + seed % 2);
    instance.masses.assign(total, 0);
    instance.observation.assign(sizes.observation, 0);
    const auto n = static_cast<Eigen::Index>(sizes.prior), m = static_cast<Eigen::Index>(sizes.observation);
    instance.joint.resize(n, m);
    for (std::size_t cell = 0; cell < law.size(); ++cell) {
        const std::size_t x = cell / sizes.observation, y = cell % sizes.observation;
        instance.joint(static_cast<Eigen::Index>(x), static_cast<Eigen::Index>(y)) = law[cell];
        instance.masses[instance.prior[x]] += law[cell];
        instance.observation[y] += law[cell];
    }
    instance.distortion = rational_costs(draw, seed % 64 < 2 ? 4 : seed / 2 % 4, instance);
    instance.ground = rational_costs(draw, draw.below(4), instance);
    instance.cost = RationalMatrix::Constant(m, static_cast<Eigen::Index>(sizes.alphabet), Rational(1));
    for (Eigen::Index y = 0; y < m; ++y) {
        const Rational& mass = instance.observation[static_cast<std::size_t>(y)];
        for (Eigen::Index z = 0; z < instance.cost.cols() && mass != 0; ++z) {
            Rational sum = 0;
            for (Eigen::Index x = 0; x < n; ++x) { sum += instance.joint(x, y) * instance.distortion(x, z); }
            instance.cost(y, z) = sum / mass;
        }
    }
    return instance;
}

/// Instance number seed, of 2 to 5 symbols of X, of Y and of X̂.
inline RationalInstance rational_instance(unsigned seed) {
    RationalDraw draw(seed + 7);
    for (int i = 0; i < 8; ++i) { draw.below(2); }
    const auto size = [&] { return 2 + draw.below(4); };
    const std::size_t prior = size(), observation = size(), alphabet = size();
    return rational_instance(seed, {prior, observation, alphabet});
}

} // namespace oracle
