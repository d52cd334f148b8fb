#include <perdis/numeric/squared_distances.hpp>

#include <perdis/core/domain_error.hpp>

#include <string>

namespace perdis {

Eigen::MatrixXd squared_distances(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
    require(a.rows() == b.rows(), "squared_distances",
            "vectors of " + std::to_string(a.rows()) + " coordinates against " + std::to_string(b.rows()));
    const Eigen::VectorXd norms = a.colwise().squaredNorm();
    Eigen::MatrixXd distances = -2.0 * (a.transpose() * b);
    for (Eigen::Index j = 0; j < b.cols(); ++j) {
        const double norm = b.col(j).squaredNorm();
        for (Eigen::Index i = 0; i < a.cols(); ++i) {
            const double sum = norms(i) + norm;
            double& distance = distances(i, j);
            distance += sum;
            if (!(distance > 0x1p-10 * sum)) { distance = (a.col(i) - b.col(j)).squaredNorm(); }
        }
    }
    return distances;
}

} // namespace perdis
