#include "rate_newton.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

RateNewton::RateNewton(RateIterate& iterate) : iterate_(iterate) {
    const auto k = static_cast<double>(iterate.law.size());
    iterate_.law = (1.0 - 0.001) * iterate_.law + Eigen::VectorXd::Constant(iterate_.law.size(), 0.001 / k);
    iterate_.meet_budget();
    const double level = std::clamp(iterate_.gap(), 1e-4, 1.0);
    const Eigen::ArrayXd slack = 1.0 - iterate_.yield().array();
    slack_ = slack.max(level / k / iterate_.law.array()).matrix();
}

double RateNewton::longest(const Direction& direction, double share) const {
    double length = 1.0;
    length = std::min(length, share / std::max(-direction.law.minCoeff(), share));
    const Eigen::ArrayXd relative = direction.slack.array() / slack_.array();
    length = std::min(length, share / std::max(-relative.minCoeff(), share));
    return length;
}

bool RateNewton::step() {
    const Eigen::ArrayXd q = iterate_.law.array();
    const Eigen::ArrayXd product = q * slack_.array();
    const auto k = static_cast<double>(q.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(q.size(), q.size());
    matrix.selfadjointView<Eigen::Lower>().rankUpdate(iterate_.root().transpose());
    matrix.diagonal().array() += product;
    const Eigen::ArrayXd scale = matrix.diagonal().array().rsqrt();
    matrix = scale.matrix().asDiagonal() * matrix * scale.matrix().asDiagonal();
    matrix.diagonal().array() += 4.0 * std::numeric_limits<double>::epsilon();
    const Eigen::LLT<Eigen::MatrixXd> factor(matrix);
    if (factor.info() != Eigen::Success) { return false; }
    const auto solve = [&](const Eigen::ArrayXd& right) -> Eigen::VectorXd {
        return (scale * factor.solve((scale * right).matrix()).array()).matrix();
    };
    const bool free_slope = !iterate_.at_minimum();
    const Eigen::VectorXd tilt = free_slope ? iterate_.tilt() : Eigen::VectorXd::Zero(iterate_.law.size());
    const Eigen::VectorXd answer = solve(tilt.array());
    const double curvature = iterate_.variance() + tilt.dot(answer);
    const auto direction = [&](const Eigen::ArrayXd& target) {
        // target: what q t should become, less second-order terms
        Direction result;
        const Eigen::VectorXd first = solve(target - q + iterate_.marginal().array());
        if (free_slope && curvature > 0.0) { result.slope = (iterate_.overspent() + tilt.dot(first)) / curvature; }
        result.law = first - result.slope * answer;
        result.slack = (target / q - slack_.array() * (1.0 + result.law.array())).matrix();
        return result;
    };
    const Direction affine = direction(Eigen::ArrayXd::Zero(q.size()));
    const double reach = longest(affine, 1.0);
    const double share = std::clamp(std::pow(1.0 - reach, 3.0), 1e-3, 0.5);
    const Eigen::ArrayXd second = reach * q * affine.law.array() * affine.slack.array();
    const Direction full = direction(share * product.sum() / k - second);
    double length = longest(full, 0.99);
    if (full.slope != 0.0) {
        const double room = full.slope < 0.0 ? 0.5 * iterate_.slope : 2.0 * iterate_.slope;
        length = std::min(length, room / std::abs(full.slope));
    }
    const RateIterate before = iterate_;
    const double most = 4.0 * std::max(before.gap(), product.sum());
    for (int halved = 0; halved < 12; ++halved, length *= 0.5) { // far steps leave where the linear system speaks
        iterate_.law = (q * (1.0 + length * full.law.array())).matrix();
        iterate_.slope = before.slope + length * full.slope;
        iterate_.evaluate();
        if (iterate_.gap() <= most) { break; }
    }
    slack_ += length * full.slack;
    return iterate_.law.allFinite() && slack_.allFinite();
}

} // namespace perdis
