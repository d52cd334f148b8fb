#pragma once

#include "tool/json_node.hpp"

#include <perdis/channel/additive.hpp>
#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/channel/bins.hpp>
#include <perdis/channel/erasure.hpp>
#include <perdis/channel/linear_gaussian.hpp>
#include <perdis/channel/symmetric.hpp>
#include <perdis/channel/transition_matrix.hpp>
#include <perdis/distortion/absolute_error.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/matrix_distortion.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/divergence/alpha.hpp>
#include <perdis/divergence/chi_squared.hpp>
#include <perdis/divergence/hellinger.hpp>
#include <perdis/divergence/jensen_shannon.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/renyi.hpp>
#include <perdis/divergence/reverse_chi_squared.hpp>
#include <perdis/divergence/reverse_kullback_leibler.hpp>
#include <perdis/divergence/squared_hellinger.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/gaussian_mixture.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/law/univariate.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/tradeoff/problem.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace perdis::tool {

/// A legal part of a problem that no method answers yet: its form's name, and the dimension of a law.
struct Unsolved {
    std::string form;
    Eigen::Index dimension = 1;
};

template <OrderedField T>
using PriorOf = std::variant<Discrete<T>, Gaussian<double>, MultivariateGaussian<double>, GaussianMixture<double>,
                             Univariate, Unsolved>;
template <OrderedField T>
using ChannelFormOf = std::variant<TransitionMatrix<T>, Symmetric<T>, Erasure<T>, AdditiveGaussian<double>, Additive,
                                   LinearGaussian<double>, Unsolved>;
template <OrderedField T>
using DistortionFormOf = std::variant<SquaredError, AbsoluteError, Hamming, MatrixDistortion<T>>;
template <OrderedField T>
using DivergenceFormOf =
    std::variant<KullbackLeibler, ReverseKullbackLeibler, TotalVariation, SquaredHellinger, Hellinger, ChiSquared,
                 ReverseChiSquared, JensenShannon, Wasserstein1, Wasserstein2, SquaredWasserstein2, Renyi, Alpha,
                 Wasserstein, TransportDivergence<T>>;

using Prior = PriorOf<double>;
using ChannelForm = ChannelFormOf<double>;
using DistortionForm = DistortionFormOf<double>;
using DivergenceForm = DivergenceFormOf<double>;

/// One channel of a cascade, with its path in the problem file.
template <OrderedField T>
struct ChannelStageOf {
    ChannelFormOf<T> form;
    std::string path;
};

using ChannelStage = ChannelStageOf<double>;

/// A problem file, each part checked; its finite parts in T.
template <OrderedField T>
struct ProblemFileOf {
    PriorOf<T> prior;
    std::vector<ChannelStageOf<T>> channel = {}; ///< the first applied first
    DistortionFormOf<T> distortion = {};
    DivergenceFormOf<T> divergence = {};
    std::optional<Bins> observation = {};
    std::optional<DenseMatrix<T>> reconstruction = {}; ///< columns; absent: none was given, or "real_line"
    bool real_line = false;                            ///< "real_line" was asked for
    Estimators estimators = Estimators::all;
    Arithmetic arithmetic = Arithmetic::binary;
};

using ProblemFile = ProblemFileOf<double>;
using RationalFile = ProblemFileOf<Rational>;

/// The text of a problem file, parsed: the arithmetic that it asks for decides what its numbers become.
struct ProblemText {
    nlohmann::json json;
    Arithmetic arithmetic;
    std::string folder; ///< its own
};

/// @throws Refusal for a text that is no JSON or an unknown arithmetic; FileError for a file that cannot be read.
ProblemText parse_problem(const std::string& path);

/// Reads and checks a problem file; the files it names are looked for in its own folder, then in the working folder.
///
/// @tparam T  double: numbers are rounded; Rational: they are exact.
/// @throws Refusal that names the key's path; FileError for a file that cannot be read.
template <OrderedField T = double>
ProblemFileOf<T> read_problem(const ProblemText& text);

// The parts, each in its own source, in double and Rational.
template <OrderedField T>
PriorOf<T> read_prior(const JsonNode& node, const std::string& folder);
template <OrderedField T>
std::vector<ChannelStageOf<T>> read_channel(const JsonNode& node);
template <OrderedField T>
DistortionFormOf<T> read_distortion(const JsonNode& node);
template <OrderedField T>
DivergenceFormOf<T> read_divergence(const JsonNode& node);
/// Symbols as columns: numbers, or arrays of numbers of one length; distinct.
template <OrderedField T>
DenseMatrix<T> read_symbols(const JsonNode& node);
/// A covariance of this size, symmetric and positive semidefinite within 1e-9 of its largest entry: what digits may miss is mended.
Eigen::MatrixXd read_covariance(const JsonNode& node, Eigen::Index size);

} // namespace perdis::tool
