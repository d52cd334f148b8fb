#include <perdis/numeric/singular_values.hpp>

#include <Eigen/SVD>

#include <algorithm>

namespace perdis {

SingularValues singular_values(const Eigen::MatrixXd& matrix) {
    const Eigen::Index size = std::min(matrix.rows(), matrix.cols());
    if (size == 0) {
        return {Eigen::MatrixXd(matrix.rows(), 0), Eigen::VectorXd(0), Eigen::MatrixXd(matrix.cols(), 0)};
    }
    const Eigen::BDCSVD<Eigen::MatrixXd> svd(matrix, Eigen::ComputeThinU | Eigen::ComputeThinV);
    return {svd.matrixU(), svd.singularValues(), svd.matrixV()};
}

} // namespace perdis
