#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <perdis/certificate/certify_rate.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/solver/bernoulli_rate.hpp>
#include <perdis/solver/blahut_arimoto.hpp>
#include <perdis/solver/gaussian_rate.hpp>

namespace {

using perdis::BlahutArimoto;
using perdis::Certificate;
using perdis::RateProblem;
using perdis::Status;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The enclosure of R(D) by solver and certificate, checked to be solved and within 1e-10 (1 + R).
Certificate rate(const RateProblem& problem, double distortion) {
    const auto claim = BlahutArimoto{}(problem, distortion);
    CHECK(claim.status == Status::solved);
    const Certificate proof = perdis::certify(problem, claim);
    CHECK(proof.lower <= proof.upper);
    CHECK(proof.upper - proof.lower <= 1e-10 * (1.0 + proof.upper));
    return proof;
}

/// Whether x lies within the enclosure, widened by what x itself is rounded by.
bool encloses(const Certificate& proof, double x, double rounding = 1e-14) {
    return proof.lower <= x + rounding && proof.upper >= x - rounding;
}

} // namespace

TEST_CASE("agree: the rate of Bernoulli sources with their closed form", "[blahut_arimoto]") {
    for (const double p : {0.5, 0.3, 0.05, 1e-4, 0.9}) {
        const RateProblem problem(perdis::Discrete<double>{{0.0, 1.0}, {1.0 - p, p}}, perdis::Hamming{});
        for (const double share : {0.0, 1e-9, 1e-3, 0.1, 0.5, 0.9, 0.999, 1.0, 2.0}) {
            const double d = share * std::min(p, 1.0 - p);
            INFO(p << ' ' << d);
            CHECK(encloses(rate(problem, d), perdis::bernoulli_rate(p, d)));
        }
    }
}

TEST_CASE("agree: the rate of a sampled normal law with the closed form", "[blahut_arimoto]") {
    // On a lattice of step h both the law and the optimal output N(0, 1 − D) act as their densities do, up to
    // e^{−2π² D (1−D) / h²} (Poisson summation): 1e-23 here; the tails beyond 8.5 hold 2e-17.
    const int n = 69;
    const Eigen::VectorXd x = Eigen::VectorXd::LinSpaced(n, -8.5, 8.5);
    const Eigen::VectorXd weight = (-0.5 * x.array().square()).exp();
    const perdis::Discrete<double> source(x, weight / weight.sum());
    const RateProblem problem(source, perdis::SquaredError{});
    const perdis::Gaussian<double> normal(0.0, perdis::variance(1.0));
    for (const double d : {0.25, 0.4, 0.7}) {
        CHECK(encloses(rate(problem, d), perdis::gaussian_rate(normal, d), 1e-12));
    }
    // near D_max the output shrinks to the lattice point 0, and the slope is all but undetermined
    for (const double d : {0.999, 1.0 - 1e-7}) { rate(problem, d); }
}

TEST_CASE("agree: uniform sources under Hamming distortion", "[blahut_arimoto]") {
    // R(D) = ln n − H(D) − D ln(n−1), [CoverThomas2006], problem 10.5
    for (const int n : {2, 3, 10, 60}) {
        const RateProblem problem(Eigen::VectorXd::Constant(n, 1.0 / n),
                                  Eigen::MatrixXd::Ones(n, n) - Eigen::MatrixXd::Identity(n, n));
        for (const double share : {0.01, 0.3, 0.8}) {
            const double d = share * (1.0 - 1.0 / n);
            const double expected = std::log(n) - perdis::bernoulli_entropy(d) - d * std::log(n - 1.0);
            CHECK(encloses(rate(problem, d), expected));
        }
    }
}

TEST_CASE("value: the rate of a ternary source by a conic solver", "[blahut_arimoto]") {
    // cvxpy with Clarabel over the joint law, relative entropy to the product of its marginals, tolerance 1e-12
    const RateProblem problem(Eigen::Vector3d(0.5, 0.3, 0.2),
                              Eigen::MatrixXd{{0.0, 2.0, 5.0, 1.0}, {3.0, 0.0, 1.0, 1.0}, {4.0, 2.0, 0.0, 1.0}});
    const double values[][2] = {
        {0.1, 0.80074667347}, {0.4, 0.46936356649}, {0.8, 0.13793199965}, {0.95, 0.02934815222}};
    for (const auto& value : values) {
        CHECK(encloses(rate(problem, value[0]), value[1], 1e-8));
    } // what the solver has left
}

TEST_CASE("agree: sweeps alone at a fixed slope", "[blahut_arimoto]") {
    std::mt19937_64 random(12);
    std::uniform_real_distribution<double> uniform;
    for (const double slope : {3.0, 6.0, 12.0}) {
        const int n = 5, k = 4;
        Eigen::VectorXd p(n);
        Eigen::MatrixXd distortion(n, k);
        for (auto& entry : p) { entry = uniform(random); }
        for (auto& entry : distortion.reshaped()) { entry = uniform(random); }
        p /= p.sum();
        const Eigen::MatrixXd kernel = (-slope * distortion.array()).exp();
        Eigen::VectorXd q = Eigen::VectorXd::Constant(k, 1.0 / k);
        for (int i = 0; i < 200000; ++i) {
            const Eigen::VectorXd ratio = p.cwiseQuotient(kernel * q);
            q = q.cwiseProduct(kernel.transpose() * ratio).eval();
        }
        const Eigen::VectorXd z = kernel * q;
        const double d = (p.cwiseQuotient(z)).dot(kernel.cwiseProduct(distortion) * q);
        const double information = -slope * d - p.dot(z.array().log().matrix());
        const RateProblem problem(p, distortion);
        CHECK(encloses(rate(problem, d), information, 1e-11)); // what the sweeps have left
        CHECK(BlahutArimoto{}(problem, d).slope == Approx(slope).epsilon(1e-4));
    }
}

TEST_CASE("value: a straight segment of R(D)", "[blahut_arimoto]") {
    // A fair bit, an erasure at distortion 1/5: ln 2 − H(D) up to the tangent from (1/5, 0), then the tangent.
    const RateProblem problem(Eigen::Vector2d(0.5, 0.5), Eigen::MatrixXd{{0.0, 1.0, 0.2}, {1.0, 0.0, 0.2}});
    double low = 1e-6, high = 0.2; // ln 2 − H(t) = (1/5 − t) ln((1−t)/t) at the point of contact t
    for (int i = 0; i < 200; ++i) {
        const double t = (low + high) / 2.0;
        const bool above = perdis::bernoulli_rate(0.5, t) < (0.2 - t) * std::log((1.0 - t) / t);
        (above ? low : high) = t;
    }
    const double slope = std::log((1.0 - low) / low);
    CHECK(encloses(rate(problem, 0.5 * low), perdis::bernoulli_rate(0.5, 0.5 * low)));
    for (const double share : {0.01, 0.3, 0.7, 0.99}) {
        const double d = low + share * (0.2 - low);
        CHECK(encloses(rate(problem, d), slope * (0.2 - d)));
        CHECK(BlahutArimoto{}(problem, d).slope == Approx(slope).epsilon(1e-5)); // its corner at D_max is not near
    }
}

TEST_CASE("limit: one, two and three symbols, at D_min, at D_max and beyond", "[blahut_arimoto]") {
    const BlahutArimoto solver;
    const RateProblem one(Eigen::VectorXd::Ones(1), Eigen::MatrixXd{{2.0, 1.0, 3.0}});
    CHECK(rate(one, 1.0).upper == 0.0);
    CHECK(rate(one, infinity).upper == 0.0);
    CHECK(solver(one, 0.5).status == Status::infeasible);
    CHECK(perdis::certify(one, solver(one, 0.5)).lower == infinity);
    const RateProblem single(Eigen::Vector2d(0.5, 0.5), Eigen::MatrixXd{{2.0}, {1.0}});
    CHECK(rate(single, 1.5).upper == 0.0);
    CHECK(solver(single, 1.4).status == Status::infeasible);
    CHECK(solver(single, -infinity).status == Status::infeasible);
    // D_min = 0 with a tie: H(X) less what the shared symbol saves, ln 2 for the second bit of a law of halves
    const RateProblem tied(Eigen::Vector3d(0.5, 0.25, 0.25),
                           Eigen::MatrixXd{{0.0, 1.0, 1.0, 1.0}, {1.0, 0.0, 1.0, 0.0}, {1.0, 1.0, 0.0, 0.0}});
    CHECK(encloses(rate(tied, 0.0), std::log(2.0)));
    CHECK(solver(tied, 0.0).slope == infinity);
    CHECK(rate(tied, 1e-12).upper < std::log(2.0));
    CHECK(rate(tied, 1e-12).upper > std::log(2.0) - 1e-10);
    CHECK(solver(tied, tied.max_distortion()).slope == 0.0);
    CHECK(rate(tied, std::nextafter(tied.max_distortion(), 0.0)).upper <= 1e-11);
}

TEST_CASE("law: symbols of no mass, copies of a symbol and their order change nothing", "[blahut_arimoto]") {
    const Eigen::Vector3d p(0.2, 0.5, 0.3);
    const Eigen::Matrix3d distortion{{0.0, 1.0, 2.5}, {1.5, 0.1, 1.0}, {2.0, 1.0, 0.3}};
    const RateProblem plain(p, distortion);
    Eigen::Vector4d padded(0.2, 0.0, 0.5, 0.3);
    Eigen::MatrixXd larger(4, 5); // a row of no mass, a column twice, one that is never worth its distortion
    larger << 0.0, 1.0, 2.5, 1.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.5, 0.1, 1.0, 0.1, 9.0, 2.0, 1.0, 0.3, 1.0, 9.0;
    const RateProblem dressed(padded, larger);
    for (const double share : {0.0, 1e-6, 0.2, 0.7, 0.99}) {
        const double d = plain.min_distortion() + share * plain.max_excess();
        const Certificate one = rate(plain, d);
        const Certificate other = rate(dressed, d);
        CHECK(one.lower <= other.upper);
        CHECK(other.lower <= one.upper);
    }
    for (const double scale : {1e-100, 1e-8, 1e8, 1e100}) { // the unit of Δ
        const RateProblem scaled(p, scale * distortion);
        const double d = scale * 0.6;
        CHECK(std::abs(rate(scaled, d).upper - rate(plain, 0.6).upper) <= 1e-10);
    }
}

TEST_CASE("law: random problems are solved, convex and falling", "[blahut_arimoto]") {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> uniform;
    for (int t = 0; t < 60; ++t) {
        const int n = 1 + static_cast<int>(12 * uniform(random));
        const int k = 1 + static_cast<int>(12 * uniform(random));
        Eigen::VectorXd p(n);
        for (auto& entry : p) { entry = std::pow(uniform(random), t % 3 == 0 ? 8.0 : 1.0); }
        p /= p.sum();
        Eigen::MatrixXd distortion(n, k);
        for (auto& entry : distortion.reshaped()) {
            const double u = uniform(random);
            entry = t % 3 == 0 ? u : t % 3 == 1 ? std::floor(3.0 * u) : std::pow(10.0, 12.0 * u - 9.0);
        }
        const RateProblem problem(p, distortion);
        INFO("problem " << t << ", n " << n << ", k " << k);
        double before = infinity, earlier = infinity;
        for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
            const double now = rate(problem, problem.min_distortion() + share * problem.max_excess()).upper;
            CHECK(now <= before + 1e-9);
            if (std::isfinite(earlier)) { CHECK(before <= (earlier + now) / 2.0 + 1e-9); }
            earlier = before;
            before = now;
        }
        for (const double share : {1e-12, 1e-6, 0.999, 1.0 - 1e-9}) {
            rate(problem, problem.min_distortion() + share * problem.max_excess());
        }
    }
}

TEST_CASE("refuse: a NaN distortion and a tolerance of nothing", "[blahut_arimoto]") {
    const RateProblem problem(Eigen::Vector2d(0.5, 0.5), Eigen::MatrixXd{{0.0, 1.0}, {1.0, 0.0}});
    CHECK_THROWS_WITH(BlahutArimoto{}(problem, std::numeric_limits<double>::quiet_NaN()),
                      "BlahutArimoto: distortion = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(BlahutArimoto{0.0}, "BlahutArimoto: tolerance = 0 is not in (0, inf)");
}
