#include <perdis/tradeoff/ground.hpp>

#include "catch.hpp"
#include "solver/rational_instances.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/transport.hpp>
#include <perdis/tradeoff/transport_problem.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

using oracle::Rational;
template <class T>
using Cost = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// p in full and h between its symbols and the alphabet's.
template <class T>
struct Plain {
    std::vector<T> law;
    Cost<T> cost;

    /// s(q) by transport.
    [[nodiscard]] T value(const std::vector<T>& q) const { return perdis::transport<T>(law, q, cost).cost; }

    /// max ⟨u, q⟩ − s(q) over the deterministic maps x → z: the vertices of the couplings whose first marginal is p.
    [[nodiscard]] T conjugate(const std::vector<T>& u) const {
        const auto k = static_cast<std::size_t>(cost.cols());
        std::size_t maps = 1;
        for (std::size_t x = 0; x < law.size(); ++x) { maps *= k; }
        T best(0);
        for (std::size_t map = 0; map < maps; ++map) {
            T gain(0);
            std::size_t code = map;
            for (std::size_t x = 0; x < law.size(); ++x, code /= k) {
                const std::size_t z = code % k;
                gain = gain + law[x] * (u[z] - cost(static_cast<Eigen::Index>(x), static_cast<Eigen::Index>(z)));
            }
            if (map == 0 || best < gain) { best = gain; }
        }
        return best;
    }
};

template <class T>
T number(const Rational& value) {
    return T(value);
}

template <class T>
std::vector<T> numbers(const std::vector<Rational>& values) {
    std::vector<T> result;
    for (const Rational& value : values) { result.push_back(number<T>(value)); }
    return result;
}

/// Whether two numbers of size 1 agree: to a few dozen roundings, exactly where T does not round.
template <class T>
bool agree(const T& one, const T& other, const T& size) {
    const T off = one < other ? T(other - one) : T(one - other);
    if constexpr (perdis::rounds<T>) { return off <= T(64) * std::numeric_limits<T>::epsilon() * (T(1) + size); }
    return off == T(0);
}

/// value() is a transport, conjugate() a maximum, minimum() = −s*(0) and scale() the largest h.
template <class T, class Ground>
void check(const Ground& ground, const Plain<T>& plain, oracle::RationalDraw& draw) {
    const std::size_t k = ground.size();
    REQUIRE(static_cast<Eigen::Index>(k) == plain.cost.cols());
    const T scale = plain.cost.maxCoeff();
    CHECK(agree<T>(ground.minimum(), T(-plain.conjugate(std::vector<T>(k, T(0)))), scale));
    for (int i = 0; i < 2; ++i) {
        const auto q = numbers<T>(draw.law(k, static_cast<std::size_t>(i % 2)));
        CHECK(agree<T>(ground.value(q), plain.value(q), scale));
        CHECK(ground.value(q) <= ground.scale());
        std::vector<Rational> drawn;
        for (std::size_t z = 0; z < k; ++z) { drawn.push_back(Rational(draw.coarse(24, 8) - Rational(3, 2))); }
        const auto u = numbers<T>(drawn);
        CHECK(agree<T>(ground.conjugate(u), plain.conjugate(u), T(scale + T(3))));
        T gain = T(0) - ground.value(q);
        for (std::size_t z = 0; z < k; ++z) { gain = gain + u[z] * q[z]; }
        CHECK((gain < ground.conjugate(u) || agree<T>(gain, ground.conjugate(u), T(scale + T(3)))));
    }
}

} // namespace

TEMPLATE_TEST_CASE("agree: every ground's value is a transport, its conjugate a maximum", "[ground]", double,
                   long double, Rational) {
    using T = TestType;
    for (unsigned seed = 2; seed < (perdis::rounds<T> ? 60 : 20); ++seed) {
        CAPTURE(seed);
        const auto instance = oracle::rational_instance(seed);
        oracle::RationalDraw draw(seed + 5);
        const auto k = static_cast<Eigen::Index>(instance.alphabet.size());
        const auto places = static_cast<Eigen::Index>(instance.places.size());

        Plain<T> apart{numbers<T>(instance.masses), Cost<T>(places, k)}, line = apart;
        std::vector<T> masses;
        for (Eigen::Index z = 0; z < k; ++z) {
            const std::size_t at = instance.alphabet[static_cast<std::size_t>(z)];
            masses.push_back(number<T>(instance.masses[at]));
            for (Eigen::Index x = 0; x < places; ++x) {
                const Rational step = instance.places[static_cast<std::size_t>(x)] - instance.places[at];
                apart.cost(x, z) = T(static_cast<std::size_t>(x) == at ? 0 : 1);
                line.cost(x, z) = number<T>(Rational(abs(step)));
            }
        }
        check<T>(perdis::DiscreteGround<T>(masses), apart, draw);
        check<T>(perdis::LineGround<T>(numbers<T>(instance.places), numbers<T>(instance.masses), instance.alphabet),
                 line, draw);

        Plain<T> any{{}, Cost<T>(static_cast<Eigen::Index>(instance.prior.size()), k)};
        perdis::DenseMatrix<T> ground(any.cost.rows(), k);
        for (Eigen::Index x = 0; x < any.cost.rows(); ++x) {
            any.law.push_back(number<T>(instance.masses[instance.prior[static_cast<std::size_t>(x)]]));
            for (Eigen::Index z = 0; z < k; ++z) {
                ground(x, z) = any.cost(x, z) = number<T>(Rational(instance.ground(x, z)));
            }
        }
        check<T>(perdis::MatrixGround<T>(any.law, ground), any, draw);
    }
}

TEST_CASE("value: total variation and W1 by hand", "[ground]") {
    const perdis::DiscreteGround<Rational> discrete({Rational(1, 2), Rational(1, 4)});
    CHECK(discrete.minimum() == Rational(1, 4));
    CHECK(discrete.value(std::vector<Rational>{Rational(3, 4), Rational(1, 4)}) == Rational(1, 4));
    CHECK(discrete.value(std::vector<Rational>{0, 1}) == Rational(3, 4));
    // 0.1 + 0.2 + 0.7 adds up to less than 1 in double
    CHECK(perdis::DiscreteGround<double>({0.1, 0.2, 0.7}).minimum() <= 1e-16);
    CHECK(perdis::DiscreteGround<double>({0.5, 0.5 + 1e-16}).minimum() >= 0.0);

    const perdis::LineGround<Rational> line({0, 1, 4}, {Rational(1, 2), Rational(1, 4), Rational(1, 4)}, {2, 0});
    CHECK(line.size() == 2);
    CHECK(line.value(std::vector<Rational>{0, 1}) == Rational(5, 4));
    CHECK(line.value(std::vector<Rational>{1, 0}) == Rational(11, 4));
    CHECK(line.minimum() == Rational(1, 4));
    CHECK(line.scale() == 4);
}

TEST_CASE("refuse: a ground cost of another size than its law", "[ground]") {
    const auto made = [](std::vector<double> law) {
        return perdis::MatrixGround<double>(std::move(law), Eigen::MatrixXd::Zero(3, 2));
    };
    CHECK_THROWS_WITH(made({0.5, 0.5}), "MatrixGround: cost has 3 rows, the law 2 symbols");
    CHECK(made({0.5, 0.25, 0.25}).size() == 2);
}

TEST_CASE("refuse: places that do not ascend, masses of another number, symbols elsewhere or twice", "[ground]") {
    const auto made = [](std::vector<double> places, std::vector<double> masses, std::vector<std::size_t> symbols) {
        return perdis::LineGround<double>(std::move(places), std::move(masses), std::move(symbols));
    };
    CHECK(made({0, 1}, {0.5, 0.5}, {1, 0}).size() == 2);
    CHECK_THROWS_WITH(made({1, 0}, {0.5, 0.5}, {0, 1}), "LineGround: places[1] = 0 is not in (places[1 - 1], inf)");
    CHECK_THROWS_WITH(made({0, 0}, {0.5, 0.5}, {0, 1}), "LineGround: places[1] = 0 is not in (places[1 - 1], inf)");
    CHECK_THROWS_AS(made({0, std::nan("")}, {0.5, 0.5}, {0, 1}), perdis::DomainError);
    CHECK_THROWS_WITH(made({0, 1, 2}, {0.5, 0.5}, {0}), "LineGround: 3 places have 2 masses");
    CHECK_THROWS_WITH(made({0, 1}, {0.5, 0.5}, {0, 7}),
                      "LineGround: the place of a symbol = 7 is not in [0, 2), each once");
    CHECK_THROWS_WITH(made({0, 1}, {0.5, 0.5}, {1, 1}),
                      "LineGround: the place of a symbol = 1 is not in [0, 2), each once");
}

TEST_CASE("refuse: ground costs that are none, and problems whose parts do not fit", "[ground]") {
    const auto cost = [](double entry) {
        return perdis::MatrixGround<double>({1.0}, Eigen::MatrixXd::Constant(1, 2, entry));
    };
    CHECK_THROWS_WITH(cost(-1.0), "MatrixGround: cost[0][0] = -1 is not in [0, inf)");
    CHECK_THROWS_AS(cost(std::nan("")), perdis::DomainError);
    using Kept = perdis::DenseCost<double>;
    const perdis::DiscreteGround<double> ground({0.5, 0.5});
    const auto problem = [&](std::vector<double> observation, Eigen::Index rows, Eigen::Index columns) {
        return perdis::TransportProblem(std::move(observation), Kept(Kept::Matrix::Zero(rows, columns)), ground);
    };
    CHECK(problem({0.5, 0.5}, 2, 2).rows() == 2);
    CHECK_THROWS_WITH(problem({0.5, 0.5}, 2, 1), "TransportProblem: cost is 2 x 1, the alphabets 2 x 2");
    CHECK_THROWS_WITH(problem({0.5, 0.25}, 2, 2),
                      "TransportProblem: the sum of observation = 0.75 is not in 1 +- 1e-9");
}
