// Which frequencies pay first in super-resolution?
//
// super_resolution [PICTURE.png [FOLDER]]: a Gaussian field with the photograph's spectrum, blurred and seen in every fourth
// sample along each axis with noise: the analytic counterpart of a super-resolution perception-distortion plane. With a
// FOLDER, the curve as csv, a gnuplot script of two pictures, and the photograph restored along the curve go there.

#include "grey_png.hpp"
#include "super_resolution_pictures.hpp"

#include <perdis/perdis.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace {

using perdis::RealField;
constexpr Eigen::Index factor = 4;
constexpr double blur = 1.5;                                 // deviation of the blur, in pixels
constexpr double noise = 1.0;                                // deviation of the noise, in grey levels
constexpr std::array<double, 3> shares = {0.001, 0.03, 0.3}; // of the way from D_min to D_max

/// The field like a photograph, how it is seen, and its curves.
struct Model {
    perdis::StationaryGaussian law;
    perdis::CircularConvolution channel;
    std::shared_ptr<const perdis::StationaryCurveModel<perdis::Wasserstein2>> distance;
    std::shared_ptr<const perdis::StationaryCurveModel<perdis::ReverseKullbackLeibler>> entropic;

    explicit Model(const RealField& picture)
        : law(perdis::stationary_gaussian_like(picture)),
          channel(perdis::gaussian_transfer(picture.rows(), picture.cols(), blur), perdis::standard_deviation(noise),
                  {factor, factor}),
          distance(perdis::stationary_curve_model<perdis::Wasserstein2>({law, channel, {}, {}})),
          entropic(perdis::stationary_curve_model<perdis::ReverseKullbackLeibler>({law, channel, {}, {}})) {}

    [[nodiscard]] const perdis::StationaryJoint& joint() const { return distance->problem().joint(); }
    [[nodiscard]] double least() const { return joint().min_distortion(); }
    [[nodiscard]] double most() const { return joint().max_distortion(); }
    /// D at a share of the way from D_min to D_max; under W₂ a quarter of it is P = G/2.
    [[nodiscard]] double at(double share) const { return least() + share * (most() - least()); }
    [[nodiscard]] perdis::StationaryEstimator transported(double share) const {
        return distance->solve(at(share)).estimator;
    }
    [[nodiscard]] perdis::StationaryEstimator filled(double share) const {
        return entropic->solve(at(share)).estimator;
    }
};

/// What each frequency adds to D − D_min: E|x̂ − x*|².
RealField payment(const perdis::StationaryJoint& joint, const perdis::StationaryEstimator& estimator) {
    const Eigen::ArrayXXd drift = estimator.gain - joint.deviation();
    return joint.by_frequency(drift.square() + estimator.noise * (1.0 - estimator.direction.square()).max(0.0));
}

/// Sums and means over rings of equal width in radial frequency.
class Rings {
public:
    Rings(Eigen::Index height, Eigen::Index width, int count)
        : radii_(perdis::radial_frequency(height, width)), count_(count) {}
    [[nodiscard]] double middle(int ring) const { return (ring + 0.5) * std::sqrt(0.5) / count_; }
    [[nodiscard]] std::vector<double> sum(const RealField& field) const {
        std::vector<double> sums(static_cast<std::size_t>(count_), 0.0);
        for (Eigen::Index i = 0; i < field.size(); ++i) {
            const int ring = std::min(static_cast<int>(radii_.data()[i] / std::sqrt(0.5) * count_), count_ - 1);
            sums[static_cast<std::size_t>(ring)] += field.data()[i];
        }
        return sums;
    }
    [[nodiscard]] std::vector<double> mean(const RealField& field) const {
        std::vector<double> sums = sum(field);
        const std::vector<double> members = sum(RealField::Ones(field.rows(), field.cols()));
        for (std::size_t i = 0; i < sums.size(); ++i) { sums[i] /= members[i]; }
        return sums;
    }
    [[nodiscard]] std::vector<double> share(const RealField& field) const {
        std::vector<double> sums = sum(field);
        const double all = field.sum();
        for (double& value : sums) { value /= all; }
        return sums;
    }

private:
    RealField radii_;
    int count_;
};

/// D and W₂ of an interpolation x̂ = Σ y(i) k(· − 4i), exact: its output has rank one per alias class, too.
Named interpolation(const char* name, const perdis::StationaryJoint& joint, const std::vector<double>& line) {
    const auto length = static_cast<Eigen::Index>(line.size());
    const Eigen::Map<const Eigen::VectorXd> column(line.data(), length);
    const RealField kernel = (column * column.transpose()).array();
    const perdis::ComplexField gain = perdis::kernel_transfer(kernel, joint.prior().height(), joint.prior().width());
    double excess = 0.0;
    double distance = 0.0;
    for (Eigen::Index k = 0; k < joint.power().cols(); ++k) {
        double cross = 0.0;
        for (Eigen::Index j = 0; j < joint.power().rows(); ++j) {
            const auto at = joint.frequency(j, k);
            // the blur's transfer function is positive, so X* has no phase of its own
            const std::complex<double> a = gain(at.row, at.column) * std::sqrt(joint.observed()(k))
                                           / static_cast<double>(joint.channel().reduction());
            excess += std::norm(a - joint.deviation()(j, k));
            distance += joint.power()(j, k) + std::norm(a);
            cross += joint.power()(j, k) * std::norm(a);
        }
        distance -= 2.0 * std::sqrt(cross);
    }
    const auto samples = static_cast<double>(joint.size());
    return {name, joint.min_distortion() + excess / samples, std::sqrt(distance / samples)};
}

/// Keys' cubic, sampled at quarters.
std::vector<double> cubic() {
    std::vector<double> line;
    for (int i = -7; i <= 7; ++i) {
        const double x = std::abs(i) / 4.0;
        line.push_back(x < 1.0 ? (1.5 * x - 2.5) * x * x + 1.0 : ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0);
    }
    return line;
}

/// The certified W₂ curve, its points closer together near D_min.
perdis::Curve certified_curve(const Model& model) {
    perdis::TraceOptions options;
    for (int i = 0; i <= 40; ++i) { options.at.push_back(model.at(std::pow(i / 40.0, 2))); }
    options.at.back() = model.most();
    return perdis::trace(std::shared_ptr<const perdis::CurveModel>(model.distance), options);
}

void print_curve(const Model& model, const perdis::Curve& curve) {
    double widest = 0.0;
    for (const auto& point : curve.points()) { widest = std::max(widest, point.upper - point.lower); }
    std::printf(
        "%ld x %ld pixels, mean %.1f, deviation %.1f; blur of %.1f pixels, 1 of %ld samples kept, noise %.1f\n\n",
        static_cast<long>(model.law.height()), static_cast<long>(model.law.width()), model.law.mean(),
        std::sqrt(model.law.sample_variance()), blur, static_cast<long>(factor * factor), noise);
    std::printf("%10s %12s %18s %18s\n", "D", "rms error", "lower", "upper: P = W2");
    for (std::size_t i = 0; i < curve.points().size(); i += 8) {
        const auto& point = curve.points()[i];
        std::printf("%10.4f %12.4f %18.12f %18.12f\n", point.distortion, std::sqrt(point.distortion), point.lower,
                    point.upper);
    }
    std::printf("widest certificate of %zu points: %.1e\n\n", curve.points().size(), widest);
}

std::vector<Named> named_estimators(const Model& model) {
    return {{"posterior mean", model.least(), std::sqrt(model.joint().squared_gap())},
            interpolation("bicubic interpolation", model.joint(), cubic()),
            interpolation("nearest sample", model.joint(), {1, 1, 1, 1}),
            {"perfect perception", model.most(), 0.0},
            {"posterior sample", 2.0 * model.least(), 0.0}};
}

void print_estimators(const std::vector<Named>& named) {
    std::printf("%-24s %10s %10s\n", "estimator", "D", "W2");
    for (const Named& point : named) {
        std::printf("%-24s %10.4f %10.4f\n", point.name, point.distortion, point.perception);
    }
}

/// Who pays, ring by ring.
void print_payments(const Model& model) {
    const perdis::StationaryJoint& joint = model.joint();
    const Rings rings(model.law.height(), model.law.width(), 12);
    const auto half = model.transported(0.25);
    const auto power = rings.mean(model.law.spectrum());
    const auto blurred = rings.mean(perdis::output_spectrum(joint, perdis::posterior_mean(joint)));
    const auto middle = rings.mean(perdis::output_spectrum(joint, half));
    const auto inherent = rings.share(joint.by_frequency(joint.power() * joint.unseen()));
    const auto even = rings.share(payment(joint, half));
    std::array<std::vector<double>, shares.size()> first;
    for (std::size_t i = 0; i < shares.size(); ++i) { first[i] = rings.share(payment(joint, model.filled(shares[i]))); }
    std::printf("\n%9s  %31s  %9s  %s\n", "", "mean power", "% of", "% of D - D_min paid by a ring: reverse KL at");
    std::printf("%9s  %10s %10s %10s  %8s  %8s %8s %8s %8s\n", "frequency", "X", "X*", "P = G/2", "D_min", "W2",
                "0.1 %", "3 %", "30 %");
    for (std::size_t i = 0; i < power.size(); ++i) {
        std::printf("%9.3f  %10.3g %10.3g %10.3g  %8.2f  %8.2f %8.2f %8.2f %8.2f\n", rings.middle(static_cast<int>(i)),
                    power[i], blurred[i], middle[i], 100.0 * inherent[i], 100.0 * even[i], 100.0 * first[0][i],
                    100.0 * first[1][i], 100.0 * first[2][i]);
    }
    std::printf(
        "\nW2: every frequency pays a fixed share, all along the curve. Reverse KL: at first all lost frequencies pay\n"
        "alike, however weak; the strong ones pay most in the end, in the proportions of W2.\n");
    std::printf("Perfect perception costs %.1f %% more squared error than the least, posterior sampling 100 %%.\n",
                100.0 * (model.most() / model.least() - 1.0));
}

/// The columns of spectra().
std::vector<std::vector<double>> fine_rings(const Model& model) {
    const perdis::StationaryJoint& joint = model.joint();
    const Rings fine(model.law.height(), model.law.width(), 128);
    std::vector<std::vector<double>> columns(1);
    for (int i = 0; i < 128; ++i) { columns[0].push_back(fine.middle(i)); }
    columns.push_back(fine.mean(model.law.spectrum()));
    for (const double share : {0.0, 0.01, 0.09, 0.36}) { // P = G, 0.9 G, 0.7 G, 0.4 G
        columns.push_back(fine.mean(perdis::output_spectrum(joint, model.transported(share))));
    }
    std::vector<perdis::StationaryEstimator> paying = {model.transported(0.25)};
    for (const double share : shares) { paying.push_back(model.filled(share)); }
    for (const auto& estimator : paying) {
        columns.push_back(fine.share(payment(joint, estimator)));
        for (double& value : columns.back()) { value *= 100.0; }
    }
    return columns;
}

/// A part of the photograph: itself, seen, X*, half-way, perfect perception, a posterior sample.
void write_sheet(const std::string& file, const RealField& picture, const Model& model) {
    const Eigen::Index height = picture.rows();
    const Eigen::Index width = picture.cols();
    const perdis::StationaryJoint& joint = model.joint();
    const RealField seen = model.channel.observe(picture, 1);
    RealField replicated(height, width);
    for (Eigen::Index i = 0; i < height; ++i) {
        for (Eigen::Index j = 0; j < width; ++j) { replicated(i, j) = seen(i / factor, j / factor); }
    }
    const std::array<RealField, 6> panels = {picture,
                                             replicated,
                                             perdis::restore(joint, perdis::posterior_mean(joint), seen, 2),
                                             perdis::restore(joint, model.transported(0.25), seen, 2),
                                             perdis::restore(joint, perdis::transport_partner(joint), seen, 2),
                                             perdis::restore(joint, perdis::posterior_sample(joint), seen, 2)};
    constexpr Eigen::Index side = 144;
    constexpr Eigen::Index zoom = 2;
    constexpr Eigen::Index tile = side * zoom + 8;
    RealField sheet = RealField::Constant(2 * tile + 8, 3 * tile + 8, 255.0);
    for (std::size_t p = 0; p < panels.size(); ++p) {
        const auto index = static_cast<Eigen::Index>(p);
        for (Eigen::Index i = 0; i < side * zoom; ++i) {
            for (Eigen::Index j = 0; j < side * zoom; ++j) {
                sheet(8 + index / 3 * tile + i, 8 + index % 3 * tile + j) =
                    panels[p](std::min(height - 1, 80 + i / zoom), std::min(width - 1, 160 + j / zoom));
            }
        }
    }
    write_grey(file, sheet);
    std::printf(
        "super_resolution.png: the photograph, seen, posterior mean; P = G/2, perfect perception, posterior sample\n");
}

} // namespace

int main(int count, char** arguments) try {
    const RealField picture = read_grey(count > 1 ? arguments[1] : "examples/data/camera.png");
    const Model model(picture);
    const perdis::Curve curve = certified_curve(model);
    const std::vector<Named> named = named_estimators(model);
    print_curve(model, curve);
    print_estimators(named);
    print_payments(model);
    if (count < 3) { return 0; }

    const std::string folder = std::string(arguments[2]) + "/";
    perdis::write_whole(folder + "super_resolution.csv", perdis::curve_csv(curve.points()));
    perdis::write_whole(folder + "super_resolution.gnuplot",
                        begin_picture(folder + "super_resolution_plane.svg", "800,600") + plane(curve, named)
                            + begin_picture(folder + "super_resolution_spectra.svg", "1200,560")
                            + spectra(fine_rings(model)) + "set output\n");
    write_sheet(folder + "super_resolution.png", picture, model);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "super_resolution: %s\n", error.what());
    return 1;
}
