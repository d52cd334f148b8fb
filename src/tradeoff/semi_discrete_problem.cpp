#include <perdis/tradeoff/semi_discrete_problem.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

SemiDiscreteProblem::SemiDiscreteProblem(Discrete<double> prior, Univariate noise, Eigen::MatrixXd distortion,
                                         FiniteDivergence divergence) {
    require(prior.dimension() == 1, "SemiDiscreteProblem", "the dimension of a symbol", prior.dimension(), "{1}");
    require(distortion.rows() == prior.size() && distortion.cols() == divergence.size(), "SemiDiscreteProblem",
            "the distortion is " + std::to_string(distortion.rows()) + " x " + std::to_string(distortion.cols())
                + ", the alphabets " + std::to_string(prior.size()) + " x " + std::to_string(divergence.size()));
    require(distortion.allFinite() && distortion.minCoeff() >= 0.0, "SemiDiscreteProblem",
            "a distortion is not in [0, inf)");
    const Eigen::VectorXd log_prior = prior.probabilities().array().log();
    const double median = noise.quantile(0.5);
    data_ = std::make_shared<const Data>(
        Data{std::move(prior), std::move(noise), std::move(distortion), std::move(divergence), log_prior, median});
}

bool SemiDiscreteProblem::usable(Eigen::Index z) const {
    const FiniteDivergence& d = divergence();
    return d.kind() == FiniteDivergence::Kind::transport || d.reference()(z) > 0.0 || std::isfinite(d.ceiling());
}

double SemiDiscreteProblem::density(double y) const {
    double sum = 0.0;
    for (Eigen::Index i = 0; i < prior().size(); ++i) {
        if (prior().probabilities()(i) > 0.0) {
            sum += prior().probabilities()(i) * noise().density(y - prior().value(i));
        }
    }
    return sum;
}

Eigen::VectorXd SemiDiscreteProblem::posterior(double y) const {
    Eigen::VectorXd weights = data_->log_prior;
    double largest = -infinite;
    for (Eigen::Index i = 0; i < weights.size(); ++i) {
        if (weights(i) > -infinite) { weights(i) += noise().log_density(y - prior().value(i)); }
        largest = std::max(largest, weights(i));
    }
    if (!(largest > -infinite)) { return prior().probabilities(); }
    weights = (weights.array() - largest).exp();
    return weights / weights.sum();
}

Eigen::MatrixXd SemiDiscreteProblem::cell_masses(const std::vector<double>& edges) const {
    const auto cells = static_cast<Eigen::Index>(edges.size()) + 1;
    Eigen::MatrixXd masses = Eigen::MatrixXd::Zero(cells, prior().size());
    for (Eigen::Index i = 0; i < prior().size(); ++i) {
        const double p = prior().probabilities()(i);
        if (!(p > 0.0)) { continue; }
        double tail = 0.0; // P(N < edge) below the median, P(N ≥ edge) above
        bool below = true;
        for (Eigen::Index j = 0; j + 1 < cells; ++j) {
            const double shifted = edges[static_cast<std::size_t>(j)] - prior().value(i);
            const bool still = shifted <= data_->median;
            const double next = still ? noise().cdf(shifted) : noise().survival(shifted);
            masses(j, i) = p * std::max(still ? next - tail : (below ? 1.0 - tail - next : tail - next), 0.0);
            below = still;
            tail = next;
        }
        masses(cells - 1, i) = p * (below ? 1.0 - tail : tail);
    }
    return masses;
}

FiniteProblem SemiDiscreteProblem::on_cells(const std::vector<double>& edges) const {
    Eigen::MatrixXd masses = cell_masses(edges);
    const Eigen::VectorXd observation = masses.rowwise().sum();
    for (Eigen::Index j = 0; j < masses.rows(); ++j) {
        const double largest = masses.row(j).maxCoeff(); // masses below the smallest normal number keep their digits
        if (largest > 0.0) { masses.row(j) /= largest; }
        masses.row(j) =
            largest > 0.0 ? (masses.row(j) / masses.row(j).sum()).eval() : prior().probabilities().transpose().eval();
    }
    return {observation, masses * distortion(), divergence()};
}

std::vector<double> SemiDiscreteProblem::kinks() const {
    std::vector<double> points;
    for (Eigen::Index i = 0; i < prior().size(); ++i) {
        if (!(prior().probabilities()(i) > 0.0)) { continue; }
        for (const double kink : noise().kinks()) { points.push_back(prior().value(i) + kink); }
    }
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    return points;
}

} // namespace perdis
