#include <perdis/numeric/residual.hpp>

#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// The rows' entries rounded to this many bits below their row's largest, and those largest entries.
struct Cut {
    Eigen::MatrixXd head;
    Eigen::VectorXd largest;
};

Cut cut(const Eigen::MatrixXd& matrix, int bits) {
    Cut result{matrix, matrix.cwiseAbs().rowwise().maxCoeff()};
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        if (!(result.largest(i) > 0.0)) { continue; }
        const double unit = std::ldexp(1.0, std::ilogb(result.largest(i)) + 1 - bits);
        for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
            result.head(i, j) = std::nearbyint(matrix(i, j) / unit) * unit;
        }
    }
    return result;
}

} // namespace

// Products of two heads are whole multiples of a unit and their sums stay below 2^53 of it: exact, in whatever order and blocks
// they are added. So they are summed by themselves and meet C once.
Residual residual(const Eigen::MatrixXd& c, const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
    const Eigen::Index k = a.cols();
    if (k == 0 || c.size() == 0) { return {c, 0.0}; }
    const int bits = (52 - static_cast<int>(std::ceil(std::log2(static_cast<double>(k) + 1.0)))) / 2;
    const Cut left = cut(a, bits);
    const Cut right = cut(b, bits);
    Eigen::MatrixXd rest = (a - left.head) * b.transpose();
    rest.noalias() += left.head * (b - right.head).transpose();
    Eigen::MatrixXd product(c.rows(), c.cols());
    product.noalias() = left.head * right.head.transpose();
    Residual result;
    result.value = c - product;
    const double cancelled = result.value.norm();
    result.value -= rest;
    const double tail =
        std::ldexp(1.0, -bits + 1) * static_cast<double>(k) * left.largest.norm() * right.largest.norm();
    result.error = epsilon * (static_cast<double>(k + 8) * tail + 2.0 * cancelled + 2.0 * result.value.norm());
    return result;
}

} // namespace perdis
