#include <perdis/inference/vector_posterior.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/squared_distances.hpp>

#include <limits>
#include <utility>

namespace perdis {

namespace {

/// Σ w_i ‖x_i − x*‖² over the weights that count beside the second largest.
double direct_variance(const Eigen::MatrixXd& symbols, const Eigen::Ref<const Eigen::VectorXd>& weights,
                       const Eigen::Ref<const Eigen::VectorXd>& mean) {
    double first = 0.0;
    double second = 0.0;
    for (const double weight : weights) {
        second = std::max(second, std::min(first, weight));
        first = std::max(first, weight);
    }
    double sum = 0.0;
    for (Eigen::Index i = 0; i < weights.size(); ++i) {
        if (weights(i) > 1e-20 * second) { sum += weights(i) * (symbols.col(i) - mean).squaredNorm(); }
    }
    return sum;
}

} // namespace

VectorPosterior::VectorPosterior(Discrete<double> prior, AdditiveGaussian<double> channel)
    : prior_(std::move(prior)), channel_(std::move(channel)), log_prior_(prior_.probabilities().array().log()),
      square_(prior_.support().colwise().squaredNorm()) {
    require(!prior_.labelled(), "VectorPosterior", "the symbols are labels: noise cannot be added to them");
}

Eigen::MatrixXd VectorPosterior::weights(const Eigen::MatrixXd& observations) const {
    require(observations.array().isFinite().all(), "VectorPosterior", "an observation is not finite");
    Eigen::MatrixXd result = squared_distances(prior_.support(), observations);
    const double twice = 2.0 * channel_.variance();
    for (Eigen::Index j = 0; j < result.cols(); ++j) {
        auto column = result.col(j).array();
        if (twice < std::numeric_limits<double>::min()) {
            const double nearest = (log_prior_.array() > -std::numeric_limits<double>::infinity())
                                       .select(column, std::numeric_limits<double>::infinity())
                                       .minCoeff();
            column = (column <= nearest).select(prior_.probabilities().array(), 0.0);
        } else {
            column = log_prior_.array() - column / twice;
            column -= column.maxCoeff();
            column = (column > -700.0).select(column.exp(), 0.0); // Eigen's exp(-inf) is positive
        }
        column /= column.sum();
    }
    return result;
}

Eigen::MatrixXd VectorPosterior::mean(const Eigen::MatrixXd& weights) const { return prior_.support() * weights; }

Eigen::VectorXd VectorPosterior::variance(const Eigen::MatrixXd& weights, const Eigen::MatrixXd& mean) const {
    Eigen::VectorXd result = weights.transpose() * square_;
    for (Eigen::Index j = 0; j < result.size(); ++j) {
        const double second_moment = result(j);
        result(j) -= mean.col(j).squaredNorm();
        if (!(result(j) > 0x1p-10 * second_moment)) {
            result(j) = direct_variance(prior_.support(), weights.col(j), mean.col(j));
        }
    }
    return result;
}

std::vector<Eigen::Index> largest_weights(const Eigen::MatrixXd& weights) {
    std::vector<Eigen::Index> indices(static_cast<std::size_t>(weights.cols()));
    for (Eigen::Index j = 0; j < weights.cols(); ++j) {
        weights.col(j).maxCoeff(&indices[static_cast<std::size_t>(j)]);
    }
    return indices;
}

} // namespace perdis
