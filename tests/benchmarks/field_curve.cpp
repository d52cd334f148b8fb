// What a certified point of a stationary field's curve costs, in units of one Fourier transform of the field's size.
//
// field_curve [SIDE…]: a square (default 512) with the spectrum of the photograph examples/data/camera.png, under a blur of
// 1.5 pixels and noise of deviation 1, whole and every fourth sample along each axis; 100 points a curve.

#include "timing.hpp"

#include <perdis/curve/stationary_curve.hpp>
#include <perdis/law/periodogram.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using timing::now;

/// Mean powers at radial frequencies, read from examples/super_resolution; between them log power is linear in log radius.
constexpr std::array<std::array<double, 2>, 16> photograph = {{{0.00276, 3.17e7},
                                                               {0.00829, 3.63e6},
                                                               {0.0138, 8.04e5},
                                                               {0.0249, 2.27e5},
                                                               {0.0470, 3.99e4},
                                                               {0.0912, 1.01e4},
                                                               {0.1353, 3147},
                                                               {0.1795, 1078},
                                                               {0.2237, 527},
                                                               {0.2679, 287},
                                                               {0.3121, 188},
                                                               {0.3563, 131},
                                                               {0.4005, 101},
                                                               {0.4889, 66.8},
                                                               {0.5331, 27.3},
                                                               {0.7043, 13.1}}};

double power(double radius) {
    std::size_t i = 1;
    while (i + 1 < photograph.size() && photograph[i][0] < radius) { ++i; }
    const double low = std::log(photograph[i - 1][0]);
    const double high = std::log(photograph[i][0]);
    const double share = std::clamp((std::log(std::max(radius, 1e-9)) - low) / (high - low), 0.0, 1.0);
    return photograph[i - 1][1] * std::pow(photograph[i][1] / photograph[i - 1][1], share);
}

/// Seconds of one transform, median of nine.
double transform_time(const perdis::ComplexField& field) {
    return timing::median_time<9>([&] {
        const perdis::ComplexField transform = perdis::fourier_transform(field);
        if (!(std::abs(transform(0, 0)) >= 0.0)) { std::puts("not a number"); }
    });
}

/// Prints a row; a point's time in units of one transform.
template <class Divergence>
double row(const char* name, const perdis::StationaryGaussian& law, Eigen::Index factor, double transform) {
    const perdis::CircularConvolution channel(perdis::gaussian_transfer(law.height(), law.width(), 1.5),
                                              perdis::standard_deviation(1.0), {factor, factor});
    const double begin = now();
    const auto model = perdis::stationary_curve_model<Divergence>({law, channel, {}, {}});
    const double ready = now();
    const auto curve = perdis::trace(std::shared_ptr<const perdis::CurveModel>(model), {.points = 100});
    const double point = (now() - ready) / 100.0;
    double widest = 0.0;
    for (const auto& at : curve.points()) {
        if (at.lower < at.upper) { widest = std::max(widest, (at.upper - at.lower) / (1.0 + at.upper)); }
    }
    const double middle = 0.5 * (curve.min_distortion() + curve.max_distortion());
    const double start = now();
    const auto claim = model->solve(middle);
    const double solved = now();
    const auto proof = perdis::certify(model->problem(), claim);
    const double proved = now();
    std::printf("%5ld  %ld x %ld  %-26s %9.4f %9.4f %9.4f %9.4f  %8.1f   %8.1e  %.6g\n",
                static_cast<long>(law.height()), static_cast<long>(factor), static_cast<long>(factor), name,
                ready - begin, solved - start, proved - solved, point, point / transform, widest, proof.upper);
    std::fflush(stdout);
    return point / transform;
}

} // namespace

int main(int count, char** values) {
    std::vector<Eigen::Index> sides;
    for (int i = 1; i < count; ++i) { sides.push_back(std::atol(values[i])); }
    if (sides.empty()) { sides = {512}; }
    std::printf("compiled with: %s\nseconds of processor time; the demand is below 30 transforms a point\n\n",
                PERDIS_BENCHMARK_FLAGS);
    std::printf(
        " side  factor  divergence                  building     solve   certify     point  /transform  gap/(1+P)  "
        "P in the middle\n");
    double worst = 0.0;
    for (const Eigen::Index side : sides) {
        const perdis::RealField spectrum = perdis::radial_frequency(side, side).unaryExpr(&power);
        const perdis::StationaryGaussian law(129.0, spectrum);
        const double transform = transform_time(spectrum.cast<std::complex<double>>());
        std::printf("%5ld  one transform: %.4f\n", static_cast<long>(side), transform);
        for (const Eigen::Index factor : {1, 4}) {
            worst = std::max({worst, row<perdis::Wasserstein2>("wasserstein2", law, factor, transform),
                              row<perdis::ReverseKullbackLeibler>("reverse_kullback_leibler", law, factor, transform)});
        }
    }
    std::printf("the demand, below 30: %s\n", worst < 30.0 ? "met" : "NOT MET");
    return worst < 30.0 ? 0 : 1;
}
