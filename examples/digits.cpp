// How good can restored digits look? Figs. 4 and 6 of the paper on real digits
//
// digits [--full] [DIGITS.csv [FOLDER]]: 1,797 handwritten digits of 8 × 8 pixels in [0, 1], and a blank of weight 1/11, in
// white Gaussian noise of three levels. With squared error and W₂, D_min and the whole curve D(P) by Monte Carlo, lower and
// upper estimates each with a standard error; the places of three estimators; restored digits along the curve. --full spends
// some minutes instead of seconds. With a FOLDER, tables and a gnuplot script of the two pictures go there.

#include "digits_pictures.hpp"

#include <perdis/perdis.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <list>
#include <sstream>
#include <string>
#include <vector>

#include <unistd.h>

namespace {

// 1, 3, 5 on MNIST, scaled by the ratio of the root mean square distances between two images, 3.06/10.3
constexpr std::array<double, 3> sigmas = {0.3, 0.9, 1.5};
constexpr std::uint64_t seed = 2018;

struct Digits {
    perdis::Discrete<double> prior;
    std::vector<int> labels; // of each symbol; −1 for the blank
};

Digits read_digits(const std::string& file) {
    const Eigen::MatrixXd table = perdis::read_csv(file).values;
    const Eigen::Index count = table.rows();
    Eigen::MatrixXd images = Eigen::MatrixXd::Zero(64, count + 1);
    images.leftCols(count) = table.leftCols(64).transpose() / 16.0;
    Eigen::VectorXd masses = Eigen::VectorXd::Constant(count + 1, 10.0 / (11.0 * static_cast<double>(count)));
    masses(count) = 1.0 / 11.0;
    std::vector<int> labels;
    for (Eigen::Index i = 0; i < count; ++i) { labels.push_back(static_cast<int>(table(i, 64))); }
    labels.push_back(-1);
    return {perdis::Discrete<double>::over_vectors(images, masses), labels};
}

perdis::SampledCurve curve_at(const Digits& digits, double sigma, bool full) {
    perdis::SampledCurveOptions options;
    options.seed = seed;
    options.draws = full ? (sigma < 0.5 ? 300000 : 80000) : 10000;
    options.plans = full ? 4 : 2;
    if (isatty(2) != 0) {
        options.progress = [sigma](int done, int total) {
            std::fprintf(stderr, "\rsigma %.1f: %3d %%%s", sigma, 100 * done / total, done == total ? "\n" : "");
        };
    }
    return {digits.prior, perdis::AdditiveGaussian<double>(perdis::standard_deviation(sigma)), options};
}

std::string shown(const perdis::Estimate& estimate) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.4f +- %.4f", estimate.value, estimate.standard_error);
    return text.data();
}

void print_level(const Level& level, double seconds) {
    const perdis::EstimatedRange gap = level.curve->gap();
    std::printf("sigma = %.1f\n", level.sigma);
    std::printf("  %-18s %18s   %18s .. %s\n", "", "squared error", "W2 at least", "at most");
    const auto line = [](const char* name, const perdis::SampledPlace& place) {
        std::printf("  %-18s %18s   %18s .. %s\n", name, shown(place.distortion).c_str(),
                    shown(place.perception.lower).c_str(), shown(place.perception.upper).c_str());
    };
    line("posterior mean", level.mean);
    line("maximum posterior", level.mode);
    line("posterior sample", level.sample);
    const perdis::EstimatedRange most = level.curve->max_distortion();
    std::printf("  %-18s %18s .. %s\n", "perfect perception", shown(most.lower).c_str(), shown(most.upper).c_str());
    std::printf("  G is known to %.1f %%; perfect perception costs %.0f .. %.0f %% more error than the least\n\n",
                100.0 * (gap.upper.value / gap.lower.value - 1.0),
                100.0 * (most.lower.value / level.mean.distortion.value - 1.0),
                100.0 * (most.upper.value / level.mean.distortion.value - 1.0));
    if (isatty(2) != 0) { std::fprintf(stderr, "sigma %.1f: %.0f s\n", level.sigma, seconds); }
}

/// A row a point: σ, P, and D(P) with its estimates; P = share · G.
std::string table(const std::vector<Level>& levels) {
    std::ostringstream text;
    text.precision(10);
    text << "sigma,perception,distortion_lower,standard_error,distortion_upper,standard_error\n";
    for (const Level& level : levels) {
        const double gap = level.curve->gap().lower.value;
        for (int i = 20; i >= 0; --i) {
            const double perception = gap * i / 20.0;
            const auto range = level.curve->distortion(perception);
            text << level.sigma << ',' << perception << ',' << range.lower.value << ',' << range.lower.standard_error
                 << ',' << range.upper.value << ',' << range.upper.standard_error << '\n';
        }
    }
    return text.str();
}

/// σ, estimator, and its place.
std::string places(const std::vector<Level>& levels) {
    std::ostringstream text;
    text.precision(10);
    text << "sigma,estimator,distortion,standard_error,perception_lower,standard_error,perception_upper,standard_"
            "error\n";
    for (const Level& level : levels) {
        const auto line = [&](const char* name, const perdis::SampledPlace& place) {
            text << level.sigma << ',' << name << ',' << place.distortion.value << ','
                 << place.distortion.standard_error << ',' << place.perception.lower.value << ','
                 << place.perception.lower.standard_error << ',' << place.perception.upper.value << ','
                 << place.perception.upper.standard_error << '\n';
        };
        line("posterior_mean", level.mean);
        line("maximum_posterior", level.mode);
        line("posterior_sample", level.sample);
    }
    return text.str();
}

/// One draw of the symbols at given weights.
Eigen::VectorXd drawn(const Eigen::MatrixXd& symbols, const Eigen::VectorXd& weights, double uniform) {
    Eigen::Index i = 0;
    for (double sum = weights(0); sum < uniform && i + 1 < weights.size(); sum += weights(i)) { ++i; }
    return symbols.col(i);
}

/// A digit of every second class at σ = .9: clean, noisy, the curve from X* to perfect perception, MAP, a posterior sample.
Sheet restored(const Digits& digits, const perdis::SampledCurve& curve) {
    const std::array<double, 5> shares = {1.0, 0.75, 0.5, 0.25, 0.0};
    Sheet result{{"digit", "seen", "P = G", "¾ G", "½ G", "¼ G", "P = 0", "MAP", "sample"}, {}};
    const Eigen::MatrixXd& symbols = digits.prior.support();
    const double sigma = curve.posterior().channel().standard_deviation();
    perdis::NormalDeviates random(seed);
    for (const int label : {0, 2, 3, 4, 7, 8}) {
        const auto at = std::find(digits.labels.begin() + 40, digits.labels.end(), label) - digits.labels.begin();
        const Eigen::VectorXd x = symbols.col(at);
        Eigen::VectorXd y = x;
        for (double& pixel : y) { pixel += sigma * random(); }
        const Eigen::VectorXd weights = curve.posterior().weights(y);
        std::vector<Eigen::VectorXd> row = {x,
                                            y.array() / (2.0 * (1.0 + 2.0 * sigma)) + 0.5 - 0.25 / (1.0 + 2.0 * sigma)};
        for (const double share : shares) { row.emplace_back(curve.restore(y, share)); }
        row.emplace_back(symbols.col(perdis::largest_weights(weights).front()));
        row.push_back(drawn(symbols, weights, random.uniform()));
        result.rows.push_back(row);
    }
    return result;
}

} // namespace

int main(int count, char** arguments) try {
    std::vector<std::string> words(arguments + 1, arguments + count);
    const bool full = !words.empty() && words.front() == "--full";
    if (full) { words.erase(words.begin()); }
    const Digits digits = read_digits(words.empty() ? "examples/data/digits.csv" : words.front());
    std::list<perdis::SampledCurve> curves; // a level points to its curve
    std::vector<Level> levels;
    std::printf("%ld images of 64 pixels, seed %llu\n\n", static_cast<long>(digits.prior.size()),
                static_cast<unsigned long long>(seed));
    for (const double sigma : sigmas) {
        const auto begin = std::chrono::steady_clock::now();
        const perdis::SampledCurve& curve = curves.emplace_back(curve_at(digits, sigma, full));
        levels.push_back({sigma, &curve, curve.posterior_mean(), curve.maximum_posterior(), curve.posterior_sample()});
        print_level(levels.back(), std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    if (words.size() < 2) { return 0; }

    const std::string folder = words[1] + "/";
    perdis::write_whole(folder + "digits.csv", table(levels));
    perdis::write_whole(folder + "digits_estimators.csv", places(levels));
    perdis::write_whole(folder + "digits.gnuplot", begin_picture(folder + "digits_plane.svg", "1200,500")
                                                       + plane(levels)
                                                       + begin_picture(folder + "digits_restored.svg", "980,700")
                                                       + sheet(restored(digits, *levels[1].curve)) + "set output\n");
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "digits: %s\n", error.what());
    return 1;
}
