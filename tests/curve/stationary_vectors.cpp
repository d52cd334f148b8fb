#include "catch.hpp"

#include <cmath>

#include "inference/dense_field.hpp"

#include <perdis/curve/stationary_curve.hpp>
#include <perdis/curve/vector_gaussian_curve.hpp>

namespace {

/// One curve per alias class, times the scale of all samples together, and one of the same field as a vector: D and P agree.
template <class Divergence>
void check(Eigen::Index h, Eigen::Index w, perdis::DownSampling factors, double power_of_size) {
    const auto twin = dense::twin(h, w, factors, 0.3);
    const auto samples = static_cast<double>(h * w);
    const perdis::RealField kernel = dense::kernel(h, w);
    const Eigen::MatrixXd matrix = dense::degradation(kernel, h, w, factors);
    const Eigen::MatrixXd noise = 0.3 * Eigen::MatrixXd::Identity(matrix.rows(), matrix.rows());
    const Eigen::MatrixXd symmetric = 0.5 * (twin.field.prior + twin.field.prior.transpose());
    const perdis::VectorGaussianProblem<Divergence> vector{
        perdis::MultivariateGaussian<double>(Eigen::VectorXd::Zero(h * w), symmetric),
        perdis::LinearGaussian<double>(matrix, noise), perdis::SquaredError{}, Divergence{}};
    const auto whole = perdis::trace(vector, {.points = 2});
    const auto classes = perdis::trace(
        perdis::StationaryProblem<Divergence>{twin.joint.prior(), twin.joint.channel(), {}, {}}, {.points = 2});
    CHECK(whole.min_distortion() == Approx(samples * classes.min_distortion()).epsilon(1e-12));
    CHECK(whole.max_distortion() == Approx(samples * classes.max_distortion()).epsilon(1e-12));
    for (const double share : {0.1, 0.5, 0.9}) {
        const double distortion =
            classes.min_distortion() + share * (classes.max_distortion() - classes.min_distortion());
        const auto mine = classes.point(distortion);
        const auto other = whole.point(samples * distortion);
        const double scale = std::pow(samples, power_of_size);
        // 1e-9 (1 + P) is what both certificates promise at worst
        CHECK(std::abs(scale * mine.upper - other.upper) <= 1e-9 * (1.0 + other.upper));
        CHECK(scale * mine.lower <= other.upper + 1e-9 * (1.0 + other.upper));
        CHECK(other.slope == Approx(mine.slope * scale / samples).epsilon(1e-6));
    }
}

} // namespace

TEST_CASE("agree: a stationary field's curve is that of the same field as a vector", "[stationary_vectors]") {
    for (const auto& [h, w, factors] :
         {std::tuple(1, 12, perdis::DownSampling{1, 3}), std::tuple(1, 12, perdis::DownSampling{1, 1}),
          std::tuple(8, 8, perdis::DownSampling{4, 4})}) {
        check<perdis::Wasserstein2>(h, w, factors, 0.5);
        check<perdis::SquaredWasserstein2>(h, w, factors, 1.0);
        check<perdis::ReverseKullbackLeibler>(h, w, factors, 1.0);
    }
}
