#include <perdis/certificate/certify_scalar_map.hpp>

#include "alpha_terms.hpp"
#include "bounded.hpp"

#include <perdis/numeric/gauss_piece.hpp>
#include <perdis/numeric/normal.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double stride = 0.1; // of a score of Y
constexpr double far = 36.5;   // Φ(−36.5) = 7e-292

/// ∫ p f(r/p) over the observations: p(m) m′ dy is the law of X.
class DivergenceOfMean {
public:
    DivergenceOfMean(const ScalarJoint& joint, double order) : joint_(joint), order_(order) {}

    Certificate operator()() {
        Bounded low{0.0, 0.0};
        double above = 0.0;
        for (const bool right : {false, true}) {
            const double middle = joint_.quantile(0.5);
            double y = middle;
            double score = 0.0;
            int remote = 0;
            bool ended = false;
            for (int step = 0; step < 2000 && !ended; ++step) {
                // a tenth of a score of Y; where its tail is below 1e-290, in constant ratio
                const double move =
                    score < far ? stride * normal_density(score) / joint_.density(y) : stride * std::abs(y - middle);
                const double next = right ? y + move : y - move;
                // where a double tells nothing of X any more, what is left is the tail
                const bool told = std::isfinite(next) && std::isfinite(joint_.posterior(next).mean);
                if (told) {
                    between(y, next);
                    y = next;
                }
                const double observed = right ? joint_.survival(y) : joint_.cdf(y);
                const double mean = joint_.posterior_mean(y);
                const double prior = right ? joint_.prior_survival(mean) : joint_.prior_cdf(mean);
                score = boost::math::constants::root_two<double>()
                        * boost::math::erfc_inv(2.0 * std::clamp(observed, 1e-300, 0.5));
                remote += score < far ? 0 : 1;
                if (!told || std::max(observed, prior) < 1e-25 || remote > 60) {
                    end(prior, observed, y, low, above);
                    ended = true;
                }
            }
            if (!ended) { above = infinite; }
        }
        const double lower = sum_.value - sum_.error + low.value - low.error;
        const double upper = sum_.value + sum_.error + above;
        return {lower > 0.0 ? lower * (1.0 - 8.0 * epsilon) : 0.0,
                upper == upper ? upper * (1.0 + 8.0 * epsilon) : infinite};
    }

private:
    /// Beyond the last y: at least what laws in proportion have, or, where no double tells what Y has there, as much of each
    /// x as r/p has at y; at most f(0) P(X there) + f′(∞) P(Y there), or, where f(0) is infinite, a hundred times the former
    /// if that is below 1e-12.
    void end(double prior, double observed, double y, Bounded& low, double& above) const {
        const ScalarPosterior posterior = joint_.posterior(y);
        const double log_t =
            observed > 1e-290 ? std::log(observed / std::max(prior, 1e-300)) : log_ratio(posterior).log_t;
        const double shared = prior > 0.0 ? prior * alpha_term(order_, log_t) : 0.0;
        low.add(shared, 1e-9 * (shared + prior));
        const double most = order_ < 1.0 ? prior / (1.0 - order_) + observed / order_ : 100.0 * shared;
        above += order_ < 1.0 || most < 1e-12 ? most : infinite;
    }
    /// ln of p(m) m′, the density of X by y, and of r/p.
    struct Ratio {
        double log_prior = 0.0;
        double log_t = 0.0;
    };
    [[nodiscard]] Ratio log_ratio(const ScalarPosterior& posterior) const {
        const double log_prior =
            joint_.prior_log_density(posterior.mean) + std::log(posterior.variance / joint_.noise_variance());
        return {log_prior, posterior.log_density - log_prior};
    }
    /// A stretch of y, cut where m meets a kink of the prior.
    void between(double from, double to) {
        double a = std::min(from, to), b = std::max(from, to);
        for (const double kink : joint_.prior_kinks()) {
            if (!(joint_.posterior_mean(a) < kink && joint_.posterior_mean(b) > kink)) { continue; }
            double low = a, high = b;
            for (int halving = 0; halving < 60; ++halving) {
                const double middle = 0.5 * (low + high);
                (joint_.posterior_mean(middle) < kink ? low : high) = middle;
            }
            walk(a, low, 0);
            a = high;
        }
        walk(a, b, 0);
    }
    void walk(double from, double to, int depth) {
        const GaussPiece& rule = GaussPiece::rule();
        const double half = 0.5 * (to - from);
        GaussPiece::Values integrand;
        double error = 0.0;
        for (std::size_t i = 0; i < GaussPiece::size; ++i) {
            const ScalarPosterior posterior = joint_.posterior(from + half * (1.0 + rule.node(i)));
            const auto [log_prior, log_t] = log_ratio(posterior);
            const double weight = std::exp(log_prior);
            const double term = alpha_term(order_, log_t);
            const double blur = 4.0 * joint_.accuracy() + 8.0 * epsilon * (1.0 + std::abs(log_prior) + std::abs(log_t));
            integrand[i] = weight * term;
            error += half * rule.weight(i) * weight * blur * (term + alpha_term_slope(order_, log_t));
        }
        const double tail = half * rule.tail(integrand), value = half * rule.integral(integrand);
        if (tail > 1e-15 + 1e-14 * value + error && depth < 10) {
            walk(from, 0.5 * (from + to), depth + 1);
            walk(0.5 * (from + to), to, depth + 1);
            return;
        }
        sum_.add(value, error + tail);
    }

    const ScalarJoint& joint_;
    double order_;
    Bounded sum_;
};

} // namespace

Certificate certify_posterior_mean(double order, const ScalarJoint& joint) { return DivergenceOfMean(joint, order)(); }

} // namespace perdis
