#include "catch.hpp"

#include <perdis/inference/vector_posterior.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <algorithm>
#include <array>
#include <limits>

using perdis::Discrete;
using perdis::VectorPosterior;

namespace {

Discrete<double> three() {
    Eigen::MatrixXd symbols(2, 3);
    symbols << 0.0, 1.0, -0.5, //
        0.0, 0.5, 2.0;
    return Discrete<double>::over_vectors(symbols, Eigen::Vector3d(0.5, 0.3, 0.2));
}

VectorPosterior posterior(const Discrete<double>& prior, double sigma) {
    return {prior, perdis::AdditiveGaussian<double>(perdis::standard_deviation(sigma))};
}

} // namespace

TEST_CASE("agree: weights, mean and variance of a vector posterior against 50 digits") {
    using Fifty = boost::multiprecision::cpp_bin_float_50;
    const auto prior = three();
    for (const double sigma : {1e-3, 0.1, 1.0, 1e6}) {
        const auto model = posterior(prior, sigma);
        Eigen::MatrixXd y(2, 3);
        y.col(0) = prior.support().col(1) + Eigen::Vector2d(0.7 * sigma, -sigma);
        y.col(1) = (prior.support().col(0) + prior.support().col(2)) / 2.0
                   + Eigen::Vector2d(std::min(sigma, sigma * sigma), 0.0);
        y.col(2) = Eigen::Vector2d(-sigma, 0.1);
        const Eigen::MatrixXd weights = model.weights(y);
        const Eigen::MatrixXd mean = model.mean(weights);
        const Eigen::VectorXd variance = model.variance(weights, mean);
        for (Eigen::Index j = 0; j < 3; ++j) {
            Fifty sum = 0, second = 0;
            std::array<Fifty, 3> w;
            Fifty nearest = 1e300;
            std::array<Fifty, 2> centre = {0, 0};
            for (Eigen::Index i = 0; i < 3; ++i) {
                Fifty exponent = 0;
                for (Eigen::Index k = 0; k < 2; ++k) {
                    exponent += pow(Fifty(y(k, j)) - Fifty(prior.support()(k, i)), 2);
                }
                w[static_cast<std::size_t>(i)] = exponent / (2 * Fifty(sigma) * Fifty(sigma));
                nearest = std::min(nearest, w[static_cast<std::size_t>(i)]);
            }
            for (std::size_t i = 0; i < 3; ++i) {
                w[i] = Fifty(prior.probabilities()(static_cast<Eigen::Index>(i))) * exp(nearest - w[i]);
                sum += w[i];
            }
            for (std::size_t i = 0; i < 3; ++i) {
                w[i] /= sum;
                const auto column = static_cast<Eigen::Index>(i);
                CHECK(weights(column, j) == Approx(static_cast<double>(w[i])).epsilon(1e-9).margin(1e-300));
                for (std::size_t k = 0; k < 2; ++k) {
                    centre[k] += w[i] * prior.support()(static_cast<Eigen::Index>(k), column);
                }
            }
            for (std::size_t i = 0; i < 3; ++i) {
                for (std::size_t k = 0; k < 2; ++k) {
                    second +=
                        w[i]
                        * pow(prior.support()(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(i)) - centre[k],
                              2);
                }
            }
            CHECK(mean(0, j) == Approx(static_cast<double>(centre[0])).epsilon(1e-9).margin(1e-300));
            CHECK(variance(j) == Approx(static_cast<double>(second)).epsilon(1e-9).margin(1e-300));
        }
    }
}

TEST_CASE("limit: without noise the posterior is the symbol seen; no weight goes to what never occurs") {
    const auto prior = three();
    CHECK(posterior(prior, 0.0).weights(prior.support()) == Eigen::MatrixXd::Identity(3, 3));
    const auto never = Discrete<double>::over_vectors(prior.support(), Eigen::Vector3d(0.5, 0.0, 0.5));
    for (const double sigma : {0.0, 1.0}) {
        CHECK(posterior(never, sigma).weights(prior.support()).row(1) == Eigen::RowVectorXd::Zero(3));
    }
}

TEST_CASE("limit: of equal weights the first is the mode") {
    Eigen::MatrixXd weights(3, 2);
    weights << 0.2, 0.0, //
        0.4, 0.0,        //
        0.4, 1.0;
    CHECK(perdis::largest_weights(weights) == std::vector<Eigen::Index>{1, 2});
}

TEST_CASE("refuse: labels, observations that are not finite or of another dimension") {
    CHECK_THROWS_WITH(posterior(Discrete<double>::over_labels(Eigen::Vector2d(0.5, 0.5)), 1.0),
                      "VectorPosterior: the symbols are labels: noise cannot be added to them");
    const auto model = posterior(three(), 1.0);
    CHECK_THROWS_WITH(model.weights(Eigen::MatrixXd::Constant(2, 1, std::numeric_limits<double>::quiet_NaN())),
                      "VectorPosterior: an observation is not finite");
    CHECK_THROWS_WITH(model.weights(Eigen::MatrixXd::Zero(3, 1)),
                      "squared_distances: vectors of 2 coordinates against 3");
}
