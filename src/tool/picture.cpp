#include "tool/plot.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace perdis::tool {

namespace {

std::string short_name(const std::string& name) {
    std::string text = name == "maximum_posterior" ? "MAP" : name;
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string rounded(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.4g", value);
    return std::isinf(value) ? "∞" : buffer;
}

bool located(const Place& place) { return place.distortion && place.perception && std::isfinite(*place.distortion); }

/// Adds a place to a panel that contains it; marks that would lie on one another share a name. False: it is outside.
bool add_place(Panel& panel, const Place& place) {
    Mark mark{short_name(place.name), *place.distortion, *place.perception, std::isinf(*place.perception)};
    if (mark.above) {
        mark.name += " (P = ∞)";
        mark.y = panel.y_to;
    }
    if (mark.x < panel.x_from || mark.x > panel.x_to || mark.y > panel.y_to) { return false; }
    for (Mark& other : panel.marks) {
        const bool close = std::abs(other.x - mark.x) < 0.02 * (panel.x_to - panel.x_from)
                           && std::abs(other.y - mark.y) < 0.02 * panel.y_to && other.above == mark.above;
        if (!close) { continue; }
        other.name += ", " + mark.name;
        return true;
    }
    panel.marks.push_back(mark);
    return true;
}

/// The window on [D_min, D_max], where the curve falls.
Panel window_on_curve(double least, double most, const std::vector<CurvePoint>& points) {
    const double width = most > least ? most - least : std::max(std::abs(most), 1.0);
    return {least - 0.04 * width, most + 0.15 * width, readable_height({points})};
}

/// The panel widened to the places; a random draw only where it leaves the others their room.
void widen(Panel& panel, const std::vector<Place>& places) {
    double least = panel.x_from + 0.04 * (panel.x_to - panel.x_from);
    for (const bool random : {false, true}) {
        for (const Place& place : places) {
            if (!located(place) || (place.name == "random_draw") != random) { continue; }
            const double width = panel.x_to - panel.x_from;
            const double x = *place.distortion;
            const double y = std::isfinite(*place.perception) ? *place.perception : 0.0;
            if (random && (x - panel.x_from > 1.6 * width || y > 1.6 * panel.y_to)) { continue; }
            least = std::min(least, x);
            panel.x_to = std::max(panel.x_to, x + 0.08 * (x - panel.x_from));
            panel.y_to = std::max(panel.y_to, 1.06 * y);
        }
    }
    panel.x_from = std::min(panel.x_from, least - 0.04 * (panel.x_to - least));
}

/// Marks the places; those outside become notes.
void add_places(Picture& picture, const std::vector<Place>& places) {
    for (const Place& place : places) {
        if (!located(place)) { continue; }
        if (picture.detail && std::isfinite(*place.perception)) { add_place(*picture.detail, place); }
        if (!add_place(picture, place)) {
            picture.notes.push_back(short_name(place.name) + " (" + rounded(*place.distortion) + ", "
                                    + rounded(*place.perception) + ")");
        }
    }
}

/// Adds the breakpoints among the points: straight between two of them, the curve is drawn as it is.
void add_breakpoints(std::vector<CurvePoint>& points, const std::vector<Breakpoint>& breakpoints) {
    if (points.empty()) { return; }
    const auto [first, last] = std::minmax_element(
        points.begin(), points.end(), [](const auto& a, const auto& b) { return a.distortion < b.distortion; });
    const double from = first->distortion, to = last->distortion;
    for (const auto& [distortion, perception] : breakpoints) {
        if (from < distortion && distortion < to) {
            points.push_back({distortion, perception, perception, perception, 0.0});
        }
    }
}

/// Their number below and, where they can be told apart, dots on the line.
void mark_breakpoints(Picture& picture, const std::vector<Breakpoint>& breakpoints) {
    if (breakpoints.size() < 2) { return; }
    picture.remark = std::to_string(breakpoints.size()) + " breakpoints";
    if (breakpoints.size() > 60) { return; }
    for (const auto& [distortion, perception] : breakpoints) {
        picture.series.front().dots.emplace_back(distortion, perception);
    }
}

} // namespace

Series series_of(const std::string& title, const std::vector<CurvePoint>& points) {
    Series series;
    series.title = title;
    for (const CurvePoint& point : points) {
        if (!std::isfinite(point.upper) || !std::isfinite(point.lower)) { continue; }
        series.x.push_back(point.distortion);
        series.y.push_back(point.perception);
        series.lower.push_back(point.lower);
        series.upper.push_back(point.upper);
    }
    return series;
}

double readable_height(const std::vector<std::vector<CurvePoint>>& curves) {
    double height = 0.0;
    for (const std::vector<CurvePoint>& points : curves) {
        if (points.empty()) { continue; }
        const auto [first, last] = std::minmax_element(
            points.begin(), points.end(), [](const auto& a, const auto& b) { return a.distortion < b.distortion; });
        const double near = first->distortion + 0.05 * (last->distortion - first->distortion);
        double top = 0.0;
        double below = 0.0; // the highest value away from D_min
        for (const CurvePoint& point : points) {
            if (!std::isfinite(point.upper)) { continue; }
            top = std::max(top, point.upper);
            if (point.distortion >= near) { below = std::max(below, point.upper); }
        }
        height = std::max(height, below > 0.0 ? std::min(top, 2.5 * below) : top);
    }
    return height > 0.0 ? 1.06 * height : 1.0;
}

Picture picture_of(const std::string& title, const DrawnCurve& curve, const std::vector<Place>& places) {
    std::vector<CurvePoint> ascending;
    std::copy_if(curve.points.begin(), curve.points.end(), std::back_inserter(ascending),
                 [](const CurvePoint& point) { return std::isfinite(point.upper); });
    add_breakpoints(ascending, curve.breakpoints);
    std::sort(ascending.begin(), ascending.end(),
              [](const auto& a, const auto& b) { return a.distortion < b.distortion; });
    const double least = curve.min_distortion;
    const double most = std::max(curve.max_distortion, ascending.empty() ? least : ascending.back().distortion);
    const Panel window = window_on_curve(least, most, ascending);
    Picture picture{window, title, "distortion D", "perception P"};
    widen(picture, places);
    const bool narrow = window.x_to - window.x_from < 0.4 * (picture.x_to - picture.x_from);
    if (most > least && (narrow || window.y_to < 0.4 * picture.y_to)) { picture.detail = window; }
    picture.series.push_back(series_of(curve.title, ascending));
    if (std::isfinite(curve.minimum_perception) && most <= curve.max_distortion) {
        Series& line = picture.series.back(); // P = P_min from D_max on
        for (std::vector<double>* values : {&line.y, &line.lower, &line.upper}) {
            values->push_back(curve.minimum_perception);
        }
        line.x.push_back(picture.x_to);
    }
    add_places(picture, places);
    mark_breakpoints(picture, curve.breakpoints);
    return picture;
}

} // namespace perdis::tool
