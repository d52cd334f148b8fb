// The divergences of normal laws, their slopes, and P(D) along Example 1, for accuracy.cpp.

#include "accuracy_quantities.hpp"

#include <perdis/divergence/linear_slope.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>

#include <algorithm>
#include <cmath>

namespace accuracy {

namespace {

template <class T>
perdis::Gaussian<T> normal(const T& mean, const T& deviation) {
    return perdis::Gaussian<T>(mean, perdis::StandardDeviation<T>(deviation));
}

/// μ₁, σ₁, μ₂, σ₂: one deviation at σ and the other at 1, and both at σ.
std::vector<Point> pairs(double sigma) {
    std::vector<Point> points;
    for (const Point& deviations : {Point{1.0, sigma}, Point{sigma, 1.0}, Point{sigma, sigma * (1.0 + 1e-6)},
                                    Point{sigma, 0.8 * sigma}, Point{sigma, 1.3 * sigma}}) {
        for (const double shift : {0.0, 1e-7, 0.3, 3.0}) {
            points.push_back({0.0, deviations[0], shift * std::max(deviations[0], deviations[1]), deviations[1]});
        }
    }
    return points;
}

/// σ_X, τ for a slope.
std::vector<Point> deviations(double sigma) {
    return {{1.0, sigma}, {sigma, 1.0}, {sigma, 0.8 * sigma}, {sigma, sigma * (1.0 - 1e-6)}};
}

template <class T>
perdis::GaussianLinearFamily<T> family(const std::vector<T>& x) {
    return {normal(T(0), x[0]), perdis::AdditiveGaussian<T>(perdis::StandardDeviation<T>(x[1]))};
}

/// σ_X, σ_N, D − D_min.
std::vector<Point> excesses(double sigma) {
    std::vector<Point> points;
    for (const Point& model : {Point{1.0, sigma}, Point{sigma, 1.0}, Point{sigma, 0.7 * sigma}}) {
        for (const double share : {1e-6, 0.2, 0.99}) {
            points.push_back({model[0], model[1], share * family(model).max_excess()});
        }
    }
    return points;
}

/// σ_X, σ_N, D where double tells it from D_min and D_max.
std::vector<Point> distortions(double sigma) {
    std::vector<Point> points;
    for (const Point& point : excesses(sigma)) {
        const auto exact = family(std::vector<Fifty>(point.begin(), point.end()));
        const auto d = static_cast<double>(Fifty(exact.min_distortion() + Fifty(point[2])));
        const Fifty margin = Fifty("1e-12") * d;
        if (!(d > exact.min_distortion() + margin) || !(d < exact.max_distortion() - margin)) { continue; }
        points.push_back({point[0], point[1], d});
    }
    return points;
}

template <class Divergence>
void add(std::vector<Quantity>& quantities, const std::string& name, const Divergence& divergence) {
    quantities.push_back(quantity("divergence." + name, pairs, [divergence]<class T>(const std::vector<T>& x) {
        return divergence(normal(x[0], x[1]), normal(x[2], x[3]));
    }));
    quantities.push_back(quantity("slope." + name, deviations, [divergence]<class T>(const std::vector<T>& x) {
        return linear_slope(divergence, x[0], x[1]);
    }));
    quantities.push_back(quantity("perception." + name, distortions, [divergence]<class T>(const std::vector<T>& x) {
        return divergence(normal(T(0), x[0]), family(x).output_law_at(x[2]));
    }));
}

} // namespace

std::vector<Quantity> divergence_quantities() {
    std::vector<Quantity> quantities;
    add(quantities, "kullback_leibler", perdis::KullbackLeibler{});
    add(quantities, "reverse_kullback_leibler", perdis::ReverseKullbackLeibler{});
    add(quantities, "total_variation", perdis::TotalVariation{});
    add(quantities, "squared_hellinger", perdis::SquaredHellinger{});
    add(quantities, "hellinger", perdis::Hellinger{});
    add(quantities, "chi_squared", perdis::ChiSquared{});
    add(quantities, "reverse_chi_squared", perdis::ReverseChiSquared{});
    add(quantities, "renyi 1/4", perdis::Renyi{0.25});
    add(quantities, "renyi 3/2", perdis::Renyi{1.5});
    add(quantities, "alpha -1/2", perdis::Alpha{-0.5});
    add(quantities, "wasserstein1", perdis::Wasserstein1{});
    add(quantities, "wasserstein2", perdis::Wasserstein2{});
    add(quantities, "squared_wasserstein2", perdis::SquaredWasserstein2{});
    add(quantities, "wasserstein 3", perdis::Wasserstein{3.0});
    return quantities;
}

} // namespace accuracy
