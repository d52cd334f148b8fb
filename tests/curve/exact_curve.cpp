#include <perdis/curve/exact_curve.hpp>

#include "catch.hpp"
#include "solver/instances.hpp"
#include "solver/rational_instances.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/solver/lagrangian_transport.hpp>
#include <perdis/solver/parametric_simplex.hpp>
#include <perdis/tradeoff/reduce_transport.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
#include <malloc.h>
#endif

namespace {

using oracle::Rational;
using perdis::ExactCurve;
using perdis::Status;

template <class T>
using Flows = std::vector<typename perdis::TransportSolution<T>::Flow>;

/// The law of X̂ and E c of flows.
template <class T>
struct Attained {
    std::vector<T> law;
    T distortion;
};

template <class Problem>
auto attained(const Problem& problem, const Flows<typename Problem::scalar_type>& flows) {
    using T = typename Problem::scalar_type;
    Attained<T> result{std::vector<T>(problem.columns(), T(0)), T(0)};
    for (const auto& [row, column, mass] : flows) {
        result.law[column] = result.law[column] + mass;
        result.distortion = result.distortion + mass * problem.cost()(row, column);
    }
    return result;
}

/// The numbers of an instance in T.
template <class T>
std::vector<T> numbers(const std::vector<Rational>& values) {
    std::vector<T> result;
    for (const Rational& value : values) { result.push_back(T(value)); }
    return result;
}

template <class T>
perdis::DenseMatrix<T> numbers(const oracle::RationalMatrix& values) {
    perdis::DenseMatrix<T> result(values.rows(), values.cols());
    for (Eigen::Index i = 0; i < values.size(); ++i) { result.data()[i] = T(values.data()[i]); }
    return result;
}

template <class T>
auto rounded(const perdis::DiscreteGround<Rational>& ground) {
    return perdis::DiscreteGround<T>(numbers<T>(ground.masses()));
}
template <class T>
auto rounded(const perdis::LineGround<Rational>& ground) {
    return perdis::LineGround<T>(numbers<T>(ground.places()), numbers<T>(ground.masses()), ground.symbols());
}
template <class T>
auto rounded(const perdis::MatrixGround<Rational>& ground) {
    return perdis::MatrixGround<T>(numbers<T>(ground.masses()), numbers<T>(oracle::RationalMatrix(ground.cost())));
}

/// The problem in T.
template <class T, class Problem>
auto rounded(const Problem& problem) {
    const oracle::RationalMatrix given = problem.cost().values();
    typename perdis::DenseCost<T>::Matrix cost = numbers<T>(given);
    auto ground = rounded<T>(problem.ground());
    return perdis::TransportProblem<T, decltype(ground)>(numbers<T>(problem.observation()),
                                                         perdis::DenseCost<T>(std::move(cost)), std::move(ground));
}

/// The largest cost and the largest h.
template <class Problem>
auto problem_scale(const Problem& problem) {
    return problem.cost().values().maxCoeff() + problem.ground().scale();
}

/// visit(problem) with random problems in rational numbers, under all three grounds.
template <class Visit>
void sweep(unsigned seeds, const Visit& visit) {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        CAPTURE(seed);
        const auto instance = oracle::rational_instance(seed);
        visit(instance.discrete());
        visit(instance.line());
        visit(instance.matrix());
    }
}

/// A fraction between 0 and 1, where it is asked for; no matrix.
struct Scattered {
    double operator()(std::size_t y, std::size_t z) const {
        const double product = 0.6180339887498949 * static_cast<double>((y + 1) * (z + 2));
        return product - std::floor(product);
    }
};

} // namespace

TEST_CASE("law: estimators rebuilt from the pivots attain the exact curve, and so do the mixtures of a segment's ends",
          "[exact_curve]") {
    sweep(40, [](const auto& problem) {
        const ExactCurve curve(problem);
        const auto& function = curve.function();
        const auto& vertices = function.vertices();
        for (std::size_t i = 0; i < vertices.size(); ++i) {
            const auto left = curve.solution(vertices[i].distortion);
            CHECK(left.status == Status::solved);
            const auto there = attained(problem, left.flows);
            CHECK(there.distortion == vertices[i].distortion);
            CHECK(problem.ground().value(there.law) == vertices[i].perception);
            CHECK(left.multiplier == Rational(-function.slope(vertices[i].distortion)));
            if (i > 0) { CHECK(function.left_slope(vertices[i].distortion) == function.slope_of(i - 1)); }
            CHECK(function.distortion(vertices[i].perception) == vertices[i].distortion);
            if (i + 1 == vertices.size()) { break; }
            CHECK(function.slope_of(i) < function.slope_of(i + 1));

            const auto right = curve.solution(vertices[i + 1].distortion);
            const Rational share(2, 7);
            Flows<Rational> mixed;
            for (auto flow : left.flows) {
                mixed.push_back({flow.row, flow.column, Rational(flow.mass * (1 - share))});
            }
            for (auto flow : right.flows) { mixed.push_back({flow.row, flow.column, Rational(flow.mass * share)}); }
            const auto between = attained(problem, mixed);
            CHECK(problem.ground().value(between.law) == function.perception(between.distortion));
            CHECK(function.distortion(function.perception(between.distortion)) == between.distortion);
            const auto bounds = curve.certificate(between.distortion);
            REQUIRE(bounds.has_value());
            CHECK(bounds->lower == bounds->upper);
            CHECK(bounds->upper == function.perception(between.distortion));
        }
        const Rational below = function.min_distortion() - Rational(1, 1000);
        CHECK(curve.solution(below).status == Status::infeasible);
        CHECK_FALSE(curve.certificate(below).has_value());
        const Rational beyond = function.max_distortion() + 3;
        CHECK(problem.ground().value(attained(problem, curve.solution(beyond).flows).law)
              == function.minimum_perception());
        CHECK(function.minimum_perception() == problem.ground().minimum());
    });
}

TEST_CASE("agree: the parametric simplex at one D and the whole exact curve", "[exact_curve]") {
    sweep(40, [](const auto& problem) {
        const ExactCurve curve(problem);
        const auto& function = curve.function();
        for (int part = 0; part <= 5; ++part) {
            const Rational distortion =
                function.min_distortion() + (function.max_distortion() - function.min_distortion()) * Rational(part, 4);
            const auto point = perdis::ParametricSimplex{}(problem, distortion);
            CHECK(point.status == Status::solved);
            CHECK(problem.ground().value(attained(problem, point.flows).law) == function.perception(distortion));
            CHECK(point.multiplier == Rational(-function.slope(distortion)));
        }
    });
}

TEMPLATE_TEST_CASE("agree: exact curves of rounded and of rational numbers", "[exact_curve]", double, long double) {
    using T = TestType;
    sweep(60, [](const auto& problem) {
        const ExactCurve exact(problem);
        const auto near = rounded<T>(problem);
        const ExactCurve curve(near);
        const auto& function = exact.function();
        for (int part = 0; part <= 9; ++part) {
            const Rational distortion =
                function.min_distortion() + (function.max_distortion() - function.min_distortion()) * Rational(part, 8);
            const T there = std::max(T(distortion), curve.function().min_distortion());
            const auto bounds = curve.certificate(there);
            REQUIRE(bounds.has_value());
            // D rounds by ε, and in long double masses by 2^-60
            const T slope = T(Rational(-function.slope(distortion)));
            const T scale = T(1) + problem_scale(near);
            const T slack = T(64) * T(2.3e-16L) * scale * (T(1) + slope);
            const T value = T(function.perception(distortion));
            CHECK(std::abs(curve.function().perception(there) - value) <= slack);
            CHECK(bounds->lower <= value + slack);
            CHECK(value - slack <= bounds->upper);
            // at D_min a tie that rounding parts has no budget
            const bool beyond = T(1e-15) * scale < there - curve.function().min_distortion();
            if (beyond) { CHECK(bounds->upper - bounds->lower <= slack); }
        }
    });
}

TEST_CASE("agree: exact curves in double and certified Lagrangian transports", "[exact_curve]") {
    std::size_t compared = 0;
    for (unsigned seed = 0; seed < 64; ++seed) {
        const auto instance = instances::make(seed, 30.0);
        const perdis::Joint<double> joint(instance.prior, instance.transition);
        for (const auto& measure :
             {instances::measure("tv", perdis::TotalVariation{}), instances::measure("w1", perdis::Wasserstein1{}),
              instances::measure("w2", perdis::SquaredWasserstein2{})}) {
            CAPTURE(instance.name, measure.name);
            const auto problem = instances::problem(instance, measure);
            const auto compare = [&](const auto& ground) {
                const ExactCurve curve(perdis::transport_problem<double>(joint, instance.delta, ground));
                const double least = curve.function().min_distortion(), most = curve.function().max_distortion();
                for (const double share : {0.05, 0.4, 0.8}) {
                    const double distortion = least + share * (most - least);
                    const auto chords = perdis::LagrangianTransport{}(problem, distortion);
                    const auto proof = perdis::certify(problem, chords);
                    const auto bounds = curve.certificate(distortion);
                    REQUIRE(bounds.has_value());
                    const double slack = 1e-12 * (1.0 + proof.upper) * (1.0 + std::abs(chords.multiplier));
                    CHECK(bounds->upper >= proof.lower - slack);
                    CHECK(bounds->lower <= proof.upper + slack);
                    CHECK(std::abs(curve.function().perception(distortion) - proof.upper) <= slack);
                    ++compared;
                }
            };
            std::visit(compare, perdis::ground_of(measure.bind(instance.prior, instance.alphabet)));
        }
    }
    CHECK(compared == 64 * 3 * 3);
}

TEST_CASE("law: an exact curve is a value that outlives its problem", "[exact_curve]") {
    std::vector<ExactCurve<Rational, perdis::DiscreteGround<Rational>>> curves;
    {
        const auto problem = oracle::rational_instance(5).discrete();
        curves.emplace_back(problem);
    }
    curves.push_back(curves.front());
    const auto copy = curves.back();
    curves.clear();
    const Rational middle = (copy.function().min_distortion() + copy.function().max_distortion()) / 2;
    CHECK(copy.certificate(middle)->upper == copy.function().perception(middle));
    CHECK(copy.pivots() > 0);
}

#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
TEST_CASE("law: an exact curve of 2400 symbols keeps no table of costs", "[exact_curve]") {
    const std::size_t n = 2400;
    const auto in_use = [] {
        const auto info = mallinfo2();
        return info.uordblks + info.hblkhd;
    };
    std::vector<double> observation(n), masses(n);
    for (std::size_t i = 0; i < n; ++i) {
        observation[i] = 2.0 * static_cast<double>(i + 1) / static_cast<double>(n * (n + 1));
        masses[i] = observation[n - 1 - i];
    }
    const perdis::TransportProblem<double, perdis::DiscreteGround<double>, Scattered> problem(
        observation, Scattered{}, perdis::DiscreteGround<double>(masses));
    const std::size_t before = in_use();
    const ExactCurve curve(problem);
    const std::size_t after = in_use();
    CHECK(curve.pivots() > n / 10);
    // a table of n² doubles would take 46 MB: candidates and pivots take less
    CHECK(after - before < n * n * sizeof(double) / 2);
    const double middle = (curve.function().min_distortion() + curve.function().max_distortion()) / 2;
    const auto bounds = curve.certificate(middle);
    REQUIRE(bounds.has_value());
    CHECK(bounds->upper - bounds->lower <= 1e-11);
}
#endif
