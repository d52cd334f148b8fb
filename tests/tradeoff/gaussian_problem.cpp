#include "catch.hpp"
#include "tradeoff/gaussian_models.hpp"

#include <perdis/divergence/wasserstein.hpp>
#include <perdis/inference/multivariate_gaussian.hpp>
#include <perdis/tradeoff/gaussian_problem.hpp>
#include <perdis/tradeoff/gaussian_solution.hpp>

#include <limits>

using namespace gaussian_models;

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

MatrixXd posterior_mean_covariance(const perdis::GaussianProblem& problem) {
    const MatrixXd factor = problem.basis() * problem.deviations().asDiagonal() * problem.correlation();
    return factor * factor.transpose();
}

} // namespace

TEST_CASE("agree: the core has the laws of X and of its posterior mean", "[gaussian_problem]") {
    for (const auto& m : all()) {
        INFO(m.name);
        const auto problem = m.problem();
        const MatrixXd& s = m.prior.covariance();
        const MatrixXd rebuilt = problem.basis() * problem.variances().asDiagonal() * problem.basis().transpose();
        CHECK((rebuilt - s).norm() <= 64 * epsilon * s.norm()); // one eigendecomposition of six coordinates
        // the formula as written squares nothing, but its pseudo-inverse is of condition up to 1e6 here
        CHECK((posterior_mean_covariance(problem) - gaussian_models::posterior_mean_covariance(m)).norm()
              <= 1e-9 * s.norm());
        CHECK(problem.variance() == Approx(s.trace()).epsilon(1e-14));
        // the same from inference, which reduces otherwise
        const auto joint = perdis::joint(m.prior, m.channel);
        CHECK(problem.min_distortion()
              == Approx(perdis::minimum_mean_squared_error(joint)).epsilon(1e-12).margin(1e-14 * s.trace()));
    }
}

TEST_CASE("agree: at D_min the estimator is the posterior mean", "[gaussian_problem]") {
    for (const auto& m : all()) {
        INFO(m.name);
        const auto problem = m.problem();
        perdis::GaussianSolution mean;
        mean.gain = problem.correlation();
        mean.noise.resize(problem.rank(), 0);
        const auto built = perdis::estimator(problem, mean);
        const auto wanted = perdis::posterior_mean(perdis::joint(m.prior, m.channel));
        const MatrixXd observed =
            m.channel.matrix() * m.prior.covariance() * m.channel.matrix().transpose() + m.channel.noise_covariance();
        // on what Y may be
        CHECK(((built.matrix() - wanted.matrix()) * observed).norm() <= 1e-10 * observed.norm());
        CHECK((built.intercept() - wanted.intercept()).norm() <= 1e-9);
    }
}

TEST_CASE("value: the core of a pair", "[gaussian_problem]") {
    // by hand: l = (1, 4), n = 1: correlations² (1/2, 4/5), D_min = 1/2 + 4/5
    const auto problem = model("pair", diagonal({4, 1}), MatrixXd::Identity(2, 2), MatrixXd::Identity(2, 2)).problem();
    CHECK(problem.min_distortion() == Approx(1.3).epsilon(8 * epsilon).margin(0));
    CHECK(problem.variances()(0) == 1.0);
    CHECK(problem.variances()(1) == 4.0);
    const MatrixXd squares = problem.correlation() * problem.correlation().transpose();
    CHECK(squares(0, 0) == Approx(0.5).epsilon(8 * epsilon).margin(0));
    CHECK(squares(1, 1) == Approx(0.8).epsilon(8 * epsilon).margin(0));
    CHECK(problem.decompositions() == 0);
}

TEST_CASE("limit: no noise, H = 0, S_X = 0, faint noise", "[gaussian_problem]") {
    const MatrixXd s = three_by_three();
    const MatrixXd unit = MatrixXd::Identity(3, 3);
    const auto exact = model("exact", s, unit, 0.0 * unit).problem();
    CHECK(exact.min_distortion() == 0.0);
    const auto blind = model("blind", s, 0.0 * unit, unit).problem();
    CHECK(blind.observed_rank() == 0);
    CHECK(blind.min_distortion() == Approx(5.0).epsilon(16 * epsilon).margin(0));
    const auto silent = model("blind and silent", s, 0.0 * unit, 0.0 * unit).problem();
    CHECK(silent.observed_rank() == 0);
    const auto known = model("known", 0.0 * s, unit, unit).problem();
    CHECK(known.rank() == 0);
    CHECK(known.min_distortion() == 0.0);
    for (const double n : {1e-20, 1e-12, 1e-6}) {
        // D_min = tr (S⁻¹ + I/n)⁻¹ = n (3 − n tr S⁻¹ + …): relative, not as a difference of traces; tr S⁻¹ < 3
        const auto faint = model("faint", s, unit, n * unit).problem();
        // and what orthogonality leaves, ε² tr S
        CHECK(faint.min_distortion() == Approx(3.0 * n).epsilon(3.0 * n + 1e-13).margin(1e-30));
    }
    // a row of H that is seen without noise is known
    MatrixXd h(1, 3);
    h << 0, 1, 0;
    const auto one = model("one", diagonal({1, 2, 3}), h, MatrixXd::Zero(1, 1)).problem();
    CHECK(one.min_distortion() == 4.0);
    CHECK(one.observed_rank() == 1);
}

TEST_CASE("law: the units of Y do not matter to the core", "[gaussian_problem]") {
    const auto m = smoothed();
    const MatrixXd units = diagonal({1e12, 1e-12, 1.0});
    const auto scaled = model("other units", m.prior.covariance(), units * m.channel.matrix(),
                              units * m.channel.noise_covariance() * units)
                            .problem();
    CHECK(scaled.observed_rank() == 3);
    CHECK(scaled.min_distortion() == Approx(m.problem().min_distortion()).epsilon(64 * epsilon).margin(0));
}

TEST_CASE("limit: a direction without variance tells nothing, seen without noise", "[gaussian_problem]") {
    MatrixXd s(3, 3);
    s << 5, 4, -2, 4, 5, 2, -2, 2, 8; // eigenvalues 9, 9 and 0 of (2, -2, 1)
    MatrixXd h(1, 3);
    h << 2, -2, 1;
    const auto problem = model("kernel", s, h, MatrixXd::Zero(1, 1)).problem();
    CHECK(problem.rank() == 2);
    CHECK(problem.observed_rank() == 0);
    CHECK(problem.min_distortion() == Approx(18.0).epsilon(16 * epsilon).margin(0));
}

TEST_CASE("refuse: a core of sizes that do not fit, bins, an alphabet", "[gaussian_problem]") {
    const auto m = two_of_three();
    const perdis::LinearGaussian<double> other(MatrixXd::Identity(2, 2), MatrixXd::Identity(2, 2));
    CHECK_THROWS_WITH(perdis::GaussianProblem(m.prior, other),
                      "LinearGaussian: the prior has 3 coordinates, the matrix 2 columns");
    using Problem = perdis::VectorGaussianProblem<perdis::Wasserstein2>;
    perdis::ProblemOptions bins;
    bins.observation = perdis::Bins(0.0, 1.0, 4);
    CHECK_THROWS_WITH(perdis::reduce(Problem(m.prior, m.channel, {}, {}, bins)),
                      "Problem: observation: a normal vector is seen as it is; bins are not allowed");
    perdis::ProblemOptions alphabet;
    alphabet.reconstruction = MatrixXd::Zero(3, 1);
    CHECK_THROWS_WITH(perdis::reduce(Problem(m.prior, m.channel, {}, {}, alphabet)),
                      "Problem: reconstruction: a normal vector is restored on the whole space; an alphabet is not "
                      "allowed");
}
