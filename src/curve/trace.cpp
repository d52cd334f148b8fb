#include <perdis/curve/trace.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

std::vector<double> distortions(const CurveModel& model, const TraceOptions& options) {
    if (!options.at.empty()) {
        std::vector<double> wanted = options.at;
        for (const double distortion : wanted) {
            require(distortion == distortion, "trace", "at", distortion, "[-inf, inf]");
        }
        std::sort(wanted.begin(), wanted.end());
        return wanted;
    }
    require(options.points >= 2, "trace", "points", options.points, "[2, inf)");
    const double low = model.min_distortion();
    const double high = model.max_distortion();
    std::vector<double> wanted;
    for (int i = 0; i + 1 < options.points; ++i) {
        wanted.push_back(low + (high - low) * (static_cast<double>(i) / (options.points - 1)));
    }
    wanted.push_back(high);
    return wanted;
}

/// The largest distance between the chord of two points and a convex curve with their values and slopes, and where.
struct Bend {
    double height = 0.0;
    double distortion = 0.0;
};

Bend bend(const CurvePoint& a, const CurvePoint& b, double range) {
    const double width = b.distortion - a.distortion;
    if (!(width > 0.0) || !std::isfinite(b.perception)) { return {}; }
    const double middle = a.distortion + 0.5 * width;
    // Towards an infinite end the chord says nothing: the rise that the slope at the other end promises stands in, less
    // for a narrower interval, so that other bends have their turn.
    if (!std::isfinite(a.perception)) {
        return {std::abs(b.slope) * width * (width / range), a.distortion + 0.1 * width};
    }
    const double chord = (b.perception - a.perception) / width;
    // The tangent at b bounds the curve from below, the one at a too where its slope is finite.
    if (!std::isfinite(a.slope)) { return {0.5 * (b.slope - chord) * width, a.distortion + 0.1 * width}; }
    const double turn = b.slope - a.slope;
    if (!(turn > 0.0)) { return {}; }
    const double share = std::clamp((b.slope - chord) / turn, 0.0, 1.0);
    const double height = share * (chord - a.slope) * width;
    return {height, share > 0.05 && share < 0.95 ? a.distortion + share * width : middle};
}

} // namespace

Curve trace(std::shared_ptr<const CurveModel> model, const TraceOptions& options) {
    require(options.adaptive_points >= 0, "trace", "adaptive_points", options.adaptive_points, "[0, inf)");
    const std::vector<double> wanted = distortions(*model, options);
    const int total = static_cast<int>(wanted.size()) + options.adaptive_points;
    const auto report = [&](int done) {
        if (options.progress) { options.progress(done, total); }
    };
    std::vector<CurvePoint> points = model->at(wanted, [&](int done, int) { report(done); });
    for (int added = 0; added < options.adaptive_points; ++added) {
        Bend worst;
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const Bend here = bend(points[i], points[i + 1], points.back().distortion - points.front().distortion);
            if (here.height > worst.height) { worst = here; }
        }
        if (!(worst.height > 0.0)) { break; }
        const CurvePoint point = model->at({worst.distortion}, {}).front();
        const auto place = std::upper_bound(points.begin(), points.end(), point.distortion,
                                            [](double d, const CurvePoint& p) { return d < p.distortion; });
        points.insert(place, point);
        report(static_cast<int>(wanted.size()) + added + 1);
    }
    return {std::move(model), std::move(points)};
}

} // namespace perdis
