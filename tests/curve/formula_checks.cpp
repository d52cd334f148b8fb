#include "formula_checks.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/roots.hpp>

#include <perdis/channel/erasure.hpp>
#include <perdis/channel/symmetric.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/law/discrete.hpp>

namespace {

using Point = std::vector<double>;
using Function = std::function<double(double)>;

double integral(const Function& f, double from, double to) {
    return boost::math::quadrature::gauss_kronrod<double, 61>::integrate(f, from, to, 12, 1e-13);
}

double least(const Function& f, double from, double to) {
    return std::min({f(from), f(to), boost::math::tools::brent_find_minima(f, from, to, 52).second});
}

double normal(double x, double mean, double deviation) {
    const double z = (x - mean) / deviation;
    return std::exp(-z * z / 2.0) / deviation / std::sqrt(2.0 * std::acos(-1.0));
}

/// ∫ f(p, q) of two normal laws, over where either lives, in pieces of half a deviation.
double over_laws(const Point& x, const std::function<double(double, double)>& f) {
    const double wide = std::max(x[1], x[3]), step = 0.5 * std::min(x[1], x[3]);
    const double from = std::min(x[0], x[2]) - 14.0 * wide, to = std::max(x[0], x[2]) + 14.0 * wide;
    double sum = 0.0;
    const auto pieces = static_cast<int>((to - from) / step) + 1;
    for (int i = 0; i < pieces; ++i) {
        const double a = from + (to - from) * i / pieces, b = from + (to - from) * (i + 1) / pieces;
        sum += integral([&](double t) { return f(normal(t, x[0], x[1]), normal(t, x[2], x[3])); }, a, b);
    }
    return sum;
}

using Density = std::function<double(double, double)>;

double relative_entropy(double p, double q) { return p > 0.0 && q > 0.0 ? p * std::log(p / q) - p + q : 0.0; }

const Density kullback_leibler = relative_entropy;
const Density reverse_kullback_leibler = [](double p, double q) { return relative_entropy(q, p); };
const Density hellinger = [](double p, double q) { return std::pow(std::sqrt(p) - std::sqrt(q), 2) / 2.0; };
const Density variation = [](double p, double q) { return std::abs(p - q) / 2.0; };
const Density chi = [](double p, double q) { return q > 0.0 ? (p - q) * (p - q) / q : 0.0; };
const Density reverse_chi = [](double p, double q) { return chi(q, p); };

double renyi(const Point& x, double a) {
    return std::log(over_laws(
               x, [a](double p, double q) { return p > 0.0 && q > 0.0 ? std::pow(p, a) * std::pow(q, 1.0 - a) : 0.0; }))
           / (a - 1.0);
}
double alpha(const Point& x, double a) { return std::expm1((a - 1.0) * renyi(x, a)) / (a * (a - 1.0)); }

/// W_r^r by the quantile coupling: E|(m_1 − m_2) + (s_1 − s_2) Z|^r.
double wasserstein_power(const Point& x, double r) {
    const double kink = x[1] == x[3] ? 0.0 : (x[2] - x[0]) / (x[1] - x[3]);
    const auto f = [&](double z) {
        return std::pow(std::abs(x[0] - x[2] + (x[1] - x[3]) * z), r) * normal(z, 0.0, 1.0);
    };
    const double middle = std::clamp(kink, -13.0, 13.0);
    return integral(f, -14.0, middle) + integral(f, middle, 14.0);
}

/// E[X|Y = 1] of N(0, v) in noise n, by quadrature: the gain.
double gain(double v, double n) {
    const double wide = 12.0 * std::sqrt(v);
    const auto weight = [&](double x) { return normal(x, 0.0, std::sqrt(v)) * normal(1.0 - x, 0.0, std::sqrt(n)); };
    const auto moment = [&](const Function& f) {
        double sum = 0.0;
        for (int i = -12; i < 12; ++i) {
            sum += integral([&](double x) { return f(x) * weight(x); }, wide * i / 12.0, wide * (i + 1) / 12.0);
        }
        return sum;
    };
    return moment([](double x) { return x; }) / moment([](double) { return 1.0; });
}

/// E(X − aY)².
double linear_error(double a, double v, double n) { return (1.0 - a) * (1.0 - a) * v + a * a * n; }

double least_error(double v, double n) {
    return least([&](double a) { return linear_error(a, v, n); }, 0.0, 1.0);
}

/// The output deviation of the linear estimator of error D, larger gains than the best one's: by bisection.
double output_deviation(double v, double n, double distortion) {
    const auto over = [&](double a) { return linear_error(a, v, n) - distortion; };
    const auto root = boost::math::tools::bisect(over, v / (v + n), std::sqrt(v / (v + n)),
                                                 boost::math::tools::eps_tolerance<double>(52));
    return (root.first + root.second) / 2.0 * std::sqrt(v + n);
}

Point output(const Point& x) { return {0.0, std::sqrt(x[0]), 0.0, output_deviation(x[0], x[1], x[2])}; }

/// (v, n, D) with D at shares of the way from D_min to D_max.
std::vector<Point> along_example_1() {
    std::vector<Point> points;
    for (const auto& [v, n] : {std::pair(1.0, 0.5), std::pair(2.0, 1.5), std::pair(0.25, 0.01)}) {
        const double low = v * n / (v + n), high = 2.0 * v - 2.0 * v * std::sqrt(v / (v + n));
        for (const double share : {0.1, 0.5, 0.8}) { points.push_back({v, n, low + share * (high - low)}); }
    }
    return points;
}

template <class Channel, class Divergence>
perdis::Curve finite(const std::vector<double>& p, const Channel& channel, const Divergence& divergence) {
    const Eigen::VectorXd support = Eigen::VectorXd::LinSpaced(static_cast<Eigen::Index>(p.size()), 0.0, 1.0);
    const Eigen::VectorXd mass = Eigen::Map<const Eigen::VectorXd>(p.data(), support.size());
    return perdis::trace(
        perdis::Problem{perdis::Discrete<double>(support, mass), channel, perdis::Hamming{}, divergence},
        {.points = 2});
}

template <class Divergence>
perdis::Curve bit(const Point& x, const Divergence& divergence) {
    return finite({1.0 - x[0], x[0]}, perdis::Symmetric<double>(x[1]), divergence);
}

double remote_rate(double deviation, double from, double to, double distortion) {
    const auto rate = [&](double g) {
        const double rho = std::max(0.0, (deviation * deviation + g * g - distortion) / (2.0 * deviation * g));
        return rho < 1.0 ? -std::log1p(-rho * rho) / 2.0 : 1e9;
    };
    double best = std::min(rate(from), rate(to));
    return std::min(best, least(rate, from, to));
}

/// I(X; X̂) least over P(X̂ = 1) = r in [p − P, p + P] with P(X ≠ X̂) = D.
double bit_rate(double p, double distortion, double perception) {
    const auto information = [&](double r) {
        const double raised = (distortion + r - p) / 2.0, missed = distortion - raised;
        double sum = 0.0;
        const auto term = [&](double joint, double product) {
            sum += joint > 0.0 ? joint * std::log(joint / product) : 0.0;
        };
        term(p - missed, p * r);
        term(missed, p * (1.0 - r));
        term(raised, (1.0 - p) * r);
        term(1.0 - p - raised, (1.0 - p) * (1.0 - r));
        return sum;
    };
    return std::min(information(p - perception), least(information, p - perception, p + perception));
}

} // namespace

std::map<std::string, FormulaCheck> formula_checks() {
    std::map<std::string, FormulaCheck> checks;
    const std::vector<Point> pairs{{1.0, 0.5}, {2.0, 1.5}, {0.25, 0.01}};
    const auto deviations = [](const Point& x) { // of X and of X*
        return Point{0.0, std::sqrt(x[0]), 0.0, gain(x[0], x[1]) * std::sqrt(x[0] + x[1])};
    };
    checks["gaussian_gain"] = {pairs, [](const Point& x) { return gain(x[0], x[1]); }};
    checks["gaussian_min_distortion"] = {pairs, [](const Point& x) { return least_error(x[0], x[1]); }};
    checks["posterior_sample_distortion"] = {pairs, [](const Point& x) { return 2.0 * least_error(x[0], x[1]); }};
    checks["gaussian_max_distortion"] = {
        pairs, [](const Point& x) { return linear_error(std::sqrt(x[0] / (x[0] + x[1])), x[0], x[1]); }};
    checks["gaussian_distance"] = {pairs,
                                   [=](const Point& x) { return std::sqrt(wasserstein_power(deviations(x), 2.0)); }};
    checks["example_1_deviation"] = {along_example_1(), [](const Point& x) { return output(x)[3]; }};
    checks["example_1_gain"] = {along_example_1(),
                                [](const Point& x) { return output(x)[3] / std::sqrt(x[0] + x[1]); }};
    checks["example_1_distortion"] = {{{1.0, 0.5, 0.3}, {2.0, 1.5, 2.0}}, [](const Point& x) {
                                          return linear_error(x[2] / std::sqrt(x[0] + x[1]), x[0], x[1]);
                                      }};
    const std::vector<Point> perceptions{{1.0, 1.0, 0.1}, {2.0, 1.5, 0.2}};
    checks["wasserstein2_distortion"] = {perceptions, [](const Point& x) {
                                             const double s = std::sqrt(x[0] + x[1]);
                                             return least([&](double t) { return linear_error(t / s, x[0], x[1]); },
                                                          std::sqrt(x[0]) - x[2], std::sqrt(x[0]) + x[2]);
                                         }};
    checks["interpolated_gain"] = {perceptions, [=](const Point& x) { // its output is at W2 = P
                                       return (std::sqrt(x[0]) - x[2]) / std::sqrt(x[0] + x[1]);
                                   }};
    checks["interpolated_noise_variance"] = {{{0.5, 2.0, 4.0}, {0.1, 0.3, 0.09}}, // G = √w: nothing is seen
                                             [](const Point& x) { return std::pow(std::sqrt(x[2]) - x[0], 2); }};
    // The estimator written out at the score z, and both integrals over z.
    const auto soft = [](const Point& x, const std::function<double(double, double)>& f) {
        const double s = std::sqrt(x[0]), mean = gain(x[0], x[1]) * std::sqrt(x[0] + x[1]);
        const auto at = [&](double z) {
            const double moved = (s - mean) * std::clamp(z, -x[2], x[2]);
            return f(moved, s * z - mean * z - moved) * normal(z, 0.0, 1.0);
        };
        return integral(at, -14.0, -x[2]) + integral(at, -x[2], x[2]) + integral(at, x[2], 14.0);
    };
    const std::vector<Point> thresholds{{1.0, 1.0, 0.3}, {2.0, 1.5, 1.2}, {0.25, 0.01, 2.0}};
    checks["soft_threshold_distortion"] = {thresholds, [=](const Point& x) {
                                               return least_error(x[0], x[1])
                                                      + soft(x, [](double moved, double) { return moved * moved; });
                                           }};
    checks["soft_threshold_wasserstein1"] = {
        thresholds, [=](const Point& x) { return soft(x, [](double, double left) { return std::abs(left); }); }};
    const auto surplus = [=](const Point& x, double z) { // of the density of X*/√v
        return normal(z, 0.0, deviations(x)[3] / std::sqrt(x[0])) - normal(z, 0.0, 1.0);
    };
    checks["equalisation_band_crossing"] = {pairs, [=](const Point& x) {
                                                const auto root = boost::math::tools::bisect(
                                                    [&](double z) { return surplus(x, z); }, 0.01, 2.0,
                                                    boost::math::tools::eps_tolerance<double>(52));
                                                return (root.first + root.second) / 2.0;
                                            }};
    checks["equalisation_band_total_variation"] = {
        {{1.0, 1.0, 0.3}, {2.0, 1.5, 0.6}},
        [=](const Point& x) { return 2.0 * integral([&](double z) { return surplus(x, z); }, 0.0, x[2]); }};
    const std::vector<Point> laws{{0.3, 0.7, 0.8, 0.9}, {-1.0, 1.0, -0.2, 1.1}};
    const auto entropic = [&](const std::string& name, const Density& f, double power = 1.0) {
        checks["gaussian_" + name] = {laws, [=](const Point& x) { return std::pow(over_laws(x, f), power); }};
        checks["example_1_" + name] = {along_example_1(),
                                       [=](const Point& x) { return std::pow(over_laws(output(x), f), power); }};
    };
    entropic("kullback_leibler", kullback_leibler);
    entropic("reverse_kullback_leibler", reverse_kullback_leibler);
    entropic("squared_hellinger", hellinger);
    entropic("hellinger", hellinger, 0.5);
    entropic("total_variation", variation);
    entropic("chi_squared", chi);
    entropic("reverse_chi_squared", reverse_chi);
    checks["gaussian_symmetric_kullback_leibler"] = {
        {{1.0, 2.0}, {0.7, 0.6}}, [](const Point& x) {
            return over_laws({0.0, x[0], 0.0, x[1]},
                             [](double p, double q) { return relative_entropy(p, q) + relative_entropy(q, p); });
        }};
    const std::vector<Point> orders{{0.3, 0.7, 0.8, 0.9, 0.75}, {-1.0, 1.0, 0.2, 0.8, 0.6}};
    checks["gaussian_renyi"] = {orders, [](const Point& x) { return renyi(x, x[4]); }};
    checks["gaussian_alpha"] = {orders, [](const Point& x) { return alpha(x, x[4]); }};
    const auto order = [&](const std::string& name, double a) {
        checks["example_1_renyi_" + name] = {along_example_1(), [a](const Point& x) { return renyi(output(x), a); }};
        checks["example_1_alpha_" + name] = {along_example_1(), [a](const Point& x) { return alpha(output(x), a); }};
    };
    order("half", 0.5);
    order("2", 2.0);
    const auto metric = [&](const std::string& name, double r, double power) {
        const auto law = [=](const Point& x) { return std::pow(wasserstein_power(x, r), power); };
        if (r < 3.0) { checks["gaussian_" + name] = {laws, law}; }
        checks["example_1_" + name] = {along_example_1(), [=](const Point& x) { return law(output(x)); }};
    };
    metric("wasserstein1", 1.0, 1.0);
    metric("wasserstein2", 2.0, 0.5);
    metric("squared_wasserstein2", 2.0, 1.0);
    metric("wasserstein3", 3.0, 1.0 / 3.0);
    for (const auto& [name, p, e] : {std::tuple("bit_faint", 0.3, 0.1), std::tuple("bit_strong", 0.1, 0.3)}) {
        const std::string prefix = name;
        const double high = bit({p, e}, perdis::TotalVariation{}).max_distortion(), low = std::min(p, e);
        const std::vector<Point> ends{{p, e}},
            inside{{p, e, low + 0.3 * (high - low)}, {p, e, low + 0.7 * (high - low)}};
        checks[prefix + "_min_distortion"] = {
            ends, [](const Point& x) { return bit(x, perdis::TotalVariation{}).min_distortion(); }};
        checks[prefix + "_max_distortion"] = {
            ends, [](const Point& x) { return bit(x, perdis::TotalVariation{}).max_distortion(); }};
        const auto variation_at = [](const Point& x) { return bit(x, perdis::TotalVariation{}).perception(x[2]); };
        checks[prefix + "_total_variation"] = {inside, variation_at};
        checks[prefix + "_output"] = {
            inside, [=](const Point& x) { return x[0] + (x[1] < x[0] ? 1.0 : -1.0) * variation_at(x); }};
        checks[prefix + "_kullback_leibler"] = {
            inside, [](const Point& x) { return bit(x, perdis::KullbackLeibler{}).perception(x[2]); }};
    }
    const auto erased = [](double e, double p1, double p2) {
        return finite({p1, p2, 1.0 - p1 - p2}, perdis::Erasure<double>(e), perdis::TotalVariation{});
    };
    checks["erasure_min_distortion"] = {{{0.4, 0.5}},
                                        [=](const Point& x) { return erased(x[0], x[1], 0.3).min_distortion(); }};
    checks["erasure_max_distortion"] = {{{0.4, 0.5, 0.3, 0.2}},
                                        [=](const Point& x) { return erased(x[0], x[1], x[2]).max_distortion(); }};
    checks["erasure_total_variation"] = {{{0.4, 0.5, 0.3, 0.21}, {0.4, 0.5, 0.3, 0.215}},
                                         [=](const Point& x) { return erased(x[0], x[1], x[2]).perception(x[3]); }};
    const auto bit_slope = [](double t) { return std::log((1.0 - t) / t); }; // H′
    checks["bernoulli_entropy"] = {{{0.1}, {0.4}}, [=](const Point& x) {     // ∫ H′, ln t apart
                                       return integral([](double t) { return std::log1p(-t); }, 0.0, x[0])
                                              - (x[0] * std::log(x[0]) - x[0]);
                                   }};
    checks["bernoulli_rate"] = {{{0.3, 0.1}, {0.4, 0.35}},
                                [=](const Point& x) { return integral(bit_slope, x[1], x[0]); }};
    checks["gaussian_rate"] = {{{1.0, 0.1}, {2.0, 1.7}},
                               [](const Point& x) { return integral([](double t) { return 0.5 / t; }, x[1], x[0]); }};
    checks["bernoulli_perception_rate"] = {{{0.3, 0.2, 0.05}, {0.4, 0.3, 0.1}},
                                           [](const Point& x) { return bit_rate(x[0], x[1], x[2]); }};
    checks["gaussian_perception_rate"] = {{{1.0, 1.2, 0.1}, {2.0, 1.5, 0.2}}, [](const Point& x) {
                                              return remote_rate(std::sqrt(x[0]), std::sqrt(x[0]) - x[2],
                                                                 std::sqrt(x[0]) + x[2], x[1]);
                                          }};
    checks["remote_gaussian_rate"] = {{{1.0, 1.0, 0.8, 0.1}, {2.0, 0.5, 1.0, 0.1}}, [](const Point& x) {
                                          const double mean = gain(x[0], x[1]) * std::sqrt(x[0] + x[1]);
                                          return remote_rate(mean, std::sqrt(x[0]) - x[3], std::sqrt(x[0]) + x[3],
                                                             x[2] - least_error(x[0], x[1]));
                                      }};
    return checks;
}
