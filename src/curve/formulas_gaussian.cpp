#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/inference/linear_gaussian.hpp>

#include "example_1_symbols.hpp"
#include "formula_entry.hpp"

namespace perdis {

namespace {

template <class T>
Gaussian<T> prior(const T& v) {
    return Gaussian<T>(T(0), Variance<T>(v));
}

template <class T>
AdditiveGaussian<T> noise(const T& n) {
    return AdditiveGaussian<T>(Variance<T>(n));
}

/// G, the W₂ distance from p_X to the law of X*.
template <class T>
T distance(const T& v, const T& n) {
    using std::sqrt;
    if constexpr (rounds<T>) { return sqrt(example_1(v, n).max_excess()); } // not as a difference
    return gaussian_wasserstein2(prior(v), output_law(posterior_mean(prior(v), noise(n)), prior(v), noise(n)));
}

} // namespace

void add_gaussian_formulas(std::vector<Formula>& list) {
    const Expression v = symbol("v", Domain::positive()), n = symbol("n", Domain::positive());
    const Expression perception = symbol("P", Domain::positive()), distortion = symbol("D", Domain::positive());
    const Expression tau = symbol("tau", Domain::nonnegative());
    const std::vector<Condition> noisy{less(v / sqrt(v + n), sqrt(v))}; // n > 0, said of the deviations
    const auto add = [&](auto&&... parts) { list.push_back(formula_entry(parts...)); };
    add("gaussian_gain", "gain of E[X|Y], the MMSE and MAP estimator of N(0, v) in noise n", "Kay1993",
        std::vector{v, n}, std::vector<Condition>{},
        [](const auto& x) { return posterior_mean(prior(x[0]), noise(x[1])).slope(); });
    add("gaussian_min_distortion", "D_min = MMSE = E Var(X|Y)", "Kay1993", std::vector{v, n}, std::vector<Condition>{},
        [](const auto& x) { return minimum_mean_squared_error(prior(x[0]), noise(x[1])); });
    add("gaussian_max_distortion", "D_max, the least D at which linear estimators give the law of X",
        "BlauMichaeli2018", std::vector{v, n}, std::vector<Condition>{},
        [](const auto& x) { return ScalarOf<decltype(x)>(example_1(x[0], x[1]).max_distortion()); });
    add("posterior_sample_distortion", "E(X - X^)^2 of posterior sampling, 2 D_min", "BlauMichaeli2018",
        std::vector{v, n}, std::vector<Condition>{}, [](const auto& x) {
            return perdis::distortion(posterior_sample(prior(x[0]), noise(x[1])), prior(x[0]), noise(x[1]));
        });
    add("gaussian_distance", "G = W2(p_X, law of E[X|Y])", "FreirichMichaeliMeir2021", std::vector{v, n}, noisy,
        [](const auto& x) { return distance(x[0], x[1]); });
    add("example_1_deviation", "tau(D), the standard deviation of the best linear output", "BlauMichaeli2018",
        std::vector{v, n, distortion}, example_1_conditions(v, n, distortion),
        [](const auto& x) { return example_1(x[0], x[1]).standard_deviation_at(x[2]); });
    add("example_1_gain", "a(D), the gain of the best linear estimator", "BlauMichaeli2018",
        std::vector{v, n, distortion}, example_1_conditions(v, n, distortion),
        [](const auto& x) { return ScalarOf<decltype(x)>(example_1(x[0], x[1]).estimator_at(x[2]).slope()); });
    add("example_1_distortion", "D(tau), the distortion of the linear estimator of output deviation tau",
        "BlauMichaeli2018", std::vector{v, n, tau}, std::vector<Condition>{},
        [](const auto& x) { return example_1(x[0], x[1]).distortion_at(x[2]); });
    std::vector<Condition> below = noisy;
    {
        const Assuming scope(noisy);
        below.push_back(less(perception, distance(v, n)));
    }
    add("wasserstein2_distortion", "D(P) = D_min + (G - P)^2 under W2, of all estimators", "FreirichMichaeliMeir2021",
        std::vector{v, n, perception}, below, [](const auto& x) {
            const auto rest = distance(x[0], x[1]) - x[2];
            return ScalarOf<decltype(x)>(minimum_mean_squared_error(prior(x[0]), noise(x[1])) + rest * rest);
        });
    add("interpolated_gain", "gain of the W2-optimal estimator at P, (1 - P/G) of perfect perception and P/G of E[X|Y]",
        "FreirichMichaeliMeir2021", std::vector{v, n, perception}, below, [](const auto& x) {
            using std::sqrt;
            const auto share = x[2] / distance(x[0], x[1]);
            const auto faithful = prior(x[0]).standard_deviation() / sqrt(x[0] + x[1]); // law of X at the output
            const auto mean = posterior_mean(prior(x[0]), noise(x[1])).slope();
            return ScalarOf<decltype(x)>(faithful + share * (mean - faithful));
        });
    const Expression w = symbol("w", Domain::positive()), g = symbol("G", Domain::positive());
    add("interpolated_noise_variance",
        "variance (1 - P/G)^2 w of the noise that the W2-optimal estimator adds at P, w at perfect perception",
        "FreirichMichaeliMeir2021", std::vector{perception, g, w}, std::vector{less(perception, g)}, [](const auto& x) {
            const auto share = (x[1] - x[0]) / x[1];
            return ScalarOf<decltype(x)>(share * share * x[2]);
        });
}

} // namespace perdis
