#include <perdis/inference/equalisation_band.hpp>
#include <perdis/inference/shrinkage.hpp>
#include <perdis/numeric/normal.hpp>
#include <perdis/numeric/normal_excess.hpp>

#include "example_1_symbols.hpp"
#include "formula_entry.hpp"

namespace perdis {

namespace {

/// E (Z − t)₊.
template <class T>
T excess(const T& t) {
    if constexpr (rounds<T>) { return normal_excess(t); }
    return normal_density(t) - t * normal_complement(t);
}

/// E min(Z², t²).
template <class T>
T clipped_square(const T& t) {
    if constexpr (rounds<T>) { return normal_clipped_square(t); }
    return T(1) - T(2) * (T(1) - t * t) * normal_complement(t) - T(2) * t * normal_density(t);
}

/// σ_* = √(v/(v + n)).
template <class T>
T ratio(const T& v, const T& n) {
    using std::sqrt;
    return sqrt(v / (v + n));
}

/// x_c.
template <class T>
T crossing(const T& v, const T& n) {
    using std::log;
    using std::log1p;
    using std::sqrt;
    if constexpr (rounds<T>) { return sqrt(v / n * log1p(n / v)); }
    return sqrt(v / n * log(T(1) + n / v));
}

} // namespace

void add_line_formulas(std::vector<Formula>& list) {
    const Expression v = symbol("v", Domain::positive()), n = symbol("n", Domain::positive());
    const Expression threshold = symbol("t", Domain::positive()), start = symbol("x_1", Domain::positive());
    const auto add = [&](const std::string& name, const std::string& meaning, const std::vector<Expression>& symbols,
                         const std::vector<Condition>& conditions, const auto& callable) {
        list.push_back(formula_entry(name, meaning, "BlauMichaeli2018", symbols, conditions, callable));
    };
    const std::string soft = " of the soft threshold t, optimal under W1 among all estimators";
    add("soft_threshold_distortion", "D" + soft, {v, n, threshold}, {}, [](const auto& x) {
        const auto family = example_1(x[0], x[1]);
        return ScalarOf<decltype(x)>(family.min_distortion() + family.max_excess() * clipped_square(x[2]));
    });
    add("soft_threshold_wasserstein1", "W1" + soft, {v, n, threshold}, {}, [](const auto& x) {
        using std::sqrt;
        using T = ScalarOf<decltype(x)>;
        return T(T(2) * sqrt(example_1(x[0], x[1]).max_excess()) * excess(x[2]));
    });
    const std::vector<Condition> noisy{less(ratio(v, n), 1)};
    add("equalisation_band_crossing", "x_c, where N(0, 1) and the law of X*/sqrt(v) have equal densities", {v, n},
        noisy, [](const auto& x) { return crossing(x[0], x[1]); });
    add("equalisation_band_total_variation",
        "TV of the band from x_1 < x_c, in deviations of X, optimal among all estimators", {v, n, start},
        {noisy.front(), less(start, crossing(v, n))}, [](const auto& x) {
            using T = ScalarOf<decltype(x)>;
            if constexpr (rounds<T>) {
                const Shrinkage shrinkage(Gaussian<T>(T(0), Variance<T>(x[0])), AdditiveGaussian<T>(Variance<T>(x[1])));
                return T(T(2) * mass_surplus(shrinkage, x[2])); // not as a difference
            } else {
                return T(T(2) * (normal_complement(x[2]) - normal_complement(x[2] / ratio(x[0], x[1]))));
            }
        });
}

} // namespace perdis
