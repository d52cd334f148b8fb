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

/// Adds a mark; marks that would lie on one another share a name.
void add_mark(Picture& picture, const Mark& mark) {
    for (Mark& other : picture.marks) {
        const bool close = std::abs(other.x - mark.x) < 0.02 * (picture.x_to - picture.x_from)
                           && std::abs(other.y - mark.y) < 0.02 * picture.y_to;
        if (!close) { continue; }
        other.name += ", " + mark.name;
        return;
    }
    picture.marks.push_back(mark);
}

/// Marks the estimators' places; those outside the picture become notes.
void add_places(Picture& picture, const std::vector<Place>& places) {
    for (const Place& place : places) {
        if (!place.distortion || !place.perception) { continue; }
        const Mark mark{short_name(place.name), *place.distortion, *place.perception};
        if (mark.x >= picture.x_from && mark.x <= picture.x_to && mark.y <= picture.y_to) {
            add_mark(picture, mark);
        } else {
            picture.notes.push_back(mark.name + " (" + rounded(mark.x) + ", " + rounded(mark.y) + ")");
        }
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

Picture picture_of(const std::string& title, const std::string& curve_title, const Curve& outline,
                   const std::vector<CurvePoint>& points, const std::vector<Place>& places) {
    std::vector<CurvePoint> ascending;
    std::copy_if(points.begin(), points.end(), std::back_inserter(ascending),
                 [](const CurvePoint& point) { return std::isfinite(point.upper); });
    std::sort(ascending.begin(), ascending.end(),
              [](const auto& a, const auto& b) { return a.distortion < b.distortion; });
    const double least = outline.min_distortion();
    const double most = std::max(outline.max_distortion(), ascending.empty() ? least : ascending.back().distortion);
    const double width = most > least ? most - least : std::max(std::abs(most), 1.0);
    Picture picture;
    picture.title = title;
    picture.x_label = "distortion D";
    picture.y_label = "perception P";
    picture.x_from = least - 0.04 * width;
    picture.x_to = most + 0.15 * width;
    picture.y_to = readable_height({ascending});
    for (const Place& place : places) {
        if (!place.distortion || !place.perception) { continue; }
        if (*place.distortion <= least + 3.0 * width) {
            picture.x_to = std::max(picture.x_to, *place.distortion + 0.1 * width);
        }
        if (*place.perception <= 1.6 * picture.y_to) {
            picture.y_to = std::max(picture.y_to, 1.06 * *place.perception);
        }
    }
    picture.series.push_back(series_of(curve_title, ascending));
    if (std::isfinite(outline.minimum_perception()) && most <= outline.max_distortion()) {
        Series& line = picture.series.back(); // P = P_min from D_max on
        for (std::vector<double>* values : {&line.y, &line.lower, &line.upper}) {
            values->push_back(outline.minimum_perception());
        }
        line.x.push_back(picture.x_to);
    }
    add_places(picture, places);
    return picture;
}

} // namespace perdis::tool
