#include <perdis/solver/erasure_form.hpp>

#include "catch.hpp"
#include "instances.hpp"
#include "rational_instances.hpp"
#include "rational_oracle.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/solver/erasure_solver.hpp>
#include <perdis/solver/erasure_water_filling.hpp>
#include <perdis/solver/finite_solver.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

using oracle::Rational;

/// Total variation of X through an erasure channel as a linear program.
perdis::TransportProblem<Rational, perdis::DiscreteGround<Rational>> program(const std::vector<Rational>& p,
                                                                             const Rational& erasure) {
    const auto k = static_cast<Eigen::Index>(p.size());
    std::vector<Rational> observation;
    perdis::DenseCost<Rational>::Matrix cost = perdis::DenseCost<Rational>::Matrix::Constant(k + 1, k, Rational(1));
    for (Eigen::Index z = 0; z < k; ++z) {
        observation.push_back((1 - erasure) * p[static_cast<std::size_t>(z)]);
        cost(z, z) = 0;
        cost(k, z) = 1 - p[static_cast<std::size_t>(z)];
    }
    observation.push_back(erasure);
    return {observation, perdis::DenseCost<Rational>(cost), perdis::DiscreteGround<Rational>(p)};
}

} // namespace

TEST_CASE("agree: total variation through an erasure channel and the exact linear program", "[erasure_form]") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        oracle::RationalDraw draw(seed + 1);
        const auto p = draw.law(1 + seed % 5, seed % 50 == 0 ? 0 : 1 + seed % 2);
        const Rational erasure = draw.coarse(6, 6);
        const perdis::ErasureForm<Rational> form(p, erasure);
        const auto curve = form.total_variation();
        const auto exact = program(p, erasure);
        REQUIRE(form.min_distortion() == curve.min_distortion());
        REQUIRE(form.max_distortion() == curve.max_distortion());
        REQUIRE(form.min_distortion() == oracle::oracle_min_distortion(exact));
        REQUIRE(form.max_distortion() == oracle::oracle_max_distortion(exact));
        for (int i = 0; i <= 4; ++i) {
            const Rational distortion =
                form.min_distortion() + (form.max_distortion() - form.min_distortion()) * Rational(i, 4);
            const Rational value = oracle::oracle_perception(exact, distortion);
            REQUIRE(curve.perception(distortion) == value);
            const auto r = form.total_variation_draw(distortion);
            Rational excess = 0, spent = 0, sum = 0;
            for (std::size_t z = 0; z < p.size(); ++z) {
                const Rational rise = erasure * (r[z] - p[z]);
                excess += rise > 0 ? rise : Rational(0);
                spent += erasure * r[z] * (1 - p[z]);
                sum += r[z];
            }
            REQUIRE(sum == 1);
            REQUIRE(excess == value);
            REQUIRE(spent <= distortion);
        }
    }
}

TEST_CASE("agree: KL and total variation through an erasure channel, certified, and the finite solver",
          "[erasure_form]") {
    std::mt19937 random(5);
    const perdis::ErasureSolver solver;
    for (int trial = 0; trial < 120; ++trial) {
        const Eigen::Index k = 1 + trial % 9;
        Eigen::VectorXd p = instances::dirichlet(random, k);
        if (trial % 4 == 1) { p = Eigen::VectorXd::Constant(k, 1.0 / static_cast<double>(k)); }
        if (trial % 4 == 2 && k > 3) {
            p(1) = p(0);
            p(2) = 0.0;
            p /= p.sum();
        }
        const auto prior = perdis::Discrete<double>::over_labels(p);
        const double erasures[] = {0.3, 0.9, 1.0, 0.0, 1e-3};
        const perdis::Erasure channel(erasures[trial % 5]);
        const auto check = [&](const auto& divergence) {
            const perdis::Problem problem(prior, channel, perdis::Hamming{}, divergence);
            const auto finite = perdis::reduce(problem);
            for (const double share : {0.0, 1e-4, 0.1, 0.5, 0.999, 1.0, 2.0}) {
                CAPTURE(trial, k, share, erasures[trial % 5]);
                const double least = finite.usable_distortion();
                const double distortion = least + share * (finite.max_distortion() - least);
                const auto proof = perdis::certify(finite, solver(problem, distortion));
                const auto known = perdis::certify(finite, perdis::FiniteSolver{}(finite, distortion));
                CHECK((proof.lower == proof.upper || proof.upper - proof.lower <= 1e-10 * (1.0 + proof.upper)));
                CHECK(proof.lower <= known.upper);
                CHECK(known.lower <= proof.upper);
            }
        };
        check(perdis::KullbackLeibler{});
        check(perdis::TotalVariation{});
    }
}

TEMPLATE_TEST_CASE("limit: an erasure channel that erases nothing, everything, one symbol, equal symbols",
                   "[erasure_form]", double, long double, Rational) {
    using T = TestType;
    const std::vector<T> p{T(1) / T(4), T(1) / T(2), T(1) / T(4)};
    CHECK(perdis::ErasureForm<T>(p, T(0)).max_distortion() == T(0));
    CHECK(perdis::ErasureForm<T>(p, T(0)).total_variation().vertices().size() == 1);
    const perdis::ErasureForm<T> all(p, T(1));
    CHECK(all.min_distortion() == T(1) / T(2));
    CHECK(all.max_distortion() == T(5) / T(8));
    CHECK(all.total_variation().vertices().size() == 2); // two equal prices, one straight piece
    CHECK(all.total_variation().perception(all.min_distortion()) == T(1) / T(2));
    const perdis::ErasureForm<T> one({T(1)}, T(1) / T(2));
    CHECK(one.min_distortion() == T(0));
    CHECK(one.total_variation().perception(T(0)) == T(0));
    const perdis::ErasureForm<T> equal({T(1) / T(4), T(1) / T(4), T(1) / T(4), T(1) / T(4)}, T(1) / T(2));
    CHECK(equal.min_distortion() == equal.max_distortion());
    CHECK(equal.total_variation_draw(equal.min_distortion()) == equal.prior());
}

TEST_CASE("refuse: an erasure channel outside its domain", "[erasure_form]") {
    using Form = perdis::ErasureForm<double>;
    CHECK_THROWS_WITH(Form({}, 0.5), "ErasureForm: the prior has no symbols");
    CHECK_THROWS_WITH(Form({0.5, -0.5}, 0.5), "ErasureForm: a mass = -0.5 is not in [0, 1]");
    CHECK_THROWS_WITH(Form({1.0}, 1.5), "ErasureForm: erasure = 1.5 is not in [0, 1]");
    CHECK_THROWS_WITH(Form({0.5, 0.5}, 0.5).spare(0.1),
                      "ErasureForm: distortion = 0.10000000000000001 is not in [D_min, inf)");
}
