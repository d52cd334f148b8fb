#include <perdis/solver/semi_discrete_solver.hpp>

#include "catch.hpp"
#include "semi_discrete.hpp"

#include <perdis/certificate/certify_semi_discrete.hpp>
#include <perdis/channel/bins.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/matrix_distortion.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/reverse_kullback_leibler.hpp>
#include <perdis/divergence/squared_hellinger.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/solver/finite_solver.hpp>

#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/uniform.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using boost::math::normal;
using namespace perdis;

namespace {

double perception(const SemiDiscreteProblem& problem, double distortion) {
    return certify(problem, SemiDiscreteSolver{}(problem, distortion)).upper;
}

/// The smallest distance of an edge from t.
double nearest(const std::vector<double>& edges, double t) {
    double least = std::numeric_limits<double>::infinity();
    for (const double edge : edges) { least = std::min(least, std::abs(edge - t)); }
    return least;
}

/// D at a share of the way from D_min to D_max.
double between(const SemiDiscreteProblem& problem, double share) {
    const FiniteProblem core = problem.on_cells(SemiDiscreteSolver{}.outer_edges(problem));
    return core.usable_distortion() + share * (core.max_distortion() - core.usable_distortion());
}

/// lower and upper within 1e-12 (1 + P + λ D).
void check_solved(const SemiDiscreteProblem& problem, double distortion) {
    const SemiDiscreteSolution solution = SemiDiscreteSolver{}(problem, distortion);
    const Certificate proof = certify(problem, solution);
    CAPTURE(distortion, proof.lower, proof.upper, solution.claim.multiplier);
    CHECK(solution.claim.status == Status::solved);
    CHECK((proof.upper == proof.lower
           || proof.upper - proof.lower <= 1e-12 * (1.0 + proof.upper + solution.claim.multiplier * distortion)));
}

} // namespace

// 30 digits: q(t) and D(t) of theory.md section 5 in mpmath at 40 digits.
TEST_CASE("value: the ternary example under Hamming, thresholds and P to 1e-12", "[semi_discrete_solver]") {
    struct Row {
        double distortion, threshold, variation, divergence, hellinger;
    };
    const Row rows[] = {{0.33, 0.0744004278328772277452984316846, 0.159334007688172846508028325096,
                         0.173282979381574543020800889405, 0.0337636959344526181332587738309},
                        {0.34, 0.228306660593728995764072197361, 0.0754958873897093744300759616861,
                         0.0226527423507721640133457709641, 0.00530298290831447844995700854789},
                        {0.35, 0.335521615538533464929989842764, 0.0175749309697681315028736221334,
                         0.00101090803325680045672934131961, 0.000249766717509357030385417295393}};
    const auto prior = semi_discrete::ternary(0.4);
    for (const Row& row : rows) {
        const auto tv = semi_discrete::problem(prior, normal(0, 1), Hamming{}, TotalVariation{});
        const auto solution = SemiDiscreteSolver{}(tv, row.distortion);
        CHECK(nearest(solution.edges, row.threshold) < 1e-12);
        CHECK(nearest(solution.edges, -row.threshold) < 1e-12);
        CHECK(certify(tv, solution).upper == Approx(row.variation).epsilon(1e-12));
        const auto kl = semi_discrete::problem(prior, normal(0, 1), Hamming{}, KullbackLeibler{});
        CHECK(perception(kl, row.distortion) == Approx(row.divergence).epsilon(1e-11));
        const auto h2 = semi_discrete::problem(prior, normal(0, 1), Hamming{}, SquaredHellinger{});
        CHECK(perception(h2, row.distortion) == Approx(row.hellinger).epsilon(1e-11));
    }
    const auto tv = semi_discrete::problem(prior, normal(0, 1), Hamming{}, TotalVariation{});
    const FiniteProblem core = tv.on_cells(SemiDiscreteSolver{}.outer_edges(tv));
    CHECK(core.min_distortion() == Approx(0.326924203145165641131813963494).epsilon(1e-15));
    CHECK(core.max_distortion() == Approx(0.353559730552815632691153774577).epsilon(1e-14));
    CHECK(perception(tv, core.min_distortion()) == Approx(0.2).epsilon(1e-14));
}

// 30 digits: the equations u_z + λ c(t, z) = u_(z+1) + λ c(t, z+1), u = ∂d(q), in mpmath at 40 digits.
TEST_CASE("value: five symbols under squared error at D = 0.76, thresholds, lambda and P to 1e-12",
          "[semi_discrete_solver]") {
    const auto check = [](const auto& divergence, double expected, double multiplier, std::vector<double> thresholds) {
        const auto problem = semi_discrete::problem(semi_discrete::five(), normal(0, 1), SquaredError{}, divergence);
        const auto solution = SemiDiscreteSolver{}(problem, 0.76);
        CHECK(certify(problem, solution).upper == Approx(expected).epsilon(1e-12 * (1 + 0.76 * multiplier / expected)));
        CHECK(solution.claim.multiplier == Approx(multiplier).epsilon(1e-11));
        for (const double t : thresholds) { CHECK(nearest(solution.edges, t) < 1e-12); }
    };
    check(KullbackLeibler{}, 0.00707591555081247875902741684577, 0.654449881923002469390784176695,
          {-2.05062007971756074778763257475, -0.250742162759729931173157629195, 0.571831804834913108551008949678,
           2.03135154446359862711822272841});
    check(SquaredHellinger{}, 0.00175169339263902417194832825549, 0.16173033198225343304695994825,
          {-2.05540280102121189899853226533, -0.248533094058397457027826602376, 0.569531207879232467398766278672,
           2.03130679948594337423324140491});
    check(ReverseKullbackLeibler{}, 0.00693471849085593084755752391021, 0.638868092423343018039860301954,
          {-2.06020431907014517721873325337, -0.246467068778986041325002956096, 0.567272613905300261398098261787,
           2.03116515947542112988203362156});
}

TEST_CASE("agree: every divergence, certified, from D_min to D_max", "[semi_discrete_solver]") {
    const auto sweep = [](const auto& divergence) {
        for (const perdis::Univariate& noise : {Univariate(normal(0, 1)), Univariate(boost::math::laplace(0, 0.8))}) {
            const auto problem = semi_discrete::problem(semi_discrete::five(), noise, SquaredError{}, divergence);
            for (const double share : {0.0, 0.01, 0.3, 0.7, 0.99, 1.0}) {
                check_solved(problem, between(problem, share));
            }
        }
    };
    sweep(KullbackLeibler{});
    sweep(TotalVariation{});
    sweep(Wasserstein1{});
    sweep(SquaredWasserstein2{});
}

TEST_CASE("agree: bins converge to the continuous observation with the square of their width",
          "[semi_discrete_solver]") {
    const auto prior = semi_discrete::ternary(0.25);
    const auto problem = semi_discrete::problem(prior, normal(0, 1), SquaredError{}, KullbackLeibler{});
    const double distortion = between(problem, 0.4), exact = perception(problem, distortion);
    double last = 0.0;
    for (const Eigen::Index count : {60, 120, 240, 480}) {
        std::vector<double> edges;
        const Bins bins(-8.0, 8.0, count);
        for (Eigen::Index j = 1; j < count; ++j) { edges.push_back(bins.edge(j) + 0.003); }
        const FiniteProblem binned = problem.on_cells(edges);
        const Solution solution = FiniteSolver({.tolerance = 1e-13})(binned, distortion);
        const double error = binned.divergence().core(binned.law(solution.estimator)) - exact;
        CHECK(error > 0.0); // what bins hide cannot help
        // the threshold's place inside its bin varies the constant
        if (last > 0.0) { CHECK(last / error > 1.8); }
        CHECK(error < 0.2 * std::pow(16.0 / static_cast<double>(count), 2));
        last = error;
    }
}

namespace {

/// A normal law that counts the evaluations of its cdf.
struct CountedNormal {
    static inline int evaluations = 0;
    [[nodiscard]] double mean() const { return 0.0; }
    [[nodiscard]] double variance() const { return 1.0; }
    [[nodiscard]] double log_density(double x) const { return -0.5 * x * x - 0.91893853320467274178; }
    [[nodiscard]] double cdf(double x) const {
        ++evaluations;
        return 0.5 * std::erfc(-x / std::sqrt(2.0));
    }
    [[nodiscard]] double survival(double x) const { return cdf(-x); }
    [[nodiscard]] double quantile(double v) const { return boost::math::quantile(normal(0, 1), v); }
    [[nodiscard]] double upper_quantile(double v) const { return -quantile(v); }
    [[nodiscard]] std::pair<double, double> support() const {
        constexpr double infinite = std::numeric_limits<double>::infinity();
        return {-infinite, infinite};
    }
    [[nodiscard]] double mode() const { return 0.0; }
    [[nodiscard]] std::vector<double> kinks() const { return {}; }
};

} // namespace

TEST_CASE("law: one point of five symbols takes at most 200 evaluations of the cdf per symbol",
          "[semi_discrete_solver]") {
    const auto count = [](const auto& distortion, const auto& divergence, double share) {
        const auto problem = semi_discrete::problem(semi_discrete::five(), CountedNormal{}, distortion, divergence);
        const double at = between(problem, share);
        CountedNormal::evaluations = 0;
        const auto solution = SemiDiscreteSolver{}(problem, at);
        CHECK(solution.claim.status == Status::solved);
        CAPTURE(share, CountedNormal::evaluations);
        CHECK(CountedNormal::evaluations > 0);
        CHECK(CountedNormal::evaluations <= 5 * 200);
    };
    for (const double share : {0.001, 0.1, 0.5, 0.9, 0.999}) {
        count(SquaredError{}, KullbackLeibler{}, share);
        count(SquaredError{}, TotalVariation{}, share);
        count(Hamming{}, SquaredHellinger{}, share);
        count(Hamming{}, Wasserstein1{}, share);
    }
}

TEST_CASE("value: several cells per symbol where the posterior is not monotone", "[semi_discrete_solver]") {
    // Two hypotheses on three symbols: {−1, 1} against {0}. A low threshold and a high one, mirror images.
    const Discrete<double> prior{{-1.0, 0.0, 1.0}, {0.3, 0.4, 0.3}};
    Eigen::MatrixXd delta(3, 3);
    delta << 0, 1, 0, 1, 0, 1, 0, 1, 0; // −1 and 1 are as good as one another
    const auto problem = semi_discrete::problem(prior, normal(0, 0.5), MatrixDistortion(delta), TotalVariation{});
    const double distortion = between(problem, 0.5);
    const SemiDiscreteSolution solution = SemiDiscreteSolver{}(problem, distortion);
    check_solved(problem, distortion);
    const RowMatrix& estimator = solution.claim.estimator;
    CHECK(estimator(0, 1) == 0.0);
    CHECK(estimator(estimator.rows() - 1, 1) == 0.0);
    CHECK(estimator.col(1).maxCoeff() == 1.0);
}

TEST_CASE("limit: one symbol, no mass, tiny masses, near-equal symbols, two hundred", "[semi_discrete_solver]") {
    const Discrete<double> one{{3.0}, {1.0}};
    const auto alone = semi_discrete::problem(one, normal(0, 1), SquaredError{}, KullbackLeibler{});
    CHECK(perception(alone, 0.0) == 0.0);
    const Discrete<double> tiny{{-1.0, 0.0, 1.0, 2.0}, {0.5, 0.0, 0.5, 1e-300}};
    const auto rare = semi_discrete::problem(tiny, normal(0, 1), SquaredError{}, TotalVariation{});
    check_solved(rare, between(rare, 0.5));
    const Discrete<double> close{{0.0, 1e-9, 1.0}, {0.3, 0.3, 0.4}};
    const auto twins = semi_discrete::problem(close, normal(0, 1), SquaredError{}, TotalVariation{});
    check_solved(twins, between(twins, 0.5));
    Eigen::VectorXd support(200), masses(200);
    for (Eigen::Index i = 0; i < 200; ++i) {
        support(i) = 0.1 * static_cast<double>(i);
        masses(i) = 1.0 + std::sin(0.7 * static_cast<double>(i));
    }
    const Discrete<double> many(support, masses / masses.sum());
    const auto grid = semi_discrete::problem(many, normal(0, 0.5), SquaredError{}, TotalVariation{});
    check_solved(grid, between(grid, 0.5));
}

TEST_CASE("limit: noise of deviation 1e-6 and 1e6, and noise with flat posteriors", "[semi_discrete_solver]") {
    const auto prior = semi_discrete::ternary(0.25);
    const auto silent = semi_discrete::problem(prior, normal(0, 1e-6), SquaredError{}, KullbackLeibler{});
    CHECK(between(silent, 0.0) == 0.0);
    CHECK(perception(silent, 0.0) == 0.0);
    const auto loud = semi_discrete::problem(prior, normal(0, 1e6), SquaredError{}, KullbackLeibler{});
    check_solved(loud, between(loud, 0.5));
    // Uniform noise: the posterior is constant between kinks, the continuous problem a finite one.
    const auto flat = semi_discrete::problem(prior, boost::math::uniform(-0.8, 0.8), SquaredError{}, TotalVariation{});
    for (const double share : {0.0, 0.3, 0.8, 1.0}) { check_solved(flat, between(flat, share)); }
    const FiniteProblem known = flat.on_cells({-1.8, -0.8, -0.2, 0.2, 0.8, 1.8});
    const double distortion = between(flat, 0.3);
    const Solution solution = FiniteSolver{}(known, distortion);
    CHECK(perception(flat, distortion)
          == Approx(known.divergence().core(known.law(solution.estimator))).epsilon(1e-12));
}

TEST_CASE("limit: at D_min P is infinite where a symbol is never the cheapest, and beyond D_max 0",
          "[semi_discrete_solver]") {
    const auto problem =
        semi_discrete::problem(semi_discrete::ternary(0.4), normal(0, 1), Hamming{}, KullbackLeibler{});
    CHECK(std::isinf(perception(problem, between(problem, 0.0))));
    CHECK(perception(problem, between(problem, 1.0)) == 0.0);
    CHECK(perception(problem, 10.0) == 0.0);
    CHECK(SemiDiscreteSolver{}(problem, 0.3).claim.status == Status::infeasible);
    CHECK_THROWS_WITH(SemiDiscreteSolver{}(problem, std::nan("")),
                      "SemiDiscreteSolver: distortion = nan is not in [-inf, inf]");
}
