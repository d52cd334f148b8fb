#include <perdis/solver/gaussian_reverse_kullback_leibler.hpp>

#include <perdis/numeric/increasing_root.hpp>
#include <perdis/numeric/singular_values.hpp>

#include <cmath>
#include <limits>

// Riccati: MΣM = S_* and Σ⁻¹ = S_X⁻¹ + 2λ(I − M) make (M + λS_*) S_*⁻¹ (M + λS_*) = S_X⁻¹ + 2λI + λ²S_*, so that M + λS_* is
// the geometric mean of S_* and the right side. With S_* = C Cᵀ, C = diag(l)^½ J, this is M = C Q diag(1/w) Qᵀ Cᵀ, w = σh,
// from the decomposition of diag(d l) J; then FMF = R Rᵀ with F = diag(l)^½, R = diag(1/d) P diag(σ/h)^½, and FC = R Lᵀ with
// L = Q diag(σh)^½. The inverse Σ⁻¹ = diag(1/d²) − 2λM, in F's coordinates, is diag(1/d)(I − P(1 − h⁻²)Pᵀ)diag(1/d).

namespace perdis {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double root_tolerance = 1e-13; // of ln λ; P is stationary in λ at a given D
constexpr double nearly = 1.0 - 1e-12; // of D_max − D_min: P is of the order 1e-24 there, and G²/δ − 1 all rounding

/// The optimum at λ.
struct Level {
    Level(const GaussianProblem& problem, double multiplier)
        : damping((1.0 + 2.0 * multiplier * problem.variances().array()).rsqrt()),
          svd(singular_values(damping.cwiseProduct(problem.variances()).asDiagonal() * problem.correlation())) {
        const VectorXd product = multiplier * svd.values;
        growth = product.array() + (1.0 + product.array().square()).sqrt();
        gain.noalias() = (damping.asDiagonal() * svd.u * growth.asDiagonal()) * svd.v.transpose();
        free = (1.0 - svd.u.rowwise().squaredNorm().array()).max(0.0);
        excess = (problem.deviations().asDiagonal() * (gain - problem.correlation())).squaredNorm();
        if (svd.u.cols() < svd.u.rows()) {
            excess += (problem.variances().array() * damping.array().square() * free.array()).sum();
        }
    }

    VectorXd damping;
    SingularValues svd;
    VectorXd growth;
    MatrixXd gain;
    VectorXd free; ///< the diagonal of I − P Pᵀ
    double excess = 0.0;
};

GaussianSolution solution_of(const Level& level, double multiplier, double distortion, int iterations) {
    GaussianSolution solution;
    solution.status = Status::solved;
    solution.distortion = distortion;
    solution.multiplier = multiplier;
    solution.iterations = iterations;
    solution.gain = level.gain;
    const MatrixXd& u = level.svd.u;
    solution.noise.resize(u.rows(), 0);
    if (u.cols() < u.rows()) {
        MatrixXd projection = MatrixXd::Identity(u.rows(), u.rows());
        projection.noalias() -= u * u.transpose();
        solution.noise = level.damping.asDiagonal() * projection;
    }
    const VectorXd signal = (level.svd.values.array() / level.growth.array()).sqrt();
    const VectorXd observed = (level.svd.values.array() * level.growth.array()).sqrt();
    solution.signal_price = level.damping.cwiseInverse().asDiagonal() * u * signal.asDiagonal();
    solution.observation_price = level.svd.v * observed.asDiagonal();
    return solution;
}

} // namespace

GaussianReverseKullbackLeibler::GaussianReverseKullbackLeibler(const GaussianProblem& problem)
    : problem_(problem), max_excess_(problem.min_distortion() > 0.0 ? Level(problem, 0.0).excess : 0.0) {}

GaussianSolution GaussianReverseKullbackLeibler::at_multiplier(double multiplier) const {
    require(multiplier >= 0.0 && multiplier - multiplier == 0.0, "GaussianReverseKullbackLeibler", "multiplier",
            multiplier, "[0, inf)");
    const Level level(problem_, multiplier);
    return solution_of(level, multiplier, problem_.min_distortion() + level.excess, 1);
}

GaussianSolution GaussianReverseKullbackLeibler::operator()(double distortion, const GaussianSolution* warm) const {
    require(distortion == distortion, "GaussianReverseKullbackLeibler", "distortion", distortion, "[-inf, inf]");
    if (distortion - problem_.min_distortion() >= nearly * max_excess_) {
        GaussianSolution solution = at_multiplier(0.0);
        solution.distortion = distortion;
        return solution;
    }
    const double excess = distortion - problem_.min_distortion();
    GaussianSolution solution;
    solution.distortion = distortion;
    solution.gain = problem_.correlation();
    solution.noise.resize(problem_.rank(), 0);
    solution.multiplier = std::numeric_limits<double>::infinity();
    if (-excess > problem_.slack()) { return solution; }
    solution.status = Status::solved;
    if (excess <= problem_.slack()) { return solution; }
    // ln(G²/δ − 1) is nearly linear in ln λ at both ends
    int iterations = 0;
    const double wanted = std::log((max_excess_ - excess) / excess);
    const auto height = [&](double t) {
        ++iterations;
        const double here = Level(problem_, std::exp(t)).excess;
        if (!(here < max_excess_)) { return -std::numeric_limits<double>::infinity(); }
        return std::log((max_excess_ - here) / here) - wanted;
    };
    const bool usable = warm != nullptr && warm->multiplier > 0.0 && std::isfinite(warm->multiplier);
    const double start = usable ? std::log(warm->multiplier) : wanted - std::log(problem_.variances().maxCoeff());
    const double multiplier = std::exp(increasing_root(height, start, root_tolerance));
    return solution_of(Level(problem_, multiplier), multiplier, distortion, iterations + 1);
}

} // namespace perdis
