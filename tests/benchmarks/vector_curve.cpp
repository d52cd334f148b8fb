// A W₂ curve of normal vectors, 100 points, against the eigendecompositions alone: vector_curve [sizes…], 100 200 500 unless
// told. Faces both ways that a curve is asked for: P and D at every point with the proof, and the estimator's matrices too.
//
// Thread processor time, the median of three, both in one run. "alone" is what the formula as written decomposes: S_X, S_Y and
// S_X^½ S_* S_X^½, by Eigen's solver with vectors, nothing else.

#include "timing.hpp"

#include <perdis/curve/vector_gaussian_curve.hpp>
#include <perdis/solver/gaussian_transport.hpp>

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using timing::median_time;

/// A smooth prior: covariance 0.97^|i − j|, with a full eigenbasis.
MatrixXd smooth(Index d) {
    return MatrixXd::NullaryExpr(d, d,
                                 [](Index i, Index j) { return std::pow(0.97, static_cast<double>(std::abs(i - j))); });
}

/// Means of pairs, or three-point means.
MatrixXd degradation(Index d, bool halved) {
    MatrixXd h = MatrixXd::Zero(halved ? d / 2 : d, d);
    for (Index i = 0; i < h.rows(); ++i) {
        for (const Index j : {halved ? 2 * i : i - 1, halved ? 2 * i + 1 : i, halved ? 2 * i : i + 1}) {
            if (j >= 0 && j < d) { h(i, j) += 1.0 / 3.0; }
        }
    }
    return h;
}

/// Prints a row; the curve's time in units of the three eigendecompositions.
double row(Index d, bool halved) {
    const MatrixXd s = smooth(d);
    const MatrixXd h = degradation(d, halved);
    const MatrixXd noise = 0.01 * MatrixXd::Identity(h.rows(), h.rows());
    const perdis::VectorGaussianProblem<perdis::Wasserstein2> problem{
        perdis::MultivariateGaussian<double>(VectorXd::Zero(d), s), perdis::LinearGaussian<double>(h, noise), {}, {}};
    const MatrixXd cross = s * h.transpose();
    const MatrixXd observed = h * cross + noise;
    const MatrixXd root = Eigen::SelfAdjointEigenSolver<MatrixXd>(s).operatorSqrt();
    const MatrixXd middle = root * cross * observed.inverse() * cross.transpose() * root;
    double sum = 0.0;
    const double alone = median_time([&] {
        for (const MatrixXd* matrix : {&s, &observed, &middle}) {
            sum += Eigen::SelfAdjointEigenSolver<MatrixXd>(*matrix).eigenvalues()(0);
        }
    });
    double widest = 0.0;
    const double curve = median_time([&] {
        const auto traced = perdis::trace(problem, {.points = 100});
        for (const auto& point : traced.points()) {
            widest = std::max(widest, (point.upper - point.lower) / (1.0 + point.upper));
        }
    });
    const double matrices = median_time([&] {
        const auto model = perdis::vector_gaussian_curve_model(perdis::reduce(problem), perdis::Wasserstein2{});
        for (int i = 0; i < 100; ++i) {
            const double share = i / 99.0;
            const double distortion =
                model->min_distortion() + share * (model->max_distortion() - model->min_distortion());
            sum += model->solve(distortion).gain(0, 0);
        }
    });
    std::printf("%5ld %-14s %9.4f %9.4f %7.2f %9.4f %7.2f   %8.1e\n", static_cast<long>(d),
                halved ? "down-sampling" : "blur", alone, curve, curve / alone, matrices, matrices / alone,
                sum == sum ? widest : sum);
    std::fflush(stdout);
    return curve / alone;
}

} // namespace

int main(int count, char** values) {
    std::vector<Index> sizes;
    for (int i = 1; i < count; ++i) { sizes.push_back(std::atol(values[i])); }
    if (sizes.empty()) { sizes = {100, 200, 500}; }
    std::printf("both sides compiled with: %s\n", PERDIS_BENCHMARK_FLAGS);
    std::printf("seconds of processor time, median of three\n\n");
    std::printf("    d model              alone     curve  /alone  matrices  /alone  gap/(1+P)\n");
    bool met = true;
    for (const Index d : sizes) {
        const double worst = std::max(row(d, false), row(d, true));
        met = met && (d < 500 || worst <= 3.0);
    }
    std::printf("the demand, at most 3 from d = 500 on: %s\n", met ? "met" : "NOT MET");
    return met ? 0 : 1;
}
