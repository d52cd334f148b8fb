// What does the curve of the paper's ternary example look like?
//
// X in {−1, 0, 1} with probabilities ¼, ½, ¼ is seen through Gaussian noise of deviation 1 in 400 cells of [−8, 8] and
// restored to {−1, 0, 1}: squared error against total variation.

#include <perdis/perdis.hpp>

#include <cstdio>

int main() {
    const perdis::Problem problem{
        perdis::Discrete{{-1.0, 0.0, 1.0}, {0.25, 0.5, 0.25}},
        perdis::AdditiveGaussian{perdis::standard_deviation(1.0)},
        perdis::SquaredError{},
        perdis::TotalVariation{},
        {.observation = perdis::Bins(-8.0, 8.0, 400)},
    };
    const auto curve = perdis::trace(problem);
    const double least = curve.min_distortion();
    const double most = curve.max_distortion();
    std::printf("D_min = %.8f: the least distortion\n", least);
    std::printf("D_max = %.8f: the least distortion of perfect perception\n", most);
    std::printf("D(0.05) = %.8f: the least distortion with TV at most 0.05\n\n", curve.distortion(0.05));
    std::printf("%-12s%-14s%-12s%s\n", "D", "P(D)", "P'(D)", "width of the certificate");
    for (int i = 0; i <= 4; ++i) {
        const perdis::CurvePoint point = curve.point(least + (most - least) * i / 4.0);
        std::printf("%-12.8f%-14.10f%-12.6f%.1e\n", point.distortion, point.perception, point.slope,
                    point.upper - point.lower);
    }
    return 0;
}
