#include "catch.hpp"
#include "tradeoff/example1.hpp"

#include <limits>
#include <string>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/solver/closed_form.hpp>

namespace {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

/// |got − expected| ≤ roundings · ε · |expected|, or the last digit of a constant of 46 digits.
template <class T>
bool close(const T& got, const char* expected, int roundings) {
    using std::abs;
    const Fifty reference(expected);
    const Fifty slack = Fifty(std::numeric_limits<T>::epsilon()) * roundings + Fifty("1e-43");
    return abs(Fifty(got) - reference) <= slack * abs(reference);
}

/// d at the law of the claimed estimator.
template <class T, class Divergence>
T perception(const perdis::LinearGaussianProblem<T, Divergence>& problem, const perdis::LinearSolution<T>& claim) {
    return problem.divergence()(problem.prior(),
                                perdis::output_law(claim.estimator, problem.prior(), problem.channel()));
}

} // namespace

TEMPLATE_TEST_CASE("value: Example 1 for X ~ N(2, 9/4), n = 7/10, D = 11/20, every divergence", "[closed_form]", double,
                   long double, Fifty) {
    using T = TestType;
    const auto check = [](const auto& divergence, const char* value, const char* multiplier) {
        INFO(value);
        const auto problem = example<T>(divergence, T(2), T(9) / T(4), T(7) / T(10));
        const auto claim = perdis::ClosedForm{}(problem, T(T(11) / T(20)));
        CHECK(claim.status == perdis::Status::solved);
        CHECK(claim.distortion == T(11) / T(20));
        // mpmath: the larger root a of (1−a)²v + a²n = D, the divergence by its textbook formula, its derivative in D.
        // D − D_min loses a factor 35, τ − √v one of 24 and another 2 in squares: κ of P in D, v and n is below 700.
        CHECK(close(perception(problem, claim), value, 2000));
        CHECK(close(claim.multiplier, multiplier, 2000));
    };
    using namespace perdis;
    check(KullbackLeibler{}, "0.001901538489378543120505700704378069158704047333",
          "0.2461647182334103764226414563968532871142663096");
    check(ReverseKullbackLeibler{}, "0.001795623883907468367830864606607187375434537404",
          "0.2258875050060658439481617069179600107577629663");
    check(TotalVariation{}, "0.02079751842947047057100054763932139206900262802",
          "1.326483967980441264096112615760223692828665765");
    check(SquaredHellinger{}, "0.0004616120901440146156611005658056389836535431093",
          "0.05887046294800154978826399872556820478136130164");
    check(Hellinger{}, "0.02148515976538258408631280185461863104358787896",
          "1.370026185303380483277643999229535214052359654");
    check(ChiSquared{}, "0.004053559528025324370874462096351766207154330134",
          "0.5430752894859821710431018600699882663373917798");
    check(ReverseChiSquared{}, "0.003409980702823651328204658791111414306709276838",
          "0.4188165692566348442887922343133575439533884551");
    check(Renyi{0.25}, "0.0004552110628262436113019662821301691893536014619",
          "0.05765926120909534289236067269183742113038749349");
    check(Renyi{1.5}, "0.002939991736372505154563282027669847867464096979",
          "0.3865989659965746851676322195586697835167175576");
    check(Alpha{-0.5}, "0.001748603303917531117385813954798744122784105893",
          "0.2172365811909232678462085083711980140734384269");
    check(Alpha{1.25}, "0.001930848816118308399060253656870183578728121112",
          "0.2519678424671072967709483636604100229662043896");
    check(Wasserstein1{}, "0.05035202035671389946260586363522423149551601402",
          "3.143940143132804755500278182894117577716348842");
    check(Wasserstein2{}, "0.06310689895546738813224828761097200699249676277",
          "3.940344628262061573470273565267445005421559913");
    check(SquaredWasserstein2{}, "0.003982480695775570923294336178140944132007536848",
          "0.4973258606109052545863896813979821393612493892");
    check(Wasserstein{3.0}, "0.07374516053677585390342483748529616643145497024",
          "4.604589228611320136372672521609037773346967775");
    check(WassersteinPower{1.5}, "0.01363433321254148080128649434626936256731694045",
          "1.276975398645817015484760080279121935971148181");
}

TEMPLATE_TEST_CASE("value: Example 1 for X ~ N(0, 1), the paper's setting", "[closed_form]", double, long double,
                   Fifty) {
    using T = TestType;
    // mpmath, as above; dP/dD is −10 … −40 and κ below 100
    const auto at = [](const auto& divergence, int noise, const T& distortion) {
        const auto problem = example<T>(divergence, T(0), T(1), T(noise));
        return perception(problem, perdis::ClosedForm{}(problem, distortion));
    };
    CHECK(close(at(perdis::KullbackLeibler{}, 1, T(T(502233) / T(1000000))),
                "0.09675651277999469526976092509627755371419424777", 800));
    CHECK(close(at(perdis::KullbackLeibler{}, 4, T(T(804193) / T(1000000))),
                "0.7380995607216289631639132265305872685506920696", 800));
    CHECK(close(at(perdis::TotalVariation{}, 1, T(T(50056862) / T(100000000))),
                "0.1504421086932934167865096580646698045433774492", 800));
}

TEMPLATE_TEST_CASE("limit: Example 1 at D_min, at D_max and beyond", "[closed_form]", double, long double, Fifty) {
    using T = TestType;
    const T infinity = std::numeric_limits<T>::infinity();
    const auto problem = example<T>(perdis::TotalVariation{}, T(0), T(1), T(3));
    const perdis::ClosedForm solver;
    // D_min = 3/4, D_max = 2 − 2/√4 = 1
    for (const T& least : {T(T(3) / T(4)), T(T(3) / T(4) * (T(1) - T(4) * std::numeric_limits<T>::epsilon())),
                           T(T(3) / T(4) * (T(1) + T(4) * std::numeric_limits<T>::epsilon()))}) {
        const auto claim = solver(problem, least);
        CHECK(claim.status == perdis::Status::solved);
        CHECK(claim.estimator.slope() == T(1) / T(4));
        CHECK(claim.multiplier == infinity);
    }
    CHECK(solver(problem, T(T(3) / T(4) * (T(1) - T(16) * std::numeric_limits<T>::epsilon()))).status
          == perdis::Status::infeasible);
    CHECK(solver(problem, T(-infinity)).status == perdis::Status::infeasible);
    for (const T& most : {T(1), T(7), infinity}) {
        const auto claim = solver(problem, most);
        CHECK(claim.status == perdis::Status::solved);
        CHECK(claim.estimator.slope() == T(1) / T(2));
        CHECK(perception(problem, claim) == T(0));
        CHECK(claim.multiplier == T(0));
    }
    const auto last = solver(problem, T(T(1) - std::numeric_limits<T>::epsilon()));
    // from the left of D_max: ∂TV/∂τ = −2φ(1)/σ, dτ/dD = 1/(2 (√v − v/√s)) = 1
    CHECK(close(last.multiplier, "0.4839414490382866995956603858711213096573439415", 16));
}

TEMPLATE_TEST_CASE("limit: Example 1 without noise, of a constant X, in faint and in deafening noise", "[closed_form]",
                   double, long double, Fifty) {
    using T = TestType;
    const T infinity = std::numeric_limits<T>::infinity();
    const perdis::ClosedForm solver;
    const auto clear = example<T>(perdis::KullbackLeibler{}, T(2), T(3), T(0));
    const auto constant = example<T>(perdis::KullbackLeibler{}, T(2), T(0), T(3));
    for (const T& distortion : {T(0), T(1), infinity}) {
        CHECK(perception(clear, solver(clear, distortion)) == T(0));
        CHECK(solver(clear, distortion).multiplier == T(0));
        CHECK(perception(constant, solver(constant, distortion)) == T(0));
        CHECK(solver(constant, distortion).multiplier == T(0));
    }
    CHECK(solver(clear, T(-1)).status == perdis::Status::infeasible);
    const auto loud = example<T>(perdis::TotalVariation{}, T(0), T(1), T(1e300));
    CHECK(perception(loud, solver(loud, T(1))) == T(1)); // to 1e-148
    CHECK(solver(loud, T(2)).multiplier == T(0));
    const auto far = example<T>(perdis::Wasserstein2{}, T(0), T(1), T(1e300));
    // D_min = 1 and τ_0 = 0 to all digits: τ = √½
    CHECK(close(perception(far, solver(far, T(T(3) / T(2)))), "0.2928932188134524755991556378951509607151640623", 16));
    // the whole curve within n²/4 = ε^{7/4}/4 of D_min = n/s
    const auto faint =
        example<T>(perdis::Wasserstein2{}, T(0), T(1), T(pow(std::numeric_limits<T>::epsilon(), T(7) / T(8))));
    const perdis::GaussianLinearFamily<T> family(faint.prior(), faint.channel());
    CHECK(solver(faint, family.min_distortion()).multiplier == infinity);
    CHECK(solver(faint, family.max_distortion()).multiplier == T(0));
    CHECK(solver(faint, T(0)).status == perdis::Status::infeasible);
}

TEST_CASE("limit: chi-squared is infinite until 2τ² > σ²", "[closed_form]") {
    const double infinity = std::numeric_limits<double>::infinity();
    const auto problem = example<double>(perdis::ChiSquared{}, 0.0, 1.0, 4.0);
    // τ_0 = 1/√5; 2τ² = 1 at D = 4/5 + (√½ − 1/√5)² = .86754…
    const auto early = perdis::ClosedForm{}(problem, 0.86);
    CHECK(perception(problem, early) == infinity);
    CHECK(early.multiplier == infinity);
    const auto late = perdis::ClosedForm{}(problem, 0.88);
    CHECK(perception(problem, late) < infinity);
    CHECK(late.multiplier < infinity);
}

TEST_CASE("refuse: a problem that is not Example 1", "[closed_form]") {
    const perdis::Gaussian<double> prior(0.0, perdis::variance(1.0));
    const perdis::AdditiveGaussian<double> channel{perdis::variance(1.0)};
    const auto ask = [&](const perdis::ProblemOptions& options, double distortion) {
        return perdis::ClosedForm{}(
            perdis::Problem{prior, channel, perdis::SquaredError{}, perdis::KullbackLeibler{}, options}, distortion);
    };
    CHECK_THROWS_WITH(ask({}, 0.6),
                      "Problem: estimators: the closed form of a Gaussian prior answers for linear estimators; "
                      "ask for linear");
    perdis::ProblemOptions options{.estimators = perdis::Estimators::linear};
    CHECK_THROWS_WITH(ask(options, std::numeric_limits<double>::quiet_NaN()),
                      "ClosedForm: distortion = nan is not in [-inf, inf]");
    options.reconstruction = Eigen::MatrixXd::Zero(1, 2);
    CHECK_THROWS_WITH(ask(options, 0.6),
                      "Problem: reconstruction: a linear estimator has the whole line; an alphabet is not "
                      "allowed");
    options.reconstruction.reset();
    options.observation = perdis::Bins(-1.0, 1.0, 4);
    CHECK_THROWS_WITH(ask(options, 0.6),
                      "Problem: observation: a linear estimator sees Y as it is; bins are not allowed");
}
