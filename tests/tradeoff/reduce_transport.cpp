#include <perdis/tradeoff/reduce_transport.hpp>

#include "catch.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/divergence/kullback_leibler.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <limits>
#include <variant>
#include <vector>

namespace {

using boost::multiprecision::cpp_rational;
using perdis::DiscreteGround;
using perdis::FiniteDivergence;
using perdis::ground_of;
using perdis::LineGround;
using perdis::MatrixGround;

/// The law (1/2, 1/4, 1/4) on 4, 0, 1, and the alphabet 1, 2, 4.
template <class T>
perdis::Discrete<T> prior() {
    return perdis::Discrete<T>({T(4), T(0), T(1)}, {T(1) / T(2), T(1) / T(4), T(1) / T(4)});
}
template <class T>
perdis::DenseMatrix<T> alphabet() {
    perdis::DenseMatrix<T> symbols(1, 3);
    symbols << T(1), T(2), T(4);
    return symbols;
}

template <class T>
std::vector<T> list(std::initializer_list<int> values, int bottom) {
    std::vector<T> result;
    for (const int value : values) { result.push_back(T(value) / T(bottom)); }
    return result;
}

} // namespace

TEMPLATE_TEST_CASE("value: the ground of total variation, W1 and other costs", "[reduce_transport]", double,
                   long double, cpp_rational) {
    using T = TestType;
    const auto discrete = ground_of(perdis::TotalVariation{}, prior<T>(), alphabet<T>());
    REQUIRE(std::holds_alternative<DiscreteGround<T>>(discrete));
    CHECK(std::get<DiscreteGround<T>>(discrete).masses() == list<T>({1, 0, 2}, 4));
    CHECK(std::get<DiscreteGround<T>>(discrete).minimum() == T(1) / T(4));

    for (const auto& line : {ground_of(perdis::Wasserstein1{}, prior<T>(), alphabet<T>()),
                             ground_of(perdis::WassersteinPower(1.0), prior<T>(), alphabet<T>())}) {
        REQUIRE(std::holds_alternative<LineGround<T>>(line));
        const auto& ground = std::get<LineGround<T>>(line);
        CHECK(ground.places() == list<T>({0, 1, 2, 4}, 1));
        CHECK(ground.masses() == list<T>({1, 1, 0, 2}, 4));
        CHECK(ground.symbols() == std::vector<std::size_t>{1, 2, 3});
    }

    const auto squared = ground_of(perdis::SquaredWasserstein2{}, prior<T>(), alphabet<T>());
    REQUIRE(std::holds_alternative<MatrixGround<T>>(squared));
    const auto& matrix = std::get<MatrixGround<T>>(squared);
    CHECK(matrix.masses() == list<T>({2, 1, 1}, 4));
    const int expected[3][3] = {{9, 4, 0}, {1, 4, 16}, {0, 1, 9}};
    for (Eigen::Index x = 0; x < 3; ++x) {
        for (Eigen::Index z = 0; z < 3; ++z) { CHECK(matrix.cost()(x, z) == T(expected[x][z])); }
    }

    perdis::DenseMatrix<T> given(3, 3);
    given << T(1), T(2), T(3), T(4), T(5), T(6), T(7), T(8), T(9);
    const auto any = ground_of(perdis::TransportDivergence<T>(given), prior<T>(), alphabet<T>());
    REQUIRE(std::holds_alternative<MatrixGround<T>>(any));
    for (Eigen::Index i = 0; i < 9; ++i) { CHECK(std::get<MatrixGround<T>>(any).cost().data()[i] == given.data()[i]); }
}

TEST_CASE("value: W1 of vectors has a matrix of distances", "[reduce_transport]") {
    Eigen::MatrixXd plane(2, 2);
    plane << 0, 3, 0, 4;
    const auto prior = perdis::Discrete<double>::over_vectors(plane, Eigen::Vector2d(0.25, 0.75));
    const auto ground = ground_of(perdis::Wasserstein1{}, prior, perdis::DenseMatrix<double>(plane));
    REQUIRE(std::holds_alternative<MatrixGround<double>>(ground));
    CHECK(std::get<MatrixGround<double>>(ground).cost()(0, 1) == Approx(5.0).epsilon(1e-15));
    CHECK(std::get<MatrixGround<double>>(ground).cost()(1, 1) == 0.0);
}

TEST_CASE("agree: the ground of a divergence and of its finite form", "[reduce_transport]") {
    const auto check = [](const auto& divergence) {
        const auto one = ground_of(divergence, prior<double>(), alphabet<double>());
        const auto other = ground_of(FiniteDivergence(divergence, prior<double>(), alphabet<double>()));
        CHECK(one.index() == other.index());
        const std::vector<double> q{0.5, 0.125, 0.375}, u{0.25, -1.0, 0.5};
        std::visit(
            [&](const auto& ground) {
                const auto& same = std::get<std::remove_cvref_t<decltype(ground)>>(other);
                CHECK(ground.value(q) == same.value(q));
                CHECK(ground.conjugate(u) == same.conjugate(u));
                CHECK(ground.minimum() == same.minimum());
                CHECK(ground.scale() == same.scale());
            },
            one);
    };
    check(perdis::TotalVariation{});
    check(perdis::Wasserstein1{});
    check(perdis::SquaredWasserstein2{});
    check(perdis::WassersteinPower(3.0));
}

TEMPLATE_TEST_CASE("value: the cost of a joint law under squared error", "[reduce_transport]", double, cpp_rational) {
    using T = TestType;
    perdis::DenseMatrix<T> transition(3, 2);
    transition << T(1), T(0), T(0), T(1), T(1) / T(2), T(1) / T(2);
    const perdis::Joint<T> joint(prior<T>(), transition);
    const perdis::DenseMatrix<T> delta = perdis::distortion_matrix<T>(
        perdis::SquaredError{}, perdis::DenseMatrix<T>(prior<T>().support()), alphabet<T>());
    const auto problem =
        perdis::transport_problem<T>(joint, delta, perdis::discrete_ground<T>(prior<T>(), alphabet<T>()));
    CHECK(problem.rows() == 2);
    CHECK(problem.columns() == 3);
    CHECK(problem.observation() == std::vector<T>{T(5) / T(8), T(3) / T(8)});
    // X given the second y is 0 with 2/3, 1 with 1/3
    const T third = problem.cost()(1, 2) - T(41) / T(3);
    CHECK((third < T(0) ? T(-third) : third) <= T(1) / T(1000000000000000));
    CHECK(problem.cost().values().rows() == 2);
}

TEST_CASE("refuse: roots of transport costs, smooth divergences, alphabets that repeat a symbol",
          "[reduce_transport]") {
    const auto refused = [](const auto& divergence) {
        return [divergence] { (void)ground_of(divergence, prior<double>(), alphabet<double>()); };
    };
    CHECK_THROWS_WITH(
        refused(perdis::Wasserstein2{})(),
        "Wasserstein: order = 2 is not in {1}: the root of a transport cost is not piecewise linear in D; "
        "take its power");
    CHECK_THROWS_WITH(ground_of(FiniteDivergence(perdis::KullbackLeibler{}, prior<double>(), alphabet<double>())),
                      "ground_of: the divergence is neither total variation nor a transport cost");
    perdis::DenseMatrix<double> twice(1, 3);
    twice << 1, 2, 1;
    CHECK_THROWS_WITH(ground_of(perdis::TotalVariation{}, prior<double>(), twice),
                      "reconstruction: reconstruction[2] repeats reconstruction[0]");
    CHECK_THROWS_WITH(ground_of(perdis::Wasserstein1{}, prior<double>(), twice),
                      "reconstruction: reconstruction[2] repeats reconstruction[0]");
    const perdis::DenseMatrix<double> plane = Eigen::MatrixXd::Identity(2, 2);
    CHECK_THROWS_AS(ground_of(perdis::TotalVariation{}, prior<double>(), plane), perdis::DomainError);
    CHECK_THROWS_WITH(ground_of(perdis::TransportDivergence<double>(plane), prior<double>(), alphabet<double>()),
                      "TransportDivergence: cost is 2 x 2, the alphabets 3 x 3");
}

TEST_CASE("refuse: transport problems of no symbols, of masses that are none", "[reduce_transport]") {
    using perdis::TransportProblem;
    using Cost = perdis::DenseCost<double>;
    const Cost cost(Cost::Matrix::Zero(2, 2));
    const auto made = [&](const std::vector<double>& observation, const std::vector<double>& masses) {
        return TransportProblem<double, DiscreteGround<double>>(observation, cost, DiscreteGround<double>(masses));
    };
    const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(made({}, {0.5, 0.5}), "TransportProblem: the observation has no symbols");
    CHECK_THROWS_WITH(made({1.0}, {}), "TransportProblem: the reconstruction alphabet is empty");
    CHECK_THROWS_WITH(made({0.5, -0.5}, {0.5, 0.5}), "TransportProblem: observation[1] = -0.5 is not in [0, 1]");
    CHECK_THROWS_WITH(made({nan, 0.5}, {0.5, 0.5}), "TransportProblem: observation[0] = nan is not in [0, 1]");
    CHECK_THROWS_WITH(made({0.5, 0.5}, {0.5, inf}), "TransportProblem: masses[1] = inf is not in [0, 1]");
    CHECK_THROWS_WITH(made({0.5, 0.5}, {nan, 0.5}), "TransportProblem: masses[0] = nan is not in [0, 1]");
    CHECK(made({0.5, 0.5}, {0.5, 0.5}).columns() == 2);
}
