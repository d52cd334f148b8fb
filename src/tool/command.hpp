#pragma once

#include "tool/model.hpp"

#include <perdis/curve/verify.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perdis::tool {

/// Exit statuses.
enum class Exit { done = 0, refused = 2, impossible = 3, undecided = 4, file = 5 };

/// A number of the command line: as it is written, and the double nearest to it.
struct Quantity {
    Rational exact;
    double value;
};

/// What the command line asked for.
struct Arguments {
    std::string problem = {};
    int points = 50;
    std::vector<Quantity> at = {};
    std::string format = "csv";
    std::string output = {};
    std::string plot = {};
    std::optional<Quantity> distortion = {};
    std::optional<Quantity> perception = {};
    std::string estimator = {};
    std::string folder = {};
    bool latex = false;
    bool list = false;
    std::optional<double> tolerance = {};
    int threads = 1;
    std::uint64_t seed = 0;
};

// A function a command: writes its data to standard output or its files, its messages to standard error.
Exit info(const Arguments& arguments);
Exit curve(const Arguments& arguments);
Exit solve(const Arguments& arguments);
Exit verify_theorem(const Arguments& arguments);
Exit formula(const Arguments& arguments);
Exit reproduce(const Arguments& arguments);

/// The certificates aimed at unless --tolerance says otherwise: upper − lower ≤ tolerance (1 + P).
inline constexpr double default_tolerance = 1e-9;
/// The violation that `verify` lets pass as rounding unless --tolerance says otherwise.
inline constexpr double default_verify_tolerance = 1e-8;

/// This many distortions equally spaced over [D_min, D_max], both ends included.
std::vector<double> equally_spaced(const Curve& outline, int points);
/// The points at these distortions, in their order, on this many threads; progress goes to standard error.
std::vector<CurvePoint> points_at(const Model& model, const std::vector<double>& distortions, int threads);
/// Whether the certificate encloses P(D) to the tolerance; equal infinities do.
bool decided(const CurvePoint& point, double tolerance);
/// "proved", "disproved", "undecided".
std::string name_of(Verdict verdict);
/// Writes to standard output and checks it.
void print(const std::string& text);
/// One line to standard error.
void warn(const std::string& line);

} // namespace perdis::tool
