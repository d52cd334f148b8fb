// What does perfect perception cost on the grey levels of a photograph, and how do the usual estimators fare?
//
// photograph [HISTOGRAM.csv]: 256 grey levels in Gaussian noise of deviation 25, seen in 406 unit cells, squared error.

#include <perdis/perdis.hpp>

#include <cmath>
#include <cstdio>
#include <exception>

int main(int count, char** arguments) try {
    const auto levels = perdis::read_histogram(count > 1 ? arguments[1] : "examples/data/camera_histogram.csv");
    const perdis::Problem problem{
        levels,
        perdis::AdditiveGaussian{perdis::standard_deviation(25.0)},
        perdis::SquaredError{},
        perdis::SquaredHellinger{},
        {.observation = perdis::Bins(-75.5, 330.5, 406)},
    };
    const auto law = perdis::joint(problem);
    const auto show = [&](const char* name, const perdis::FiniteEstimator<double>& estimator) {
        std::printf(
            "%-18s%10.4f%14.3e%10.6f%10.6f\n", name, std::sqrt(estimator.distortion(law, perdis::SquaredError{})),
            estimator.perception(law, perdis::KullbackLeibler{}), estimator.perception(law, perdis::TotalVariation{}),
            estimator.perception(law, perdis::SquaredHellinger{}));
    };
    std::printf("%-18s%10s%14s%10s%10s\n", "estimator", "rms error", "KL", "TV", "H^2");
    show("posterior mean", perdis::posterior_mean(law));
    show("MAP", perdis::maximum_posterior(law));
    show("posterior sample", perdis::posterior_sample(law));
    show("random draw", perdis::random_draw(law));

    const perdis::Curve curve = perdis::trace(problem, {.points = 2});
    std::printf("\nP(D) under squared Hellinger:\n%10s%16s%16s\n", "rms error", "lower", "upper");
    for (const double share : {0.0, 0.01, 0.1, 0.3, 1.0}) {
        const double distortion = curve.min_distortion() + share * (curve.max_distortion() - curve.min_distortion());
        const perdis::Certificate proof = curve.certificate(distortion);
        std::printf("%10.4f%16.12f%16.12f\n", std::sqrt(distortion), proof.lower, proof.upper);
    }
    std::printf(
        "\nPerfect perception costs %.1f %% more squared error than the least, posterior sampling %.1f %%.\n",
        100.0 * (curve.max_distortion() / curve.min_distortion() - 1.0),
        100.0 * (perdis::posterior_sample(law).distortion(law, perdis::SquaredError{}) / curve.min_distortion() - 1.0));
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "photograph: %s\n", error.what());
    return 1;
}
