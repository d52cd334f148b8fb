#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/channel/bins.hpp>
#include <perdis/channel/erasure.hpp>
#include <perdis/channel/symmetric.hpp>
#include <perdis/channel/transition_matrix.hpp>
#include <perdis/distortion/hamming.hpp>
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
#include <perdis/divergence/transport_divergence.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/inference/joint.hpp>
#include <perdis/tradeoff/finite_problem.hpp>

#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

/// Random and structured finite problems, the same for the same seed everywhere.
namespace instances {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

/// A divergence by its name, bound on demand.
struct Measure {
    std::string name;
    std::function<perdis::FiniteDivergence(const perdis::Discrete<double>&, const Matrix&)> bind;
};

template <class D>
Measure measure(const std::string& name, const D& divergence) {
    return {name, [divergence](const perdis::Discrete<double>& prior, const Matrix& alphabet) {
                return perdis::FiniteDivergence(divergence, prior, alphabet);
            }};
}

/// |i − j|^{3/2} + (i mod 3)/10 between the symbols' places: no metric.
inline perdis::FiniteDivergence bind_odd_transport(const perdis::Discrete<double>& prior, const Matrix& alphabet) {
    Matrix ground(prior.size(), alphabet.cols());
    for (Eigen::Index i = 0; i < ground.rows(); ++i) {
        for (Eigen::Index j = 0; j < ground.cols(); ++j) {
            const double distance = static_cast<double>(i > j ? i - j : j - i);
            ground(i, j) = std::pow(distance, 1.5) + (i == j ? 0.0 : 0.1 * static_cast<double>(i % 3));
        }
    }
    return {perdis::TransportDivergence<double>(ground), prior, alphabet};
}

/// Every divergence the library has, the families at several orders.
inline std::vector<Measure> measures() {
    return {measure("kullback_leibler", perdis::KullbackLeibler{}),
            measure("reverse_kullback_leibler", perdis::ReverseKullbackLeibler{}),
            measure("total_variation", perdis::TotalVariation{}),
            measure("squared_hellinger", perdis::SquaredHellinger{}),
            measure("hellinger", perdis::Hellinger{}),
            measure("chi_squared", perdis::ChiSquared{}),
            measure("reverse_chi_squared", perdis::ReverseChiSquared{}),
            measure("jensen_shannon", perdis::JensenShannon{}),
            measure("renyi(0.5)", perdis::Renyi(0.5)),
            measure("renyi(2)", perdis::Renyi(2.0)),
            measure("alpha(-0.5)", perdis::Alpha(-0.5)),
            measure("alpha(3)", perdis::Alpha(3.0)),
            measure("wasserstein(1)", perdis::Wasserstein1{}),
            measure("wasserstein(2)", perdis::Wasserstein2{}),
            measure("squared_wasserstein2", perdis::SquaredWasserstein2{}),
            {"transport", bind_odd_transport}};
}

inline double uniform(std::mt19937& random) { return (static_cast<double>(random()) + 0.5) / 4294967296.0; }

inline Eigen::Index integer(std::mt19937& random, Eigen::Index count) {
    return static_cast<Eigen::Index>(random() % static_cast<unsigned long>(count));
}

/// A draw of the flat Dirichlet law.
inline Vector dirichlet(std::mt19937& random, Eigen::Index n) {
    Vector masses(n);
    for (double& mass : masses) { mass = -std::log(uniform(random)); }
    return masses / masses.sum();
}

inline Matrix dirichlet_channel(std::mt19937& random, Eigen::Index n, Eigen::Index m) {
    Matrix transition(n, m);
    for (Eigen::Index x = 0; x < n; ++x) { transition.row(x) = dirichlet(random, m).transpose(); }
    return transition;
}

/// Rows in eighths, most entries zero.
inline Matrix coarse_channel(std::mt19937& random, Eigen::Index n, Eigen::Index m) {
    Matrix transition = Matrix::Zero(n, m);
    for (Eigen::Index x = 0; x < n; ++x) {
        for (int part = 0; part < 4; ++part) { transition(x, integer(random, m)) += 0.125; }
        transition(x, x % m) += 0.5;
    }
    return transition;
}

/// Δ(x, z) from a function of the two symbols.
template <class F>
Matrix costs(const Matrix& support, const Matrix& alphabet, const F& f) {
    Matrix delta(support.cols(), alphabet.cols());
    for (Eigen::Index x = 0; x < delta.rows(); ++x) {
        for (Eigen::Index z = 0; z < delta.cols(); ++z) { delta(x, z) = f(support(0, x), alphabet(0, z)); }
    }
    return delta;
}

inline double squared(double x, double z) { return (x - z) * (x - z); }
inline double hamming(double x, double z) { return x == z ? 0.0 : 1.0; }

/// Uniform entries, or of ten values, with a zero diagonal.
inline Matrix random_costs(std::mt19937& random, Eigen::Index n, bool ten_values) {
    Matrix delta(n, n);
    for (double& entry : delta.reshaped()) {
        entry = ten_values ? 0.1 * static_cast<double>(1 + integer(random, 10)) : uniform(random);
    }
    delta.diagonal().setZero();
    return delta;
}

/// A finite problem but for its divergence, and a place on its curve.
struct Instance {
    std::string name;
    perdis::Discrete<double> prior;
    Matrix transition; ///< row x, column y
    Matrix delta;      ///< row x, column z
    Matrix alphabet;
    double share; ///< (D − D_min)/(D_max − D_min)
};

inline perdis::FiniteProblem problem(const Instance& instance, const Measure& measure) {
    const perdis::Joint<double> joint(instance.prior, instance.transition);
    return {joint.marginal(), joint.posterior() * instance.delta, measure.bind(instance.prior, instance.alphabet)};
}

/// The instance's D for one divergence; the ends exactly where the share is 0 or 1.
inline double distortion(const Instance& instance, const perdis::FiniteProblem& problem) {
    if (!problem.attainable() || instance.share == 0.0) { return problem.usable_distortion(); }
    if (instance.share == 1.0) { return problem.max_distortion(); }
    return problem.usable_distortion() + instance.share * (problem.max_distortion() - problem.usable_distortion());
}

template <class Channel, class Divergence>
perdis::FiniteProblem under_hamming(const perdis::Discrete<double>& prior, const Channel& channel,
                                    const Divergence& divergence) {
    return perdis::reduce(perdis::Problem(prior, channel, perdis::Hamming{}, divergence));
}

/// A quarter within 1 % of the range from D_min, down to 1e-6 of it; every 32nd at each end.
inline double place(std::mt19937& random, unsigned seed) {
    const double u = uniform(random);
    switch (seed / 8 % 4) {
    case 0:
        return std::pow(10.0, -2.0 - 4.0 * u);
    case 1:
        return 0.01 + 0.49 * u;
    case 2:
        return 0.5 + 0.49 * u;
    default:
        break;
    }
    if (seed % 8 == 0) { return 0.0; }
    if (seed % 8 == 1) { return 1.0; }
    return seed % 2 == 0 ? u : 1.0 - std::pow(10.0, -1.0 - 5.0 * u);
}

/// Masses from 1 down to 1e-30, the smallest at most 1e-12 of the largest; every fourth seed one of 1e-320.
inline Vector steep_masses(std::mt19937& random, Eigen::Index n, unsigned seed) {
    Vector masses(n);
    for (double& mass : masses) { mass = std::pow(10.0, -30.0 * uniform(random)); }
    masses(integer(random, n - 1)) = 1.0;
    masses(n - 1) = 1e-13;
    masses /= masses.sum();
    if (seed / 32 % 4 == 0) { masses(n - 1) = 1e-320; }
    return masses;
}

inline perdis::Discrete<double> on_line(std::mt19937& random, const Vector& masses) {
    Vector support(masses.size());
    double at = -1.0;
    for (double& symbol : support) { symbol = (at += 0.05 + uniform(random)); }
    return {support, masses};
}

/// A Gaussian prior on a grid without mirror symmetry, in normal noise, binned; squared error.
inline Instance gaussian_grid(Eigen::Index n, Eigen::Index m) {
    Vector support(n);
    Vector masses(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        support(i) = -3.0 + 6.0 * (static_cast<double>(i) + 0.37) / static_cast<double>(n);
        masses(i) = std::exp(-0.5 * support(i) * support(i));
    }
    const perdis::Discrete<double> prior(support, masses / masses.sum());
    const perdis::AdditiveGaussian<double> channel{perdis::standard_deviation(1.0)};
    const Matrix transition = perdis::Binned(channel, perdis::Bins(-5.0, 5.0, m))(prior);
    return {"gaussian grid", prior, transition, costs(prior.support(), prior.support(), squared), prior.support(), 0.5};
}

/// Everything at random: a Dirichlet prior and channel, uniform costs with a zero diagonal.
inline Instance dirichlet_costs(unsigned seed, Eigen::Index n, Eigen::Index m) {
    std::mt19937 random(seed);
    const auto prior = perdis::Discrete<double>::over_labels(dirichlet(random, n));
    const Matrix transition = dirichlet_channel(random, n, m);
    return {"dirichlet", prior, transition, random_costs(random, n, false), prior.support(), 0.5};
}

/// A reconstruction alphabet without every third symbol of the support, with two more; squared error.
inline Instance other_alphabet(std::mt19937& random, Eigen::Index n, Eigen::Index m) {
    const auto prior = on_line(random, dirichlet(random, n));
    std::vector<double> kept;
    for (Eigen::Index i = 0; i < n; ++i) {
        if (i % 3 != 1) { kept.push_back(prior.value(i)); }
    }
    if (n % 2 == 0) { kept = {prior.support().data(), prior.support().data() + n}; }
    kept.push_back(prior.value(0) - 0.5);
    kept.push_back(prior.value(n - 1) + 0.01);
    const Matrix alphabet = Eigen::Map<const Eigen::RowVectorXd>(kept.data(), static_cast<Eigen::Index>(kept.size()));
    return {n % 2 == 0 ? "added symbols" : "omitted symbols", prior,    dirichlet_channel(random, n, m),
            costs(prior.support(), alphabet, squared),        alphabet, 0.5};
}

/// Instance number seed, of 2 to `most` symbols: eight kinds in turn, four ranges of D in turn.
///
/// Kinds 2 to 6 have ties, zeros or masses below 1e-12.
inline Instance make(unsigned seed, double most = 50.0) {
    std::mt19937 random(seed + 2018);
    const auto size = [&] { return 2 + static_cast<Eigen::Index>((most - 1.0) * std::pow(uniform(random), 1.5)); };
    const Eigen::Index n = size();
    const Eigen::Index m = size();
    const double share = place(random, seed);
    const auto symbols = perdis::Discrete<double>::over_labels(dirichlet(random, n));
    const auto equal = perdis::Discrete<double>::over_labels(Vector::Constant(n, 1.0 / static_cast<double>(n)));
    const Matrix labels = symbols.support();
    const auto finished = [&](Instance instance) {
        instance.share = share;
        instance.name += ", seed " + std::to_string(seed) + ", " + std::to_string(instance.transition.cols()) + " x "
                         + std::to_string(instance.alphabet.cols());
        return instance;
    };
    switch (seed % 8) {
    case 0:
        return finished(gaussian_grid(n, m));
    case 1:
        return finished(
            {"dirichlet", symbols, dirichlet_channel(random, n, m), random_costs(random, n, false), labels, 0});
    case 2:
        return finished(
            {"equal masses", equal, coarse_channel(random, n, n), random_costs(random, n, false), labels, 0});
    case 3:
        return finished({"ten costs", symbols, coarse_channel(random, n, m), random_costs(random, n, true), labels, 0});
    case 4:
        return finished(
            {"erasure", symbols, perdis::Erasure(uniform(random))(n), costs(labels, labels, hamming), labels, 0});
    case 5: {
        const auto steep = on_line(random, steep_masses(random, n, seed));
        return finished({"steep masses", steep, dirichlet_channel(random, n, m),
                         costs(steep.support(), steep.support(), squared), steep.support(), 0});
    }
    case 6:
        return finished({"symmetric", symbols, perdis::Symmetric(0.6 * uniform(random))(n),
                         costs(labels, labels, hamming), labels, 0});
    default:
        return finished(other_alphabet(random, n, m));
    }
}

/// The first of make(seed), make(seed + period), … of at most so many symbols; a period of 8 keeps the kind, one of 32
/// the range of D, too.
inline Instance small(unsigned seed, Eigen::Index largest, unsigned period) {
    Instance instance = make(seed);
    while (instance.prior.size() > largest || instance.transition.cols() > largest) { instance = make(seed += period); }
    return instance;
}

} // namespace instances
