#pragma once

// The two pictures of digits, as gnuplot scripts.

#include <perdis/curve/sampled_curve.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <vector>

/// What a level of noise gives: the curve, and the places of three estimators.
struct Level {
    double sigma;
    const perdis::SampledCurve* curve;
    perdis::SampledPlace mean, mode, sample;
};

/// Restored digits: rows of panels, each an 8 × 8 image in [0, 1] as a column of 64.
struct Sheet {
    std::vector<std::string> columns;
    std::vector<std::vector<Eigen::VectorXd>> rows;
};

inline std::string begin_picture(const std::string& file, const std::string& size) {
    return "reset\nset terminal svg size " + size
           + " noenhanced font 'Helvetica,16' background '#ffffff' linewidth 1\nset encoding utf8\nset output '" + file
           + "'\n";
}

/// The outline of the band between the estimates of D(P), two standard errors wider: D and P, P/G from 1 to 0 and back.
inline std::string band(const perdis::SampledCurve& curve) {
    const perdis::EstimatedRange gap = curve.gap();
    std::ostringstream text;
    text.precision(8);
    for (int i = 100; i >= 0; --i) {
        const double perception = gap.lower.value * i / 100.0;
        const perdis::Estimate distortion = curve.distortion(perception).lower;
        text << distortion.value - 2.0 * distortion.standard_error << ' ' << perception << '\n';
    }
    for (int i = 0; i <= 100; ++i) {
        const double perception = gap.upper.value * i / 100.0;
        const perdis::Estimate distortion = curve.distortion(perception).upper;
        text << distortion.value + 2.0 * distortion.standard_error << ' ' << perception << '\n';
    }
    return text.str();
}

/// One level of noise: the band, and three estimators with the range of their perception.
inline std::string panel(const Level& level, std::size_t number, const std::string& colour) {
    const std::string name = std::to_string(number);
    const perdis::SampledPlace& far =
        level.mode.perception.upper.value > level.mean.perception.upper.value ? level.mode : level.mean;
    const double right = 1.12 * std::max(level.sample.distortion.value, level.mode.distortion.value);
    const double top = 1.14 * far.perception.upper.value;
    std::ostringstream text;
    text.precision(8);
    text << "$band" << name << " << END\n" << band(*level.curve) << "END\n";
    const auto place = [&](const std::string& who, const perdis::SampledPlace& at) {
        const perdis::EstimatedRange& range = at.perception;
        const double low = std::max(0.0, range.lower.value - 2.0 * range.lower.standard_error);
        const double high = range.upper.value + 2.0 * range.upper.standard_error;
        text << "$" << who << name << " << END\n"
             << at.distortion.value << ' ' << (range.lower.value + range.upper.value) / 2.0 << ' ' << low << ' ' << high
             << "\nEND\n";
    };
    place("mean", level.mean);
    place("mode", level.mode);
    place("sample", level.sample);
    text << "set title 'σ = " << level.sigma << "' font ',18'\nset xtics "
         << (right < 0.6 ? "0.1\nset ytics 0.1" : "2\nset ytics 0.5") << "\nset xrange [0:" << right
         << "]\nset yrange [0:" << top << "]\n"
         << "plot $band" << name << " using 1:2 with filledcurves closed lc rgb '" << colour
         << "' fs solid 0.35 notitle, "
         << "$band" << name << " using 1:2 with lines lw 1.5 lc rgb '" << colour << "' title 'P(D), estimated'";
    for (const char* who : {"mean", "mode", "sample"}) {
        text << ", $" << who << name << " using 1:2:3:4 with yerrorbars pt 0 lw 1.5 lc rgb '#666666' notitle";
    }
    text << ", $mean" << name << " using 1:2 with points pt 7 ps 1.1 lc rgb '#222222' title 'posterior mean', "
         << "$mode" << name << " using 1:2 with points pt 5 ps 1.1 lc rgb '#222222' title 'maximum posterior', "
         << "$sample" << name << " using 1:2 with points pt 9 ps 1.3 lc rgb '#222222' title 'posterior sample'\n";
    return text.str();
}

/// The perception-distortion plane at three levels of noise, a panel each.
inline std::string plane(const std::vector<Level>& levels) {
    const std::vector<std::string> colours = {"#0072B2", "#009E73", "#D55E00"};
    std::ostringstream text;
    text << "set border 3 lw 1.2\nset tics nomirror out\nset grid lc '#dddddd' lw 0.6\n"
         << "set xlabel 'D: squared error per image'\n"
         << "set ylabel 'P: W₂ from the law of the digits' offset 0.8,0\n"
         << "set multiplot layout 1,3 margins 0.075,0.985,0.18,0.87 spacing 0.065\nunset key\n";
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (i + 1 == levels.size()) { text << "set key top left reverse Left samplen 1.2 spacing 1.15 font ',13'\n"; }
        text << panel(levels[i], i, colours[i % colours.size()]) << "unset ylabel\n";
    }
    text << "unset multiplot\n";
    return text.str();
}

/// The panels side by side, column titles above; dark ink on white.
inline std::string sheet(const Sheet& given) {
    const std::size_t wide = given.columns.size();
    const std::size_t high = given.rows.size();
    std::ostringstream text;
    text.precision(4);
    text << "$ink << END\n";
    for (std::size_t r = 0; r < high; ++r) {
        for (std::size_t c = 0; c < wide; ++c) {
            for (Eigen::Index k = 0; k < 64; ++k) {
                const double x = static_cast<double>(c) * 9.5 + static_cast<double>(k % 8);
                const double y = static_cast<double>(high - r) * 9.5 - static_cast<double>(k / 8);
                const double ink = std::clamp(given.rows[r][c](k), 0.0, 1.0);
                text << x << ' ' << y << ' ' << x + 1.0 << ' ' << y - 1.0 << ' '
                     << static_cast<int>(255.0 * (1.0 - ink) + 0.5) << '\n';
            }
        }
    }
    text << "END\nunset key\nunset border\nunset tics\nset size ratio -1\nset margins 0, 0, 0, 0\n";
    const double width = 9.5 * static_cast<double>(wide) - 1.5;
    const double height = 9.5 * static_cast<double>(high);
    for (std::size_t c = 0; c < wide; ++c) {
        text << "set label " << c + 1 << " '" << given.columns[c] << "' at " << static_cast<double>(c) * 9.5 + 4.0
             << ',' << height + 1.6 << " center font ',14'\n";
    }
    for (std::size_t r = 0; r < high; ++r) {
        for (std::size_t c = 0; c < wide; ++c) {
            const double x = static_cast<double>(c) * 9.5;
            const double y = static_cast<double>(high - r) * 9.5;
            text << "set object " << r * wide + c + 1 << " rectangle from " << x << ',' << y - 8.0 << " to " << x + 8.0
                 << ',' << y << " front fillstyle empty border lc rgb '#bbbbbb' lw 0.8\n";
        }
    }
    text << "set xrange [-1.5:" << width + 1.5 << "]\nset yrange [0:" << height + 4.0 << "]\n"
         << "plot $ink using (($1+$3)/2):(($2+$4)/2):1:3:4:2:(65793*$5) with boxxyerror fs solid noborder lc rgb "
            "variable\n";
    return text.str();
}
