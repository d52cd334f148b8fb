#include "catch.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <perdis/certificate/certify_rate.hpp>

namespace {

using perdis::Certificate;
using perdis::RateProblem;
using perdis::RateSolution;
using perdis::RowMatrix;

constexpr double infinity = std::numeric_limits<double>::infinity();

double entropy(double p) { return -p * std::log(p) - (1.0 - p) * std::log1p(-p); }

/// Bernoulli(3/10) under Hamming distortion; R(D) = H(3/10) − H(D), and its optimal claim by hand: the backward channel is
/// a BSC(D), the slope ln((1−D)/D), λ_x = (1/(1−D)) / p_x.
const double probability = 0.3;
RateProblem bernoulli() {
    return {Eigen::Vector2d(1.0 - probability, probability), Eigen::MatrixXd{{0.0, 1.0}, {1.0, 0.0}}};
}
RateSolution honest(double d) {
    const double output = (probability - d) / (1.0 - 2.0 * d);
    RateSolution claim;
    claim.distortion = d;
    claim.slope = std::log((1.0 - d) / d);
    claim.conditional.resize(2, 2);
    claim.conditional << (1.0 - output) * (1.0 - d) / (1.0 - probability), output * d / (1.0 - probability),
        (1.0 - output) * d / probability, output * (1.0 - d) / probability;
    claim.potentials = Eigen::Vector2d(-std::log(1.0 - probability), -std::log(probability));
    claim.potentials.array() += std::log1p(-d);
    return claim;
}

} // namespace

TEST_CASE("value: the optimal claim of a Bernoulli source is enclosed to rounding", "[certify_rate]") {
    for (const double d : {1e-6, 0.05, 0.2, 0.299}) {
        const Certificate proof = perdis::certify(bernoulli(), honest(d));
        const double truth = entropy(probability) - entropy(d);
        CHECK(proof.lower <= truth + 1e-15);
        CHECK(proof.upper >= truth - 1e-15);
        CHECK(proof.upper - proof.lower <= 4e-15);
    }
}

TEST_CASE("law: a corrupted claim is enclosed all the same", "[certify_rate]") {
    std::mt19937_64 random(4);
    std::normal_distribution<double> normal;
    for (const double d : {1e-6, 0.05, 0.2, 0.299}) {
        const double truth = entropy(probability) - entropy(d);
        const auto attack = [&](const RateSolution& claim) {
            const Certificate proof = perdis::certify(bernoulli(), claim);
            CHECK(proof.lower <= truth + 1e-15);
            CHECK(proof.upper >= truth - 1e-15);
            CHECK(proof.upper <= entropy(probability) + 1e-14);
            const RowMatrix q = perdis::feasible_conditional(bernoulli(), claim);
            CHECK((1.0 - probability) * q(0, 1) + probability * q(1, 0) <= d);
            CHECK(q.minCoeff() >= 0.0);
        };
        for (int i = 0; i < 300; ++i) {
            RateSolution claim = honest(d);
            for (auto& entry : claim.conditional.reshaped()) { entry += 0.2 * normal(random); }
            for (auto& entry : claim.potentials) { entry += 0.5 * normal(random); }
            claim.slope += normal(random);
            attack(claim);
        }
        for (const double huge : {1e4, 1e200, 1.7e308}) {
            for (const double sign : {-1.0, 1.0}) {
                RateSolution claim = honest(d);
                claim.conditional(0, 1) = sign * huge;
                claim.potentials(1) = sign * huge;
                attack(claim);
                claim.slope = sign * huge;
                attack(claim);
            }
        }
        RateSolution nothing = honest(d);
        nothing.conditional.setZero();
        nothing.slope = infinity;
        attack(nothing);
        nothing.slope = -infinity;
        attack(nothing);
        nothing.status = perdis::Status::infeasible;
        attack(nothing);
    }
}

TEST_CASE("law: every feasible conditional law has a rate above every lower bound", "[certify_rate]") {
    std::mt19937_64 random(9);
    std::uniform_real_distribution<double> uniform;
    for (int t = 0; t < 300; ++t) {
        const int n = 2 + t % 4, k = 2 + t % 3;
        Eigen::VectorXd p(n);
        for (auto& entry : p) { entry = uniform(random); }
        p /= p.sum();
        Eigen::MatrixXd distortion(n, k);
        for (auto& entry : distortion.reshaped()) { entry = uniform(random); }
        const RateProblem problem(p, distortion);
        RateSolution claim;
        claim.conditional.resize(n, k);
        for (auto& entry : claim.conditional.reshaped()) { entry = std::pow(uniform(random), 4); }
        claim.potentials = Eigen::VectorXd::NullaryExpr(n, [&] { return 3.0 * uniform(random); });
        claim.slope = 5.0 * uniform(random);
        claim.distortion = problem.min_distortion() + uniform(random) * problem.max_excess();
        const Certificate proof = perdis::certify(problem, claim);
        // another law within D, and its mutual information by its definition
        RateSolution other = claim;
        for (auto& entry : other.conditional.reshaped()) { entry = std::pow(uniform(random), 8); }
        const RowMatrix q = perdis::feasible_conditional(problem, other);
        const Eigen::VectorXd law = q.transpose() * problem.source();
        double information = 0.0;
        for (int x = 0; x < n; ++x) {
            for (int z = 0; z < k; ++z) {
                if (q(x, z) > 0.0) { information += p(x) * q(x, z) * std::log(q(x, z) / law(z)); }
            }
        }
        CHECK(proof.lower <= information + 1e-14);
        CHECK(proof.lower <= proof.upper);
        CHECK(problem.source().dot(q.cwiseProduct(problem.excess()).rowwise().sum())
              <= problem.budget(claim.distortion));
    }
}

TEST_CASE("limit: the certificate at and below D_min and from D_max on", "[certify_rate]") {
    RateSolution claim = honest(0.1);
    claim.distortion = -0.1;
    CHECK(perdis::certify(bernoulli(), claim).lower == infinity);
    claim.distortion = 0.3;
    CHECK(perdis::certify(bernoulli(), claim).upper == 0.0);
    claim.distortion = infinity;
    CHECK(perdis::certify(bernoulli(), claim).upper == 0.0);
    claim.distortion = 0.0;
    claim.slope = infinity;
    claim.potentials = Eigen::Vector2d(-std::log(0.7), -std::log(0.3));
    const Certificate least = perdis::certify(bernoulli(), claim);
    CHECK(std::abs(least.lower - entropy(0.3)) <= 1e-15);
    CHECK(std::abs(least.upper - entropy(0.3)) <= 1e-15);
}

TEST_CASE("refuse: a rate claim of another size, or not finite", "[certify_rate]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    RateSolution claim = honest(0.1);
    claim.distortion = nan;
    CHECK_THROWS_WITH(perdis::certify(bernoulli(), claim), "certify: distortion = nan is not in [-inf, inf]");
    claim = honest(0.1);
    claim.slope = nan;
    CHECK_THROWS_WITH(perdis::certify(bernoulli(), claim), "certify: slope = nan is not in [-inf, inf]");
    claim = honest(0.1);
    claim.potentials(0) = infinity;
    CHECK_THROWS_WITH(perdis::certify(bernoulli(), claim), "certify: the potentials are not finite");
    claim.potentials = Eigen::Vector3d::Zero();
    CHECK_THROWS_WITH(perdis::certify(bernoulli(), claim), "certify: the potentials have another size");
    claim = honest(0.1);
    claim.conditional(0, 0) = nan;
    CHECK_THROWS_WITH(perdis::certify(bernoulli(), claim), "certify: the conditional law is not finite");
    claim.conditional = RowMatrix::Zero(2, 3);
    CHECK_THROWS_WITH(perdis::certify(bernoulli(), claim), "certify: the conditional law has another size");
}
