#include "catch.hpp"

#include <string>

#include <perdis/core/domain_error.hpp>
#include <perdis/curve/prove.hpp>
#include <perdis/divergence/linear_slope.hpp>
#include <perdis/symbol/assuming.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>

namespace {

using namespace perdis; // NOLINT

const Expression level = symbol("D", Domain::positive());

/// Example 1 of N(0, 1) in noise of variance n, under a divergence of normal laws.
template <class Divergence>
SymbolicCurve example_1(const Divergence& divergence, const Expression& n) {
    const GaussianLinearFamily<Expression> family(Gaussian<Expression>(0, Variance<Expression>(1)),
                                                  AdditiveGaussian<Expression>(Variance<Expression>(n)));
    const Expression excess = level - family.min_distortion(), tau = 1 / sqrt(1 + n) + sqrt(excess);
    const Assuming scope{less(family.min_distortion(), level),
                         less(level, family.max_distortion()),
                         less(0, excess),
                         less(excess, family.max_excess()),
                         less(tau, 1),
                         less(1, 2 * tau * tau)};
    return {level, divergence(family.prior(), family.output_law_at(level)), family.min_distortion(),
            family.max_distortion(), 1 - 1 / sqrt(1 + n)};
}

/// KL along Example 1 with n = 1, with something planted: D_min = 1/2, D_max = 0.5857….
SymbolicCurve planted(const Expression& more) {
    SymbolicCurve curve = example_1(KullbackLeibler{}, 1);
    curve.perception += more;
    return curve;
}

const Expression centre = Expression(11) / 20, width = Expression(1) / 1000000;

Expression bump(const Expression& where, const Expression& height) {
    const Expression x = (level - where) / width;
    return height * exp(-(x * x));
}

bool covers(const Interval& x, double point) { return x.contains(Interval(point)); }

} // namespace

TEST_CASE("law: Theorem 1 of Example 1 is proved on the whole open interval with nothing left undecided") {
    const auto check = [](const auto& divergence) {
        const TheoremProof proof = prove(example_1(divergence, 1));
        INFO(proof.non_increasing.statement << "\n" << proof.convex.statement);
        CHECK(proof.non_increasing.verdict == Verdict::proved);
        CHECK(proof.convex.verdict == Verdict::proved);
        CHECK(proof.non_increasing.undecided.empty());
        CHECK(proof.convex.undecided.empty());
        CHECK_FALSE(proof.convex.offending);
    };
    check(KullbackLeibler{});
    check(ReverseKullbackLeibler{});
    check(SquaredHellinger{});
    check(ReverseChiSquared{});
    check(Wasserstein1{});
    check(Wasserstein2{});
    check(SquaredWasserstein2{});
    check(Renyi(0.5));
}

TEST_CASE("law: the proof speaks of the value a symbol is given and says over what interval") {
    const Expression n = symbol("n", Domain::positive());
    ProofOptions options;
    options.values = {{n, Interval("1/3")}};
    const TheoremProof proof = prove(example_1(KullbackLeibler{}, n), options);
    CHECK(proof.convex.verdict == Verdict::proved);
    // D_min = 1/4, D_max = 2 − √3
    CHECK(proof.convex.statement
          == "P'' >= 0 proved on the whole open interval (0.25, 0.2679491924311227) of D by interval "
             "arithmetic on 2 intervals");
    CHECK(proof.non_increasing.statement
          == "P' <= 0 proved on the whole open interval (0.25, 0.2679491924311227) of D: P'' >= 0 there "
             "and P' <= 0 at D_max");
}

TEST_CASE("limit: what lies too near an end to be decided is printed and is narrow") {
    SymbolicCurve curve = example_1(KullbackLeibler{}, 1);
    curve.root = {}; // without it P′(D_max) = 0 is not seen
    const Proof proof = prove(curve).non_increasing;
    CHECK(proof.verdict == Verdict::proved);
    REQUIRE(proof.undecided.size() == 1);
    CHECK(proof.undecided[0].contains(Interval("0.5857864376269049511983112757903019214303281246230")));
    CHECK((proof.undecided[0].upper_end() - proof.undecided[0].lower_end()).upper() < 1e-30);
    CHECK(proof.statement.find("but for what lies next to its ends, [0.585786437626904") != std::string::npos);
}

TEST_CASE("law: a bump of width 1e-6 that breaks convexity is found in the interior and next to both ends") {
    for (const Expression& where : {centre, Expression(1) / 2 + 3 * width, 2 - 2 / sqrt(Expression(2)) - 3 * width}) {
        // Its second derivative is −0.02 to −200 times what P″ is there: P″ is about 1e7 at 3e-6 from D_min.
        const Expression height =
            same_form(where, Expression(1) / 2 + 3 * width) ? Expression(1) / 10000 : Expression(1) / 100000000000;
        const Proof proof = prove(planted(bump(where, height))).convex;
        INFO(proof.statement);
        REQUIRE(proof.verdict == Verdict::disproved);
        REQUIRE(proof.offending);
        const Interval at = prove(planted(0)).convex.undecided.empty() ? *proof.offending : Interval(0);
        const Interval c =
            Interval(std::string_view(same_form(where, centre)                          ? "0.55"
                                      : same_form(where, Expression(1) / 2 + 3 * width) ? "0.500003"
                                                                                        : "0.585783437626904951"));
        CHECK(at < c + Interval("2e-6"));
        CHECK(c - Interval("2e-6") < at);
    }
}

TEST_CASE("law: a rise of width 1e-6 next to D_max is no fall") {
    const Expression where = 2 - sqrt(Expression(2)) - 3 * width;
    const Proof proof = prove(planted(bump(where, Expression(1) / 10000000000))).non_increasing;
    CHECK(proof.verdict == Verdict::disproved);
    REQUIRE(proof.offending);
    CHECK(*proof.offending < Interval("0.5857835"));
    CHECK(Interval("0.585781") < *proof.offending);
}

TEST_CASE("law: a bump too low to break convexity is no objection") {
    // Its second derivative is below 2e-2 of 1e-12/1e-12, P″ is above 3.
    CHECK(prove(planted(bump(centre, Expression(1) / 1000000000000))).convex.verdict == Verdict::proved);
}

TEST_CASE("law: kinks and jumps are never passed over") {
    const Expression zero = 0, beyond = max(zero, level - centre);
    const auto verdicts = [](const Expression& more) { return prove(planted(more)); };
    // A concave kink: the slope falls by 1e-6, the second derivative of either side knows nothing of it.
    const Proof concave = verdicts(-beyond / 1000000).convex;
    CHECK(concave.verdict == Verdict::disproved);
    CHECK(covers(*concave.offending, 0.55));
    // A convex kink is not proved by derivatives, and not disproved.
    const Proof convex = verdicts(beyond / 1000000).convex;
    CHECK(convex.verdict == Verdict::undecided);
    REQUIRE(convex.undecided.size() == 1);
    CHECK(covers(convex.undecided[0], 0.55));
    CHECK((convex.undecided[0].upper_end() - convex.undecided[0].lower_end()).upper() < 1e-12);
    // |x| whose two branches have the same second derivative
    CHECK(verdicts(-abs(level - centre) / 1000000).convex.verdict == Verdict::disproved);
    CHECK(verdicts(-sqrt((level - centre) * (level - centre)) / 1000000).convex.verdict == Verdict::disproved);
    // A jump upwards by 1e-9.
    const TheoremProof jump = verdicts(piecewise(less(centre, level), Expression(1) / 1000000000, zero));
    CHECK(jump.non_increasing.verdict == Verdict::disproved);
    CHECK(covers(*jump.non_increasing.offending, 0.55));
}

TEST_CASE("agree: the reversed statements are disproved") {
    SymbolicCurve curve = example_1(KullbackLeibler{}, 1);
    curve.perception = -curve.perception;
    const TheoremProof proof = prove(curve);
    CHECK(proof.non_increasing.verdict == Verdict::disproved);
    CHECK(proof.convex.verdict == Verdict::disproved);
}

TEST_CASE("limit: too few intervals leave the claim undecided") {
    ProofOptions options;
    options.boxes = 1;
    const Proof proof = prove(planted(bump(centre, Expression(1) / 1000000000000)), options).convex;
    CHECK(proof.verdict == Verdict::undecided);
    CHECK_FALSE(proof.undecided.empty());
}

TEST_CASE("refuse: a symbol without a value and an empty interval are named") {
    const Expression n = symbol("n", Domain::positive());
    CHECK_THROWS_WITH(prove(example_1(KullbackLeibler{}, n)), "evaluate: the symbol n has no value");
    SymbolicCurve curve = example_1(KullbackLeibler{}, 1);
    curve.max_distortion = curve.min_distortion;
    CHECK_THROWS_WITH(prove(curve), "prove: D_min < D_max is not certain");
}

TEST_CASE("refuse: what would leave a part of the interval unseen or outside of what the formula was simplified for") {
    const auto refusal = [](const SymbolicCurve& curve, const ProofOptions& options = {}) -> std::string {
        try {
            prove(curve, options);
        } catch (const DomainError& error) { return error.what(); }
        return {};
    };
    // With half the root the upper part of (D_min, D_max) would not be looked at: there is a rise there.
    SymbolicCurve curve = planted(bump(Expression(29) / 50, Expression(1) / 1000));
    curve.root = *curve.root / 2;
    CHECK(refusal(curve).find("prove: root = [0.146") == 0);
    curve.root = -2 * *curve.root;
    CHECK(refusal(curve).find("prove: root = [-0.29") == 0);
    const Expression n = symbol("n", Domain::positive());
    ProofOptions options;
    options.values = {{n, Interval("-1/3")}};
    CHECK(refusal(example_1(KullbackLeibler{}, n), options).find("n = [-0.3333") != std::string::npos);
    SymbolicCurve narrow;
    narrow.distortion = symbol("D", Domain::open(0.0, 0.5));
    narrow.perception = 1 - narrow.distortion;
    narrow.min_distortion = 0;
    narrow.max_distortion = 1;
    CHECK(refusal(narrow) == "prove: (D_min, D_max) = [0, 1] is not in (0, 0.5)");
}
