#include <perdis/tradeoff/gaussian_line.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <limits>

namespace perdis {

GaussianLine::GaussianLine(const Gaussian<double>& prior, const AdditiveGaussian<double>& channel,
                           const ProblemOptions& options)
    : family_(prior, channel), shrinkage_(prior, channel) {
    require(!options.observation, "Problem",
            "observation: a Gaussian problem is solved with Y as it is; bins are not allowed");
    require(!options.reconstruction, "Problem",
            "reconstruction: a Gaussian problem has the whole line; an alphabet is not allowed");
    const auto v = static_cast<long double>(prior.variance());
    const auto n = static_cast<long double>(channel.variance());
    if (prior.variance() == 0.0 || channel.variance() == 0.0) { return; }
    least_ = v / (v + n) * n;
    slack_ = 8.0 * std::numeric_limits<double>::epsilon() * family_.min_distortion();
    constexpr auto extended = static_cast<double>(std::numeric_limits<long double>::epsilon());
    excess_error_ = 4.0 * extended * static_cast<double>(n / (v + n));
}

GaussianLine::Place GaussianLine::place(double distortion) const {
    require(distortion == distortion, "Problem", "distortion", distortion, "[-inf, inf]");
    if (distortion >= max_distortion()) { return Place::perfect; }
    if (distortion < min_distortion() - slack_) { return Place::infeasible; }
    return distortion <= min_distortion() + slack_ ? Place::minimum : Place::between;
}

double GaussianLine::excess(double distortion) const {
    const long double difference = static_cast<long double>(distortion) - least_;
    const auto scaled = static_cast<double>(difference / static_cast<long double>(family_.prior().variance()));
    return std::clamp(scaled, 0.0, max_excess());
}

} // namespace perdis
