#include <perdis/solver/binary_form.hpp>

#include "catch.hpp"
#include "rational_instances.hpp"
#include "rational_oracle.hpp"

#include <perdis/channel/symmetric.hpp>
#include <perdis/channel/transition_matrix.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/solver/binary_symmetric.hpp>

#include <cstddef>
#include <limits>
#include <vector>

namespace {

using oracle::Rational;

template <class T>
perdis::BinaryForm<T> symmetric(const T& p, const T& e) {
    perdis::DenseVector<T> masses(2);
    masses << T(T(1) - p), p;
    perdis::DenseMatrix<T> transition(2, 2), hamming(2, 2);
    transition << T(T(1) - e), e, e, T(T(1) - e);
    hamming << T(0), T(1), T(1), T(0);
    return {perdis::Joint<T>(perdis::Discrete<T>::over_labels(masses), transition), hamming};
}

/// The form of an instance with two symbols of X, the same two of X̂.
perdis::BinaryForm<Rational> form_of(const oracle::RationalInstance& instance) {
    perdis::DenseMatrix<Rational> cost = instance.cost;
    const Rational& target = instance.masses[instance.alphabet[1]];
    return {instance.observation, cost, target, target};
}

/// E c of Q(1|y).
Rational spent(const oracle::RationalInstance& instance, const std::vector<Rational>& chosen) {
    Rational sum = 0;
    for (std::size_t y = 0; y < chosen.size(); ++y) {
        const auto row = static_cast<Eigen::Index>(y);
        sum += instance.observation[y] * (chosen[y] * instance.cost(row, 1) + (1 - chosen[y]) * instance.cost(row, 0));
    }
    return sum;
}

Rational absolute(const Rational& x) { return x < 0 ? Rational(-x) : x; }

} // namespace

TEST_CASE("agree: two symbols and the exact linear program, thousands of rational instances, at every breakpoint",
          "[binary_form]") {
    std::size_t moving = 0, compared = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        CAPTURE(seed);
        auto instance = oracle::rational_instance(seed, {2, 2 + seed % 4, 2});
        if (instance.places.size() > 2) { continue; } // X̂ has the symbols of X
        const auto form = form_of(instance);
        const auto discrete = instance.discrete();
        const oracle::PerceptionProgram program(discrete);
        const Rational target = instance.masses[instance.alphabet[1]];
        REQUIRE(form.min_distortion() == oracle::oracle_min_distortion(discrete));
        REQUIRE(form.max_distortion() == program.distortion(0).value());
        std::vector<Rational> places;
        for (const auto& vertex : form.vertices()) {
            if (!places.empty()) { places.push_back((places.back() + vertex.distortion) / 2); }
            places.push_back(vertex.distortion);
        }
        moving += places.size() > 1 ? 1U : 0U;
        for (const Rational& distortion : places) {
            const Rational q = form.output(distortion);
            REQUIRE(program.perception(distortion).value() == absolute(q - target));
            const auto chosen = form.estimator(distortion);
            REQUIRE(spent(instance, chosen) <= distortion);
            Rational emitted = 0;
            std::size_t randomised = 0;
            for (std::size_t y = 0; y < chosen.size(); ++y) {
                emitted += instance.observation[y] * chosen[y];
                randomised += chosen[y] > 0 && chosen[y] < 1 ? 1U : 0U;
            }
            REQUIRE(emitted == q);
            REQUIRE(randomised <= 1);
            REQUIRE(form.randomised(distortion).has_value() == (randomised == 1));
            ++compared;
        }
        // P(D) of W₁ is that times the distance of the symbols
        const Rational middle = (form.min_distortion() + 2 * form.max_distortion()) / 3;
        REQUIRE(oracle::oracle_perception(instance.line(), middle)
                == absolute(form.output(middle) - target) * (instance.places[1] - instance.places[0]));
    }
    CHECK(moving > 1000);
    CHECK(compared > 4000);
}

TEST_CASE("law: breakpoints ascend, slopes fall, and between breakpoints q is straight", "[binary_form]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const auto form = form_of(oracle::rational_instance(seed, {2, 5, 2}));
        const auto& vertices = form.vertices();
        Rational last = 0;
        for (std::size_t i = 0; i + 1 < vertices.size(); ++i) {
            REQUIRE(vertices[i].distortion < vertices[i + 1].distortion);
            const Rational slope =
                (vertices[i + 1].output - vertices[i].output) / (vertices[i + 1].distortion - vertices[i].distortion);
            REQUIRE(form.slope(vertices[i].distortion) == slope);
            if (i > 0) { REQUIRE(absolute(slope) < absolute(last)); }
            last = slope;
        }
        REQUIRE(form.slope(form.max_distortion()) == 0);
    }
}

TEMPLATE_TEST_CASE("agree: BinarySymmetricForm is the special case", "[binary_form]", double, long double) {
    using T = TestType;
    const T tolerance = 64 * std::numeric_limits<T>::epsilon();
    for (int i = 1; i <= 10; ++i) {
        for (int j = 0; j <= 10; ++j) {
            const T p = T(i) / T(20), e = T(j) / T(20);
            CAPTURE(i, j);
            const perdis::BinarySymmetricForm<T> closed(p, e);
            const auto form = symmetric<T>(p, e);
            CHECK(std::abs(form.min_distortion() - closed.min_distortion()) <= tolerance);
            CHECK(std::abs(form.max_distortion() - closed.max_distortion()) <= tolerance);
            for (int k = 0; k <= 8; ++k) {
                const T distortion =
                    form.min_distortion() + (form.max_distortion() - form.min_distortion()) * T(k) / T(8);
                const T inside = distortion < closed.min_distortion() ? closed.min_distortion() : distortion;
                const T slope = form.slope(distortion);
                CHECK(std::abs(form.output(distortion) - closed.output(inside)) <= tolerance * (1 + std::abs(slope)));
            }
        }
    }
}

TEST_CASE("value: D_max = 21/170 for p = 3/10, e = 1/10, exactly", "[binary_form]") {
    const auto form = symmetric<Rational>(Rational(3, 10), Rational(1, 10));
    CHECK(form.min_distortion() == Rational(1, 10));
    CHECK(form.max_distortion() == Rational(21, 170));
    CHECK(form.vertices().size() == 2);
    CHECK(form.vertices()[0].output == Rational(34, 100));
    CHECK(form.output(1) == Rational(3, 10));
    const perdis::Discrete<Rational> prior{{Rational(0), Rational(1)}, {Rational(7, 10), Rational(3, 10)}};
    // P_TV = e(1 − 2p) − (D − e) p_Y/(p − e) at D = 11/100: 4/100 − 34/2000
    CHECK(perdis::perception(form, perdis::TotalVariation{}, prior, Rational(11, 100)) == Rational(23, 1000));
    CHECK(perdis::perception(form, perdis::Wasserstein1{}, prior, Rational(11, 100)) == Rational(23, 1000));
    CHECK(form.randomised(Rational(11, 100)).value() == 1); // y = 1 at times becomes 0
}

TEST_CASE("limit: a certain X, a useless and a perfect channel, ties, observations that never occur", "[binary_form]") {
    for (const Rational& p : {Rational(0), Rational(1)}) {
        const auto form = symmetric<Rational>(p, Rational(1, 4));
        CHECK(form.min_distortion() == 0);
        CHECK(form.max_distortion() == 0);
        CHECK(form.output(0) == p);
    }
    const auto useless = symmetric<Rational>(Rational(3, 10), Rational(1, 2));
    CHECK(useless.min_distortion() == Rational(3, 10));
    CHECK(useless.max_distortion() == Rational(42, 100)); // 2p(1 − p)
    CHECK(useless.vertices().size() == 2);                // two equal u_y: one straight piece
    const auto perfect = symmetric<Rational>(Rational(3, 10), Rational(0));
    CHECK(perfect.max_distortion() == 0);
    const auto level = symmetric<Rational>(Rational(3, 10), Rational(3, 10)); // e = p: the tie at y = 1 is split
    CHECK(level.min_distortion() == level.max_distortion());
    CHECK(level.output(Rational(3, 10)) == Rational(3, 10));
    CHECK(level.randomised(Rational(3, 10)).value() == 1);
    const perdis::DenseMatrix<Rational> cost{
        {Rational(0), Rational(9)}, {Rational(0), Rational(1)}, {Rational(2), Rational(0)}};
    const perdis::BinaryForm<Rational> gap({Rational(1, 2), Rational(0), Rational(1, 2)}, cost, Rational(3, 4),
                                           Rational(3, 4));
    CHECK(gap.max_distortion() == Rational(9, 4));
    CHECK(gap.estimator(3) == std::vector<Rational>{Rational(1, 2), 0, 1});
    // an interval of best laws: the nearer end
    const perdis::BinaryForm<Rational> wide({Rational(1, 2), Rational(0), Rational(1, 2)}, cost, Rational(1, 4),
                                            Rational(3, 4));
    CHECK(wide.max_distortion() == 0);
    CHECK(wide.output(0) == Rational(1, 2));
}

TEST_CASE("refuse: two symbols with other than two costs, a D below D_min", "[binary_form]") {
    const auto form = symmetric<double>(0.25, 0.125);
    CHECK_THROWS_WITH(form.output(0.0), "BinaryForm: distortion = 0 is not in [D_min, inf)");
    CHECK_THROWS_WITH(form.estimator(std::numeric_limits<double>::quiet_NaN()),
                      "BinaryForm: distortion = nan is not in [D_min, inf)");
    using Form = perdis::BinaryForm<double>;
    const Eigen::MatrixXd cost = Eigen::MatrixXd::Zero(1, 2);
    CHECK_THROWS_WITH(Form({1.0}, Eigen::MatrixXd::Zero(1, 3), 0.5, 0.5),
                      "BinaryForm: the cost is not m x 2, m the number of the observation's symbols");
    CHECK_THROWS_WITH(Form({1.0}, cost, 0.5, 0.25), "BinaryForm: high = 0.25 is not in [low, 1]");
    CHECK_THROWS_WITH(Form({1.0}, cost, -0.5, 0.25), "BinaryForm: low = -0.5 is not in [0, 1]");
    CHECK_THROWS_WITH(Form({-1.0}, cost, 0.5, 0.5), "BinaryForm: a mass = -1 is not in [0, 1]");
}
