#include <perdis/tradeoff/scalar_problem.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

namespace {

/// The observations where δ = F_X⁻¹(F_Y(y)) − E[X|y] changes its sign: |δ| has a kink there.
std::vector<double> sign_changes(const ScalarJoint& joint) {
    const auto positive = [&](double y) { return joint.perfect_shift(y).value > 0.0; };
    const std::vector<double> breaks = ScalarProblem::Integral::quantiles(joint);
    std::vector<double> result;
    for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
        const double width = breaks[i + 1] - breaks[i];
        for (int k = 0; k < 6 && width > 0.0; ++k) {
            double below = breaks[i] + width * (k + 0.01) / 6.0, above = breaks[i] + width * (k + 0.99) / 6.0;
            const bool sign = positive(below);
            if (positive(above) == sign) { continue; }
            for (double middle = below + (above - below) / 2.0; below < middle && middle < above;
                 middle = below + (above - below) / 2.0) {
                (positive(middle) == sign ? below : above) = middle;
            }
            result.push_back(below);
        }
    }
    return result;
}

} // namespace

ScalarProblem::ScalarProblem(ScalarJoint joint, double noise) {
    require(joint.prior_variance() < std::numeric_limits<double>::infinity(), "prior",
            "its variance is infinite; squared error needs a finite one");
    const auto [lower, upper] = joint.prior_support();
    std::unique_ptr<const Integral> integral;
    if (noise > 0.0 && lower < upper) {
        const auto components = [&](const ObservedPoint& at) {
            const NoisyValue shift = joint.perfect_shift(at.y, at.posterior);
            const double size = std::abs(shift.value);
            return NoisyValues<4>{{at.posterior.variance, shift.value * shift.value, size, shift.value},
                                  {0.0, (2.0 * size + shift.noise) * shift.noise, shift.noise, shift.noise}};
        };
        integral = std::make_unique<const Integral>(joint, components, sign_changes(joint));
    }
    data_ = std::make_shared<const Data>(Data{std::move(joint), noise > 0.0, std::move(integral)});
}

void ScalarProblem::check(const ProblemOptions& options) {
    require(!options.reconstruction, "Problem",
            "reconstruction: this method answers on the whole line only; leave the list out");
    require(!options.observation, "Problem", "observation: this method sees Y as it is; leave the bins out");
    require(options.estimators == Estimators::all, "Problem",
            "estimators: the linear family of this prior is not solved; ask for all");
}

double ScalarProblem::min_distortion() const { return perfect() ? 0.0 : data_->integral->value(0); }

double ScalarProblem::min_distortion_error() const { return perfect() ? 0.0 : data_->integral->error(0); }

double ScalarProblem::gap_square() const { return perfect() ? 0.0 : data_->integral->value(1); }

double ScalarProblem::gap_square_error() const { return perfect() ? 0.0 : data_->integral->error(1); }

double ScalarProblem::gap() const { return std::sqrt(gap_square()); }

double ScalarProblem::absolute_gap() const { return perfect() ? 0.0 : data_->integral->value(2); }

double ScalarProblem::slack() const {
    return std::max(8.0 * std::numeric_limits<double>::epsilon() * min_distortion(), min_distortion_error());
}

ShiftedMean ScalarProblem::estimator(double share, double threshold) const {
    return data_->noisy ? ShiftedMean(data_->joint, share, threshold) : ShiftedMean::identity(data_->joint);
}

} // namespace perdis
