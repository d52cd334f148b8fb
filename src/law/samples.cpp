#include <perdis/law/samples.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/law/csv.hpp>

#include <algorithm>
#include <numeric>
#include <vector>

namespace perdis {

Discrete<double> empirical(const Eigen::MatrixXd& samples) {
    require(samples.size() > 0, "empirical", "the number of samples", samples.cols(), "[1, inf)");
    require(samples.allFinite(), "empirical", "a coordinate is not finite");
    std::vector<Eigen::Index> order(static_cast<std::size_t>(samples.cols()));
    std::iota(order.begin(), order.end(), Eigen::Index(0));
    std::sort(order.begin(), order.end(), [&samples](Eigen::Index i, Eigen::Index j) {
        return std::lexicographical_compare(samples.col(i).begin(), samples.col(i).end(), samples.col(j).begin(),
                                            samples.col(j).end());
    });
    std::vector<Eigen::Index> first;
    std::vector<double> counts;
    for (const Eigen::Index i : order) {
        if (first.empty() || samples.col(first.back()) != samples.col(i)) {
            first.push_back(i);
            counts.push_back(0.0);
        }
        counts.back() += 1.0;
    }
    const Eigen::Map<const Eigen::VectorXd> masses(counts.data(), static_cast<Eigen::Index>(counts.size()));
    return Discrete<double>::over_vectors(samples(Eigen::all, first), masses / static_cast<double>(samples.cols()));
}

Discrete<double> read_samples(const std::string& path) { return empirical(read_csv(path).values.transpose()); }

} // namespace perdis
