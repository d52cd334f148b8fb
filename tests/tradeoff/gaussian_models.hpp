#pragma once

#include <perdis/channel/linear_gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/tradeoff/gaussian_problem.hpp>

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include <cmath>
#include <random>
#include <string>
#include <vector>

// Normal vectors in linear Gaussian channels, for the tests of the tradeoff, the solvers, the certificates and the curves.
namespace gaussian_models {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Model {
    std::string name;
    perdis::MultivariateGaussian<double> prior;
    perdis::LinearGaussian<double> channel;

    [[nodiscard]] perdis::GaussianProblem problem() const { return {prior, channel}; }
};

inline MatrixXd random_matrix(std::mt19937& engine, Index rows, Index columns) {
    std::normal_distribution<double> normal;
    return MatrixXd::NullaryExpr(rows, columns, [&] { return normal(engine); });
}

inline Model model(const std::string& name, const MatrixXd& covariance, const MatrixXd& h, const MatrixXd& noise) {
    return {name, perdis::MultivariateGaussian<double>(VectorXd::LinSpaced(covariance.rows(), -1.0, 2.0), covariance),
            perdis::LinearGaussian<double>(h, noise)};
}

inline MatrixXd diagonal(const std::vector<double>& entries) {
    return Eigen::Map<const VectorXd>(entries.data(), static_cast<Index>(entries.size())).asDiagonal();
}

inline MatrixXd three_by_three() {
    MatrixXd covariance(3, 3);
    covariance << 2, 1, 0, 1, 2, 0.5, 0, 0.5, 1;
    return covariance;
}

/// X of covariance three_by_three() seen through ((1,1,0),(0,1,−1)) in noise of variance ½: S_* of rank 2.
inline Model two_of_three() {
    MatrixXd h(2, 3);
    h << 1, 1, 0, 0, 1, -1;
    return model("two of three", three_by_three(), h, 0.5 * MatrixXd::Identity(2, 2));
}

/// The same X through a smoothing in unequal noise.
inline Model smoothed() {
    MatrixXd h(3, 3);
    h << 1, 0.5, 0, 0.5, 1, 0.5, 0, 0.5, 1;
    return model("smoothed", three_by_three(), h, diagonal({0.5, 0.25, 1.0}));
}

/// Full rank, S_* singular, S_X singular, noise singular, graded.
inline std::vector<Model> all(Index d = 6) {
    std::mt19937 engine(7);
    const MatrixXd a = random_matrix(engine, d, d);
    const MatrixXd covariance = a * a.transpose() / static_cast<double>(d);
    const MatrixXd h = random_matrix(engine, d / 2, d);
    const MatrixXd thin = random_matrix(engine, d, d / 2 + 1);
    const MatrixXd unit = MatrixXd::Identity(d, d);
    const MatrixXd half = MatrixXd::Identity(d / 2, d / 2);
    MatrixXd singular = half;
    singular(0, 0) = 0.0;
    const MatrixXd q = Eigen::HouseholderQR<MatrixXd>(a).householderQ();
    const VectorXd grades = VectorXd::NullaryExpr(d, [](Index i) { return std::pow(10.0, -static_cast<double>(i)); });
    return {two_of_three(),
            smoothed(),
            model("white noise", covariance, unit, 0.3 * unit),
            model("faint noise", covariance, unit, 1e-4 * unit),
            model("fewer observations", covariance, h, 0.1 * half),
            model("singular prior", thin * thin.transpose(), h, 0.1 * half),
            model("singular noise", covariance, h, singular),
            model("no noise", covariance, h, 0.0 * half),
            model("graded prior", q * grades.asDiagonal() * q.transpose(), unit, 0.01 * unit)};
}

/// S^½ and S⁺ by an eigendecomposition, eigenvalues below 1e-12 of the largest taken as 0.
template <class Function>
MatrixXd apply(const MatrixXd& s, Function f) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(0.5 * (s + s.transpose()));
    const double zero = 1e-12 * solver.eigenvalues().cwiseAbs().maxCoeff();
    const VectorXd values = solver.eigenvalues().unaryExpr([&](double x) { return x > zero ? f(x) : 0.0; });
    return solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
}
inline MatrixXd root(const MatrixXd& s) {
    return apply(s, [](double x) { return std::sqrt(x); });
}
inline MatrixXd pseudo_inverse(const MatrixXd& s) {
    return apply(s, [](double x) { return 1.0 / x; });
}

/// S_* = S_XY S_Y⁺ S_YX as it is written.
inline MatrixXd posterior_mean_covariance(const Model& m) {
    const MatrixXd cross = m.prior.covariance() * m.channel.matrix().transpose();
    const MatrixXd observed = m.channel.matrix() * cross + m.channel.noise_covariance();
    return cross * pseudo_inverse(observed) * cross.transpose();
}

/// W₂² of centred normal laws as it is written.
inline double squared_distance(const MatrixXd& a, const MatrixXd& b) {
    const MatrixXd r = root(a);
    return (a + b - 2.0 * root(r * b * r)).trace();
}

} // namespace gaussian_models
