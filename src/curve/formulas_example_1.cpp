#include <perdis/divergence/linear_slope.hpp>

#include "example_1_symbols.hpp"
#include "formula_entry.hpp"

namespace perdis {

namespace {

/// P(D) along Example 1 of a divergence that is a class.
template <class Divergence>
auto perception(const Divergence& divergence) {
    return [divergence](const auto& x) {
        const auto family = example_1(x[0], x[1]);
        return ScalarOf<decltype(x)>(divergence(family.prior(), family.output_law_at(x[2])));
    };
}

} // namespace

void add_example_1_formulas(std::vector<Formula>& list) {
    const Expression v = symbol("v", Domain::positive()), n = symbol("n", Domain::positive());
    const Expression distortion = symbol("D", Domain::positive());
    const auto inside = example_1_conditions(v, n, distortion);
    const Expression least = example_1(v, n).min_distortion();
    const auto add = [&](const std::string& name, const std::string& what, const auto& callable,
                         const std::vector<Condition>& more = {}) {
        std::vector<Condition> conditions = inside;
        conditions.insert(conditions.end(), more.begin(), more.end());
        list.push_back(formula_entry("example_1_" + name, "P(D) of linear estimators under " + what, "BlauMichaeli2018",
                                     {v, n, distortion}, conditions, callable));
    };
    const Expression deviation = v / sqrt(v + n) + sqrt(distortion - least);
    const Condition finite = less(v, 2 * deviation * deviation);   // where ∫p²/q is
    const Condition mirrored = less(deviation * deviation, 2 * v); // where ∫q²/p is: always, τ² < v
    add("kullback_leibler", "KL(p||q) [nats]", perception(KullbackLeibler{}));
    add("reverse_kullback_leibler", "KL(q||p) [nats]", perception(ReverseKullbackLeibler{}));
    add("squared_hellinger", "H^2 = 1 - int sqrt(pq)", perception(SquaredHellinger{}));
    add("hellinger", "H", perception(Hellinger{}));
    add("total_variation", "TV", perception(TotalVariation{}));
    add("chi_squared", "int (p-q)^2/q", perception(ChiSquared{}), {finite});
    add("reverse_chi_squared", "int (p-q)^2/p", perception(ReverseChiSquared{}), {mirrored});
    add("renyi_half", "the Renyi divergence of order 1/2 [nats]", perception(Renyi(0.5)));
    add("renyi_2", "the Renyi divergence of order 2 [nats]", perception(Renyi(2.0)), {finite});
    add("alpha_half", "the alpha-divergence of order 1/2", perception(Alpha(0.5)));
    add("alpha_2", "the alpha-divergence of order 2", perception(Alpha(2.0)), {finite});
    add("wasserstein1", "W1", perception(Wasserstein1{}));
    add("wasserstein2", "W2, optimal among all estimators", perception(Wasserstein2{}));
    add("squared_wasserstein2", "W2^2, optimal among all estimators", perception(SquaredWasserstein2{}));
    add("wasserstein3", "W3", perception(Wasserstein(3.0)));
}

} // namespace perdis
