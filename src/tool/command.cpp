#include "tool/command.hpp"

#include "tool/progress.hpp"

#include <perdis/core/file_error.hpp>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <exception>
#include <iostream>
#include <map>
#include <thread>

namespace perdis::tool {

std::vector<double> equally_spaced(const Curve& outline, int points) {
    const ProgressLine progress("D_max");
    const double from = outline.min_distortion();
    const double to = outline.max_distortion();
    std::vector<double> distortions;
    for (int i = 0; i + 1 < points; ++i) {
        distortions.push_back(from + (to - from) * (static_cast<double>(i) / static_cast<double>(points - 1)));
    }
    distortions.push_back(to);
    return distortions;
}

std::vector<CurvePoint> points_at(const Model& model, const std::vector<double>& distortions, int threads) {
    std::vector<double> ascending = distortions;
    std::sort(ascending.begin(), ascending.end());
    ascending.erase(std::unique(ascending.begin(), ascending.end()), ascending.end());
    const std::size_t total = ascending.size();
    const std::size_t parts = std::min(static_cast<std::size_t>(threads), total);
    ProgressLine progress("points");
    std::vector<std::vector<CurvePoint>> found(parts);
    std::vector<std::exception_ptr> failures(parts);
    const auto work = [&](std::size_t part) {
        try {
            TraceOptions options;
            options.at.assign(ascending.begin() + static_cast<std::ptrdiff_t>(total * part / parts),
                              ascending.begin() + static_cast<std::ptrdiff_t>(total * (part + 1) / parts));
            options.progress = [&](int, int) { progress.advance(total); };
            found[part] = model.trace(options).points();
        } catch (...) { failures[part] = std::current_exception(); }
    };
    std::vector<std::thread> others;
    for (std::size_t part = 1; part < parts; ++part) { others.emplace_back(work, part); }
    work(0);
    for (std::thread& other : others) { other.join(); }
    for (const std::exception_ptr& failure : failures) {
        if (failure) { std::rethrow_exception(failure); }
    }
    std::map<double, CurvePoint> at;
    for (const auto& part : found) {
        for (const CurvePoint& point : part) { at.emplace(point.distortion, point); }
    }
    std::vector<CurvePoint> points;
    for (const double distortion : distortions) { points.push_back(at.at(distortion)); }
    return points;
}

bool decided(const CurvePoint& point, double tolerance) {
    if (point.lower == point.upper) { return true; }
    return std::isfinite(point.upper) && point.upper - point.lower <= tolerance * (1.0 + point.upper);
}

std::string name_of(Verdict verdict) {
    if (verdict == Verdict::proved) { return "proved"; }
    return verdict == Verdict::disproved ? "disproved" : "undecided";
}

void print(const std::string& text) {
    errno = 0;
    std::cout << text << std::flush;
    if (!std::cout) {
        throw FileError(std::string("standard output: cannot be written: ") + std::strerror(errno != 0 ? errno : EIO));
    }
}

void warn(const std::string& line) { std::cerr << line << std::endl; }

} // namespace perdis::tool
