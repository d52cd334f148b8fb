#include "catch.hpp"

#include <perdis/certificate/certify_commuting.hpp>
#include <perdis/solver/commuting_renyi.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<perdis::Component<double>> quadruple() {
    std::vector<perdis::Component<double>> parts;
    for (const double l : {4.0, 1.0, 0.25, 0.09}) { parts.push_back({l * l / (l + 0.3), l * 0.3 / (l + 0.3)}); }
    return parts;
}

double least(const std::vector<perdis::Component<double>>& parts) {
    double sum = 0.0;
    for (const auto& part : parts) { sum += part.error_variance; }
    return sum;
}

perdis::CommutingClaim claim_at(const std::vector<perdis::Component<double>>& parts, double order, double excess) {
    const perdis::CommutingRenyi<double> solver(parts, order);
    perdis::CommutingClaim claim{Eigen::VectorXd(static_cast<Eigen::Index>(parts.size())),
                                 solver.multiplier_at(excess)};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        claim.deviations(static_cast<Eigen::Index>(i)) =
            std::sqrt(parts[i].posterior_mean_variance) + solver.rise(parts[i], claim.multiplier);
    }
    return claim;
}

} // namespace

TEST_CASE("value: Rényi's divergences over jointly normal estimators", "[certify_commuting]") {
    // scipy's SLSQP over all 4 × 4 covariances, not only diagonal ones, from six starts each: to 1e-8
    const auto check = [](double order, double distortion, double value) {
        const auto parts = quadruple();
        const double excess = distortion - least(parts);
        const auto proof = perdis::certify_commuting_renyi(parts, order, excess, claim_at(parts, order, excess));
        CHECK(proof.lower <= value + 1e-8);
        CHECK(proof.upper >= value - 1e-8);
        CHECK(proof.upper - proof.lower <= 1e-12); // rounding
        CHECK(perdis::CommutingRenyi<double>(parts, order).perception_at(claim_at(parts, order, excess).multiplier)
              == Approx(value).margin(1e-8));
    };
    check(1.0, 0.74, 0.05154651);
    check(0.5, 0.74, 0.02357295);
    check(2.0, 0.775, 0.002097234759);
}

TEST_CASE("law: any claim on jointly normal estimators is enclosed, only wider", "[certify_commuting]") {
    const auto parts = quadruple();
    for (const double order : {0.3, 1.0, 2.5}) {
        const double excess = 0.06;
        const auto good = claim_at(parts, order, excess);
        const auto truth = perdis::certify_commuting_renyi(parts, order, excess, good);
        CHECK(truth.lower <= truth.upper);
        std::vector<perdis::CommutingClaim> claims;
        for (const double factor : {-1.0, 0.0, 0.5, 0.9, 1.1, 3.0, 1e9, infinity, std::nan("")}) {
            claims.push_back({good.deviations * factor, good.multiplier});
            claims.push_back({good.deviations, good.multiplier * factor});
        }
        claims.push_back({Eigen::VectorXd::Ones(2), 1.0});
        for (const auto& claim : claims) {
            const auto proof = perdis::certify_commuting_renyi(parts, order, excess, claim);
            CHECK(proof.lower <= truth.upper);
            CHECK(proof.upper >= truth.lower);
        }
        // a wrong multiplier is seen: the control
        CHECK(perdis::certify_commuting_renyi(parts, order, excess, {good.deviations, 2.0 * good.multiplier}).lower
              < truth.lower * 0.99);
        CHECK(perdis::certify_commuting_renyi(parts, order, excess, {good.deviations * 0.97, good.multiplier}).upper
              > truth.upper * 1.0001);
    }
}

TEST_CASE("limit: jointly normal estimators at the ends and of an unseen coordinate", "[certify_commuting]") {
    const std::vector<perdis::Component<double>> unseen = {{0.0, 2.0}, {1.0, 0.0}};
    const perdis::CommutingRenyi<double> solver(unseen, 1.0);
    CHECK(solver.multiplier_at(0.0) == infinity);
    CHECK(solver.perception_at(infinity) == infinity);
    CHECK(solver.excess_at(0.0) == Approx(2.0).epsilon(1e-15));
    CHECK(solver.multiplier_at(3.0) == 0.0);
    const auto claim = claim_at(unseen, 1.0, 0.5);
    // one free coordinate spends all: t² = ½, KL(2‖½) = ½ (4 − 1 − ln 4)
    CHECK(perdis::certify_commuting_renyi(unseen, 1.0, 0.5, claim).upper == Approx(1.5 - std::log(2.0)).epsilon(1e-12));
    CHECK(perdis::certify_commuting_renyi(unseen, 1.0, 0.5, claim).lower == Approx(1.5 - std::log(2.0)).epsilon(1e-12));
    // order 3: s = 3τ² − 2 > 0 needs t² > 4/3
    CHECK(perdis::CommutingRenyi<double>(unseen, 3.0).least_excess() == Approx(4.0 / 3.0).epsilon(1e-15));
    CHECK(perdis::certify_commuting_renyi(unseen, 3.0, 1.33, {}).lower == infinity); // whatever is claimed
    CHECK(perdis::certify_commuting_renyi(unseen, 3.0, 1.34, {}).lower < infinity);
    CHECK(perdis::CommutingRenyi<double>({}, 1.0).excess_at(0.0) == 0.0);
}

TEST_CASE("limit: at D_min nearly all is seen and the divergence of X* is enclosed", "[certify_commuting]") {
    // the double e of the component, from ln(1 + e) by its series: R_1 = ½ (e − ln(1 + e)) = e²/4 − e³/6 + …
    for (const double e : {1e-3, 1e-6, 1e-9}) {
        const double value = e * e * (0.25 - e / 6.0 + e * e / 8.0 - e * e * e / 10.0);
        const auto proof = perdis::certify_commuting_renyi({{1.0, e}}, 1.0, 0.0, {});
        CHECK(proof.lower <= value);
        CHECK(proof.upper >= value);
        CHECK(proof.upper - proof.lower <= 1e-13 * e); // ω to a few ε
    }
}

TEST_CASE("refuse: orders and excesses outside their domains", "[certify_commuting]") {
    CHECK_THROWS_WITH(perdis::CommutingRenyi<double>({}, 0.0), "CommutingRenyi: order = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::CommutingRenyi<double>({{-1.0, 0.0}}, 1.0),
                      "CommutingRenyi: variance = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(perdis::certify_commuting_renyi({}, 1.0, -1.0, {}),
                      "certify: excess distortion = -1 is not in [0, inf]");
    CHECK_THROWS_WITH(perdis::certify_commuting_renyi({}, infinity, 1.0, {}),
                      "certify: order = inf is not in (0, inf)");
}
