#include <perdis/law/histogram.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/file_error.hpp>
#include <perdis/law/csv.hpp>

#include <cmath>
#include <map>
#include <vector>

namespace perdis {

Discrete<double> histogram(const Eigen::VectorXd& values, const Eigen::VectorXd& counts) {
    require(values.size() == counts.size(), "histogram",
            std::to_string(values.size()) + " values, " + std::to_string(counts.size()) + " counts");
    std::map<double, std::size_t> place;
    std::vector<double> symbols;
    std::vector<double> masses;
    const double largest = counts.size() > 0 ? counts.maxCoeff() : 0.0;
    const int exponent = largest > 0.0 && std::isfinite(largest) ? std::ilogb(largest) : 0;
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        require(values(i) - values(i) == 0.0, "histogram", "values[" + std::to_string(i) + "]", values(i),
                "(-inf, inf)");
        require(counts(i) >= 0.0 && counts(i) - counts(i) == 0.0, "histogram", "counts[" + std::to_string(i) + "]",
                counts(i), "[0, inf)");
        const auto [entry, fresh] = place.try_emplace(values(i), symbols.size());
        if (fresh) {
            symbols.push_back(values(i));
            masses.push_back(0.0);
        }
        masses[entry->second] += std::scalbn(counts(i), -exponent); // the sum of counts itself may overflow
    }
    const auto size = static_cast<Eigen::Index>(symbols.size());
    Eigen::VectorXd probabilities = Eigen::Map<const Eigen::VectorXd>(masses.data(), size);
    const double total = probabilities.sum();
    require(total > 0.0, "histogram", "the sum of counts", total, "(0, inf)");
    probabilities /= total;
    const Eigen::VectorXd support = Eigen::Map<const Eigen::VectorXd>(symbols.data(), size);
    return {support, probabilities};
}

Discrete<double> read_histogram(const std::string& path) {
    const CsvTable table = read_csv(path);
    if (table.values.cols() != 2) {
        throw FileError(path + ": line " + std::to_string(table.lines.front()) + ": "
                        + std::to_string(table.values.cols()) + " fields, a histogram has 2: value, count");
    }
    for (Eigen::Index i = 0; i < table.values.rows(); ++i) {
        require(table.values(i, 1) >= 0.0, path,
                "line " + std::to_string(table.lines[static_cast<std::size_t>(i)]) + ": count", table.values(i, 1),
                "[0, inf)");
    }
    require(table.values.col(1).maxCoeff() > 0.0, path, "every count is 0");
    return histogram(table.values.col(0), table.values.col(1));
}

} // namespace perdis
