// Which frequencies pay first in super-resolution?
//
// super_resolution [PICTURE.png [FOLDER]]: a Gaussian field with the photograph's spectrum, blurred and seen in every fourth
// sample along each axis with noise: the analytic counterpart of a super-resolution perception-distortion plane. With a
// FOLDER, the curve as csv, a gnuplot script of two pictures, and the photograph restored along the curve go there.

#include <perdis/perdis.hpp>

#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <exception>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using perdis::RealField;
constexpr Eigen::Index factor = 4;
constexpr double blur = 1.5;  // deviation of the blur, in pixels
constexpr double noise = 1.0; // deviation of the noise, in grey levels

RealField read_grey(const std::string& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, file.c_str()) == 0) {
        throw std::runtime_error(file + ": " + image.message);
    }
    image.format = PNG_FORMAT_GRAY;
    std::vector<png_byte> bytes(PNG_IMAGE_SIZE(image));
    if (png_image_finish_read(&image, nullptr, bytes.data(), 0, nullptr) == 0) {
        throw std::runtime_error(file + ": " + image.message);
    }
    RealField field(static_cast<Eigen::Index>(image.height), static_cast<Eigen::Index>(image.width));
    std::copy(bytes.begin(), bytes.end(), field.data());
    return field;
}

void write_grey(const std::string& file, const RealField& field) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(field.cols());
    image.height = static_cast<png_uint_32>(field.rows());
    image.format = PNG_FORMAT_GRAY;
    std::vector<png_byte> bytes;
    for (Eigen::Index i = 0; i < field.size(); ++i) {
        bytes.push_back(static_cast<png_byte>(std::clamp(field.data()[i] + 0.5, 0.0, 255.0)));
    }
    if (png_image_write_to_file(&image, file.c_str(), 0, bytes.data(), 0, nullptr) == 0) {
        throw std::runtime_error(file + ": " + image.message);
    }
}

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

struct Named {
    const char* name;
    double distortion;
    double perception;
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

std::string block(const std::string& name, const std::vector<std::vector<double>>& columns) {
    std::ostringstream text;
    text.precision(10);
    text << '$' << name << " << END\n";
    for (std::size_t i = 0; i < columns.front().size(); ++i) {
        for (const auto& column : columns) { text << column[i] << ' '; }
        text << '\n';
    }
    text << "END\n";
    return text.str();
}

constexpr const char* style =
    "set terminal svg size 800,600 noenhanced font 'Helvetica,16' background '#ffffff' linewidth 1\n"
    "set encoding utf8\nset border 3 lw 1.2\nset tics nomirror out\nset grid lc '#dddddd' lw 0.6\n";

std::string plane(const perdis::Curve& curve, const std::vector<Named>& named) {
    double top = 0.0;
    double right = 0.0;
    for (const Named& point : named) {
        top = std::max(top, 1.12 * point.perception);
        right = std::max(right, 1.22 * point.distortion);
    }
    std::vector<std::vector<double>> line(2);
    for (const auto& point : curve.points()) {
        line[0].push_back(point.distortion);
        line[1].push_back(point.perception);
    }
    line[0].push_back(right);
    line[1].push_back(0.0);
    std::ostringstream text;
    text.precision(10);
    text << block("curve", line) << "$points << END\n";
    for (const Named& point : named) { text << point.distortion << ' ' << point.perception << '\n'; }
    text << "END\nset xlabel 'distortion D: mean squared error, grey levels squared'\n"
         << "set ylabel 'perception P: W₂ per pixel, grey levels'\n"
         << "set title '4 × super-resolution of a Gaussian field with the spectrum of camera.png'\nunset key\n"
         << "set xrange [" << 0.94 * curve.min_distortion() << ':' << right << "]\nset yrange [0:" << top << "]\n"
         << "set label 1 'no estimator' at graph 0.16, graph 0.2 center textcolor rgb '#666666'\n"
         << "set label 2 'attainable' at graph 0.62, graph 0.5 center textcolor rgb '#666666'\n";
    double lift = 2.0; // the labels at P = 0 stand one above the other
    for (std::size_t i = 0; i < named.size(); ++i) {
        const bool low = named[i].perception == 0.0;
        text << "set label " << i + 3 << " '" << named[i].name << "' at " << named[i].distortion << ','
             << named[i].perception << " left offset " << (low ? "0.6," : "1,") << (low ? lift : 0.7)
             << " font ',14'\n";
        if (low) { lift -= 1.3; }
    }
    text << "plot $curve using 1:2 with filledcurves y1=" << top
         << " fc rgb '#0072B2' fs transparent solid 0.07 noborder, "
         << "$curve using 1:2 with lines lw 3 lc rgb '#0072B2', "
         << "$points using 1:2 with points pt 7 ps 0.9 lc rgb '#D55E00'\n";
    return text.str();
}

} // namespace

int main(int count, char** arguments) try {
    const RealField picture = read_grey(count > 1 ? arguments[1] : "examples/data/camera.png");
    const Eigen::Index height = picture.rows();
    const Eigen::Index width = picture.cols();
    const auto law = perdis::stationary_gaussian_like(picture);
    const perdis::CircularConvolution channel(perdis::gaussian_transfer(height, width, blur),
                                              perdis::standard_deviation(noise), {factor, factor});
    const auto distance = perdis::stationary_curve_model<perdis::Wasserstein2>({law, channel, {}, {}});
    const auto entropic = perdis::stationary_curve_model<perdis::ReverseKullbackLeibler>({law, channel, {}, {}});
    const perdis::StationaryJoint& joint = distance->problem().joint();
    const double least = joint.min_distortion();
    const double most = joint.max_distortion();
    const double gap = std::sqrt(joint.squared_gap());

    // the certified curve
    perdis::TraceOptions options;
    for (int i = 0; i <= 40; ++i) { options.at.push_back(least + std::pow(i / 40.0, 2) * (most - least)); }
    options.at.back() = most;
    const auto curve = perdis::trace(std::shared_ptr<const perdis::CurveModel>(distance), options);
    double widest = 0.0;
    for (const auto& point : curve.points()) { widest = std::max(widest, point.upper - point.lower); }
    std::printf(
        "%ld x %ld pixels, mean %.1f, deviation %.1f; blur of %.1f pixels, 1 of %ld samples kept, noise %.1f\n\n",
        static_cast<long>(height), static_cast<long>(width), law.mean(), std::sqrt(law.sample_variance()), blur,
        static_cast<long>(factor * factor), noise);
    std::printf("%10s %12s %18s %18s\n", "D", "rms error", "lower", "upper: P = W2");
    for (std::size_t i = 0; i < curve.points().size(); i += 8) {
        const auto& point = curve.points()[i];
        std::printf("%10.4f %12.4f %18.12f %18.12f\n", point.distortion, std::sqrt(point.distortion), point.lower,
                    point.upper);
    }
    std::printf("widest certificate of %zu points: %.1e\n\n", curve.points().size(), widest);

    std::vector<Named> named = {{"posterior mean", least, gap},
                                interpolation("bicubic interpolation", joint, cubic()),
                                interpolation("nearest sample", joint, {1, 1, 1, 1}),
                                {"perfect perception", most, 0.0},
                                {"posterior sample", 2.0 * least, 0.0}};
    std::printf("%-24s %10s %10s\n", "estimator", "D", "W2");
    for (const Named& point : named) {
        std::printf("%-24s %10.4f %10.4f\n", point.name, point.distortion, point.perception);
    }

    // who pays
    const Rings rings(height, width, 12);
    const auto at_share = [&](double share) { return least + share * (most - least); };
    const auto half = distance->solve(at_share(0.25));
    const auto power = rings.mean(law.spectrum());
    const auto blurred = rings.mean(perdis::output_spectrum(joint, perdis::posterior_mean(joint)));
    const auto middle = rings.mean(perdis::output_spectrum(joint, half.estimator));
    const auto inherent = rings.share(joint.by_frequency(joint.power() * joint.unseen()));
    const auto even = rings.share(payment(joint, half.estimator));
    std::array<std::vector<double>, 3> first;
    const std::array<double, 3> shares = {0.001, 0.03, 0.3};
    for (std::size_t i = 0; i < shares.size(); ++i) {
        first[i] = rings.share(payment(joint, entropic->solve(at_share(shares[i])).estimator));
    }
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
                100.0 * (most / least - 1.0));
    if (count < 3) { return 0; }

    // csv, pictures
    const std::string folder = std::string(arguments[2]) + "/";
    perdis::write_whole(folder + "super_resolution.csv", perdis::curve_csv(curve.points()));
    const Rings fine(height, width, 128);
    std::vector<std::vector<double>> lines(1);
    for (int i = 0; i < 128; ++i) { lines[0].push_back(fine.middle(i)); }
    lines.push_back(fine.mean(law.spectrum()));
    for (const double share : {0.0, 0.01, 0.09, 0.36}) { // P = G, 0.9 G, 0.7 G, 0.4 G
        lines.push_back(fine.mean(perdis::output_spectrum(joint, distance->solve(at_share(share)).estimator)));
    }
    lines.push_back(fine.share(payment(joint, half.estimator)));
    for (const double share : shares) {
        lines.push_back(fine.share(payment(joint, entropic->solve(at_share(share)).estimator)));
    }
    for (std::size_t i = 6; i < lines.size(); ++i) {
        for (double& value : lines[i]) { value *= 100.0; }
    }
    std::ostringstream spectra;
    spectra
        << block("lines", lines)
        << "reset\nset terminal svg size 1200,560 noenhanced font 'Helvetica,16' background '#ffffff' linewidth 1\n"
           "set encoding utf8\nset border 3 lw 1.2\nset tics nomirror out\nset grid lc '#dddddd' lw 0.6\n"
           "set multiplot layout 1,2 margins 0.075,0.985,0.17,0.9 spacing 0.085\n"
           "set xlabel 'radial frequency, cycles per pixel'\nset key bottom left font ',14' samplen 2 spacing 1.15\n"
           "set logscale xy\nset xrange [0.004:0.71]\nset yrange [1e-2:2e7]\nset format y '10^{%T}'\nset termoption "
           "enhanced\n"
           "set title 'mean power per pixel along the W₂ curve'\n"
           "set arrow 1 from 0.125, graph 0 to 0.125, graph 1 nohead dt 3 lc rgb '#888888'\n"
           "plot $lines using 1:2 with lines lw 3 lc rgb '#000000' title 'X, and the estimate at P = 0', "
           "'' using 1:6 with lines lw 2.5 lc rgb '#56B4E9' title 'P = 0.4 G', "
           "'' using 1:5 with lines lw 2.5 lc rgb '#009E73' title 'P = 0.7 G', "
           "'' using 1:4 with lines lw 2.5 lc rgb '#E69F00' title 'P = 0.9 G', "
           "'' using 1:3 with lines lw 2.5 lc rgb '#D55E00' title 'posterior mean, P = G'\n"
           "unset logscale\nset xrange [0:0.71]\nset yrange [0:*]\nset format y '%g'\nset key top right\n"
           "set title 'share of the extra distortion, % in each of 128 rings'\n"
           "plot $lines using 1:7 with lines lw 3.5 lc rgb '#0072B2' title 'W₂, everywhere', "
           "'' using 1:8 with lines lw 2.5 lc rgb '#D55E00' title 'reverse KL, 0.1 % of the way', "
           "'' using 1:9 with lines lw 2.5 lc rgb '#E69F00' title 'reverse KL, 3 %', "
           "'' using 1:10 with lines lw 2.5 lc rgb '#009E73' title 'reverse KL, 30 %'\nunset multiplot\n";
    perdis::write_whole(folder + "super_resolution.gnuplot",
                        std::string(style) + "set output '" + folder + "super_resolution_plane.svg'\n"
                            + plane(curve, named) + "set output '" + folder + "super_resolution_spectra.svg'\n"
                            + spectra.str() + "set output\n");

    // the photograph itself: seen, X*, half-way, perfect perception
    const RealField seen = channel.observe(picture, 1);
    RealField replicated(height, width);
    for (Eigen::Index i = 0; i < height; ++i) {
        for (Eigen::Index j = 0; j < width; ++j) { replicated(i, j) = seen(i / factor, j / factor); }
    }
    const std::array<RealField, 6> panels = {picture,
                                             replicated,
                                             perdis::restore(joint, distance->solve(least).estimator, seen, 2),
                                             perdis::restore(joint, half.estimator, seen, 2),
                                             perdis::restore(joint, distance->solve(most).estimator, seen, 2),
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
    write_grey(folder + "super_resolution.png", sheet);
    std::printf(
        "super_resolution.png: the photograph, seen, posterior mean; P = G/2, perfect perception, posterior sample\n");
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "super_resolution: %s\n", error.what());
    return 1;
}
