#include "map_samples.hpp"

#include "alpha_terms.hpp"

#include <perdis/numeric/normal.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr std::size_t most = 4000; // pieces

/// The least value of a cubic's slope on [0, h].
double least_slope(const ScalarMap::Cubic& cubic, double h) {
    double least = std::min(cubic.slope(0.0), cubic.slope(h));
    const double turn = -cubic.square / (3.0 * cubic.cube);
    if (turn > 0.0 && turn < h) { least = std::min(least, cubic.slope(turn)); }
    return least;
}

double score_of(const ScalarJoint& joint, double x) {
    const double below = joint.prior_cdf(x), above = joint.prior_survival(x);
    const double found = boost::math::constants::root_two<double>()
                         * boost::math::erfc_inv(2.0 * std::clamp(std::min(below, above), 1e-300, 0.5));
    return below < above ? -found : found;
}

} // namespace

double SampledPiece::mass(std::size_t i) const { return half * GaussPiece::rule().weight(i) * normal_density(s[i]); }

double SampledPiece::distance_blur(std::size_t i, double accuracy) const {
    return (accuracy + 4.0 * epsilon) * (std::abs(mean[i]) + std::sqrt(variance[i]) + std::abs(x[i]))
           + 8.0 * epsilon * (1.0 + std::abs(s[i])) * dx[i];
}

MapSamples::MapSamples(const ScalarMap& map, double order)
    : joint_(map.joint()), order_(order), scale_(map.joint().prior_variance()) {
    const auto& nodes = map.scores();
    std::vector<double> cuts{0.0};
    for (const double x : joint_.prior_kinks()) { cuts.push_back(score_of(joint_, x)); }
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
        const ScalarMap::Cubic cubic = map.piece(i);
        increasing_ = increasing_ && least_slope(cubic, nodes[i + 1] - nodes[i]) > 0.0;
        if (!increasing_) { return; }
        double from = nodes[i];
        for (const double cut : cuts) {
            if (cut - from > 1e-12 && nodes[i + 1] - cut > 1e-12) {
                walk(cubic, nodes[i], from - nodes[i], cut - nodes[i], 0);
                from = cut;
            }
        }
        walk(cubic, nodes[i], from - nodes[i], nodes[i + 1] - nodes[i], 0);
        if (!increasing_) { return; }
    }
    gather();
}

SampledPiece MapSamples::sample(const ScalarMap::Cubic& cubic, double node, double from, double to) const {
    const GaussPiece& rule = GaussPiece::rule();
    SampledPiece piece;
    piece.half = 0.5 * (to - from);
    for (std::size_t i = 0; i < GaussPiece::size; ++i) {
        const double w = 0.5 * (from + to) + piece.half * rule.node(i);
        const double s = node + w;
        const double log_normal = -0.5 * s * s - boost::math::constants::log_root_two_pi<double>();
        piece.s[i] = s;
        piece.x[i] = s < 0.0 ? joint_.prior_quantile(normal_cdf(s)) : joint_.prior_upper_quantile(normal_complement(s));
        const double slope = std::exp(log_normal - joint_.prior_log_density(piece.x[i]));
        piece.dx[i] = std::isfinite(slope) ? slope : 0.0; // beyond what a double tells from the end of the support
        piece.y[i] = cubic(w);
        piece.dy[i] = cubic.slope(w);
        const ScalarPosterior posterior = joint_.posterior(piece.y[i]);
        piece.log_y[i] = posterior.log_density;
        piece.mean[i] = posterior.mean;
        piece.variance[i] = posterior.variance;
        piece.log_t[i] = piece.log_y[i] + std::log(piece.dy[i]) - log_normal;
        const double steep = std::abs(piece.mean[i] - piece.y[i]) / joint_.noise_variance(); // |(ln p_Y)′|
        piece.blur[i] =
            joint_.accuracy() + 16.0 * epsilon
            + 4.0 * epsilon * (std::abs(piece.log_y[i]) + std::abs(log_normal) + std::abs(piece.y[i]) * steep);
    }
    return piece;
}

void MapSamples::walk(const ScalarMap::Cubic& cubic, double node, double from, double to, int depth) {
    SampledPiece piece = sample(cubic, node, from, to);
    GaussPiece::Values divergence, spent, area;
    double most_area = 0.0;
    for (std::size_t i = 0; i < GaussPiece::size; ++i) {
        const double distance = piece.x[i] - piece.mean[i];
        const double normal = normal_density(piece.s[i]);
        if (!std::isfinite(distance) || !std::isfinite(piece.log_t[i])) {
            increasing_ = false;
            return;
        }
        divergence[i] = normal * alpha_term(order_, piece.log_t[i]);
        spent[i] = normal * std::exp(piece.log_t[i]) * distance * distance;
        area[i] = distance * piece.dx[i];
        most_area = std::max(most_area, std::abs(area[i]));
    }
    const GaussPiece& rule = GaussPiece::rule();
    const bool known =
        piece.half * rule.tail(divergence)
            <= 1e-15 + (1e-14 + joint_.accuracy()) * piece.half * rule.integral(divergence)
        && piece.half * rule.tail(spent) <= 1e-16 * scale_ + 4.0 * joint_.accuracy() * piece.half * rule.integral(spent)
        && piece.half * rule.tail(area) * normal_density(piece.s[5]) <= 1e-15 * scale_;
    if (!known && depth < 8 && pieces_.size() < most) {
        walk(cubic, node, from, 0.5 * (from + to), depth + 1);
        if (increasing_) { walk(cubic, node, 0.5 * (from + to), to, depth + 1); }
        return;
    }
    double value = 0.0, error = piece.half * rule.tail(spent);
    for (std::size_t i = 0; i < GaussPiece::size; ++i) {
        const double distance = piece.x[i] - piece.mean[i];
        const double off = piece.distance_blur(i, joint_.accuracy());
        const double weight = piece.half * rule.weight(i);
        value += weight * spent[i];
        error += piece.mass(i) * std::exp(piece.log_t[i])
                 * (piece.blur[i] * distance * distance + off * (2.0 * std::abs(distance) + off));
        piece.area_error[i] = piece.half * rule.tail(area) + 2.0 * piece.half * off * piece.dx[i];
    }
    piece.area = rule.running(area);
    for (double& sum : piece.area) { sum *= piece.half; }
    spent_.add(value, error);
    pieces_.push_back(piece);
}

/// Areas from 0 outward: where little of X lies they may be large.
void MapSamples::gather() {
    const auto whole = [&](const SampledPiece& piece) {
        GaussPiece::Values area;
        double error = 0.0;
        for (std::size_t i = 0; i < GaussPiece::size; ++i) {
            area[i] = (piece.x[i] - piece.mean[i]) * piece.dx[i];
            error = std::max(error, piece.area_error[i]);
        }
        return Bounded{piece.half * GaussPiece::rule().integral(area), error};
    };
    const auto begin = std::find_if(pieces_.begin(), pieces_.end(), [](const SampledPiece& p) { return p.s[5] > 0.0; });
    const auto pad = [](SampledPiece& piece, double start, double error) {
        for (std::size_t i = 0; i < GaussPiece::size; ++i) {
            piece.area[i] += start;
            piece.area_error[i] += error + 8.0 * epsilon * std::abs(piece.area[i]);
        }
    };
    for (auto piece = begin; piece != pieces_.end(); ++piece) {
        const Bounded own = whole(*piece);
        pad(*piece, right_area_.value, right_area_.error);
        right_area_.add(own.value, own.error + 4.0 * epsilon * std::abs(right_area_.value + own.value));
    }
    for (auto piece = begin; piece != pieces_.begin();) {
        --piece;
        const Bounded own = whole(*piece);
        left_area_.add(-own.value, own.error + 4.0 * epsilon * std::abs(left_area_.value - own.value));
        pad(*piece, left_area_.value, left_area_.error);
    }
    if (!std::isfinite(spent_.error) || pieces_.empty()) { increasing_ = false; }
}

} // namespace perdis
