#include <perdis/output/curve_csv.hpp>

#include <cstdio>

namespace perdis {

std::string decimal(double value) {
    char buffer[40];
    const int length = std::snprintf(buffer, sizeof buffer, "%.17g", value + 0.0);
    return {buffer, static_cast<std::size_t>(length)};
}

std::string curve_csv(const std::vector<CurvePoint>& points) {
    std::string text = "distortion,perception,lower,upper,slope\n";
    for (const CurvePoint& point : points) {
        text += decimal(point.distortion) + ',' + decimal(point.perception) + ',' + decimal(point.lower) + ','
                + decimal(point.upper) + ',' + decimal(point.slope) + '\n';
    }
    return text;
}

} // namespace perdis
