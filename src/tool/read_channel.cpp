#include "tool/problem_file.hpp"
#include "tool/refusal.hpp"

#include <boost/math/distributions/normal.hpp>

namespace perdis::tool {

namespace {

template <OrderedField T>
TransitionMatrix<T> read_matrix(const JsonNode& node) {
    node.require_keys({"type", "transition"});
    const JsonNode rows = node["transition"];
    DenseMatrix<T> transition = rows.matrix<T>();
    for (Eigen::Index x = 0; x < transition.rows(); ++x) {
        transition.row(x) = rows[static_cast<std::size_t>(x)].probabilities<T>().transpose();
    }
    return TransitionMatrix<T>(transition);
}

AdditiveGaussian<double> read_additive_gaussian(const JsonNode& node) {
    node.require_keys({"type", "standard_deviation", "variance"});
    if (node.has("standard_deviation") && node.has("variance")) {
        node["variance"].refuse("standard_deviation is given as well; legal is one of them");
    }
    if (node.has("variance")) { return AdditiveGaussian<double>(variance(node["variance"].number(not_negative))); }
    return AdditiveGaussian<double>(standard_deviation(node["standard_deviation"].number(not_negative)));
}

/// Gaussian noise of mean zero is the additive Gaussian channel under another name.
ChannelForm gaussian_noise(const Gaussian<double>& noise) {
    if (noise.mean() == 0.0) { return AdditiveGaussian<double>(variance(noise.variance())); }
    if (noise.variance() == 0.0) { return Unsolved{"additive noise that is a constant"}; }
    return Additive(boost::math::normal(noise.mean(), noise.standard_deviation()));
}

template <OrderedField T>
ChannelFormOf<T> read_additive(const JsonNode& node) {
    node.require_keys({"type", "noise"});
    const JsonNode noise = node["noise"];
    const PriorOf<T> law = read_prior<T>(noise, "");
    if (const auto* discrete = std::get_if<Discrete<T>>(&law)) {
        if (discrete->dimension() != 1) { noise.refuse("a law of vectors; legal is a scalar law"); }
        return Unsolved{"additive noise of a discrete law"};
    }
    if (const auto* other = std::get_if<Unsolved>(&law)) {
        if (other->dimension != 1) { noise.refuse("a law of vectors; legal is a scalar law"); }
        return Unsolved{"additive noise of the law " + other->form};
    }
    if (std::holds_alternative<MultivariateGaussian<double>>(law)) {
        noise.refuse("a law of vectors; legal is a scalar law");
    }
    if constexpr (rounds<T>) {
        if (const auto* gaussian = std::get_if<Gaussian<double>>(&law)) { return gaussian_noise(*gaussian); }
        if (const auto* density = std::get_if<Univariate>(&law)) { return Additive(*density); }
        return Unsolved{"additive noise of the law gaussian_mixture"};
    } else {
        const auto& gaussian = std::get<Gaussian<double>>(law);
        if (gaussian.mean() != 0.0) { return Unsolved{"additive gaussian noise of a mean other than 0"}; }
        return AdditiveGaussian<double>(variance(gaussian.variance()));
    }
}

LinearGaussian<double> read_linear_gaussian(const JsonNode& node) {
    node.require_keys({"type", "matrix", "noise_covariance"});
    const Eigen::MatrixXd matrix = node["matrix"].matrix();
    return {matrix, read_covariance(node["noise_covariance"], matrix.rows())};
}

template <OrderedField T>
ChannelFormOf<T> read_one(const JsonNode& node, const std::string& type) {
    if (type == "matrix") { return read_matrix<T>(node); }
    if (type == "additive_gaussian") { return read_additive_gaussian(node); }
    if (type == "additive") { return read_additive<T>(node); }
    if (type == "linear_gaussian") { return read_linear_gaussian(node); }
    if (type == "symmetric") {
        node.require_keys({"type", "error"});
        return Symmetric<T>(node["error"].number<T>(unit_interval));
    }
    node.require_keys({"type", "probability"});
    return Erasure<T>(node["probability"].number<T>(unit_interval));
}

/// Appends the channels of a cascade in order; a channel inside it may be a cascade.
template <OrderedField T>
void append(const JsonNode& node, int depth, std::vector<ChannelStageOf<T>>& stages) {
    const std::string type = node["type"].one_of(
        {"matrix", "symmetric", "erasure", "additive_gaussian", "additive", "linear_gaussian", "cascade"});
    if (type != "cascade") {
        stages.push_back({read_one<T>(node, type), node.path()});
        return;
    }
    if (depth > 100) { throw Refusal("channel", "cascades nested more than 100 deep; legal is one list"); }
    node.require_keys({"type", "channels"});
    const JsonNode channels = node["channels"];
    for (std::size_t i = 0; i < channels.entries(); ++i) { append(channels[i], depth + 1, stages); }
}

} // namespace

template <OrderedField T>
std::vector<ChannelStageOf<T>> read_channel(const JsonNode& node) {
    std::vector<ChannelStageOf<T>> stages;
    append(node, 0, stages);
    return stages;
}

template std::vector<ChannelStage> read_channel<double>(const JsonNode&);
template std::vector<ChannelStageOf<Rational>> read_channel<Rational>(const JsonNode&);

} // namespace perdis::tool
