#include "tool/problem_file.hpp"
#include "tool/refusal.hpp"
#include "tool/student_t.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/law/alphabet.hpp>
#include <perdis/law/generalized_gaussian.hpp>
#include <perdis/law/histogram.hpp>
#include <perdis/law/samples.hpp>

#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/logistic.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/distributions/uniform.hpp>

#include <filesystem>
#include <stdexcept>

namespace perdis::tool {

namespace {

template <OrderedField T>
PriorOf<T> read_discrete(const JsonNode& node) {
    node.require_keys({"type", "support", "probabilities"});
    const DenseVector<T> probabilities = node["probabilities"].probabilities<T>();
    if (!node.has("support")) { return Discrete<T>::over_labels(probabilities); }
    const DenseMatrix<T> support = read_symbols<T>(node["support"]);
    if (support.cols() != probabilities.size()) {
        node["probabilities"].refuse(std::to_string(probabilities.size()) + " entries, prior.support has "
                                     + std::to_string(support.cols()));
    }
    return Discrete<T>::over_vectors(support, probabilities);
}

template <OrderedField T>
PriorOf<T> read_gaussian(const JsonNode& node) {
    if (node.has("mean") && node["mean"].is_array()) {
        node.require_keys({"type", "mean", "covariance"});
        const Eigen::VectorXd mean = node["mean"].numbers();
        return MultivariateGaussian<double>(mean, read_covariance(node["covariance"], mean.size()));
    }
    node.require_keys({"type", "mean", "variance"});
    const double mean = node["mean"].number();
    return Gaussian<double>(mean, variance(node["variance"].number(not_negative)));
}

std::vector<double> list(const Eigen::VectorXd& values) { return {values.begin(), values.end()}; }

GaussianMixture<double> read_mixture(const JsonNode& node) {
    node.require_keys({"type", "weights", "means", "variances"});
    const Eigen::VectorXd weights = node["weights"].probabilities();
    for (const auto& [key, legal] : {std::pair{"means", any_number}, std::pair{"variances", positive}}) {
        const Eigen::Index entries = node[key].numbers(legal).size();
        if (entries != weights.size()) {
            node[key].refuse(std::to_string(entries) + " entries, " + node["weights"].path() + " has "
                             + std::to_string(weights.size()));
        }
    }
    return {list(weights), list(node["means"].numbers()), list(node["variances"].numbers())};
}

Univariate read_uniform(const JsonNode& node) {
    node.require_keys({"type", "lower", "upper"});
    const double lower = node["lower"].number();
    const double upper = node["upper"].number();
    if (!(upper > lower)) { node["upper"].refuse(node["upper"].shown() + " is not in (lower, inf)"); }
    return boost::math::uniform(lower, upper);
}

constexpr Legal legal_shape{[](const auto& x) { return x >= 0.2 && x <= 50; }, "[0.2, 50]"};

/// Laws of a location and a scale, 0 and 1 where absent.
Univariate read_located(const JsonNode& node, const std::string& type) {
    std::vector<std::string> keys = {"type", "location", "scale"};
    if (type == "student_t") { keys.push_back("degrees_of_freedom"); }
    if (type == "generalized_gaussian") { keys.push_back("shape"); }
    node.require_keys(keys);
    const double location = node.has("location") ? node["location"].number() : 0.0;
    const double scale = node.has("scale") ? node["scale"].number(positive) : 1.0;
    if (type == "laplace") { return boost::math::laplace(location, scale); }
    if (type == "logistic") { return boost::math::logistic(location, scale); }
    if (type == "generalized_gaussian") {
        return GeneralizedGaussian(location, scale, node["shape"].number(legal_shape));
    }
    const double degrees = node["degrees_of_freedom"].number(positive);
    if (scale == 1.0) { return Univariate(boost::math::students_t(degrees)).translated(location); }
    return Univariate(ScaledStudent(degrees, scale)).translated(location);
}

Univariate read_continuous(const JsonNode& node, const std::string& type) {
    try {
        return type == "uniform" ? read_uniform(node) : read_located(node, type);
    } catch (const std::domain_error& error) { node.refuse(error.what()); } // Boost.Math's
}

Discrete<double> read_file_law(const JsonNode& node, const std::string& folder,
                               Discrete<double> (*read)(const std::string&)) {
    node.require_keys({"type", "file"});
    const std::filesystem::path name = node["file"].text();
    if (name.empty()) { node["file"].refuse("\"\" is not the name of a file"); }
    std::error_code ignored;
    const std::filesystem::path beside = std::filesystem::path(folder) / name;
    try {
        return read((std::filesystem::exists(beside, ignored) ? beside : name).string());
    } catch (const DomainError& error) { node["file"].refuse(error.what()); }
}

} // namespace

template <OrderedField T>
PriorOf<T> read_prior(const JsonNode& node, const std::string& folder) {
    const std::string type =
        node["type"].one_of({"discrete", "gaussian", "gaussian_mixture", "laplace", "uniform", "logistic", "student_t",
                             "generalized_gaussian", "histogram", "samples"});
    if (type == "discrete") { return read_discrete<T>(node); }
    if (type == "gaussian") { return read_gaussian<T>(node); }
    if (type == "histogram" || type == "samples") {
        auto law = read_file_law(node, folder, type == "samples" ? read_samples : read_histogram);
        if constexpr (rounds<T>) { return law; }
        return Unsolved{type, law.dimension()};
    }
    if (type == "gaussian_mixture") {
        auto law = read_mixture(node);
        if constexpr (rounds<T>) { return law; }
    } else {
        auto law = read_continuous(node, type);
        if constexpr (rounds<T>) { return law; }
    }
    return Unsolved{type};
}

template <OrderedField T>
DenseMatrix<T> read_symbols(const JsonNode& node) {
    const std::size_t size = node.entries();
    DenseMatrix<T> symbols;
    if (node[std::size_t(0)].is_array()) {
        symbols = node.matrix<T>().transpose();
    } else {
        symbols = node.numbers<T>().transpose();
    }
    const std::vector<Eigen::Index> first = match_symbols<T>(symbols, symbols);
    for (std::size_t i = 0; i < size; ++i) {
        if (first[i] == static_cast<Eigen::Index>(i)) { continue; }
        node[i].refuse(node[i].shown() + " repeats " + node.path() + "[" + std::to_string(first[i]) + "]");
    }
    return symbols;
}

template Prior read_prior<double>(const JsonNode&, const std::string&);
template PriorOf<Rational> read_prior<Rational>(const JsonNode&, const std::string&);
template Eigen::MatrixXd read_symbols<double>(const JsonNode&);
template DenseMatrix<Rational> read_symbols<Rational>(const JsonNode&);

} // namespace perdis::tool
