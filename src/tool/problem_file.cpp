#include "tool/problem_file.hpp"

#include "tool/linear_channel.hpp"
#include "tool/refusal.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/law/csv.hpp>

#include <cmath>
#include <filesystem>

namespace perdis::tool {

namespace {

Bins read_bins(const JsonNode& node) {
    node.require_keys({"bins"});
    const JsonNode bins = node["bins"];
    bins.require_keys({"from", "to", "count"});
    const double from = bins["from"].number();
    const double to = bins["to"].number();
    if (!(to > from)) { bins["to"].refuse(bins["to"].shown() + " is not in (from, inf)"); }
    return {from, to, bins["count"].count()};
}

template <OrderedField T>
void read_reconstruction(const JsonNode& node, ProblemFileOf<T>& problem) {
    if (!node.is_text()) {
        if (!node.is_array()) { node.refuse(node.shown() + " is neither an array of values nor \"real_line\""); }
        problem.reconstruction = read_symbols<T>(node);
        return;
    }
    static_cast<void>(node.one_of({"real_line"}));
    problem.real_line = true;
}

Arithmetic read_arithmetic(const JsonNode& root) {
    if (!root.has("arithmetic")) { return Arithmetic::binary; }
    const std::string name = root["arithmetic"].one_of({"double", "rational", "multiprecision"});
    if (name == "rational") { return Arithmetic::rational; }
    return name == "double" ? Arithmetic::binary : Arithmetic::multiprecision;
}

/// Sizes that two keys of a finite problem share.
template <OrderedField T>
void require_sizes(const ProblemFileOf<T>& problem, const Discrete<T>& prior) {
    if (problem.reconstruction && problem.reconstruction->rows() != prior.dimension()) {
        throw Refusal("reconstruction", "symbols of " + std::to_string(problem.reconstruction->rows())
                                            + " coordinates, the prior's have " + std::to_string(prior.dimension()));
    }
    // The library's own size checks speak; the path is said here.
    const auto check = [](const std::string& path, const auto& sized) {
        try {
            static_cast<void>(sized());
        } catch (const DomainError& error) { throw Refusal(path, error.what()); }
    };
    const ChannelStageOf<T>& first = problem.channel.front();
    if (const auto* matrix = std::get_if<TransitionMatrix<T>>(&first.form)) {
        check(first.path + ".transition", [&] { return (*matrix)(prior.size()).size(); });
    }
    if (problem.real_line) { return; }
    const DenseMatrix<T>& alphabet = problem.reconstruction ? *problem.reconstruction : prior.support();
    if (const auto* matrix = std::get_if<MatrixDistortion<T>>(&problem.distortion)) {
        check("distortion.values", [&] { return distortion_matrix<T>(*matrix, prior.support(), alphabet).size(); });
    }
    if (const auto* transport = std::get_if<TransportDivergence<T>>(&problem.divergence)) {
        check("divergence.cost", [&] { return transport->ground(prior.support(), alphabet).size(); });
    }
}

/// A scalar gaussian under linear_gaussian is a vector of one coordinate.
void become_vector(ProblemFile& problem) {
    const auto* prior = std::get_if<Gaussian<double>>(&problem.prior);
    if (prior == nullptr) { return; }
    for (const ChannelStage& stage : problem.channel) {
        if (!std::holds_alternative<LinearGaussian<double>>(stage.form)) { continue; }
        problem.prior = MultivariateGaussian<double>(Gaussian<double>(*prior));
        return;
    }
}

/// Squared error needs a prior of finite variance.
void require_variance(const ProblemFile& problem, const JsonNode& prior) {
    const auto* density = std::get_if<Univariate>(&problem.prior);
    const auto* mixture = std::get_if<GaussianMixture<double>>(&problem.prior);
    if ((density == nullptr && mixture == nullptr) || !std::holds_alternative<SquaredError>(problem.distortion)
        || std::isfinite(density != nullptr ? density->variance() : mixture->variance())) {
        return;
    }
    const std::string key = "degrees_of_freedom";
    if (prior.has(key) && prior[key].number() <= 2.0) {
        prior[key].refuse(prior[key].shown()
                          + " is not in (2, inf), where the variance is finite: squared_error needs it");
    }
    prior.refuse("its variance is not in [0, inf): squared_error needs a finite one");
}

/// An exact order that is 1 only when rounded is refused.
template <OrderedField T>
double read_wasserstein_order(const JsonNode& node) {
    const double order = node.number(at_least_one);
    if constexpr (!rounds<T>) {
        if (order == 1.0 && node.number<T>() != 1) { node.refuse(node.shown() + " has no exact method; set 1"); }
    }
    return order;
}

} // namespace

template <OrderedField T>
DistortionFormOf<T> read_distortion(const JsonNode& node) {
    const std::vector<std::string> names = {"squared_error", "absolute_error", "hamming"};
    if (!node.is_object()) {
        const std::string name = node.one_of(names);
        if (name == "squared_error") { return SquaredError{}; }
        if (name == "absolute_error") { return AbsoluteError{}; }
        return Hamming{};
    }
    static_cast<void>(node["type"].one_of({"matrix"}));
    node.require_keys({"type", "values"});
    return MatrixDistortion<T>(node["values"].matrix<T>(not_negative));
}

template <OrderedField T>
DivergenceFormOf<T> read_divergence(const JsonNode& node) {
    if (node.is_object()) {
        const std::string type = node["type"].one_of({"renyi", "alpha", "wasserstein", "transport"});
        node.require_keys({"type", type == "transport" ? "cost" : "order"});
        if (type == "renyi") { return Renyi(node["order"].number(positive)); }
        if (type == "alpha") { return Alpha(node["order"].number()); }
        if (type == "wasserstein") { return Wasserstein(read_wasserstein_order<T>(node["order"])); }
        return TransportDivergence<T>(node["cost"].matrix<T>(not_negative));
    }
    const std::vector<std::pair<std::string, DivergenceFormOf<T>>> named = {
        {"kullback_leibler", KullbackLeibler{}},
        {"reverse_kullback_leibler", ReverseKullbackLeibler{}},
        {"total_variation", TotalVariation{}},
        {"squared_hellinger", SquaredHellinger{}},
        {"hellinger", Hellinger{}},
        {"chi_squared", ChiSquared{}},
        {"reverse_chi_squared", ReverseChiSquared{}},
        {"jensen_shannon", JensenShannon{}},
        {"wasserstein1", Wasserstein1{}},
        {"wasserstein2", Wasserstein2{}},
        {"squared_wasserstein2", SquaredWasserstein2{}},
    };
    std::vector<std::string> names;
    for (const auto& [name, form] : named) { names.push_back(name); }
    const std::string asked = node.one_of(names);
    for (const auto& [name, form] : named) {
        if (name == asked) { return form; }
    }
    node.refuse("unknown");
}

ProblemText parse_problem(const std::string& path) {
    nlohmann::json json = parse_json(read_text(path));
    const Arithmetic arithmetic = read_arithmetic(JsonNode(json, "problem", Arithmetic::binary));
    return {std::move(json), arithmetic, std::filesystem::path(path).parent_path().string()};
}

template <OrderedField T>
ProblemFileOf<T> read_problem(const ProblemText& text) {
    const JsonNode root(text.json, "problem", text.arithmetic);
    root.require_keys(
        {"prior", "channel", "observation", "reconstruction", "distortion", "divergence", "estimators", "arithmetic"});
    ProblemFileOf<T> problem{
        .prior = read_prior<T>(root["prior"], text.folder),
        .channel = read_channel<T>(root["channel"]),
        .distortion = read_distortion<T>(root["distortion"]),
        .divergence = read_divergence<T>(root["divergence"]),
        .arithmetic = text.arithmetic,
    };
    if (root.has("observation")) { problem.observation = read_bins(root["observation"]); }
    if (root.has("reconstruction")) { read_reconstruction(root["reconstruction"], problem); }
    if (root.has("estimators") && root["estimators"].one_of({"all", "linear"}) == "linear") {
        problem.estimators = Estimators::linear;
    }
    if (const auto* prior = std::get_if<Discrete<T>>(&problem.prior)) { require_sizes(problem, *prior); }
    if constexpr (rounds<T>) {
        require_variance(problem, root["prior"]);
        become_vector(problem);
        if (const auto* prior = std::get_if<MultivariateGaussian<double>>(&problem.prior)) {
            static_cast<void>(linear_channel(problem, prior->dimension())); // its refusals
        }
    }
    return problem;
}

template ProblemFile read_problem<double>(const ProblemText&);
template RationalFile read_problem<Rational>(const ProblemText&);

} // namespace perdis::tool
