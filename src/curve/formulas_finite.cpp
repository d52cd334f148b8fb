#include <perdis/solver/bernoulli_rate.hpp>
#include <perdis/solver/binary_symmetric.hpp>

#include "formula_entry.hpp"

namespace perdis {

namespace {

/// KL of bits of probabilities p and q, given p − q.
template <class T>
T bit_divergence(const T& p, const T& q, const T& difference) {
    return InformationTerm<T>{p, q, difference}() + InformationTerm<T>{T(T(1) - p), T(T(1) - q), T(-difference)}();
}

template <class Arguments>
auto bit(const Arguments& x) {
    return BinarySymmetricForm<ScalarOf<Arguments>>(x[0], x[1]);
}

} // namespace

void add_finite_formulas(std::vector<Formula>& list) {
    const Expression p = symbol("p", Domain::open(0.0, 0.5)), e = symbol("e", Domain::open(0.0, 0.5));
    const Expression distortion = symbol("D", Domain::positive());
    const std::vector<Expression> bits{p, e}, curve{p, e, distortion};
    const auto add = [&](const std::string& name, const std::string& meaning, const std::vector<Expression>& symbols,
                         const std::vector<Condition>& conditions, const auto& callable) {
        list.push_back(formula_entry(name, meaning, "BlauMichaeli2018", symbols, conditions, callable));
    };
    const auto add_bit = [&](const std::string& suffix, const std::string& when, const Condition& order) {
        std::vector<Condition> inside{order};
        {
            const Assuming scope(inside);
            const auto form = bit(bits);
            inside.push_back(less(form.min_distortion(), distortion));
            inside.push_back(less(distortion, form.max_distortion()));
        }
        const std::string name = "bit_" + suffix,
                          of = " of Bernoulli(p) through the symmetric channel of error e, " + when;
        add(name + "_min_distortion", "D_min" + of, bits, {order},
            [](const auto& x) { return bit(x).min_distortion(); });
        add(name + "_max_distortion", "D_max" + of, bits, {order},
            [](const auto& x) { return bit(x).max_distortion(); });
        add(name + "_output", "P(X^ = 1) at D" + of, curve, inside, [](const auto& x) { return bit(x).output(x[2]); });
        add(name + "_total_variation", "TV at D" + of, curve, inside,
            [](const auto& x) { return bit(x).total_variation(x[2]); });
        add(name + "_kullback_leibler", "KL(p||q) at D [nats]" + of, curve, inside, [](const auto& x) {
            using T = ScalarOf<decltype(x)>;
            const T size = bit(x).total_variation(x[2]);
            return bit_divergence<T>(x[0], bit(x).output(x[2]), x[1] < x[0] ? T(-size) : size);
        });
    };
    add_bit("faint", "e < p", less(e, p));
    add_bit("strong", "p < e", less(p, e));
    const Expression lost = symbol("e", Domain::open(0.0, 1.0)), top = symbol("p_1", Domain::open(0.0, 1.0));
    const Expression second = symbol("p_2", Domain::open(0.0, 1.0)), third = symbol("p_3", Domain::open(0.0, 1.0));
    const std::string erased = " of three symbols p_1 > p_2 > p_3 under erasure with probability e";
    add("erasure_min_distortion", "D_min" + erased, {lost, top}, {},
        [](const auto& x) { return ScalarOf<decltype(x)>(x[0] * (1 - x[1])); });
    add("erasure_max_distortion", "D_max" + erased, {lost, top, second, third}, {},
        [](const auto& x) { return ScalarOf<decltype(x)>(x[0] * (1 - x[1] * x[1] - x[2] * x[2] - x[3] * x[3])); });
    add("erasure_total_variation", "TV at D next to D_min" + erased, {lost, top, second, distortion},
        {less(second, top), less(lost * (1 - top), distortion),
         less(distortion, lost * (1 - top) + lost * second * (top - second))},
        [](const auto& x) {
            return ScalarOf<decltype(x)>(x[0] * (1 - x[1]) - (x[3] - x[0] * (1 - x[1])) / (x[1] - x[2]));
        });
}

} // namespace perdis
