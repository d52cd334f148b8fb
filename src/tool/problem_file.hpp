#pragma once

#include "tool/json_node.hpp"

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
#include <perdis/law/multivariate_gaussian.hpp>
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

using Prior = std::variant<Discrete<double>, Gaussian<double>, MultivariateGaussian<double>, Unsolved>;
using ChannelForm = std::variant<TransitionMatrix<double>, Symmetric<double>, Erasure<double>, AdditiveGaussian<double>,
                                 LinearGaussian<double>, Unsolved>;
using DistortionForm = std::variant<SquaredError, AbsoluteError, Hamming, MatrixDistortion<double>>;
using DivergenceForm = std::variant<KullbackLeibler, ReverseKullbackLeibler, TotalVariation, SquaredHellinger,
                                    Hellinger, ChiSquared, ReverseChiSquared, JensenShannon, Wasserstein1, Wasserstein2,
                                    SquaredWasserstein2, Renyi, Alpha, Wasserstein, TransportDivergence<double>>;

/// One channel of a cascade, with its path in the problem file.
struct ChannelStage {
    ChannelForm form;
    std::string path;
};

/// A problem file, each part checked.
struct ProblemFile {
    Prior prior;
    std::vector<ChannelStage> channel = {}; ///< the first applied first
    DistortionForm distortion = {};
    DivergenceForm divergence = {};
    std::optional<Bins> observation = {};
    std::optional<Eigen::MatrixXd> reconstruction = {}; ///< columns; absent: none was given, or "real_line"
    bool real_line = false;                             ///< "real_line" was asked for
    Estimators estimators = Estimators::all;
    Arithmetic arithmetic = Arithmetic::binary;
};

/// Reads and checks a problem file; the files it names are looked for in its own folder, then in the working folder.
///
/// @throws Refusal that names the key's path; FileError for a file that cannot be read.
ProblemFile read_problem(const std::string& path);

// The parts, each in its own source.
Prior read_prior(const JsonNode& node, const std::string& folder);
std::vector<ChannelStage> read_channel(const JsonNode& node);
DistortionForm read_distortion(const JsonNode& node);
DivergenceForm read_divergence(const JsonNode& node);
/// Symbols as columns: numbers, or arrays of numbers of one length; distinct.
Eigen::MatrixXd read_symbols(const JsonNode& node);
/// A covariance of this size, symmetric and positive semidefinite within 1e-9 of its largest entry: what digits may miss is mended.
Eigen::MatrixXd read_covariance(const JsonNode& node, Eigen::Index size);

} // namespace perdis::tool
