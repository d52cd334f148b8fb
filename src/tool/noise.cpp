#include "tool/noise.hpp"

#include "tool/refusal.hpp"

#include <cmath>

namespace perdis::tool {

AdditiveGaussian<double> merged_noise(const ProblemFile& problem, const std::string& prior) {
    for (const ChannelStage& stage : problem.channel) {
        if (std::holds_alternative<AdditiveGaussian<double>>(stage.form)) { continue; }
        throw Refusal(stage.path,
                      "no method answers this channel with a " + prior + " prior yet; set additive_gaussian");
    }
    if (problem.channel.size() == 1) { return std::get<AdditiveGaussian<double>>(problem.channel.front().form); }
    double sum = 0.0;
    for (const ChannelStage& stage : problem.channel) {
        sum += std::get<AdditiveGaussian<double>>(stage.form).variance();
    }
    if (!std::isfinite(sum)) { throw Refusal("channel", "the sum of the variances is not in [0, inf)"); }
    return AdditiveGaussian<double>(variance(sum));
}

} // namespace perdis::tool
