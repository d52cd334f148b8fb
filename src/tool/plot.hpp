#pragma once

#include <perdis/curve/curve.hpp>

#include "tool/model.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace perdis::tool {

/// One drawn thing: a line through points, possibly with a band around it, or bars from zero.
struct Series {
    enum class Style { line, bars };
    std::string title = {};
    Style style = Style::line;
    bool dashed = false;
    std::optional<std::size_t> colour = {}; ///< that of another series; absent: its own
    std::vector<double> x = {};
    std::vector<double> y = {};
    std::vector<double> lower = {}; ///< the band; empty: none
    std::vector<double> upper = {};
    std::vector<std::pair<double, double>> dots = {}; ///< on the line
};

/// A point with its name beside it.
struct Mark {
    std::string name = {};
    double x = 0.0;
    double y = 0.0;
    bool above = false; ///< y = ∞: an upward triangle on the top edge
};

/// A window on the plane and the points named in it.
struct Panel {
    double x_from = 0.0;
    double x_to = 1.0;
    double y_to = 1.0; ///< the vertical axis starts at 0
    std::vector<Mark> marks = {};
};

/// A picture of 800 by 600.
struct Picture : Panel {
    std::string title = {};
    std::string x_label = {};
    std::string y_label = {};
    std::vector<Series> series = {};
    std::string remark = {};             ///< a line below begins with it
    std::vector<std::string> notes = {}; ///< the line goes on: what lies outside
    std::optional<Panel> detail = {};    ///< a second panel on the right, the same series enlarged
};

/// A curve to be drawn.
struct DrawnCurve {
    std::string title = {};
    double min_distortion = 0.0;
    double max_distortion = 0.0;
    double minimum_perception = 0.0;
    std::vector<CurvePoint> points = {};
    std::vector<Breakpoint> breakpoints = {}; ///< all of them, or none
};

/// The picture as SVG, drawn by gnuplot.
///
/// @throws FileError where gnuplot is absent or fails.
std::string svg(const Picture& picture);

/// A curve as a series with its certificate band; infinite values are left out.
Series series_of(const std::string& title, const std::vector<CurvePoint>& points);

/// P at which a vertical axis may end so that curves that start very high or at infinity stay readable.
double readable_height(const std::vector<std::vector<CurvePoint>>& curves);

/// The curve, its certificate band, its breakpoints and the estimators' places.
///
/// A second panel enlarges [D_min, D_max] where the places make the first too wide or too high for the curve. A random
/// draw that would squeeze the picture is named below it.
Picture picture_of(const std::string& title, const DrawnCurve& curve, const std::vector<Place>& places);

} // namespace perdis::tool
