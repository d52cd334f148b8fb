#include "band_source.hpp"

#include <perdis/numeric/gauss_piece.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace perdis {

namespace {

template <class Source>
class Walk {
public:
    Walk(const Source& source, double level, double tolerance)
        : source_(source), level_(level), tolerance_(tolerance) {}

    void operator()(double from, double to, int depth) {
        const GaussPiece& rule = GaussPiece::rule();
        const double half = 0.5 * (to - from);
        GaussPiece::Values area, spent;
        LevelIntegrals piece;
        for (std::size_t i = 0; i < GaussPiece::size; ++i) {
            const BandPoint point = source_(from + half * (1.0 + rule.node(i)));
            const double z = source_.restored({point.tails.below - level_, point.tails.above + level_});
            const double inverse = std::exp(-source_.joint().prior_log_density(z)); // −dz/dlevel
            const double distance = z - point.mean;
            const double weight = half * rule.weight(i);
            area[i] = distance * point.mean_slope;
            spent[i] = point.density * distance * distance;
            piece.area_by_level -= weight * point.mean_slope * inverse;
            piece.spent_by_level -= weight * 2.0 * point.density * distance * inverse;
        }
        piece.area = half * rule.integral(area);
        piece.spent = half * rule.integral(spent);
        const bool known = half * rule.tail(area) <= tolerance_ * (size_ + std::abs(piece.area))
                           && half * rule.tail(spent) <= tolerance_ * (sum_.spent + piece.spent);
        if (!known && depth < 8) {
            (*this)(from, 0.5 * (from + to), depth + 1);
            (*this)(0.5 * (from + to), to, depth + 1);
            return;
        }
        size_ += std::abs(piece.area);
        sum_.area += piece.area;
        sum_.spent += piece.spent;
        sum_.area_by_level += piece.area_by_level;
        sum_.spent_by_level += piece.spent_by_level;
    }
    [[nodiscard]] const LevelIntegrals& sum() const { return sum_; }

private:
    const Source& source_;
    double level_;
    double tolerance_;
    double size_ = 0.0;
    LevelIntegrals sum_;
};

template <class Function>
double place(const Function& function, double from, double to) {
    const double at_from = function(from), at_to = function(to);
    if (!(at_from * at_to < 0.0)) { return std::abs(at_from) < std::abs(at_to) ? from : to; }
    std::uintmax_t evaluations = 100;
    const auto close = [](double a, double b) {
        return std::abs(b - a) <= 2.0 * std::numeric_limits<double>::epsilon() * (std::abs(a) + 1e-3);
    };
    const auto found = boost::math::tools::toms748_solve(function, from, to, at_from, at_to, close, evaluations);
    return 0.5 * (found.first + found.second);
}

} // namespace

double TableSource::restored(const TwoTails& tails) const {
    const bool left = tails.below < tails.above;
    const double mass = std::clamp(left ? tails.below : tails.above, 1e-300, 0.5);
    const double score = boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * mass);
    return prior_(left ? -score : score);
}

/// Cut at eight places and where z meets a kink of the prior.
template <class Source>
LevelIntegrals level_integrals(const Source& source, double level, double from, double to, double tolerance) {
    std::vector<double> cuts;
    for (int i = 0; i <= 8; ++i) { cuts.push_back(from + (to - from) * i / 8.0); }
    for (const double kink : source.joint().prior_kinks()) {
        const TwoTails prior = prior_tails(source.joint(), kink);
        const auto beyond = [&](double t) {
            const TwoTails here = source(t).tails;
            return here.below < here.above ? here.below - level - prior.below : prior.above - level - here.above;
        };
        if (beyond(from) < 0.0 && beyond(to) > 0.0) { cuts.push_back(place(beyond, from, to)); }
    }
    std::sort(cuts.begin(), cuts.end());
    Walk<Source> walk(source, level, tolerance);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        if (cuts[i] < cuts[i + 1]) { walk(cuts[i], cuts[i + 1], 0); }
    }
    return walk.sum();
}

template <class Source>
double level_place(const Source& source, double level, double from, double to) {
    return place([&](double t) { return surplus_at(source, t) - level; }, from, to);
}

template LevelIntegrals level_integrals(const TableSource&, double, double, double, double);
template LevelIntegrals level_integrals(const JointSource&, double, double, double, double);
template double level_place(const TableSource&, double, double, double);
template double level_place(const JointSource&, double, double, double);

} // namespace perdis
