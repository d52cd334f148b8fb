#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/divergence/gaussian_order.hpp>

#include "formula_entry.hpp"

namespace perdis {

namespace {

/// Of x = (m_1, s_1, m_2, s_2, …).
template <class Arguments>
auto first_law(const Arguments& x) {
    using T = ScalarOf<Arguments>;
    return Gaussian<T>(x[0], StandardDeviation<T>(x[1]));
}

template <class Arguments>
auto second_law(const Arguments& x) {
    using T = ScalarOf<Arguments>;
    return Gaussian<T>(x[2], StandardDeviation<T>(x[3]));
}

} // namespace

void add_divergence_formulas(std::vector<Formula>& list) {
    const Expression m1 = symbol("m_1"), m2 = symbol("m_2");
    const Expression s1 = symbol("s_1", Domain::positive()), s2 = symbol("s_2", Domain::positive());
    const std::vector<Expression> four{m1, s1, m2, s2};
    const auto add = [&](const std::string& name, const std::string& meaning, const std::string& source,
                         const std::vector<Expression>& symbols, const std::vector<Condition>& conditions,
                         const auto& callable) {
        list.push_back(formula_entry("gaussian_" + name, meaning + " of p = N(m_1, s_1^2), q = N(m_2, s_2^2)", source,
                                     symbols, conditions, callable));
    };
    const std::string gil = "GilAlajajiLinder2013";
    add("kullback_leibler", "KL(p||q) [nats]", gil, four, {},
        [](const auto& x) { return gaussian_kullback_leibler(first_law(x), second_law(x)); });
    add("reverse_kullback_leibler", "KL(q||p) [nats]", gil, four, {},
        [](const auto& x) { return gaussian_kullback_leibler(second_law(x), first_law(x)); });
    add("symmetric_kullback_leibler", "KL(p||q) + KL(q||p) [nats], m_1 = m_2,", gil, {s1, s2}, {}, [](const auto& x) {
        using T = ScalarOf<decltype(x)>;
        const Gaussian<T> p(T(0), StandardDeviation<T>(x[0])), q(T(0), StandardDeviation<T>(x[1]));
        return T(gaussian_kullback_leibler(p, q) + gaussian_kullback_leibler(q, p));
    });
    add("squared_hellinger", "1 - int sqrt(pq)", gil, four, {},
        [](const auto& x) { return gaussian_squared_hellinger(first_law(x), second_law(x)); });
    add("hellinger", "sqrt(1 - int sqrt(pq))", gil, four, {},
        [](const auto& x) { return gaussian_hellinger(first_law(x), second_law(x)); });
    const std::vector<Condition> ordered{less(s1, s2), less(m1, m2)};
    add("total_variation", "half int |p - q|", "BlauMichaeli2018", four, ordered,
        [](const auto& x) { return gaussian_total_variation(first_law(x), second_law(x)); });
    add("chi_squared", "int (p-q)^2/q", gil, four, {less(s1 * s1, 2 * s2 * s2)},
        [](const auto& x) { return gaussian_chi_squared(first_law(x), second_law(x)); });
    add("reverse_chi_squared", "int (p-q)^2/p", gil, four, {less(s2 * s2, 2 * s1 * s1)},
        [](const auto& x) { return gaussian_chi_squared(second_law(x), first_law(x)); });
    const Expression order = symbol("a", Domain::open(0.5, 1.0));
    const std::vector<Expression> five{m1, s1, m2, s2, order};
    add("renyi", "the Renyi divergence of order a [nats]", gil, five, {},
        [](const auto& x) { return gaussian_renyi(first_law(x), second_law(x), x[4]); });
    add("alpha", "the alpha-divergence of order a", "CichockiAmari2010", five, {},
        [](const auto& x) { return gaussian_alpha(first_law(x), second_law(x), x[4]); });
    add("wasserstein1", "W1", "PeyreCuturi2019", four, ordered,
        [](const auto& x) { return gaussian_wasserstein1(first_law(x), second_law(x)); });
    add("squared_wasserstein2", "W2^2", "GivensShortt1984", four, {},
        [](const auto& x) { return gaussian_squared_wasserstein2(first_law(x), second_law(x)); });
    add("wasserstein2", "W2", "GivensShortt1984", four, {},
        [](const auto& x) { return gaussian_wasserstein2(first_law(x), second_law(x)); });
}

} // namespace perdis
