// Example 1's members and the rates, for accuracy.cpp.

#include "accuracy_quantities.hpp"

#include <perdis/solver/bernoulli_rate.hpp>
#include <perdis/solver/gaussian_rate.hpp>
#include <perdis/solver/remote_gaussian_rate.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>

#include <algorithm>
#include <cmath>

namespace accuracy {

namespace {

/// X ~ N(3, x₀²) in noise of deviation x₁.
template <class T>
perdis::GaussianLinearFamily<T> family(const std::vector<T>& x) {
    return {perdis::Gaussian<T>(T(3), perdis::StandardDeviation<T>(x[0])),
            perdis::AdditiveGaussian<T>(perdis::StandardDeviation<T>(x[1]))};
}

/// The noise at σ and X at 1, and the other way round.
std::vector<Point> models(double sigma) { return {{1.0, sigma}, {sigma, 1.0}, {sigma, 0.7 * sigma}}; }

/// Models with a distortion between D_min and D_max, where double tells it from both.
std::vector<Point> distortions(double sigma) {
    std::vector<Point> points;
    for (Point& model : models(sigma)) {
        const auto exact = family(std::vector<Fifty>(model.begin(), model.end()));
        for (const double share : {1e-6, 1e-3, 0.2, 0.7, 0.999}) {
            const auto d = static_cast<double>(Fifty(exact.min_distortion() + exact.max_excess() * share));
            const Fifty margin = Fifty("1e-12") * d;
            if (!(d > exact.min_distortion() + margin) || !(d < exact.max_distortion() - margin)) { continue; }
            points.push_back({model[0], model[1], d});
        }
    }
    return points;
}

/// Models with an excess D − D_min.
std::vector<Point> excesses(double sigma) {
    std::vector<Point> points;
    for (Point& model : models(sigma)) {
        for (const double share : {1e-6, 0.2, 0.999}) {
            points.push_back({model[0], model[1], share * family(model).max_excess()});
        }
    }
    return points;
}

/// N(0, σ²) with D = share σ² and P = part σ.
std::vector<Point> rates(double sigma) {
    std::vector<Point> points;
    for (const double share : {1e-8, 0.3, 0.9, 1.3}) {
        for (const double part : {1e-6, 0.2, 0.9}) { points.push_back({sigma, share * sigma * sigma, part * sigma}); }
    }
    return points;
}

/// Models with D and P in the three regimes of the remote rate.
std::vector<Point> remote_rates(double sigma) {
    std::vector<Point> points;
    for (Point& model : models(sigma)) {
        const double v = model[0] * model[0], n = model[1] * model[1];
        for (const double share : {0.01, 0.5, 0.98}) {
            for (const double part : {1e-4, 0.3, 0.95}) {
                const double d = v * (n / (v + n)) * (1.0 + share) + share * v * (v / (v + n));
                points.push_back({model[0], model[1], d, part * model[0]});
            }
        }
    }
    return points;
}

/// Bernoulli laws: p = σ up to ½, and beyond it a fixed p with D and P that fall.
std::vector<Point> coins(double sigma) {
    std::vector<Point> points;
    for (const double share : {1e-4, 0.1, 0.6, 0.99, 1.2}) {
        for (const double part : {1e-5, 0.3, 0.9}) {
            const double p = sigma <= 0.5 ? sigma : 0.3;
            const double fall = sigma <= 0.5 ? 1.0 : 1.0 / sigma;
            points.push_back({p, share * p * std::min(fall, 1.0), part * p * std::min(fall, 1.0)});
        }
    }
    return points;
}

} // namespace

std::vector<Quantity> control_quantities() {
    return {quantity("control.D_max - D_min", models, []<class T>(const std::vector<T>& x) {
        return T(family(x).max_distortion() - family(x).min_distortion());
    })};
}

std::vector<Quantity> model_quantities() {
    const perdis::Wasserstein2 w2;
    const perdis::TotalVariation tv;
    return {
        quantity("example_1.D_min", models,
                 []<class T>(const std::vector<T>& x) { return family(x).min_distortion(); }),
        quantity("example_1.D_max", models,
                 []<class T>(const std::vector<T>& x) { return family(x).max_distortion(); }),
        quantity("example_1.D_max - D_min", models,
                 []<class T>(const std::vector<T>& x) { return family(x).max_excess(); }),
        quantity("example_1.gain", models,
                 []<class T>(const std::vector<T>& x) { return family(x).estimator_at_excess(T(0)).slope(); }),
        quantity("example_1.tau(D)", distortions,
                 []<class T>(const std::vector<T>& x) { return family(x).standard_deviation_at(x[2]); }),
        quantity("example_1.tau(D_min + excess)", excesses,
                 []<class T>(const std::vector<T>& x) { return family(x).standard_deviation_at_excess(x[2]); }),
        quantity("example_1.dtau/dD", distortions,
                 []<class T>(const std::vector<T>& x) { return family(x).standard_deviation_slope_at(x[2]); }),
        quantity("example_1.a(D)", distortions,
                 []<class T>(const std::vector<T>& x) { return family(x).estimator_at(x[2]).slope(); }),
        quantity("example_1.a(D_min + excess)", excesses,
                 []<class T>(const std::vector<T>& x) { return family(x).estimator_at_excess(x[2]).slope(); }),
        quantity("rate.gaussian", rates,
                 []<class T>(const std::vector<T>& x) {
                     return perdis::gaussian_rate(perdis::Gaussian<T>(T(0), perdis::StandardDeviation<T>(x[0])), x[1]);
                 }),
        quantity("rate.gaussian W2", rates,
                 [w2]<class T>(const std::vector<T>& x) {
                     return perdis::gaussian_rate(perdis::Gaussian<T>(T(0), perdis::StandardDeviation<T>(x[0])), x[1],
                                                  w2, x[2]);
                 }),
        quantity("rate.remote gaussian W2", remote_rates,
                 [w2]<class T>(const std::vector<T>& x) {
                     const perdis::AdditiveGaussian<T> channel{perdis::StandardDeviation<T>(x[1])};
                     return perdis::remote_gaussian_rate(perdis::Gaussian<T>(T(0), perdis::StandardDeviation<T>(x[0])),
                                                         channel, x[2], w2, x[3]);
                 }),
        quantity("rate.bernoulli", coins,
                 []<class T>(const std::vector<T>& x) { return perdis::bernoulli_rate(x[0], x[1]); }),
        quantity("rate.bernoulli TV", coins,
                 [tv]<class T>(const std::vector<T>& x) { return perdis::bernoulli_rate(x[0], x[1], tv, x[2]); }),
    };
}

} // namespace accuracy
