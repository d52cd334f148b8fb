#include "catch.hpp"
#include "certified.hpp"
#include "check_value.hpp"
#include "instances.hpp"
#include "rational_oracle.hpp"

#include <perdis/certificate/certify_transport.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/inference/joint.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/solver/erasure_form.hpp>
#include <perdis/solver/parametric_simplex.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>
#include <perdis/tradeoff/reduce_transport.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace {

using oracle::Rational;
using Law = std::vector<Rational>;
using Variation = perdis::TransportProblem<Rational, perdis::DiscreteGround<Rational>>;
using Curve = perdis::PiecewiseLinear<Rational>;

perdis::Joint<Rational> joint(const Law& prior, const std::vector<Law>& transition) {
    const auto n = static_cast<Eigen::Index>(prior.size()), m = static_cast<Eigen::Index>(transition[0].size());
    perdis::DenseVector<Rational> masses(n);
    perdis::DenseMatrix<Rational> rows(n, m);
    for (Eigen::Index x = 0; x < n; ++x) {
        masses(x) = prior[static_cast<std::size_t>(x)];
        for (Eigen::Index y = 0; y < m; ++y) {
            rows(x, y) = transition[static_cast<std::size_t>(x)][static_cast<std::size_t>(y)];
        }
    }
    return {perdis::Discrete<Rational>::over_labels(masses), rows};
}

perdis::DenseMatrix<Rational> hamming(std::size_t n) {
    const auto size = static_cast<Eigen::Index>(n);
    perdis::DenseMatrix<Rational> delta = perdis::DenseMatrix<Rational>::Constant(size, size, Rational(1));
    for (Eigen::Index x = 0; x < size; ++x) { delta(x, x) = 0; }
    return delta;
}

/// Total variation under Hamming distortion.
Variation variation(const Law& prior, const std::vector<Law>& transition) {
    const auto both = joint(prior, transition);
    return perdis::transport_problem<Rational>(
        both, hamming(prior.size()),
        perdis::discrete_ground<Rational>(both.prior(), perdis::DenseMatrix<Rational>(both.prior().support())));
}

std::vector<Law> symmetric(std::size_t n, const Rational& error) {
    std::vector<Law> rows(n, Law(n, Rational(error / static_cast<int>(n - (n > 1 ? 1 : 0)))));
    for (std::size_t x = 0; x < n; ++x) { rows[x][x] = 1 - error; }
    return rows;
}

/// The last symbol is the erasure.
std::vector<Law> erasure(std::size_t n, const Rational& probability) {
    std::vector<Law> rows(n, Law(n + 1, Rational(0)));
    for (std::size_t x = 0; x < n; ++x) {
        rows[x][x] = 1 - probability;
        rows[x][n] = probability;
    }
    return rows;
}

template <class Problem>
Curve traced(const Problem& problem) {
    using Ground = std::remove_cvref_t<decltype(problem.ground())>;
    perdis::ParametricPath<Rational, Ground, perdis::DenseCost<Rational>> path(problem);
    path.run();
    return Curve(path.vertices());
}

/// q of the claim at D.
template <class Problem>
Law output(const Problem& problem, const Rational& distortion) {
    const auto solution = perdis::ParametricSimplex{}(problem, distortion);
    Law law(problem.columns(), Rational(0));
    for (const auto& flow : solution.flows) { law[flow.column] += flow.mass; }
    return law;
}

void check_vertices(const Curve& curve, const std::vector<Curve::Vertex>& expected) {
    REQUIRE(curve.vertices().size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(curve.vertices()[i].distortion == expected[i].distortion);
        CHECK(curve.vertices()[i].perception == expected[i].perception);
    }
}

/// [BlauMichaeli2018], eq. (9) of a Bernoulli(p) bit through a symmetric channel, p ≤ ½, e ≤ ½.
struct Bit {
    Rational p, e;

    [[nodiscard]] Rational ones() const { return p + e - 2 * p * e; }
    [[nodiscard]] Rational min_distortion() const { return std::min(p, e); }
    /// q(D_min): 1 as Y is, or never.
    [[nodiscard]] Rational start() const { return e < p ? ones() : Rational(0); }
    [[nodiscard]] Rational rate() const { return e < p ? Rational(ones() / (p - e)) : Rational(ones() / (e - p)); }
    [[nodiscard]] Rational max_distortion() const {
        if (e < p) { return e + e * (1 - 2 * p) * (p - e) / ones(); }
        return p + p * (e - p) / ones();
    }
    [[nodiscard]] Rational output(const Rational& distortion) const {
        const Rational moved = (std::min(distortion, max_distortion()) - min_distortion()) * rate();
        return e < p ? Rational(start() - moved) : moved;
    }
};

std::vector<Bit> bits() {
    return {{Rational(3, 10), Rational(1, 10)}, {Rational(2, 5), Rational(1, 7)}, {Rational(1, 2), Rational(1, 3)},
            {Rational(1, 10), Rational(3, 10)}, {Rational(1, 7), Rational(2, 5)}, {Rational(1, 3), Rational(1, 2)},
            {Rational(1, 9), Rational(4, 9)},   {Rational(49, 100), Rational(0)}};
}

} // namespace

TEST_CASE("value: a bit through a symmetric channel, both cases, exactly", "[exact_values]") {
    for (const Bit& bit : bits()) {
        CAPTURE(bit.p, bit.e);
        const auto problem = variation({Rational(1 - bit.p), bit.p}, symmetric(2, bit.e));
        const Curve curve = traced(problem);
        CHECK(curve.min_distortion() == bit.min_distortion());
        CHECK(curve.max_distortion() == bit.max_distortion());
        CHECK(curve.minimum_perception() == 0);
        for (int part = 0; part <= 5; ++part) {
            const Rational distortion =
                bit.min_distortion() + (bit.max_distortion() - bit.min_distortion()) * Rational(part, 4);
            const Rational q = bit.output(distortion);
            CHECK(curve.perception(distortion) == (q < bit.p ? Rational(bit.p - q) : Rational(q - bit.p)));
            CHECK(output(problem, distortion)[1] == q);
        }
        if (bit.min_distortion() < bit.max_distortion()) {
            CHECK(curve.slope(bit.min_distortion()) == Rational(-bit.rate()));
            CHECK(curve.vertices().size() == 2);
        }
    }
    const Curve example = traced(variation({Rational(7, 10), Rational(3, 10)}, symmetric(2, Rational(1, 10))));
    check_vertices(example, {{Rational(1, 10), Rational(1, 25)}, {Rational(21, 170), 0}});
    // e = ½: D_max = 2 p (1 − p)
    CHECK(traced(variation({Rational(2, 3), Rational(1, 3)}, symmetric(2, Rational(1, 2)))).max_distortion()
          == Rational(4, 9));
}

TEST_CASE("value: P = 0 throughout where e = p, and for uniform symbols through a symmetric channel",
          "[exact_values]") {
    for (const Rational& p : {Rational(1, 10), Rational(2, 5), Rational(1, 2)}) {
        const auto problem = variation({Rational(1 - p), p}, symmetric(2, p));
        check_vertices(traced(problem), {{p, 0}});
        CHECK(output(problem, p)[1] == p);
    }
    for (std::size_t k = 1; k < 7; ++k) {
        const Rational error = k == 1 ? Rational(0) : Rational(1, 5);
        const auto problem = variation(Law(k, Rational(1, static_cast<int>(k))), symmetric(k, error));
        check_vertices(traced(problem), {{error, 0}});
    }
}

TEST_CASE("value: total variation through an erasure channel, exactly", "[exact_values]") {
    const Law prior{Rational(3, 10), Rational(1, 2), Rational(1, 5)};
    const auto problem = variation(prior, erasure(3, Rational(1, 4)));
    // ε (1 − p_max); then 3/40 at 1/5 and 1/20 at 3/10
    check_vertices(traced(problem),
                   {{Rational(1, 8), Rational(1, 8)}, {Rational(7, 50), Rational(1, 20)}, {Rational(31, 200), 0}});
    // (1 − ε) p + ε δ_mode
    CHECK(output(problem, Rational(1, 8)) == Law{Rational(9, 40), Rational(5, 8), Rational(3, 20)});

    const std::vector<Law> priors{prior,
                                  Law(4, Rational(1, 4)),
                                  {Rational(1)},
                                  {Rational(2, 5), Rational(2, 5), Rational(1, 10), Rational(1, 10)},
                                  {Rational(0), Rational(6, 7), Rational(1, 14), Rational(1, 14)}};
    for (const Law& p : priors) {
        for (const Rational& probability : {Rational(0), Rational(1, 3), Rational(1)}) {
            const perdis::ErasureForm<Rational> form(p, probability);
            check_vertices(traced(variation(p, erasure(p.size(), probability))), form.total_variation().vertices());
            Rational squares = 0;
            for (const Rational& mass : p) { squares += mass * mass; }
            CHECK(form.max_distortion() == Rational(probability * (1 - squares)));
        }
    }
}

TEST_CASE("value: 3 symbols under Hamming distortion, exactly", "[exact_values]") {
    const auto problem = variation({Rational(1, 2), Rational(3, 10), Rational(1, 5)},
                                   {{Rational(7, 10), Rational(1, 5), Rational(1, 10)},
                                    {Rational(3, 20), Rational(7, 10), Rational(3, 20)},
                                    {Rational(1, 5), Rational(1, 5), Rational(3, 5)}});
    const Curve curve = traced(problem);
    CHECK(curve.min_distortion() == Rational(8, 25));
    CHECK(output(problem, Rational(8, 25)) == Law{Rational(87, 200), Rational(7, 20), Rational(43, 200)});
    CHECK(curve.perception(Rational(8, 25)) == Rational(13, 200));
    CHECK(curve.perception(Rational(33, 100)) == Rational(73, 2200));
    // the least of all transports on spanning trees, 0.34059800664…
    CHECK(curve.max_distortion() == Rational(2563, 7525));
    const auto bounds = perdis::certify(problem, perdis::ParametricSimplex{}(problem, Rational(33, 100)));
    REQUIRE(bounds.has_value());
    CHECK(bounds->lower == Rational(73, 2200));
    CHECK(bounds->upper == Rational(73, 2200));
}

TEST_CASE("agree: q(D) of two symbols is the same for every divergence", "[exact_values]") {
    for (const Bit& bit : {bits()[0], bits()[3]}) {
        const Law prior{Rational(1 - bit.p), bit.p};
        const auto both = joint(prior, symmetric(2, bit.e));
        const auto exact = variation(prior, symmetric(2, bit.e));
        const auto line = perdis::transport_problem<Rational>(
            both, hamming(2), perdis::LineGround<Rational>({Rational(-3), Rational(4)}, prior, {0, 1}));
        perdis::DenseMatrix<Rational> ground(2, 2);
        ground << Rational(1, 9), 2, 5, Rational(0);
        const auto matrix =
            perdis::transport_problem<Rational>(both, hamming(2), perdis::MatrixGround<Rational>(prior, ground));
        perdis::DenseVector<double> masses(2);
        masses << static_cast<double>(prior[0]), static_cast<double>(prior[1]);
        const auto law = perdis::Discrete<double>::over_labels(masses);
        Eigen::MatrixXd rows(2, 2), delta(2, 2);
        rows << 1 - static_cast<double>(bit.e), static_cast<double>(bit.e), static_cast<double>(bit.e),
            1 - static_cast<double>(bit.e);
        delta << 0, 1, 1, 0;
        const perdis::Joint<double> rounded(law, rows);
        for (int part = 1; part < 4; ++part) {
            const Rational distortion =
                bit.min_distortion() + (bit.max_distortion() - bit.min_distortion()) * Rational(part, 4);
            const Rational q = bit.output(distortion);
            CHECK(output(exact, distortion)[1] == q);
            CHECK(output(line, distortion)[1] == q);
            CHECK(output(matrix, distortion)[1] == q);
            const std::vector<double> emitted{static_cast<double>(Rational(1 - q)), static_cast<double>(q)};
            for (const auto& measure : instances::measures()) {
                CAPTURE(measure.name, distortion);
                const auto divergence = measure.bind(law, law.support());
                const perdis::FiniteProblem problem(rounded.marginal(), rounded.posterior() * delta, divergence);
                check_value(certified::point(problem, static_cast<double>(distortion)),
                            divergence.transform(divergence.core(Eigen::Map<const Eigen::VectorXd>(emitted.data(), 2))),
                            1e-12);
            }
        }
    }
}
