#include <perdis/solver/gaussian_transport.hpp>

#include <perdis/numeric/singular_values.hpp>

#include <cmath>
#include <limits>

namespace perdis {

using Eigen::MatrixXd;
using Eigen::VectorXd;

GaussianCoupling optimal_coupling(const GaussianProblem& problem) {
    const auto& j = problem.correlation();
    if (j.size() == 0) { return {j, j, MatrixXd(0, 0), std::sqrt(problem.variance())}; }
    const MatrixXd scaled = problem.variances().asDiagonal() * j;
    const SingularValues svd = singular_values(scaled);
    const VectorXd roots = svd.values.cwiseSqrt();
    GaussianCoupling coupling;
    coupling.correlation.noalias() = svd.u * svd.v.transpose();
    coupling.signal_price = svd.u * roots.asDiagonal();
    coupling.observation_price = svd.v * roots.asDiagonal();
    double square = (problem.deviations().asDiagonal() * (coupling.correlation - j)).squaredNorm();
    if (j.cols() < j.rows()) {
        const VectorXd left = (1.0 - svd.u.rowwise().squaredNorm().array()).max(0.0).matrix();
        square += problem.variances().dot(left);
    }
    coupling.deviation = problem.min_distortion() > 0.0 ? std::sqrt(square) : 0.0; // 0: X* = X
    return coupling;
}

GaussianTransport::GaussianTransport(const GaussianProblem& problem)
    : problem_(problem), coupling_(optimal_coupling(problem)) {
    const MatrixXd& theta = coupling_.correlation;
    if (theta.cols() == theta.rows()) { return; }
    free_ = MatrixXd::Identity(theta.rows(), theta.rows());
    free_.noalias() -= theta * theta.transpose(); // a projection: its own root
}

double GaussianTransport::slope(double distortion) const {
    if (distortion >= max_distortion()) { return 0.0; }
    const double excess = distortion - problem_.min_distortion();
    return excess <= problem_.slack() ? -std::numeric_limits<double>::infinity() : -0.5 / std::sqrt(excess);
}

GaussianSolution GaussianTransport::operator()(double distortion) const {
    require(distortion == distortion, "GaussianTransport", "distortion", distortion, "[-inf, inf]");
    const double excess = distortion - problem_.min_distortion();
    GaussianSolution solution;
    solution.distortion = distortion;
    solution.gain = problem_.correlation();
    solution.noise.resize(problem_.rank(), 0);
    solution.multiplier = 0.0 - slope(distortion);
    if (-excess > problem_.slack()) { return solution; }
    solution.status = Status::solved;
    const bool perfect = distortion >= max_distortion();
    if (!perfect && excess <= problem_.slack()) { return solution; }
    const double share = perfect ? 1.0 : std::sqrt(excess) / coupling_.deviation;
    solution.gain.noalias() += share * (coupling_.correlation - problem_.correlation());
    if (free_.size() > 0) { solution.noise = share * free_; }
    return solution;
}

} // namespace perdis
