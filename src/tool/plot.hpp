#pragma once

#include <perdis/curve/curve.hpp>

#include "tool/model.hpp"

#include <string>
#include <vector>

namespace perdis::tool {

/// One drawn thing: a line through points, possibly with a band around it, or bars from zero.
struct Series {
    enum class Style { line, bars };
    std::string title = {};
    Style style = Style::line;
    std::vector<double> x = {};
    std::vector<double> y = {};
    std::vector<double> lower = {}; ///< the band; empty: none
    std::vector<double> upper = {};
};

/// A point with its name beside it.
struct Mark {
    std::string name = {};
    double x = 0.0;
    double y = 0.0;
};

/// A picture of 800 by 600.
struct Picture {
    std::string title = {};
    std::string x_label = {};
    std::string y_label = {};
    double x_from = 0.0;
    double x_to = 1.0;
    double y_to = 1.0; ///< the vertical axis starts at 0
    std::vector<Series> series = {};
    std::vector<Mark> marks = {};
    std::vector<std::string> notes = {}; ///< a line below: what lies outside
};

/// The picture as SVG, drawn by gnuplot.
///
/// @throws FileError where gnuplot is absent or fails.
std::string svg(const Picture& picture);

/// A curve as a series with its certificate band; infinite values are left out.
Series series_of(const std::string& title, const std::vector<CurvePoint>& points);

/// P at which a vertical axis may end so that curves that start very high or at infinity stay readable.
double readable_height(const std::vector<std::vector<CurvePoint>>& curves);

/// The curve, its certificate band and the estimators' places; those outside the picture are named below it.
Picture picture_of(const std::string& title, const std::string& curve_title, const Curve& outline,
                   const std::vector<CurvePoint>& points, const std::vector<Place>& places);

} // namespace perdis::tool
