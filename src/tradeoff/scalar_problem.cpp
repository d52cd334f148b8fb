#include <perdis/tradeoff/scalar_problem.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

ScalarProblem::ScalarProblem(ScalarJoint joint, double noise) {
    require(joint.prior_variance() < std::numeric_limits<double>::infinity(), "prior",
            "its variance is infinite; squared error needs a finite one");
    const auto [lower, upper] = joint.prior_support();
    std::unique_ptr<const Integral> integral;
    if (noise > 0.0 && lower < upper) {
        integral = std::make_unique<const Integral>(joint, [&](const ObservedPoint& at) {
            const NoisyValue shift = joint.perfect_shift(at.y, at.posterior);
            const double size = std::abs(shift.value);
            return NoisyValues<4>{{at.posterior.variance, shift.value * shift.value, size, shift.value},
                                  {0.0, (2.0 * size + shift.noise) * shift.noise, shift.noise, shift.noise}};
        });
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
