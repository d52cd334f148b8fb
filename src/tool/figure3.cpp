#include "tool/reproduction.hpp"
#include "tool/semi_discrete_places.hpp"

#include <perdis/inference/maximum_posterior.hpp>
#include <perdis/inference/posterior_mean_law.hpp>
#include <perdis/output/curve_csv.hpp>
#include <perdis/tradeoff/scalar_problem.hpp>
#include <perdis/tradeoff/semi_discrete_problem.hpp>

#include <cstdio>

namespace perdis::tool {

namespace {

constexpr int points = 4000;

std::string two_digits(double value) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%.2f", value);
    return buffer;
}

/// The density of E[X|Y] at equally spaced estimates in (−1, 1).
Series mmse_density(const PosteriorMeanLaw& law) {
    Series density;
    density.title = "MMSE (density)";
    for (int j = 0; j < points; ++j) {
        density.x.push_back((2.0 * j + 1.0) / points - 1.0);
        density.y.push_back(law.density(density.x.back()));
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

/// The posterior mean: squared error and W₂ by quadrature; its law has no atom, so that the others are as large as can be.
std::string mean_row(double tail, const Discrete<double>& prior, const AdditiveGaussian<double>& channel) {
    const ScalarProblem line(prior, channel);
    return decimal(tail) + ",posterior_mean," + decimal(line.min_distortion()) + ",1,inf,1," + decimal(line.gap())
           + '\n';
}

std::string map_row(double tail, const Joint<double>& joint, const FiniteEstimator<double>& estimator) {
    std::string row = decimal(tail) + ",maximum_posterior," + decimal(estimator.distortion(joint, SquaredError{}));
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
        const AdditiveGaussian<double> channel(standard_deviation(1.0));
        const auto joint = seen_in_cells(prior, noise_law(channel));
        const auto map = maximum_posterior(joint);
        table += mean_row(tail, prior, channel);
        table += map_row(tail, joint, map);
        const Series density = mmse_density({prior, channel});
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
