#include <perdis/divergence/finite_divergence.hpp>

#include <perdis/divergence/alpha.hpp>
#include <perdis/divergence/chi_squared.hpp>
#include <perdis/divergence/hellinger.hpp>
#include <perdis/divergence/jensen_shannon.hpp>
#include <perdis/divergence/renyi.hpp>
#include <perdis/divergence/reverse_chi_squared.hpp>
#include <perdis/divergence/reverse_kullback_leibler.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>

#include "laws.hpp"

namespace {

using perdis::FiniteDivergence;

/// The divergence with p_X = (.2, .3, .5) on {0, 1, 2} bound, on the alphabet {2, 5, 0}: 1 is left out, 5 is new.
template <class D>
void binds(const D& divergence, FiniteDivergence::Kind kind) {
    const perdis::Discrete<double> prior{{0, 1, 2}, {0.2, 0.3, 0.5}};
    const Eigen::MatrixXd alphabet = Eigen::RowVector3d(2.0, 5.0, 0.0);
    const FiniteDivergence bound(divergence, prior, alphabet);
    CHECK(bound.kind() == kind);
    CHECK(bound.convex() == divergence.convex());
    CHECK(bound.size() == 3);
    CHECK(bound.reference() == Eigen::Vector3d(0.5, 0.0, 0.2));
    CHECK(bound.omitted() == 0.3);
    CHECK(bound.source() == prior.probabilities());
    std::mt19937 random(47);
    double least = laws::infinity;
    for (int round = 0; round < 300; ++round) {
        const Eigen::VectorXd q = laws::masses<double>(random, 3);
        const perdis::Discrete<double> restored(Eigen::VectorXd(alphabet.transpose()), q);
        laws::check_close(bound.transform(bound.core(q)), divergence(prior, restored),
                          1.0 + divergence(prior, restored));
        least = std::min(least, bound.core(q));
    }
    CHECK(bound.core_minimum() <= least * (1.0 + laws::rounding<double>()));
    // The minimum is attained: a fine grid of laws comes within its own resolution, 1/200, of it.
    for (int i = 0; i <= 200; ++i) {
        for (int j = 0; i + j <= 200; ++j) {
            least = std::min(least, bound.core(Eigen::Vector3d(i / 200.0, j / 200.0, (200 - i - j) / 200.0)));
        }
    }
    if (laws::finite(least)) { CHECK(least - bound.core_minimum() <= 0.05); }
}

/// sup ⟨u, q⟩ − s(q) over a grid of q (laws where s is a transport cost) is below the conjugate, and close to it.
template <class D>
void conjugates(const D& divergence, const Eigen::Vector3d& u, bool over_laws) {
    const perdis::Discrete<double> prior{{0, 1, 2}, {0.2, 0.3, 0.5}};
    const FiniteDivergence bound(divergence, prior, prior.support());
    const double conjugate = bound.conjugate(u);
    double largest = -laws::infinity;
    for (int i = 0; i <= 100; ++i) {
        for (int j = 0; j <= 100; ++j) {
            for (int k = over_laws ? std::max(0, 100 - i - j) : 0; k <= (over_laws ? 100 - i - j : 100); ++k) {
                const Eigen::Vector3d q(i / 100.0, j / 100.0, k / 100.0);
                largest = std::max(largest, u.dot(q) - bound.core(q));
            }
        }
    }
    CHECK(largest <= conjugate + 1e-13); // sums of three numbers below 2
    CHECK(conjugate - largest <= 2e-3);  // the grid's resolution, squared where s is smooth
}

} // namespace

TEST_CASE("agree: a bound divergence and the divergence itself") {
    using Kind = FiniteDivergence::Kind;
    binds(perdis::KullbackLeibler{}, Kind::smooth);
    binds(perdis::ReverseKullbackLeibler{}, Kind::smooth);
    binds(perdis::SquaredHellinger{}, Kind::smooth);
    binds(perdis::Hellinger{}, Kind::smooth);
    binds(perdis::ChiSquared{}, Kind::smooth);
    binds(perdis::ReverseChiSquared{}, Kind::smooth);
    binds(perdis::JensenShannon{}, Kind::smooth);
    binds(perdis::Alpha(0.25), Kind::smooth);
    binds(perdis::Renyi(0.5), Kind::smooth);
    binds(perdis::TotalVariation{}, Kind::total_variation);
    binds(perdis::Wasserstein1{}, Kind::transport);
    binds(perdis::Wasserstein2{}, Kind::transport);
    binds(perdis::SquaredWasserstein2{}, Kind::transport);
}

TEST_CASE("agree: conjugates of bound divergences and a search over a grid") {
    const Eigen::Vector3d u(0.1, -0.3, 0.15);
    conjugates(perdis::KullbackLeibler{}, u, false);
    conjugates(perdis::ReverseKullbackLeibler{}, u, false);
    conjugates(perdis::SquaredHellinger{}, u, false);
    conjugates(perdis::ChiSquared{}, u, false);
    conjugates(perdis::ReverseChiSquared{}, u, false);
    conjugates(perdis::JensenShannon{}, u, false);
    conjugates(perdis::Alpha(0.25), u, false);
    conjugates(perdis::TotalVariation{}, u, false);
    conjugates(perdis::TotalVariation{}, Eigen::Vector3d(0.5, -0.7, 0.2), false);
    conjugates(perdis::Wasserstein1{}, Eigen::Vector3d(0.4, 2.0, -1.0), true);
    conjugates(perdis::SquaredWasserstein2{}, Eigen::Vector3d(0.4, 2.0, -1.0), true);
}

TEST_CASE("limit: on an alphabet disjoint from the support every law is as far as can be") {
    const perdis::Discrete<double> prior{{0, 1}, {0.5, 0.5}};
    const Eigen::MatrixXd alphabet = Eigen::RowVector2d(2.0, 3.0);
    CHECK(FiniteDivergence(perdis::KullbackLeibler{}, prior, alphabet).core_minimum() == laws::infinity);
    CHECK(FiniteDivergence(perdis::TotalVariation{}, prior, alphabet).core_minimum() == 1.0);
    CHECK(FiniteDivergence(perdis::SquaredHellinger{}, prior, alphabet).core_minimum() == 1.0);
    CHECK(FiniteDivergence(perdis::Wasserstein1{}, prior, alphabet).core_minimum() == 1.5);
    CHECK(FiniteDivergence(perdis::TotalVariation{}, prior, prior.support()).core_minimum() == 0.0);
}

TEST_CASE("refuse: an alphabet of another dimension, or of no symbols") {
    const perdis::Discrete<double> prior{{0, 1}, {0.5, 0.5}};
    CHECK_THROWS_AS(FiniteDivergence(perdis::KullbackLeibler{}, prior, Eigen::MatrixXd::Identity(2, 2)),
                    perdis::DomainError);
    CHECK_THROWS_WITH(FiniteDivergence(perdis::KullbackLeibler{}, prior, Eigen::MatrixXd(1, 0)),
                      "FiniteDivergence: the reconstruction alphabet is empty");
}
