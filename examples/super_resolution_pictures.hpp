#pragma once

// The two pictures of super_resolution, as gnuplot scripts.

#include <perdis/curve/curve.hpp>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <vector>

/// An estimator and its place in the plane.
struct Named {
    const char* name;
    double distortion;
    double perception;
};

/// A table of equally long columns as a data block.
inline std::string block(const std::string& name, const std::vector<std::vector<double>>& columns) {
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

/// Where a picture goes, how large it is, and what all pictures have in common.
inline std::string begin_picture(const std::string& file, const std::string& size) {
    return "reset\nset terminal svg size " + size
           + " noenhanced font 'Helvetica,16' background '#ffffff' linewidth 1\nset encoding utf8\n"
             "set border 3 lw 1.2\nset tics nomirror out\nset grid lc '#dddddd' lw 0.6\nset output '"
           + file + "'\n";
}

/// The curve, and the estimators on and above it.
inline std::string plane(const perdis::Curve& curve, const std::vector<Named>& named) {
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

/// Mean powers along the W₂ curve, and who pays: radial frequency, five spectra, four shares in %, a column each.
inline std::string spectra(const std::vector<std::vector<double>>& columns) {
    return block("lines", columns)
           + "set multiplot layout 1,2 margins 0.075,0.985,0.17,0.9 spacing 0.085\n"
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
}
