#include "catch.hpp"
#include "tradeoff/gaussian_models.hpp"

#include <perdis/inference/affine_estimator.hpp>
#include <perdis/solver/gaussian_transport.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>

#include <limits>

using namespace gaussian_models;

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

} // namespace

TEST_CASE("value: G of three coordinates", "[gaussian_transport]") {
    // mpmath, 60 digits, on the formula: tr(S_X + S_* − 2 (S_X^½ S_* S_X^½)^½)
    CHECK(perdis::optimal_coupling(two_of_three().problem()).deviation == Approx(1.14614161668193).epsilon(1e-13));
    CHECK(perdis::optimal_coupling(smoothed().problem()).deviation == Approx(0.587210206314923).epsilon(1e-13));
    CHECK(perdis::GaussianTransport(two_of_three().problem()).max_distortion()
          == Approx(3.10114060549027).epsilon(1e-13));
}

TEST_CASE("agree: G by singular values and by the formula as written", "[gaussian_transport]") {
    for (const auto& m : all()) {
        INFO(m.name);
        const auto problem = m.problem();
        const double g = perdis::optimal_coupling(problem).deviation;
        const double square = squared_distance(m.prior.covariance(), posterior_mean_covariance(m));
        // the roots of eigenvalues that should be 0 or cancel: √ε of the trace
        CHECK(std::abs(g * g - square) <= 1e-6 * problem.variance());
        CHECK(problem.decompositions() <= 2); // and one singular value decomposition: three in all
    }
}

TEST_CASE("agree: one coordinate is Example 1", "[gaussian_transport]") {
    for (const double v : {1e-6, 1.0, 1e6}) {
        for (const double n : {1e-4, 1.0, 1e4}) {
            const auto m =
                model("scalar", MatrixXd::Constant(1, 1, v), MatrixXd::Ones(1, 1), MatrixXd::Constant(1, 1, n * v));
            const perdis::GaussianLinearFamily<double> family(
                perdis::Gaussian<double>(0.0, perdis::variance(v)),
                perdis::AdditiveGaussian<double>(perdis::variance(n * v)));
            const perdis::GaussianTransport solver(m.problem());
            CHECK(m.problem().min_distortion() == Approx(family.min_distortion()).epsilon(16 * epsilon).margin(0));
            // G to ε √v
            CHECK(std::abs(solver.coupling().deviation - std::sqrt(family.max_excess()))
                  <= 32 * epsilon * std::sqrt(v));
        }
    }
}

TEST_CASE("law: at every P the estimator has distortion D(P) and its law lies at distance P", "[gaussian_transport]") {
    for (const auto& m : all()) {
        INFO(m.name);
        const auto problem = m.problem();
        const perdis::GaussianTransport solver(problem);
        const double g = solver.coupling().deviation;
        const double scale = m.prior.covariance().trace();
        for (const double share : {0.0, 0.2, 0.7, 1.0}) {
            const double perception = (1.0 - share) * g;
            const double distortion = problem.min_distortion() + share * share * g * g;
            const auto claim = solver(distortion);
            CHECK(claim.status == perdis::Status::solved);
            const auto estimator = perdis::estimator(problem, claim);
            CHECK(perdis::distortion(estimator, m.prior, m.channel)
                  == Approx(distortion).epsilon(1e-13).margin(1e-13 * scale));
            const auto law = perdis::output_law(estimator, m.prior, m.channel);
            CHECK((law.mean() - m.prior.mean()).norm() <= 1e-10);
            const double square = squared_distance(m.prior.covariance(), law.covariance());
            CHECK(std::abs(square - perception * perception) <= 1e-6 * scale); // √ε as above
        }
    }
}

TEST_CASE("law: with the square root of the published slip the estimator leaves the curve", "[gaussian_transport]") {
    // negative control: noise covariance t S_w in place of t² S_w
    const auto m = two_of_three();
    const auto problem = m.problem();
    const perdis::GaussianTransport solver(problem);
    const double g = solver.coupling().deviation;
    const double share = 0.5;
    const double distortion = problem.min_distortion() + share * share * g * g;
    auto claim = solver(distortion);
    REQUIRE(claim.noise.norm() > 0.1);
    claim.noise *= std::sqrt(share) / share;
    const auto slipped = perdis::estimator(problem, claim);
    CHECK(perdis::distortion(slipped, m.prior, m.channel) > distortion + 0.05);
    // where S_* is regular there is no noise and no slip
    const auto regular = smoothed().problem();
    CHECK(perdis::GaussianTransport(regular)(1.2).noise.cols() == 0);
}

TEST_CASE("law: the published form of the partner has the same joint law", "[gaussian_transport]") {
    // X̂₀ = S_X^½ (S_X^½ S_* S_X^½)^½ S_X^−½ S_*⁺ X* + w, pseudo-inverses where singular
    for (const auto& m : all()) {
        INFO(m.name);
        const auto problem = m.problem();
        const MatrixXd s = m.prior.covariance();
        const MatrixXd star = posterior_mean_covariance(m);
        const MatrixXd r = root(s);
        const MatrixXd published = r * root(r * star * r) * pseudo_inverse(r) * pseudo_inverse(star) * star;
        const MatrixXd frame = problem.basis() * problem.deviations().asDiagonal();
        const MatrixXd ours = frame * perdis::optimal_coupling(problem).correlation * problem.correlation().transpose()
                              * frame.transpose();
        CHECK((published - ours).norm() <= 1e-5 * s.norm()); // its pseudo-inverses of roots lose half the digits
    }
}

TEST_CASE("limit: no noise, H = 0, S_X = 0, D outside the range", "[gaussian_transport]") {
    const MatrixXd s = three_by_three();
    const MatrixXd unit = MatrixXd::Identity(3, 3);
    CHECK(perdis::optimal_coupling(model("exact", s, unit, 0.0 * unit).problem()).deviation == 0.0);
    CHECK(perdis::optimal_coupling(model("known", 0.0 * s, unit, unit).problem()).deviation == 0.0);
    const auto blind = model("blind", s, 0.0 * unit, unit).problem();
    CHECK(perdis::optimal_coupling(blind).deviation == Approx(std::sqrt(5.0)).epsilon(16 * epsilon));
    const perdis::GaussianTransport solver(blind);
    const auto drawn = perdis::estimator(blind, solver(100.0)); // D_max = 2 tr S_X: a draw from the prior
    CHECK((drawn.noise_covariance() - s).norm() <= 64 * epsilon * s.norm());
    CHECK(drawn.matrix().norm() == 0.0);
    CHECK(solver(4.9).status == perdis::Status::infeasible);
    CHECK(solver.slope(blind.min_distortion()) == -std::numeric_limits<double>::infinity());
    CHECK(solver.slope(11.0) == 0.0);
    CHECK_THROWS_WITH(solver(std::nan("")), "GaussianTransport: distortion = nan is not in [-inf, inf]");
}
