#include "tool/linear_channel.hpp"

#include "tool/refusal.hpp"

#include <perdis/channel/degradation.hpp>
#include <perdis/core/domain_error.hpp>

#include <optional>
#include <string>

namespace perdis::tool {

namespace {

LinearGaussian<double> linear_stage(const ChannelStage& stage, Eigen::Index dimension) {
    if (const auto* noise = std::get_if<AdditiveGaussian<double>>(&stage.form)) {
        return denoising(dimension, variance(noise->variance()));
    }
    if (const auto* linear = std::get_if<LinearGaussian<double>>(&stage.form)) {
        if (linear->input_dimension() != dimension) {
            throw Refusal(stage.path + ".matrix", std::to_string(linear->input_dimension())
                                                      + " columns, what it is applied to has "
                                                      + std::to_string(dimension) + " coordinates");
        }
        return *linear;
    }
    throw Refusal(stage.path,
                  "no method answers this channel with a gaussian prior yet; set linear_gaussian or additive_gaussian");
}

} // namespace

LinearGaussian<double> linear_channel(const ProblemFile& problem, Eigen::Index dimension) {
    std::optional<LinearGaussian<double>> whole;
    for (const ChannelStage& stage : problem.channel) {
        const auto next = linear_stage(stage, whole ? whole->output_dimension() : dimension);
        try {
            whole = whole ? cascade(*whole, next) : next;
        } catch (const DomainError& error) { throw Refusal(stage.path, error.what()); }
    }
    return *whole;
}

} // namespace perdis::tool
