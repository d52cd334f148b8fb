#include <perdis/curve/verify.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

void check(const std::vector<CurvePoint>& points) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        const CurvePoint& p = points[i];
        require(p.lower <= p.upper, "verify", "points[" + std::to_string(i) + "]: the bounds are out of order or NaN");
        require(i == 0 || points[i - 1].distortion < p.distortion, "verify",
                "points[" + std::to_string(i) + "]: the distortions do not ascend");
    }
}

/// Collects what is possible and what is certain of a violation.
class Judge {
public:
    explicit Judge(double tolerance) : tolerance_(tolerance) {}

    /// A violation of at least certain and at most possible, at a place of the size of scale.
    void hear(double possible, double certain, double scale, std::vector<double> where) {
        const Verdict verdict = certain > 0.0                                                   ? Verdict::disproved
                                : possible < infinite && possible <= tolerance_ * (1.0 + scale) ? Verdict::proved
                                                                                                : Verdict::undecided;
        const double violation = verdict == Verdict::disproved ? certain : possible;
        const bool graver = rank(verdict) > rank(finding_.verdict);
        if (graver || (verdict == finding_.verdict && (finding_.where.empty() || violation > finding_.violation))) {
            finding_ = {verdict, violation, std::move(where)};
        }
    }
    [[nodiscard]] const Finding& finding() const { return finding_; }

private:
    static int rank(Verdict verdict) {
        return verdict == Verdict::disproved ? 2 : verdict == Verdict::undecided ? 1 : 0;
    }
    double tolerance_;
    Finding finding_;
};

/// a − b where equal infinities leave nothing.
double difference(double a, double b) { return a == b ? 0.0 : a - b; }

void hear_pair(Judge& judge, const CurvePoint& a, const CurvePoint& b) {
    if (std::isinf(a.lower)) { return; }
    judge.hear(difference(b.upper, a.lower), difference(b.lower, a.upper), std::min(a.upper, b.upper),
               {a.distortion, b.distortion});
}

void hear_triple(Judge& judge, const CurvePoint& a, const CurvePoint& b, const CurvePoint& c) {
    if (std::isinf(a.lower)) { return; }
    const double weight = (c.distortion - b.distortion) / (c.distortion - a.distortion);
    const auto chord = [weight](double left, double right) { return weight * left + (1.0 - weight) * right; };
    const double certain = std::isinf(a.upper) || std::isinf(c.upper) ? -infinite : b.lower - chord(a.upper, c.upper);
    // Rounding of the chord itself is no violation.
    const double rounding =
        std::isinf(b.lower) ? 0.0
                            : 4.0 * std::numeric_limits<double>::epsilon() * (std::abs(b.lower) + std::abs(a.upper));
    judge.hear(difference(b.upper, chord(a.lower, c.lower)), certain - rounding, b.upper,
               {a.distortion, b.distortion, c.distortion});
}

} // namespace

Verification verify(const std::vector<CurvePoint>& points, double tolerance) {
    require(tolerance > 0.0, "verify", "tolerance", tolerance, "(0, inf)");
    check(points);
    Judge falling(tolerance);
    Judge convex(tolerance);
    for (std::size_t step = 1; step < points.size(); step *= 2) {
        for (std::size_t i = 0; i + step < points.size(); ++i) {
            hear_pair(falling, points[i], points[i + step]);
            if (i + 2 * step < points.size()) {
                hear_triple(convex, points[i], points[i + step], points[i + 2 * step]);
            }
        }
    }
    return {falling.finding(), convex.finding(), static_cast<int>(points.size())};
}

Verification verify(const Curve& curve, double tolerance) { return verify(curve.points(), tolerance); }

} // namespace perdis
