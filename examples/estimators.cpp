// How far from the curve are the usual estimators?
//
// The paper's ternary example with P(X = ±1) = 0.25 and 0.4 in noise of deviation 1, restored to {−1, 0, 1}; the
// distortion is the probability of error, the perception total variation. Columns: D, TV, and P at that D.

#include <perdis/perdis.hpp>

#include <cstdio>

int main() {
    for (const double tail : {0.25, 0.4}) {
        const perdis::Problem problem{
            perdis::Discrete{{-1.0, 0.0, 1.0}, {tail, 1.0 - 2.0 * tail, tail}},
            perdis::AdditiveGaussian{perdis::standard_deviation(1.0)},
            perdis::Hamming{},
            perdis::TotalVariation{},
            {.observation = perdis::Bins(-9.0, 9.0, 1800)},
        };
        const auto curve = perdis::trace(problem, {.points = 2});
        const auto law = perdis::joint(problem);
        const auto show = [&](const char* name, const perdis::FiniteEstimator<double>& estimator) {
            const double distortion = estimator.distortion(law, problem.distortion());
            std::printf("  %-18s%12.8f%12.8f%12.8f\n", name, distortion,
                        estimator.perception(law, problem.divergence()), curve.perception(distortion));
        };
        std::printf("P(X = 1) = P(X = -1) = %g: D_min = %.8f, D_max = %.8f\n", tail, curve.min_distortion(),
                    curve.max_distortion());
        std::printf("  %-18s%12s%12s%12s\n", "estimator", "D", "TV", "P(D)");
        show("MAP", perdis::maximum_posterior(law));
        show("MAP half the time", perdis::mixture(perdis::maximum_posterior(law), perdis::posterior_sample(law), 0.5));
        show("posterior sample", perdis::posterior_sample(law));
        show("random draw", perdis::random_draw(law));
        const double error = perdis::posterior_sample(law).distortion(law, problem.distortion());
        std::printf("  perfect perception costs %.1f %% more errors than MAP, posterior sampling %.1f %%\n",
                    100.0 * (curve.max_distortion() / curve.min_distortion() - 1.0),
                    100.0 * (error / curve.min_distortion() - 1.0));
    }
    return 0;
}
