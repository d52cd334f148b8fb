#include <perdis/inference/scalar_map.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/normal.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace perdis {

ScalarMap::ScalarMap(ScalarJoint joint, std::vector<double> scores, std::vector<double> observations,
                     std::vector<double> slopes)
    : joint_(std::move(joint)), scores_(std::move(scores)), observations_(std::move(observations)),
      slopes_(std::move(slopes)) {
    require(scores_.size() >= 2 && observations_.size() == scores_.size() && slopes_.size() == scores_.size(),
            "ScalarMap", "scores, observations and slopes are not of one size, at least 2");
    for (std::size_t i = 0; i < scores_.size(); ++i) {
        require(std::isfinite(scores_[i]) && std::isfinite(observations_[i]) && std::isfinite(slopes_[i]), "ScalarMap",
                "a node is not finite");
        require(i == 0 || scores_[i - 1] < scores_[i], "ScalarMap", "the scores do not ascend");
    }
}

ScalarMap::Cubic ScalarMap::piece(std::size_t i) const {
    const double width = scores_[i + 1] - scores_[i];
    const double chord = (observations_[i + 1] - observations_[i]) / width;
    return {observations_[i], slopes_[i], (3.0 * chord - 2.0 * slopes_[i] - slopes_[i + 1]) / width,
            (slopes_[i] + slopes_[i + 1] - 2.0 * chord) / width / width};
}

double ScalarMap::operator()(double y) const {
    require(y == y, "ScalarMap", "y", y, "[-inf, inf]");
    if (!(y > observations_.front())) {
        const double share = joint_.cdf(y) / joint_.cdf(observations_.front());
        return joint_.prior_quantile(normal_cdf(scores_.front()) * share);
    }
    if (!(y < observations_.back())) {
        const double share = joint_.survival(y) / joint_.survival(observations_.back());
        return joint_.prior_upper_quantile(normal_complement(scores_.back()) * share);
    }
    const auto above = std::upper_bound(observations_.begin(), observations_.end(), y);
    const std::size_t i =
        std::clamp<std::size_t>(static_cast<std::size_t>(above - observations_.begin()), 1, scores_.size() - 1) - 1;
    const Cubic cubic = piece(i);
    double low = 0.0;
    double high = scores_[i + 1] - scores_[i];
    while (high - low > 2e-16) {
        const double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high)) { break; }
        (cubic(middle) < y ? low : high) = middle;
    }
    const double s = scores_[i] + 0.5 * (low + high);
    return s < 0.0 ? joint_.prior_quantile(normal_cdf(s)) : joint_.prior_upper_quantile(normal_complement(s));
}

} // namespace perdis
