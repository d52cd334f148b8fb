#include <perdis/tradeoff/gaussian_components.hpp>

#include <perdis/numeric/symmetric_spectrum.hpp>

#include <algorithm>

namespace perdis {

// S_X is diagonal already: S_* commutes with it exactly if I − JJᵀ does, which then is diagonal up to rotations within the
// eigenvalues that coincide.
std::optional<GaussianComponents> commuting_components(const GaussianProblem& problem) {
    using Eigen::Index;
    const auto& l = problem.variances();
    const auto& error = problem.relative_error();
    const Index k = problem.rank();
    const double tolerance = rank_tolerance<double>(std::max<Index>(k, 1));
    const double strongest = problem.correlation().size() > 0 ? problem.correlation().squaredNorm() : 0.0;
    GaussianComponents components;
    components.directions = Eigen::MatrixXd::Zero(k, k);
    components.parts.reserve(static_cast<std::size_t>(k));
    for (Index first = 0; first < k;) {
        Index size = 1;
        while (first + size < k && l(first + size) - l(first) <= 64.0 * tolerance * l(first)) { ++size; }
        Eigen::MatrixXd outside = error.middleRows(first, size);
        outside.middleCols(first, size).setZero();
        if (!(outside.cwiseAbs().maxCoeff() <= 64.0 * tolerance)) { return std::nullopt; }
        const SymmetricSpectrum<double> block(Eigen::MatrixXd(error.block(first, first, size, size)));
        components.directions.block(first, first, size, size) = block.vectors();
        for (Index i = 0; i < size; ++i) {
            const double share = std::clamp(block.values()(i), 0.0, 1.0);
            const double seen =
                (problem.correlation().middleRows(first, size).transpose() * block.vectors().col(i)).squaredNorm();
            const bool unseen = seen <= tolerance * tolerance * strongest; // a rounding, squared
            components.parts.push_back({unseen ? 0.0 : l(first + i) * seen, l(first + i) * share});
        }
        first += size;
    }
    return components;
}

} // namespace perdis
