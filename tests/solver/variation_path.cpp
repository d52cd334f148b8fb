#include <perdis/solver/variation_path.hpp>

#include "catch.hpp"
#include "instances.hpp"
#include "rational_instances.hpp"

#include <perdis/certificate/certify_transport.hpp>
#include <perdis/numeric/transport.hpp>
#include <perdis/solver/parametric_simplex.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>

#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using oracle::Rational;
using perdis::ParametricSimplex;
using perdis::PiecewiseLinear;
using perdis::Status;
using perdis::VariationPath;

template <class T>
using Variation = perdis::TransportProblem<T, perdis::DiscreteGround<T>>;
template <class T>
using Matrix = typename perdis::DenseCost<T>::Matrix;

template <class T>
Variation<T> variation(const std::vector<T>& observation, const Matrix<T>& cost, const std::vector<T>& masses) {
    return {observation, perdis::DenseCost<T>(cost), perdis::DiscreteGround<T>(masses)};
}

template <class T>
std::vector<T> equal(std::size_t count) {
    return std::vector<T>(count, T(1) / T(static_cast<int>(count)));
}

template <class T>
Matrix<T> costs(std::size_t rows, std::size_t columns, const std::function<T(int, int)>& cost) {
    Matrix<T> result(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
    for (int y = 0; y < result.rows(); ++y) {
        for (int z = 0; z < result.cols(); ++z) { result(y, z) = cost(y, z); }
    }
    return result;
}

/// Ten values, so that most pivots ship nothing.
template <class T>
Variation<T> ten_costs(std::size_t n, unsigned seed) {
    std::mt19937 random(seed + 31);
    return variation<T>(equal<T>(n), costs<T>(n, n, [&](int, int) { return T(static_cast<int>(random() % 10)); }),
                        equal<T>(n));
}

/// E|c| of independent Y and X̂: the scale of D.
template <class T>
T mean_cost(const Variation<T>& problem) {
    T sum(0);
    for (std::size_t y = 0; y < problem.rows(); ++y) {
        for (std::size_t z = 0; z < problem.columns(); ++z) {
            sum = sum + problem.observation()[y] * problem.cost()(y, z) / T(static_cast<int>(problem.columns()));
        }
    }
    return sum;
}

template <class T>
struct Checked {
    PiecewiseLinear<T> curve;
    std::size_t pivots;
    /// The greatest gap in D over E|c|, from D_max on in P.
    T gap;
};

/// Claims at breakpoints, between, at D_max and beyond. The gap in D is P's over λ, 0 over an exact field.
template <class T>
Checked<T> certified(const Variation<T>& problem) {
    VariationPath path(problem);
    path.run();
    const PiecewiseLinear<T> curve(path.vertices());
    const perdis::TransportCertifier certify(problem);
    const T scale = mean_cost(problem);
    T worst(0);
    const auto check = [&](const T& distortion) {
        const auto solution = path.solution(distortion);
        REQUIRE(solution.status == Status::solved);
        CHECK(solution.distortion == distortion);
        CHECK(solution.flows.size() <= problem.rows() + problem.columns() + 1);
        const auto bounds = certify(solution);
        REQUIRE(bounds.has_value());
        const T value = curve.perception(distortion);
        if constexpr (!perdis::rounds<T>) {
            CHECK(bounds->lower == value);
            CHECK(bounds->upper == value);
            CHECK(solution.multiplier == T(-curve.slope(distortion)));
        } else {
            const T slack = T(256) * std::numeric_limits<T>::epsilon() * (T(1) + solution.multiplier * scale);
            CHECK(bounds->lower <= value + slack);
            CHECK(value <= bounds->upper + slack);
            const T width = bounds->upper - bounds->lower;
            const T gap = solution.multiplier == T(0) ? width : T(width / (solution.multiplier * scale));
            if (worst < gap) { worst = gap; }
        }
    };
    const auto& vertices = curve.vertices();
    const std::size_t stride = 1 + vertices.size() / 40;
    for (std::size_t i = 0; i < vertices.size(); i += stride) {
        check(vertices[i].distortion);
        if (i + 1 == vertices.size()) { break; }
        check(T((vertices[i].distortion + vertices[i + 1].distortion) / T(2)));
    }
    check(curve.max_distortion());
    check(T(curve.max_distortion() * T(2)));
    return {curve, path.pivots(), worst};
}

/// A problem of at most n symbols, from the four kinds whose certificates are measured.
Variation<double> measured(const std::string& kind, std::size_t n, unsigned seed) {
    std::mt19937 random(seed + 3);
    const auto count = static_cast<Eigen::Index>(n);
    const auto list = [](const Eigen::VectorXd& v) { return std::vector<double>(v.begin(), v.end()); };
    if (kind == "degenerate") { return ten_costs<double>(n, seed); }
    if (kind == "random") {
        Matrix<double> cost(count, count);
        for (double& entry : cost.reshaped()) { entry = instances::uniform(random); }
        return variation(list(instances::dirichlet(random, count)), cost, list(instances::dirichlet(random, count)));
    }
    if (kind == "clouds") {
        Eigen::MatrixXd from(2, count), to(2, count);
        for (double& entry : from.reshaped()) { entry = std::sqrt(-2 * std::log(instances::uniform(random))); }
        for (double& entry : to.reshaped()) { entry = 1.5 * instances::uniform(random); }
        Matrix<double> cost(count, count);
        for (Eigen::Index y = 0; y < count; ++y) {
            for (Eigen::Index z = 0; z < count; ++z) { cost(y, z) = (from.col(y) - to.col(z)).squaredNorm(); }
        }
        return variation(list(instances::dirichlet(random, count)), cost, list(instances::dirichlet(random, count)));
    }
    const auto grid = instances::gaussian_grid(count, count);
    const perdis::Joint<double> joint(grid.prior, grid.transition);
    return variation<double>(list(joint.marginal()), Matrix<double>(joint.posterior() * grid.delta),
                             list(grid.prior.probabilities()));
}

} // namespace

TEST_CASE("law: claims in double prove themselves to 1e-12 E|c| in D", "[variation_path]") {
    for (const char* kind : {"random", "clouds", "grid", "degenerate"}) {
        for (const std::size_t n : {3U, 20U, 60U, 120U}) {
            CAPTURE(kind, n);
            const auto checked = certified(measured(kind, n, static_cast<unsigned>(n)));
            CHECK(checked.gap <= 1e-12);
            CHECK(checked.curve.minimum_perception() <= 1e-15);
        }
    }
}

TEST_CASE("law: claims in double prove themselves to 1e-12 E|c| in D, of 300 symbols", "[variation_path]") {
    for (const char* kind : {"random", "clouds", "degenerate"}) {
        CAPTURE(kind);
        CHECK(certified(measured(kind, 300, 1)).gap <= 1e-12);
    }
}

TEST_CASE("limit: ten costs and equal masses, where most pivots ship nothing", "[variation_path]") {
    for (unsigned seed = 0; seed < 4; ++seed) {
        const auto problem = ten_costs<double>(60, seed);
        const auto checked = certified(problem);
        CHECK(checked.gap <= 1e-12);
        // a slope is −1/θ, and θ a sum of tens: few segments for many pivots
        CHECK(checked.curve.vertices().size() <= 20);
        CHECK(checked.pivots > 60);
        const std::vector<double> masses = problem.ground().masses();
        const auto plan = perdis::transport<double>(problem.observation(), masses, problem.cost().values());
        CHECK(std::abs(checked.curve.max_distortion() - plan.cost) <= 1e-13);
        certified(ten_costs<Rational>(8, seed));
        CHECK(certified(ten_costs<long double>(20, seed)).gap <= 1e-12L);
    }
}

TEMPLATE_TEST_CASE("limit: ties, mirror symmetry, one, two and three symbols, one column", "[variation_path]", double,
                   long double, Rational) {
    using T = TestType;
    const auto distance = [](int y, int z) { return T(y < z ? z - y : y - z); };
    for (const std::size_t n : {1U, 2U, 3U, 7U}) {
        CAPTURE(n);
        const auto all = equal<T>(n);
        // all costs 0 and all costs equal: P = 0 at once, at D_min
        for (const int value : {0, 3}) {
            const auto checked = certified(variation<T>(all, costs<T>(n, n, [&](int, int) { return T(value); }), all));
            CHECK(checked.curve.vertices().size() == 1);
            CHECK(checked.curve.min_distortion() <= T(value) + T(value) / T(1000000000000000));
            CHECK(checked.curve.minimum_perception() == T(0));
        }
        // a mirror image of itself; rows beyond the columns and fewer
        certified(variation<T>(all, costs<T>(n, n, distance), all));
        std::vector<T> peak = all, none = all;
        peak[n / 2] = peak[n / 2] + T(1);
        for (T& mass : peak) { mass = mass / T(2); }
        certified(variation<T>(all, costs<T>(n, n, distance), peak));
        certified(variation<T>(peak, costs<T>(n, n + 2, distance), equal<T>(n + 2)));
        certified(variation<T>(equal<T>(n + 3), costs<T>(n + 3, n, distance), peak));
        certified(variation<T>(all, costs<T>(n, 1, distance), {T(1)}));
        certified(variation<T>({T(1)}, costs<T>(1, n, distance), all));
    }
}

TEMPLATE_TEST_CASE("limit: rows and symbols without mass, p that lies outside of the alphabet", "[variation_path]",
                   double, long double, Rational) {
    using T = TestType;
    const auto odd = [](int y, int z) { return T((5 * y + 3 * z) % 7) / T(4); };
    const T half = T(1) / T(2), quarter = T(1) / T(4);
    certified(variation<T>({T(0), half, T(0), half}, costs<T>(4, 3, odd), {quarter, T(0), T(3) * quarter}));
    certified(variation<T>({T(1), T(0)}, costs<T>(2, 3, odd), {T(0), T(0), T(1)}));
    const auto omitted = certified(variation<T>({half, half}, costs<T>(2, 3, odd), {quarter, T(0), T(1) / T(8)}));
    CHECK(omitted.curve.minimum_perception() == T(5) / T(8));
    const auto outside = certified(variation<T>({half, half}, costs<T>(2, 2, odd), {T(0), T(0)}));
    CHECK(outside.curve.minimum_perception() == T(1));
    CHECK(outside.curve.vertices().size() == 1);
}

TEST_CASE("limit: masses of 1e-300, costs of 1e-300 and 1e300", "[variation_path]") {
    std::mt19937 random(2);
    for (const double tiny : {1e-17, 1e-19, 1e-300, 5e-324}) {
        for (int i = 0; i < 10; ++i) {
            const auto draw = [&](int, int) { return instances::uniform(random); };
            const double few = i % 2 == 0 ? tiny : 0.125, rest = 1.0 - few;
            const auto checked = certified(
                variation<double>({tiny, 0.5, 0.5}, costs<double>(3, 4, draw), {few, 0.25 * rest, 0.75 * rest, tiny}));
            CHECK(checked.gap <= 1e-12);
        }
    }
    for (const double scale : {1e-300, 1e-160, 1e160, 1e300}) {
        for (int i = 0; i < 10; ++i) {
            const auto cost = costs<double>(6, 5, [&](int, int) { return instances::uniform(random); });
            const auto observation = equal<double>(6), masses = equal<double>(5);
            const auto one = certified(variation<double>(observation, cost, masses));
            const auto other = certified(variation<double>(observation, Matrix<double>(scale * cost), masses));
            CAPTURE(scale, i);
            CHECK(other.gap <= 1e-12);
            for (const double share : {0.0, 0.3, 0.9}) {
                const double distortion =
                    one.curve.min_distortion() + share * (one.curve.max_distortion() - one.curve.min_distortion());
                const double there = std::max(scale * distortion, other.curve.min_distortion());
                CHECK(std::abs(other.curve.perception(there) - one.curve.perception(distortion)) <= 1e-12);
            }
        }
    }
}

TEMPLATE_TEST_CASE("law: a path that stops at D knows the claim there, and repeats none before", "[variation_path]",
                   double, Rational) {
    using T = TestType;
    std::mt19937 random(4);
    const auto cost = costs<T>(9, 9, [&](int, int) { return T(static_cast<int>(random() % 400)); });
    const auto problem = variation<T>(equal<T>(9), cost, equal<T>(9));
    VariationPath whole(problem);
    whole.run();
    const PiecewiseLinear<T> curve(whole.vertices());
    REQUIRE(curve.vertices().size() > 3);
    const auto same = [](const auto& one, const auto& other) {
        CHECK(one.multiplier == other.multiplier);
        CHECK(one.prices == other.prices);
        REQUIRE(one.flows.size() == other.flows.size());
        for (std::size_t i = 0; i < one.flows.size(); ++i) {
            CHECK(one.flows[i].row == other.flows[i].row);
            CHECK(one.flows[i].column == other.flows[i].column);
            CHECK(one.flows[i].mass == other.flows[i].mass);
        }
    };
    for (std::size_t i = curve.vertices().size(); i > 0; --i) {
        const T& left = curve.vertices()[i - 1].distortion;
        const T distortion = i == curve.vertices().size() ? left : T((left + curve.vertices()[i].distortion) / T(2));
        VariationPath part(problem);
        part.run_to(distortion);
        same(part.solution(distortion), whole.solution(distortion));
        same(ParametricSimplex{}(problem, distortion), whole.solution(distortion));
        CHECK(part.pivots() <= whole.pivots());
    }
    const auto below = whole.solution(T(curve.min_distortion() - T(1)));
    CHECK(below.status == Status::infeasible);
    CHECK(below.flows.empty());
}

TEST_CASE("refuse: variation paths of costs that are none, places that are none", "[variation_path]") {
    const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    const auto path_of = [](const auto& problem) { return VariationPath(problem).vertices().size(); };
    for (const auto& [value, name] : {std::pair(nan, "nan"), std::pair(inf, "inf"), std::pair(-1.0, "-1")}) {
        const auto cost = costs<double>(2, 2, [v = value](int y, int z) { return y == 1 && z == 0 ? v : 1.0; });
        CHECK_THROWS_WITH(path_of(variation<double>({0.5, 0.5}, cost, {0.5, 0.5})),
                          "TransportProblem: cost(1, 0) = " + std::string(name) + " is not in [0, inf)");
    }
    CHECK_THROWS_WITH(ParametricSimplex{}(ten_costs<double>(3, 0), nan),
                      "ParametricSimplex: distortion = nan is not in (-inf, inf)");
}
