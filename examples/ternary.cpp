// What does the ternary example's P(D) look like, exactly?
//
// X in {−1, 0, 1} with probabilities ¼, ½, ¼ is seen through Gaussian noise of deviation 1, Y as it is, without bins, and restored to
// {−1, 0, 1}: squared error against total variation. The optimal estimator is a partition of the line; its thresholds are roots.

#include <perdis/perdis.hpp>

#include <cstdio>

int main() {
    const perdis::Problem problem{
        perdis::Discrete{{-1.0, 0.0, 1.0}, {0.25, 0.5, 0.25}},
        perdis::AdditiveGaussian{perdis::standard_deviation(1.0)},
        perdis::SquaredError{},
        perdis::TotalVariation{},
    };
    const auto curve = perdis::trace(problem); // the best solver for this problem
    const double least = curve.min_distortion();
    const double most = curve.max_distortion();
    std::printf("D_min = %.15f: the least distortion\n", least);
    std::printf("D_max = %.15f: the least distortion of perfect perception\n", most);
    std::printf("D(0.1) = %.15f: the least distortion with TV at most 0.1\n\n", curve.distortion(0.1));
    std::printf("%-19s%-19s%-12s%-15s%s\n", "D", "P(D)", "P'(D)", "upper - lower", "X^ = 0 while |y| <");
    const perdis::SemiDiscreteSolver solver;
    const auto cells = perdis::reduce_continuous(problem);
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        const perdis::CurvePoint point = curve.point(least + (most - least) * share);
        const perdis::SemiDiscreteSolution solution = solver(cells, point.distortion);
        // The cells that are restored to 0 begin at −t and end at t.
        double threshold = 0.0;
        for (std::size_t cell = 0; cell < solution.edges.size(); ++cell) {
            if (solution.claim.estimator(static_cast<Eigen::Index>(cell), 1) > 0.5) {
                threshold = solution.edges[cell];
            }
        }
        std::printf("%-19.15f%-19.15f%-12.6f%-15.1e%.15f\n", point.distortion, point.perception, point.slope,
                    point.upper - point.lower, threshold);
    }
    std::printf("\nAt D_min the estimator is Bayes', at D_max P(|Y| < t) = 1/2.\n");
    return 0;
}
