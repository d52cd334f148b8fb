#include <perdis/tradeoff/rate_problem.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace perdis {

namespace {

Eigen::VectorXd checked(const Eigen::VectorXd& source) {
    require(source.size() >= 1, "RateProblem", "the number of source symbols", source.size(), "[1, inf)");
    for (Eigen::Index x = 0; x < source.size(); ++x) {
        require(source(x) >= 0.0 && source(x) <= 1.0 + 1e-9, "RateProblem", "source[" + std::to_string(x) + "]",
                source(x), "[0, 1]");
    }
    require(std::abs(source.sum() - 1.0) <= 1e-9, "RateProblem", "the sum of probabilities", source.sum(), "1 +- 1e-9");
    return source / source.sum();
}

void check(const Eigen::VectorXd& source, const Eigen::MatrixXd& distortion) {
    require(distortion.rows() == source.size(), "RateProblem",
            "the source has " + std::to_string(source.size()) + " symbols, the distortion "
                + std::to_string(distortion.rows()) + " rows");
    require(distortion.cols() >= 1, "RateProblem", "the number of reproduction symbols", distortion.cols(), "[1, inf)");
    for (Eigen::Index x = 0; x < distortion.rows(); ++x) {
        for (Eigen::Index z = 0; z < distortion.cols(); ++z) {
            require(distortion(x, z) >= 0.0 && std::isfinite(distortion(x, z)), "RateProblem",
                    "distortion[" + std::to_string(x) + "][" + std::to_string(z) + "]", distortion(x, z), "[0, inf)");
        }
    }
}

} // namespace

RateProblem::RateProblem(const Eigen::VectorXd& source, const Eigen::MatrixXd& distortion) {
    auto data = std::make_shared<Data>(Data{checked(source), distortion});
    check(source, distortion);
    constexpr double epsilon = std::numeric_limits<double>::epsilon();
    data->slack = 8.0 * epsilon * data->source.dot(distortion.rowwise().minCoeff());
    Eigen::VectorX<long double> mean = Eigen::VectorX<long double>::Zero(distortion.cols());
    for (Eigen::Index x = 0; x < distortion.rows(); ++x) {
        const double least = distortion.row(x).minCoeff();
        const auto p = static_cast<long double>(data->source(x));
        data->min_distortion += p * static_cast<long double>(least);
        for (Eigen::Index z = 0; z < distortion.cols(); ++z) {
            double& e = data->excess(x, z);
            e = distortion(x, z) - least;
            if (e <= 8.0 * epsilon * least) { e = 0.0; }
            mean(z) += p * static_cast<long double>(e);
        }
    }
    data->max_excess = static_cast<double>(mean.minCoeff());
    data_ = std::move(data);
}

double RateProblem::budget(double distortion) const {
    const auto rest = static_cast<double>(static_cast<long double>(distortion) - data_->min_distortion);
    return std::abs(rest) <= data_->slack ? 0.0 : rest;
}

} // namespace perdis
