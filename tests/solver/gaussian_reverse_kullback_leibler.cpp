#include "catch.hpp"
#include "tradeoff/gaussian_models.hpp"

#include <perdis/inference/affine_estimator.hpp>
#include <perdis/solver/commuting_water_filling.hpp>
#include <perdis/solver/gaussian_reverse_kullback_leibler.hpp>
#include <perdis/solver/gaussian_transport.hpp>

#include <limits>

using namespace gaussian_models;

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// KL(q‖p) on the range of p as it is written.
double divergence(const perdis::GaussianProblem& problem, const perdis::GaussianSolution& claim) {
    const MatrixXd relative = claim.gain * claim.gain.transpose() + claim.noise * claim.noise.transpose();
    const VectorXd values = Eigen::SelfAdjointEigenSolver<MatrixXd>(relative).eigenvalues();
    return 0.5 * (values.array() - 1.0 - values.array().log()).sum() + 0.0 * problem.variance();
}

double spent(const perdis::GaussianProblem& problem, const perdis::GaussianSolution& claim) {
    return (problem.deviations().asDiagonal() * (claim.gain - problem.correlation())).squaredNorm()
           + (problem.deviations().asDiagonal() * claim.noise).squaredNorm();
}

} // namespace

TEST_CASE("value: reverse KL of three coordinates against a semidefinite program", "[gaussian_reverse_kl]") {
    // cvxpy 1.9.3 with Clarabel on min ½(tr S_X⁻¹Σ − 3 − ln det S_X⁻¹Σ) over joint covariances, to 1e-9
    const auto rank_two = two_of_three().problem();
    const perdis::GaussianReverseKullbackLeibler solver(rank_two);
    CHECK(divergence(rank_two, solver(2.2)) == Approx(0.2437930106).margin(2e-8));
    CHECK(divergence(rank_two, solver(2.8)) == Approx(0.0160459159).margin(2e-8));
    const auto regular = smoothed().problem();
    CHECK(divergence(regular, perdis::GaussianReverseKullbackLeibler(regular)(1.2))
          == Approx(0.2029208080).margin(2e-8));
}

TEST_CASE("value: reverse KL of a commuting quadruple", "[gaussian_reverse_kl]") {
    // mpmath, 40 digits, from the water-filling formula; theory.md section 4 rounds D
    const auto problem =
        model("quadruple", diagonal({4, 1, 0.25, 0.09}), MatrixXd::Identity(4, 4), 0.3 * MatrixXd::Identity(4, 4))
            .problem();
    const perdis::GaussianReverseKullbackLeibler solver(problem);
    CHECK(problem.min_distortion() == Approx(0.7154334038054968).epsilon(16 * epsilon));
    CHECK(solver.max_distortion() == Approx(0.7864296723729796).epsilon(16 * epsilon));
    const auto claim = solver(0.736732);
    CHECK(claim.multiplier == Approx(4.070381150702473).epsilon(1e-11));
    CHECK(divergence(problem, claim) == Approx(0.055405401912598303).epsilon(1e-11));
    CHECK(divergence(problem, solver(0.7367322843773794)) == Approx(0.0554042444).epsilon(1e-9));
}

TEST_CASE("agree: matrices and water-filling where the covariances commute", "[gaussian_reverse_kl]") {
    // a common eigenbasis that is not the coordinates'
    std::mt19937 engine(3);
    const MatrixXd q = Eigen::HouseholderQR<MatrixXd>(random_matrix(engine, 4, 4)).householderQ();
    VectorXd l(4), h(4);
    l << 4, 1, 0.25, 0.09;
    h << 0.5, 1, 2, 0; // the last coordinate is not seen at all
    const double n = 0.3;
    const auto problem = model("rotated", q * l.asDiagonal() * q.transpose(), q * h.asDiagonal() * q.transpose(),
                               n * MatrixXd::Identity(4, 4))
                             .problem();
    std::vector<perdis::Component<double>> components;
    for (Index i = 0; i < 4; ++i) {
        const double seen = l(i) * h(i) * h(i) / (l(i) * h(i) * h(i) + n);
        components.push_back({l(i) * seen, l(i) * (1.0 - seen)});
    }
    const perdis::CommutingWaterFilling<double> water(components);
    const perdis::GaussianReverseKullbackLeibler solver(problem);
    CHECK(solver.max_distortion() - problem.min_distortion() == Approx(water.excess_at(0.0)).epsilon(1e-13));
    for (const double share : {1e-4, 0.1, 0.5, 0.9}) {
        const double excess = share * water.excess_at(0.0);
        const double multiplier = water.multiplier_at(excess);
        const auto claim = solver(problem.min_distortion() + excess);
        CHECK(claim.multiplier == Approx(multiplier).epsilon(1e-9)); // D − D_min keeps 12 digits at 1e-4 of the range
        CHECK(divergence(problem, claim) == Approx(water.perception_at(multiplier)).epsilon(1e-9));
    }
}

TEST_CASE("law: the estimator keeps D, Σ is stationary, M carries q to the law of the posterior mean",
          "[gaussian_reverse_kl]") {
    for (const auto& m : all()) {
        const auto problem = m.problem();
        const perdis::GaussianReverseKullbackLeibler solver(problem);
        const double least = problem.min_distortion();
        const double range = solver.max_distortion() - least;
        for (const double share : {1e-3, 0.3, 0.9}) {
            INFO(m.name << ' ' << share);
            const auto claim = solver(least + share * range);
            const MatrixXd sigma = claim.gain * claim.gain.transpose() + claim.noise * claim.noise.transpose();
            const auto& l = problem.variances();
            CHECK(spent(problem, claim) == Approx(share * range).epsilon(1e-9));
            const auto estimator = perdis::estimator(problem, claim);
            CHECK(perdis::distortion(estimator, m.prior, m.channel) == Approx(least + share * range).epsilon(1e-10));
            // Σ⁻¹ = I + 2λ(diag(l) − FMF), FMF = R Rᵀ, in the coordinates F = diag(l)^½
            const MatrixXd inner = claim.signal_price * claim.signal_price.transpose();
            MatrixXd inverse = 2.0 * claim.multiplier * (MatrixXd(l.asDiagonal()) - inner);
            inverse.diagonal().array() += 1.0;
            const double size = 1.0 + 2.0 * claim.multiplier * l.maxCoeff();
            CHECK((inverse * sigma - MatrixXd::Identity(l.size(), l.size())).norm() <= 1e-12 * size);
            // MΣM = S_*
            const MatrixXd star =
                l.asDiagonal() * problem.correlation() * problem.correlation().transpose() * l.asDiagonal();
            CHECK((inner * sigma * inner - star).norm() <= 1e-12 * (1.0 + star.norm()) * l.maxCoeff());
        }
    }
}

TEST_CASE("limit: λ = 0 is the transport coupling, D_min and beyond", "[gaussian_reverse_kl]") {
    for (const auto& m : all()) {
        INFO(m.name);
        const auto problem = m.problem();
        const perdis::GaussianReverseKullbackLeibler solver(problem);
        CHECK((solver.at_multiplier(0.0).gain - perdis::optimal_coupling(problem).correlation).norm() <= 1e-13);
        CHECK(solver(problem.min_distortion()).gain == problem.correlation());
        CHECK(solver(problem.min_distortion() - 1.0).status == perdis::Status::infeasible);
        CHECK(solver(1e9).multiplier == 0.0);
    }
    const auto problem = two_of_three().problem();
    const perdis::GaussianReverseKullbackLeibler solver(problem);
    CHECK_THROWS_WITH(solver(std::nan("")), "GaussianReverseKullbackLeibler: distortion = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(solver.at_multiplier(-1.0), "GaussianReverseKullbackLeibler: multiplier = -1 is not in [0, inf)");
}
