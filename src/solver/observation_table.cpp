#include "observation_table.hpp"

#include <perdis/numeric/normal.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

double log_normal(double score) { return -0.5 * score * score - boost::math::constants::log_root_two_pi<double>(); }

std::vector<ScoreNode> observation_nodes(const ScalarJoint& joint, double reach) {
    const auto at = [&](double y, bool up) {
        ScoreNode node;
        const ScalarPosterior posterior = joint.posterior(y);
        node.score = score_of(up ? joint.survival(y) : joint.cdf(y), up ? Side::above : Side::below);
        const double rate = std::exp(log_normal(node.score) - posterior.log_density);
        node.place = {y, rate};
        node.image = {posterior.mean, posterior.variance / joint.noise_variance() * rate};
        return node;
    };
    return score_nodes(at, joint.quantile(0.5), std::sqrt(joint.prior_variance()), reach);
}

std::vector<ScoreNode> prior_nodes(const ScalarJoint& joint, double reach) {
    const auto at = [&](double x, bool up) {
        ScoreNode node;
        node.score = score_of(up ? joint.prior_survival(x) : joint.prior_cdf(x), up ? Side::above : Side::below);
        node.place = {x, std::exp(log_normal(node.score) - joint.prior_log_density(x))};
        node.image = node.place;
        return node;
    };
    return score_nodes(at, joint.prior_quantile(0.5), std::sqrt(joint.prior_variance()), reach);
}

} // namespace

double score_of(double mass, Side side) {
    const double above =
        boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * std::clamp(mass, 1e-300, 1.0));
    return side == Side::above ? above : -above;
}

double score_quantile(const ScalarJoint& joint, double score) {
    return score < 0.0 ? joint.prior_quantile(normal_cdf(score)) : joint.prior_upper_quantile(normal_complement(score));
}

ScorePoint prior_at_score(const ScalarJoint& joint, double score) {
    const double x = score_quantile(joint, score);
    const double slope = std::exp(log_normal(score) - joint.prior_log_density(x));
    return {x, std::isfinite(slope) ? slope : 0.0};
}

ObservationTable::ObservationTable(const ScalarJoint& joint, double reach)
    : ObservationTable(observation_nodes(joint, reach)) {}

ObservationTable::ObservationTable(const std::vector<ScoreNode>& nodes)
    : observation_(nodes, &ScoreNode::place), mean_(nodes, &ScoreNode::image) {}

PriorTable::PriorTable(const ScalarJoint& joint, double reach)
    : quantile_(prior_nodes(joint, reach), &ScoreNode::place), low_(joint.prior_support().first),
      high_(joint.prior_support().second) {}

double PriorTable::operator()(double score) const { return std::clamp(quantile_(score).value, low_, high_); }

} // namespace perdis
