#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/solver/bernoulli_rate.hpp>
#include <perdis/solver/gaussian_rate.hpp>
#include <perdis/solver/remote_gaussian_rate.hpp>

#include "formula_entry.hpp"

namespace perdis {

namespace {

template <class T>
Gaussian<T> centred(const T& v) {
    return Gaussian<T>(T(0), Variance<T>(v));
}

} // namespace

void add_rate_formulas(std::vector<Formula>& list) {
    const Expression v = symbol("v", Domain::positive()), n = symbol("n", Domain::positive());
    const Expression distortion = symbol("D", Domain::positive()), perception = symbol("P", Domain::positive());
    const Expression p = symbol("p", Domain::open(0.0, 0.5));
    const auto add = [&](const std::string& name, const std::string& meaning, const std::string& source,
                         const std::vector<Expression>& symbols, const std::vector<Condition>& conditions,
                         const auto& callable) {
        list.push_back(formula_entry(name, meaning + " [nats]", source, symbols, conditions, callable));
    };
    add("bernoulli_entropy", "entropy of Bernoulli(p)", "CoverThomas2006", {p}, {},
        [](const auto& x) { return bernoulli_entropy(x[0]); });
    add("bernoulli_rate", "R(D) of Bernoulli(p), Hamming distortion", "CoverThomas2006", {p, distortion},
        {less(distortion, p)}, [](const auto& x) { return bernoulli_rate(x[0], x[1]); });
    add("gaussian_rate", "R(D) of N(0, v), squared error", "CoverThomas2006", {v, distortion}, {less(distortion, v)},
        [](const auto& x) { return gaussian_rate(centred(x[0]), x[1]); });
    // R(D, P) where the perception matters.
    const Expression r = p - perception;
    add("bernoulli_perception_rate", "R(D, P) of Bernoulli(p), Hamming distortion, TV", "BlauMichaeli2019",
        {p, distortion, perception},
        {less(perception, p), less(distortion, p), less(perception, distortion * (1 - 2 * p + 2 * perception)),
         less(0, (p * (1 - r) + (1 - p) * r - distortion) / 2), less(perception, distortion)},
        [](const auto& x) { return bernoulli_rate(x[0], x[1], TotalVariation{}, x[2]); });
    const Expression floor = sqrt(v) - perception;
    add("gaussian_perception_rate", "R(D, P) of N(0, v), squared error, W2", "ZhangQianChenKhisti2021",
        {v, distortion, perception},
        {less(perception, sqrt(v)), less(perception * (sqrt(v) + floor), distortion),
         less(distortion, v + floor * floor), less(perception * perception, distortion)},
        [](const auto& x) { return gaussian_rate(centred(x[0]), x[1], Wasserstein2{}, x[2]); });
    // The remote source: the rate of X* with a = v/√s, at D − D_min and a floor of g = √v − P.
    const Expression least = v * (n / (v + n)), observed = sqrt(v + n), a = v / observed;
    const Expression gap = perception - sqrt(v) * (n / observed / (observed + sqrt(v))), excess = distortion - least;
    add("remote_gaussian_rate", "R(D, P) of N(0, v) seen in noise n, squared error, W2", "ZhangQianChenKhisti2021",
        {v, n, distortion, perception},
        {less(least, distortion), less(0, excess), less(perception, sqrt(v)), less(distortion, v + floor * floor),
         less(gap * (a + floor), excess), less(excess, a * a + floor * floor), less(gap * gap, excess)},
        [](const auto& x) {
            using T = ScalarOf<decltype(x)>;
            return remote_gaussian_rate(centred(x[0]), AdditiveGaussian<T>(Variance<T>(x[1])), x[2], Wasserstein2{},
                                        x[3]);
        });
}

} // namespace perdis
