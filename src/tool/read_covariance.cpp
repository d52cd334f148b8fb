#include "tool/problem_file.hpp"

#include <perdis/numeric/symmetric_spectrum.hpp>

#include <string>

namespace perdis::tool {

namespace {

constexpr double written = 1e-9; ///< what the digits of a file may miss, relative to the largest entry

std::string shape(Eigen::Index rows, Eigen::Index columns) {
    return std::to_string(rows) + " x " + std::to_string(columns);
}

} // namespace

Eigen::MatrixXd read_covariance(const JsonNode& node, Eigen::Index size) {
    Eigen::MatrixXd matrix = node.matrix();
    if (matrix.rows() != size || matrix.cols() != size) {
        node.refuse(shape(matrix.rows(), matrix.cols()) + ", it must be " + shape(size, size));
    }
    const double scale = matrix.cwiseAbs().maxCoeff();
    Eigen::Index i = 0;
    Eigen::Index j = 0;
    const double gap = (matrix - matrix.transpose()).cwiseAbs().maxCoeff(&i, &j);
    if (!(gap <= written * scale)) {
        const auto entry = [](Eigen::Index row, Eigen::Index column) {
            return std::string("[").append(std::to_string(row)).append("][").append(std::to_string(column)).append("]");
        };
        node.refuse("it is not symmetric: " + entry(j, i) + " and " + entry(i, j) + " differ by "
                    + nlohmann::json(gap).dump());
    }
    matrix = symmetric_part<double>(matrix);
    const SymmetricSpectrum<double> spectrum(matrix);
    const double least = spectrum.values()(0);
    const double slack = is_diagonal<double>(matrix) ? 0.0 : written * scale;
    if (!(least >= -slack)) {
        node.refuse("the least eigenvalue " + nlohmann::json(least).dump() + " is not in [0, inf)");
    }
    if (least < -spectrum.tolerance()) {
        matrix = spectrum.apply([](double x) { return x; });
    }
    return matrix;
}

} // namespace perdis::tool
