#include <perdis/inference/monotone_map.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace perdis {

MonotoneMap::MonotoneMap(std::vector<double> nodes, std::vector<double> stretch, std::vector<double> slopes)
    : nodes_(std::move(nodes)), stretch_(std::move(stretch)), slopes_(std::move(slopes)) {
    require(nodes_.size() >= 2 && stretch_.size() == nodes_.size() && slopes_.size() == nodes_.size(), "MonotoneMap",
            "nodes, values and slopes are not of one size, at least 2");
    require(nodes_.front() == 0.0 && stretch_.front() == 0.0, "MonotoneMap", "the map does not begin at (0, 0)");
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        require(std::isfinite(nodes_[i]) && std::isfinite(stretch_[i]) && std::isfinite(slopes_[i]), "MonotoneMap",
                "a node is not finite");
        require(i == 0 || nodes_[i - 1] < nodes_[i], "MonotoneMap", "the nodes do not ascend");
    }
}

MonotoneMap MonotoneMap::posterior_mean(const Shrinkage& shrinkage) {
    const double slope = shrinkage.gap / shrinkage.ratio;
    return {{0.0, 1.0}, {0.0, slope}, {slope, slope}};
}

MonotoneMap::Cubic MonotoneMap::piece(std::size_t i) const {
    if (i + 1 >= nodes_.size()) { return {stretch_.back(), slopes_.back(), 0.0, 0.0}; }
    const double width = nodes_[i + 1] - nodes_[i];
    const double chord = (stretch_[i + 1] - stretch_[i]) / width;
    return {stretch_[i], slopes_[i], (3.0 * chord - 2.0 * slopes_[i] - slopes_[i + 1]) / width,
            (slopes_[i] + slopes_[i + 1] - 2.0 * chord) / width / width};
}

double MonotoneMap::stretch_at(double z) const {
    const auto above = std::upper_bound(nodes_.begin(), nodes_.end(), z);
    const auto i = static_cast<std::size_t>(above - nodes_.begin()) - 1;
    return piece(i)(z - nodes_[i]);
}

double MonotoneMap::operator()(double score) const {
    if (score == 0.0) { return score; }
    const double target = std::abs(score);
    double low = 0.0;
    double high = 1.0;
    while (high + stretch_at(high) < target && high < 1e300) { high *= 2.0; }
    while (high - low > 2e-16 * high) {
        const double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high)) { break; }
        (middle + stretch_at(middle) < target ? low : high) = middle;
    }
    return std::copysign(high, score);
}

} // namespace perdis
