#include <perdis/tradeoff/semi_discrete_problem.hpp>

#include "catch.hpp"
#include "semi_discrete.hpp"

#include <perdis/distortion/hamming.hpp>
#include <perdis/divergence/total_variation.hpp>

#include <boost/math/distributions/cauchy.hpp>
#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <string>
#include <vector>

using boost::math::normal;
using perdis::Hamming;
using perdis::TotalVariation;

TEST_CASE("law: cells share out the joint law whatever their edges", "[semi_discrete_problem]") {
    for (const perdis::Univariate& noise :
         {perdis::Univariate(normal(0, 0.7)), perdis::Univariate(boost::math::laplace(0, 2)),
          perdis::Univariate(boost::math::cauchy(0.3, 1))}) {
        const auto problem = semi_discrete::problem(semi_discrete::five(), noise, Hamming{}, TotalVariation{});
        const std::vector<double> edges{-30.0, -3.0, -0.5, 0.1, 0.1000001, 2.0, 40.0};
        const Eigen::MatrixXd masses = problem.cell_masses(edges);
        CHECK(masses.minCoeff() >= 0.0);
        CHECK((masses.colwise().sum().transpose() - problem.prior().probabilities()).cwiseAbs().maxCoeff() < 1e-15);
        for (std::size_t j = 0; j + 1 < edges.size(); ++j) {
            for (Eigen::Index i = 0; i < 5; ++i) {
                const double x = problem.prior().value(i);
                const double expected = problem.prior().probabilities()(i) * noise.mass(edges[j] - x, edges[j + 1] - x);
                CHECK(masses(static_cast<Eigen::Index>(j) + 1, i) == Approx(expected).epsilon(1e-9).margin(1e-300));
            }
        }
    }
}

TEST_CASE("law: the posterior is the joint density over its sum, the prior where nothing is seen",
          "[semi_discrete_problem]") {
    const auto problem =
        semi_discrete::problem(semi_discrete::ternary(0.25), normal(0, 0.1), Hamming{}, TotalVariation{});
    for (const double y : {-1.2, -0.45, 0.03, 0.5}) {
        const Eigen::VectorXd posterior = problem.posterior(y);
        CHECK(posterior.sum() == Approx(1.0).epsilon(1e-15));
        for (Eigen::Index i = 0; i < 3; ++i) {
            const double joint =
                problem.prior().probabilities()(i) * problem.noise().density(y - problem.prior().value(i));
            CHECK(posterior(i) == Approx(joint / problem.density(y)).epsilon(1e-12).margin(1e-300));
        }
    }
    // where every density underflows the nearest symbol is certain all the same
    CHECK(problem.density(50.0) == 0.0);
    CHECK(problem.posterior(50.0)(2) == 1.0);
}

TEST_CASE("agree: the finite problem on cells has the channel of these cells", "[semi_discrete_problem]") {
    const auto problem = semi_discrete::problem(semi_discrete::ternary(0.4), normal(0, 1), Hamming{}, TotalVariation{});
    // theory.md section 5: the maximum posterior rule cuts at 0, D_min = 1 − 0.8 Φ(1)
    CHECK(problem.on_cells({0.0}).min_distortion() == Approx(0.326924203145165641).epsilon(1e-15));
    const auto cells = problem.on_cells({});
    CHECK(cells.min_distortion() == Approx(0.6).epsilon(1e-15)); // nothing is seen
}

TEST_CASE("refuse: sizes, vectors, distortions", "[semi_discrete_problem]") {
    const auto prior = semi_discrete::ternary(0.25);
    const perdis::FiniteDivergence divergence(TotalVariation{}, prior, prior.support());
    const auto message = [&](const Eigen::MatrixXd& distortion) -> std::string {
        try {
            const perdis::SemiDiscreteProblem problem(prior, normal(0, 1), distortion, divergence);
        } catch (const perdis::DomainError& error) { return error.what(); }
        return "";
    };
    CHECK(message(Eigen::MatrixXd::Ones(2, 3)) == "SemiDiscreteProblem: the distortion is 2 x 3, the alphabets 3 x 3");
    CHECK(message(-Eigen::MatrixXd::Ones(3, 3)) == "SemiDiscreteProblem: a distortion is not in [0, inf)");
    const auto vectors =
        perdis::Discrete<double>::over_vectors(Eigen::MatrixXd::Identity(2, 2), Eigen::Vector2d(0.5, 0.5));
    CHECK_THROWS_WITH(
        perdis::SemiDiscreteProblem(vectors, normal(0, 1), Eigen::MatrixXd::Zero(2, 2),
                                    perdis::FiniteDivergence(TotalVariation{}, vectors, vectors.support())),
        "SemiDiscreteProblem: the dimension of a symbol = 2 is not in {1}");
}
