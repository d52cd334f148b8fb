#include <perdis/solver/lagrangian_transport.hpp>

#include "catch.hpp"
#include "check_value.hpp"
#include "instances.hpp"
#include "wasserstein_line.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/solver/finite_solver.hpp>
#include <perdis/solver/interior_point.hpp>

#include <limits>

namespace {

using instances::Instance;
using instances::under_hamming;
using perdis::Certificate;
using perdis::Discrete;
using perdis::FiniteProblem;
using perdis::LagrangianTransport;
using perdis::Solution;
using perdis::Status;

/// The divergences that are transport costs.
std::vector<instances::Measure> measures() {
    return {instances::measure("total_variation", perdis::TotalVariation{}),
            instances::measure("wasserstein(1)", perdis::Wasserstein1{}),
            instances::measure("wasserstein(2)", perdis::Wasserstein2{}),
            instances::measure("squared_wasserstein2", perdis::SquaredWasserstein2{}),
            {"transport", instances::bind_odd_transport}};
}

/// Few ε of the numbers that enter: values of order one and the products λ D.
double rounding(double value) { return 1e-13 * (1.0 + value); }

/// The certified point at D; the estimator is one, and spends no more than D.
Certificate point(const FiniteProblem& problem, double distortion, const Solution* warm = nullptr) {
    const Solution solution = LagrangianTransport{}(problem, distortion, warm);
    CHECK(solution.status == Status::solved);
    CHECK(solution.distortion == distortion);
    CHECK(solution.iterations <= 40);
    CHECK(solution.estimator.minCoeff() >= 0.0);
    CHECK((solution.estimator.rowwise().sum().array() - 1.0).abs().maxCoeff() <= 1e-14);
    if (distortion > problem.usable_distortion() + problem.slack()
        && distortion < problem.max_distortion() - problem.slack()) {
        CHECK(problem.excess_distortion(solution.estimator) <= distortion - problem.usable_distortion());
    }
    const Certificate proof = perdis::certify(problem, solution);
    CHECK(proof.upper - proof.lower <= 1e-9 * (1.0 + proof.upper));
    return proof;
}

double slope_at(const FiniteProblem& problem, double distortion) {
    return -LagrangianTransport{}(problem, distortion).multiplier;
}

/// Four symbols on a line through a channel with five outputs, squared error, on the alphabet given.
template <class Divergence>
FiniteProblem on_alphabet(const Divergence& divergence, const std::vector<double>& alphabet) {
    const Discrete<double> prior{{-1.0, 0.0, 0.5, 2.0}, {0.4, 0.3, 0.2, 0.1}};
    const perdis::TransitionMatrix<double> channel{
        {0.5, 0.2, 0.1, 0.1, 0.1}, {0.1, 0.4, 0.3, 0.1, 0.1}, {0.05, 0.15, 0.5, 0.2, 0.1}, {0.1, 0.1, 0.1, 0.3, 0.4}};
    const Eigen::MatrixXd symbols =
        Eigen::Map<const Eigen::RowVectorXd>(alphabet.data(), static_cast<Eigen::Index>(alphabet.size()));
    return perdis::reduce(
        perdis::Problem(prior, channel, perdis::SquaredError{}, divergence, {.reconstruction = symbols}));
}

} // namespace

TEST_CASE("law: every enclosure is within 1e-9 (1 + P), of a feasible estimator, cold and warm alike") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        const Instance instance = instances::make(seed);
        for (const auto& measure : measures()) {
            const FiniteProblem problem = instances::problem(instance, measure);
            CAPTURE(instance.name, instance.share, measure.name);
            const double distortion = instances::distortion(instance, problem);
            const Certificate cold = point(problem, distortion);
            const double elsewhere =
                problem.usable_distortion() + 0.37 * (problem.max_distortion() - problem.usable_distortion());
            const Solution nearby = LagrangianTransport{}(problem, elsewhere);
            const Certificate warm = point(problem, distortion, &nearby);
            CHECK(warm.lower <= cold.upper);
            CHECK(cold.lower <= warm.upper);
        }
    }
}

TEST_CASE("law: s(D) falls, is convex, and its multipliers are supporting slopes") {
    for (unsigned seed = 0; seed < 64; ++seed) {
        const Instance instance = instances::make(seed);
        for (const auto& measure : measures()) {
            if (measure.name == "wasserstein(2)") { continue; } // s is that of its square
            const FiniteProblem problem = instances::problem(instance, measure);
            CAPTURE(instance.name, measure.name);
            const double range = problem.max_distortion() - problem.usable_distortion();
            if (!(range > 1e-9)) { continue; }
            std::vector<Solution> found;
            std::vector<double> values;
            for (const double share : {0.0, 1e-5, 0.01, 0.2, 0.6, 0.95, 1.0}) {
                const double distortion = problem.usable_distortion() + share * range;
                found.push_back(LagrangianTransport{}(problem, distortion));
                values.push_back(perdis::certify(problem, found.back()).upper);
                CHECK(found.back().multiplier >= 0.0);
            }
            const double scale = rounding(values[0] + problem.divergence().core_minimum());
            for (std::size_t i = 0; i < found.size(); ++i) {
                for (std::size_t j = 0; j < found.size(); ++j) {
                    const double step = found[j].distortion - found[i].distortion;
                    const double size = scale * (1.0 + found[i].multiplier * range);
                    CHECK(values[j] >= values[i] - found[i].multiplier * step - size);
                }
                // A chord of rounding's height has a slope of rounding's accuracy: the share 1e-5 says little of it.
                if (i > 1) { CHECK(found[i].multiplier <= found[i - 1].multiplier * (1.0 + 1e-6) + 1e-9); }
            }
        }
    }
}

TEST_CASE("value: the 3 x 3 check at D = .330, total variation by transports") {
    // Independent: a dual ascent in 60 digits, duality gap 1e-40.
    const perdis::TransitionMatrix<double> channel{{0.7, 0.2, 0.1}, {0.15, 0.7, 0.15}, {0.2, 0.2, 0.6}};
    const auto problem = under_hamming(Discrete<double>{{0, 1, 2}, {0.5, 0.3, 0.2}}, channel, perdis::TotalVariation{});
    const Certificate proof = point(problem, 0.330);
    CHECK(std::abs(proof.upper - 0.0331818181818) <= 1e-13);
    CHECK(std::abs(proof.lower - 0.0331818181818) <= 1e-13);
}

TEST_CASE("value: linear programmes on four symbols and five observations") {
    // Independent: the linear programme in the masses M(y, z) and Π(x, z) by HiGHS' dual simplex (SciPy's linprog).
    struct Row {
        double distortion, value, slope;
    };
    const auto check = [](const FiniteProblem& problem, double highest, double steepest, const std::vector<Row>& rows) {
        CHECK(std::abs(problem.max_distortion() - highest) <= 1e-11);
        CHECK(std::abs(slope_at(problem, problem.min_distortion()) / steepest - 1.0) <= 1e-8);
        for (const auto& [distortion, value, slope] : rows) {
            check_value(point(problem, distortion), value, 1e-11);
            CHECK(std::abs(slope_at(problem, distortion) / slope - 1.0) <= 1e-8);
        }
    };
    const std::vector<double> support{-1.0, 0.0, 0.5, 2.0};
    const std::vector<double> added{-1.0, -0.4, 0.0, 0.5, 1.1, 2.0};
    const std::vector<double> omitted{-1.0, 0.5, 1.1};
    check(on_alphabet(perdis::TotalVariation{}, support), 1.084615384615, -1.6,
          {{0.7454, 0.22136, -1.6}, {0.8703, 0.081106666667, -0.385185185}, {1.0132, 0.026244522968, -0.367491166}});
    check(on_alphabet(perdis::Wasserstein1{}, support), 1.084615384615, -4.0,
          {{0.7454, 0.27736, -1.6}, {0.8703, 0.123826666667, -0.577777778}, {1.0132, 0.041262222222, -0.577777778}});
    check(on_alphabet(perdis::SquaredWasserstein2{}, support), 1.084615384615, -2.0,
          {{0.7454, 0.35236, -1.6}, {0.8703, 0.18574, -0.866666667}, {1.0132, 0.061893333333, -0.866666667}});
    check(on_alphabet(perdis::TotalVariation{}, added), 1.084615384615, -1.6,
          {{0.7454, 0.22136, -1.6}, {0.8703, 0.081106666667, -0.385185185}, {1.0132, 0.026244522968, -0.367491166}});
    check(on_alphabet(perdis::Wasserstein1{}, added), 1.084615384615, -40.0,
          {{0.7454, 0.224773148148, -1.2037037},
           {0.8703, 0.094435272045, -0.975609756},
           {1.0132, 0.030640264026, -0.429042904}});
    check(on_alphabet(perdis::SquaredWasserstein2{}, added), 1.084615384615, -64.0,
          {{0.7454, 0.239122222222, -2.88888889},
           {0.8703, 0.083661163227, -0.585365854},
           {1.0132, 0.027576237624, -0.386138614}});
    check(on_alphabet(perdis::TotalVariation{}, omitted), 0.890625, -16.0 / 3.0,
          {{0.8639, 0.542533333333, -16.0 / 3.0}, {0.8738, 0.489733333333, -16.0 / 3.0}, {0.885, 0.43, -16.0 / 3.0}});
    check(on_alphabet(perdis::Wasserstein1{}, omitted), 0.940471153846, -8.0,
          {{0.8664, 0.4938, -8.0}, {0.8937, 0.296298611111, -1.2037037}, {0.9249, 0.258743055556, -1.2037037}});
    check(on_alphabet(perdis::SquaredWasserstein2{}, omitted), 0.940471153846, -12.0,
          {{0.8664, 0.5907, -12.0}, {0.8937, 0.291116666667, -2.88888889}, {0.9249, 0.200983333333, -2.88888889}});
    Eigen::Matrix4d odd;
    odd << 0.2, 1.0, 0.7, 3.0, 0.5, 0.1, 0.9, 0.4, 1.1, 0.3, 0.25, 0.6, 2.0, 0.8, 0.5, 0.35;
    const auto no_metric = on_alphabet(perdis::TransportDivergence<double>(odd), support);
    CHECK(std::abs(no_metric.minimum_perception() - 0.195) <= 1e-15);
    check(
        no_metric, 1.084615384615, -0.88,
        {{0.7454, 0.278248, -0.88}, {0.8703, 0.207382666667, -0.0577777778}, {1.0132, 0.199126222222, -0.0577777778}});
}

TEST_CASE("value: binary X through a symmetric channel: total variation, W1 and W2^2 are one line") {
    for (const double p : {0.1, 0.3, 0.45}) {
        for (const double e : {0.05, 0.2, 0.4}) {
            const Discrete<double> prior{{0, 1}, {1.0 - p, p}};
            const double observed = p + e - 2.0 * p * e;
            const auto check = [&](const FiniteProblem& problem) {
                for (const double share : {0.0, 1e-6, 0.1, 0.5, 0.9}) {
                    const double excess = share * (problem.max_distortion() - problem.min_distortion());
                    const double q = e < p ? observed - excess * observed / (p - e) : excess * observed / (e - p);
                    const double distortion = problem.min_distortion() + excess;
                    check_value(point(problem, distortion), std::abs(p - q), 1e-14);
                    CHECK(std::abs(slope_at(problem, distortion) * std::abs(p - e) / observed + 1.0) <= 1e-12);
                }
            };
            check(under_hamming(prior, perdis::Symmetric(e), perdis::TotalVariation{}));
            check(under_hamming(prior, perdis::Symmetric(e), perdis::Wasserstein1{}));
            check(under_hamming(prior, perdis::Symmetric(e), perdis::SquaredWasserstein2{}));
        }
    }
}

TEST_CASE("value: the erasure channel under Hamming: breakpoints, and slopes from the right at them") {
    // Mass moves from the mode to i in decreasing order of p_i, capacity eps p_i, price p_max − p_i.
    const Discrete<double> prior{{0, 1, 2, 3}, {0.4, 0.3, 0.2, 0.1}};
    const double epsilon = 0.25;
    const auto problem = under_hamming(prior, perdis::Erasure(epsilon), perdis::TotalVariation{});
    double distortion = epsilon * 0.6;
    double value = epsilon * 0.6;
    for (const double p : {0.3, 0.2, 0.1}) {
        check_value(point(problem, distortion), value, 1e-14);
        CHECK(std::abs(slope_at(problem, distortion) * (0.4 - p) + 1.0) <= 1e-12);
        check_value(point(problem, distortion + 0.3 * epsilon * p * (0.4 - p)), value - 0.3 * epsilon * p, 1e-14);
        distortion += epsilon * p * (0.4 - p);
        value -= epsilon * p;
    }
    CHECK(std::abs(problem.max_distortion() - distortion) <= 1e-15);
}

TEST_CASE("agree: the interior point, total variation") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        const Instance instance = instances::make(seed);
        const FiniteProblem problem = instances::problem(instance, measures().front());
        CAPTURE(instance.name, instance.share);
        const double distortion = instances::distortion(instance, problem);
        const Certificate other = perdis::certify(problem, perdis::InteriorPoint{}(problem, distortion));
        const Certificate proof = point(problem, distortion);
        CHECK(proof.lower <= other.upper);
        CHECK(other.lower <= proof.upper);
    }
}

TEST_CASE("agree: Lagrangian transports under the Hamming ground cost and total variation") {
    for (unsigned seed = 0; seed < 96; ++seed) {
        const Instance instance = instances::make(seed);
        const Eigen::Index n = instance.prior.size();
        const Eigen::Index k = instance.alphabet.cols();
        Eigen::MatrixXd different(n, k);
        for (Eigen::Index x = 0; x < n; ++x) {
            for (Eigen::Index z = 0; z < k; ++z) {
                different(x, z) = instances::hamming(instance.prior.value(x), instance.alphabet(0, z));
            }
        }
        const FiniteProblem chain =
            instances::problem(instance, instances::measure("", perdis::TransportDivergence<double>(different)));
        const FiniteProblem direct = instances::problem(instance, measures().front());
        CAPTURE(instance.name);
        // Where the alphabet omits symbols the two have another perfect law at D_max; before it the same curve.
        const double distortion = instances::distortion(instance, direct);
        if (distortion > chain.max_distortion() - chain.slack()) { continue; }
        const Certificate first = point(chain, distortion);
        const Certificate second = point(direct, distortion);
        CHECK(first.lower <= second.upper + rounding(1.0));
        CHECK(second.lower <= first.upper + rounding(1.0));
    }
}

TEST_CASE("agree: Lagrangian transports and W1 on the line in closed form") {
    std::mt19937 random(11);
    for (int round = 0; round < 50; ++round) {
        const auto [problem, price, distortion, perception, prior] = instances::wasserstein_on_line(random);
        CAPTURE(round, prior.size(), price, distortion, problem.min_distortion(), problem.max_distortion());
        check_value(point(problem, distortion), perception, 1e-12);
    }
}

TEST_CASE("limit: one symbol, one observation, a constant cost, a law on one observation") {
    const Discrete<double> one{{3.0}, {1.0}};
    const Discrete<double> three{{0, 1, 2}, {0.5, 0.3, 0.2}};
    const Eigen::MatrixXd blind = Eigen::MatrixXd::Ones(3, 1);
    const Eigen::MatrixXd unused = (Eigen::MatrixXd(3, 2) << 1, 0, 1, 0, 1, 0).finished();
    for (const auto& measure : measures()) {
        CAPTURE(measure.name);
        const auto problem = [&](const Discrete<double>& prior, const Eigen::MatrixXd& channel, bool constant) {
            Eigen::MatrixXd delta = instances::costs(prior.support(), prior.support(), instances::squared);
            if (constant) { delta.setConstant(0.7); }
            return instances::problem({"", prior, channel, delta, prior.support(), 0.0}, measure);
        };
        check_value(point(problem(one, Eigen::MatrixXd::Ones(1, 2) / 2.0, false), 0.0), 0.0, 0.0);
        const FiniteProblem constant = problem(three, Eigen::MatrixXd::Identity(3, 3), true);
        CHECK(constant.max_distortion() == constant.min_distortion());
        check_value(point(constant, 0.7), constant.minimum_perception(), 0.0);
        for (const auto& channel : {blind, unused}) {
            const FiniteProblem single = problem(three, channel, false);
            // X̂ = 1 is best, E (X − 1)² = .7, and X̂ independent of X costs 2 Var X = 1.22.
            CHECK(std::abs(single.min_distortion() - 0.7) <= 1e-15);
            CHECK(std::abs(single.max_distortion() - 1.22) <= 1e-15);
            for (const double distortion : {0.7, 0.7 + 1e-12, 0.9, 1.2199999, 1.22}) { point(single, distortion); }
            if (measure.name == "total_variation") { check_value(point(single, 0.7), 0.7, 1e-15); }
            if (measure.name == "wasserstein(1)") { check_value(point(single, 0.7), 0.7, 1e-15); }
        }
    }
}

TEST_CASE("limit: below D_min and from D_max on") {
    const FiniteProblem problem = on_alphabet(perdis::Wasserstein1{}, {-1.0, 0.5, 1.1});
    const Solution below = LagrangianTransport{}(problem, problem.min_distortion() - 1e-6);
    CHECK(below.status == Status::infeasible);
    CHECK(below.estimator.size() == 0);
    for (const double distortion : {problem.max_distortion(), 2.0, std::numeric_limits<double>::infinity()}) {
        const Solution solution = LagrangianTransport{}(problem, distortion);
        CHECK(solution.multiplier == 0.0);
        CHECK(solution.iterations == 0);
        CHECK(perdis::certify(problem, solution).upper == problem.minimum_perception());
    }
}

TEST_CASE("limit: a useless solution to start from does no harm") {
    const FiniteProblem problem = on_alphabet(perdis::Wasserstein1{}, {-1.0, 0.0, 0.5, 2.0});
    Solution useless = LagrangianTransport{}(problem, 0.9);
    for (const double multiplier : {0.0, 1e-300, 1e300, -1.0, std::nan("")}) {
        useless.multiplier = multiplier;
        check_value(point(problem, 0.8703, &useless), 0.123826666667, 1e-11);
    }
    useless.multiplier = 1.0;
    useless.estimator.setConstant(7.0);
    check_value(point(problem, 0.8703, &useless), 0.123826666667, 1e-11);
    useless.estimator.resize(1, 1);
    check_value(point(problem, 0.8703, &useless), 0.123826666667, 1e-11);
}

TEST_CASE("value: which method answers a finite problem") {
    const std::vector<double> support{-1.0, 0.0, 0.5, 2.0};
    const auto method = [&](const auto& divergence) {
        return perdis::FiniteSolver::method(on_alphabet(divergence, support));
    };
    CHECK(method(perdis::KullbackLeibler{}) == "interior_point");
    CHECK(method(perdis::Hellinger{}) == "interior_point");
    CHECK(method(perdis::TotalVariation{}) == "parametric_simplex");
    CHECK(method(perdis::Wasserstein1{}) == "parametric_simplex");
    CHECK(method(perdis::Wasserstein2{}) == "lagrangian_transport");
    const FiniteProblem smooth = on_alphabet(perdis::KullbackLeibler{}, support);
    const FiniteProblem exact = on_alphabet(perdis::TotalVariation{}, support);
    const FiniteProblem linear = on_alphabet(perdis::SquaredWasserstein2{}, support);
    CHECK(perdis::FiniteSolver{}(smooth, 0.9).estimator == perdis::InteriorPoint{}(smooth, 0.9).estimator);
    CHECK(perdis::FiniteSolver{}(exact, 0.9).estimator == perdis::FiniteParametricSimplex{}(exact, 0.9).estimator);
    CHECK(perdis::FiniteSolver{}(linear, 0.9).estimator == LagrangianTransport{}(linear, 0.9).estimator);
}

TEST_CASE("refuse: a NaN distortion and a smooth divergence") {
    const std::vector<double> support{-1.0, 0.0, 0.5, 2.0};
    const FiniteProblem problem = on_alphabet(perdis::TotalVariation{}, support);
    CHECK_THROWS_WITH(LagrangianTransport{}(problem, std::nan("")),
                      "LagrangianTransport: distortion = nan is not in [D_min, inf]");
    const FiniteProblem smooth = on_alphabet(perdis::KullbackLeibler{}, support);
    CHECK_THROWS_WITH(LagrangianTransport{}(smooth, 0.9),
                      "LagrangianTransport: the divergence is neither total variation nor a transport");
}
