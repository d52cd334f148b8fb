// How loose is the linear curve of Fig. 5?
//
// X ~ N(0, 1) in Gaussian noise, squared error, KL. The paper's Example 1 allows X̂ = aY + b alone; the true P(D) allows
// every estimator. Both at three distortions between D_min and D_max, each with the width of its certificate. The picture,
// fig5_true.svg, is drawn by perdis reproduce.

#include <perdis/perdis.hpp>

#include <cstdio>

namespace {

perdis::Curve curve(double deviation, perdis::Estimators estimators) {
    const perdis::LinearGaussianProblem<double, perdis::KullbackLeibler> problem{
        perdis::Gaussian{0.0, perdis::variance(1.0)},
        perdis::AdditiveGaussian{perdis::standard_deviation(deviation)},
        perdis::SquaredError{},
        perdis::KullbackLeibler{},
        {.estimators = estimators},
    };
    return perdis::trace(problem, {.points = 2});
}

} // namespace

int main() {
    std::printf("%-9s%-12s%-14s%-9s%-16s%-9s%-10s%s\n", "sigma_N", "D", "true P(D)", "width", "linear", "width",
                "true/lin.", "D the linear family needs for the true P");
    for (const double deviation : {0.5, 1.0, 2.0, 5.0, 10.0}) {
        const auto all = curve(deviation, perdis::Estimators::all);
        const auto linear = curve(deviation, perdis::Estimators::linear);
        const double least = all.min_distortion(), range = all.max_distortion() - least;
        for (const double share : {0.01, 0.1, 0.5}) {
            const double distortion = least + share * range;
            const auto truth = all.point(distortion), restricted = linear.point(distortion);
            const double needed = (linear.distortion(truth.perception) - least) / range;
            std::printf("%-9g%-12.8f%-14.10f%-9.0e%-16.10f%-9.0e%-10.4f%.4f of the range, not %.2f\n", deviation,
                        distortion, truth.perception, truth.upper - truth.lower, restricted.perception,
                        restricted.upper - restricted.lower, truth.perception / restricted.perception, needed, share);
        }
    }
    std::printf("\nFor W2 and for reverse KL nothing is lost: %s.\n",
                perdis::trace(perdis::Problem{perdis::Gaussian{0.0, perdis::variance(1.0)},
                                              perdis::AdditiveGaussian{perdis::standard_deviation(1.0)},
                                              perdis::SquaredError{}, perdis::ReverseKullbackLeibler{}},
                              {.points = 2})
                    .method()
                    .c_str());
    return 0;
}
