#include "tool/reproduction.hpp"

#include <perdis/inference/maximum_posterior.hpp>
#include <perdis/inference/posterior_mean.hpp>
#include <perdis/output/curve_csv.hpp>

#include <algorithm>
#include <cstdio>

namespace perdis::tool {

namespace {

constexpr double reach = 9.0;
constexpr Eigen::Index cells = 4000;

std::string two_digits(double value) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%.2f", value);
    return buffer;
}

/// The density of E[X|Y] on (−1, 1): p_Y(y) dy/dx̂ with dx̂/dy = Var(X|Y = y)/σ², σ = 1.
Series mmse_density(const Discrete<double>& prior) {
    Series density;
    density.title = "MMSE (density)";
    for (Eigen::Index j = 0; j < cells; ++j) {
        const double y = reach * (2.0 * (static_cast<double>(j) + 0.5) / static_cast<double>(cells) - 1.0);
        Eigen::VectorXd joint(prior.size());
        for (Eigen::Index x = 0; x < prior.size(); ++x) {
            joint(x) = prior.probabilities()(x) * normal_density(y - prior.value(x));
        }
        const double marginal = joint.sum();
        const Eigen::VectorXd values = prior.support().row(0).transpose();
        const double mean = values.dot(joint) / marginal;
        const double variance = (values.array() - mean).square().matrix().dot(joint) / marginal;
        density.x.push_back(mean);
        density.y.push_back(marginal / variance);
    }
    return density;
}

/// Bars at the atoms of a law on {−1, 0, 1}, a little beside them.
Series atoms(const std::string& title, const Discrete<double>& law, double offset) {
    Series bars;
    bars.title = title;
    bars.style = Series::Style::bars;
    for (Eigen::Index z = 0; z < law.size(); ++z) {
        bars.x.push_back(law.value(z) + offset);
        bars.y.push_back(law.probabilities()(z));
    }
    return bars;
}

std::string table_row(double tail, const std::string& name, const Joint<double>& joint,
                      const FiniteEstimator<double>& estimator) {
    std::string row = decimal(tail) + ',' + name + ',' + decimal(estimator.distortion(joint, SquaredError{}));
    const Discrete<double> law = estimator.law(joint);
    for (const DivergenceForm& form : {DivergenceForm(TotalVariation{}), DivergenceForm(KullbackLeibler{}),
                                       DivergenceForm(SquaredHellinger{}), DivergenceForm(Wasserstein2{})}) {
        row += ',' + decimal(divergence_of(form, joint.prior(), law).value());
    }
    return row + '\n';
}

std::string pairs_csv(const std::string& header, const Series& series) {
    std::string text = header + '\n';
    for (std::size_t i = 0; i < series.x.size(); ++i) {
        text += decimal(series.x[i]) + ',' + decimal(series.y[i]) + '\n';
    }
    return text;
}

} // namespace

void reproduce_figure3(const Reproduction& out) {
    std::string table =
        "p_tail,estimator,mean_squared_error,total_variation,kullback_leibler,squared_hellinger,wasserstein2\n";
    for (const double tail : {0.25, 0.4}) {
        const std::string name = "fig3_p" + two_digits(tail);
        const Discrete<double> prior = ternary(tail);
        const auto joint =
            perdis::joint(prior, Binned(AdditiveGaussian<double>(standard_deviation(1.0)), Bins(-reach, reach, cells)));
        const auto map = maximum_posterior(joint);
        table += table_row(tail, "posterior_mean", joint, posterior_mean(joint));
        table += table_row(tail, "maximum_posterior", joint, map);
        const Series density = mmse_density(prior);
        out.save(name + "_mmse.csv", pairs_csv("estimate,density", density));
        out.save(name + "_map.csv", pairs_csv("estimate,probability", atoms("", map.law(joint), 0.0)));
        Picture picture;
        picture.title = "Laws of the estimates, P(X = ±1) = " + two_digits(tail) + ", σ = 1";
        picture.x_label = "estimate";
        picture.y_label = "density, probability of an atom";
        picture.x_from = -1.15;
        picture.x_to = 1.15;
        picture.y_to = 1.3;
        picture.series = {density, atoms("MAP (atoms)", map.law(joint), 0.012),
                          atoms("X itself (atoms)", prior, -0.012)};
        out.draw(name + ".svg", picture);
    }
    out.save("fig3_divergences.csv", table);
}

} // namespace perdis::tool
