// How far are wavelet-like (Laplace) signals from the Gaussian tradeoff?
//
// The wavelet coefficients of natural images are near Laplace's law. A coefficient of variance 1 is seen in Gaussian noise and restored
// under squared error: P(D) under W₂, KL and total variation, for Laplace's law and for the normal law of the same variance. With a
// file's name, every point at noise 1 goes there as csv.

#include <perdis/perdis.hpp>

#include <boost/math/distributions/laplace.hpp>

#include <cmath>
#include <cstdio>

namespace {

/// The curve of a prior at a noise deviation.
template <class Prior, class Divergence>
perdis::Curve curve(const Prior& prior, double deviation, const Divergence& divergence) {
    return perdis::trace(perdis::Problem(prior, perdis::AdditiveGaussian(perdis::standard_deviation(deviation)),
                                         perdis::SquaredError{}, divergence),
                         {.points = 2});
}

/// P at this share of the way from D_min to D_max.
double at(const perdis::Curve& curve, double share) {
    const double least = curve.min_distortion();
    return share < 1.0 ? curve.perception(least + (curve.max_distortion() - least) * share) : 0.0;
}

} // namespace

int main(int count, char** values) {
    const perdis::Univariate laplace = boost::math::laplace(0.0, std::sqrt(0.5)); // variance 1
    const perdis::Gaussian<double> normal(0.0, perdis::variance(1.0));
    std::printf("%-10s%12s%12s%12s%12s%24s\n", "", "D_min", "", "D_max", "", "D_max/D_min - 1, in %");
    std::printf("%-10s%12s%12s%12s%12s%12s%12s\n", "sigma_N", "Laplace", "normal", "Laplace", "normal", "Laplace",
                "normal");
    for (const double deviation : {0.1, 0.25, 0.5, 1.0, 2.0, 4.0}) {
        const auto own = curve(laplace, deviation, perdis::Wasserstein2{});
        const auto other = curve(normal, deviation, perdis::Wasserstein2{});
        const double least = own.min_distortion(), most = own.max_distortion();
        const double least_normal = other.min_distortion(), most_normal = other.max_distortion();
        std::printf("%-10g%12.8f%12.8f%12.8f%12.8f%12.2f%12.2f\n", deviation, least, least_normal, most, most_normal,
                    100.0 * (most / least - 1.0), 100.0 * (most_normal / least_normal - 1.0));
    }

    const perdis::Curve curves[] = {
        curve(laplace, 1.0, perdis::Wasserstein2{}),    curve(normal, 1.0, perdis::Wasserstein2{}),
        curve(laplace, 1.0, perdis::KullbackLeibler{}), curve(normal, 1.0, perdis::KullbackLeibler{}),
        curve(laplace, 1.0, perdis::TotalVariation{}),  curve(normal, 1.0, perdis::TotalVariation{}),
    };
    std::FILE* file = count > 1 ? std::fopen(values[1], "w") : nullptr;
    if (count > 1 && file == nullptr) {
        std::perror(values[1]);
        return 1;
    }
    if (file != nullptr) {
        std::fputs("share,laplace_distortion,normal_distortion,laplace_w2,normal_w2,laplace_kl,normal_kl,laplace_tv,"
                   "normal_tv\n",
                   file);
    }
    for (int step = 0; file != nullptr && step <= 60; ++step) {
        const double share = step * step / 3600.0; // dense at D_min, where the curves fall steeply
        std::fprintf(file, "%.17g", share);
        for (int i = 0; i < 2; ++i) {
            const double least = curves[i].min_distortion();
            std::fprintf(file, ",%.17g", least + (curves[i].max_distortion() - least) * share);
        }
        for (const perdis::Curve& one : curves) { std::fprintf(file, ",%.17g", at(one, share)); }
        std::fputc('\n', file);
    }
    std::printf("\nsigma_N = 1, at this share of the way from D_min to D_max:\n");
    std::printf("%-10s%12s%12s%12s%12s%12s%12s\n", "", "W2", "", "KL", "", "TV", "");
    std::printf("%-10s%12s%12s%12s%12s%12s%12s\n", "share", "Laplace", "normal", "Laplace", "normal", "Laplace",
                "normal");
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        std::printf("%-10g", share);
        for (const perdis::Curve& one : curves) { std::printf("%12.8f", at(one, share)); }
        std::printf("\n");
    }
    std::printf(
        "\nUnder W2 the two curves differ by little more than D_min; under KL the restored Laplace signal is twice "
        "as near.\n");
    return file != nullptr && std::fclose(file) != 0 ? 1 : 0;
}
