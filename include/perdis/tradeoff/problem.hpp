#pragma once

#include <perdis/channel/bins.hpp>

#include <Eigen/Core>

#include <optional>
#include <utility>

namespace perdis {

/// Over which estimators P(D) is taken.
enum class Estimators {
    all,   ///< every p_{X̂|Y}: the perception-distortion function
    linear ///< X̂ = aY + b: Example 1 of [BlauMichaeli2018]; an upper bound on P(D)
};

/// Where X̂ may lie when no list of values is given.
enum class Space {
    support, ///< on the support of a finite prior; anywhere for any other
    whole    ///< anywhere: the problem file's "real_line"
};

/// What a problem may say beyond its four parts, under the words of the problem file.
struct ProblemOptions {
    /// The cells in which a continuous observation is seen; absent: seen as it is.
    std::optional<Bins> observation = {};
    /// The values X̂ may take, as columns; absent: the support of a finite prior, the whole space of any other.
    std::optional<Eigen::MatrixXd> reconstruction = {};
    Estimators estimators = Estimators::all;
    Space space = Space::support;
};

/// min d(p_X, p_X̂) subject to E Δ(X, X̂) ≤ D over estimators p_{X̂|Y}: a law, a channel, a distortion, a divergence.
///
/// @source [BlauMichaeli2018], eq. (9)
template <class Prior, class Channel, class Distortion, class Divergence>
class Problem {
public:
    Problem(Prior prior, Channel channel, Distortion distortion, Divergence divergence, ProblemOptions options = {})
        : prior_(std::move(prior)), channel_(std::move(channel)), distortion_(std::move(distortion)),
          divergence_(std::move(divergence)), options_(std::move(options)) {}

    /// p_X.
    [[nodiscard]] const Prior& prior() const { return prior_; }
    /// p_{Y|X}.
    [[nodiscard]] const Channel& channel() const { return channel_; }
    /// Δ.
    [[nodiscard]] const Distortion& distortion() const { return distortion_; }
    /// d.
    [[nodiscard]] const Divergence& divergence() const { return divergence_; }
    [[nodiscard]] const ProblemOptions& options() const { return options_; }

private:
    Prior prior_;
    Channel channel_;
    Distortion distortion_;
    Divergence divergence_;
    ProblemOptions options_;
};

} // namespace perdis
