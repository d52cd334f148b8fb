#include <perdis/curve/problem_formulas.hpp>

#include <perdis/inference/linear_gaussian.hpp>
#include <perdis/solver/binary_symmetric.hpp>

#include <perdis/symbol/rational.hpp>
#include <perdis/symbol/to_text.hpp>

#include "example_1_symbols.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace perdis {

namespace {

/// The shortest decimal that names the double, as a rational: 0.3 is 3/10.
Expression decimal(double value) {
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::scientific);
    const std::string text(digits.data(), end.ptr);
    const auto mark = text.find('e');
    std::string mantissa = text.substr(0, mark);
    int exponent = std::stoi(text.substr(mark + 1));
    if (const auto point = mantissa.find('.'); point != std::string::npos) {
        exponent -= static_cast<int>(mantissa.size() - point - 1);
        mantissa.erase(point, 1);
    }
    const Rational scale(boost::multiprecision::pow(Integer(10), static_cast<unsigned>(std::abs(exponent))));
    const Rational whole{Integer(mantissa)};
    return constant(exponent < 0 ? Rational(whole / scale) : Rational(whole * scale));
}

/// The noise's variance: sigma² where the standard deviation is the exact root, else n.
Expression noise_variance(const AdditiveGaussian<double>& channel, Bindings<Expression>& values) {
    const double sigma = channel.standard_deviation();
    if (sigma * sigma == channel.variance()) {
        values.emplace_back(symbol("sigma", Domain::positive()), decimal(sigma));
        return values.back().first * values.back().first;
    }
    values.emplace_back(symbol("n", Domain::positive()), decimal(channel.variance()));
    return values.back().first;
}

Expression prior_variance(const Gaussian<double>& prior, Bindings<Expression>& values) {
    if (prior.variance() == 1.0) { return 1; }
    values.emplace_back(symbol("v", Domain::positive()), decimal(prior.variance()));
    return values.back().first;
}

/// Without noise, or without anything to see: one point.
ProblemFormulas single_point(const Gaussian<double>& prior) {
    return {"X^ = X is known",
            {},
            {{"gain", prior.variance() == 0.0 ? 0 : 1}, {"D_min", 0}, {"D_max", 0}, {"P(D)", 0}},
            {}};
}

/// What a divergence makes the curve of a bit of.
struct BitFamily {
    Expression distortion, min_distortion, max_distortion;
    Expression probability; ///< P(X = 1)
    Expression output;      ///< P(X̂ = 1) at D
    Expression gap;         ///< |P(X = 1) − P(X̂ = 1)| at D
};

/// Within the scope of D_min < D < D_max.
ProblemFormulas bit_formulas(std::string model, Bindings<Expression> values, const BitFamily& bit,
                             const BinaryDivergence& divergence) {
    const Expression output = simplify(bit.output);
    const Expression curve = simplify(divergence(bit.probability, output, bit.gap));
    return {std::move(model),
            std::move(values),
            {{"D_min", bit.min_distortion},
             {"D_max", simplify(bit.max_distortion)},
             {"P(X^ = 1)", output},
             {"P(D)", curve}},
            SymbolicCurve{bit.distortion, curve, bit.min_distortion, bit.max_distortion, {}}};
}

} // namespace

Expression ProblemFormulas::formula(const std::string& name) const {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.first == name; });
    require(found != lines.end(), "ProblemFormulas", "name", name, "the names of its lines");
    return found->second;
}

Expression ProblemFormulas::with_numbers(const std::string& name) const {
    return simplify(substitute(formula(name), values));
}

TheoremProof ProblemFormulas::prove(ProofOptions options) const {
    require(curve.has_value(), "prove", "the curve is a single point");
    for (const auto& [s, value] : values) {
        options.values.emplace_back(s, Interval(std::string_view(rational_value(value)->str())));
    }
    return perdis::prove(*curve, options);
}

ProblemFormulas example_1_formulas(const Gaussian<double>& prior, const AdditiveGaussian<double>& channel,
                                   const SymbolicDivergence& divergence, const Expression& finite_above) {
    if (prior.variance() == 0.0 || channel.variance() == 0.0) { return single_point(prior); }
    ProblemFormulas result;
    const Expression v = prior_variance(prior, result.values), n = noise_variance(channel, result.values);
    const Expression distortion = symbol("D", Domain::positive());
    result.model = "Example 1: X ~ N(mu, " + to_text(v) + "), Y = X + N, N ~ N(0, " + to_text(n)
                   + "), squared error, linear estimators X^ = aY + (1 - a) mu";
    const auto family = example_1(v, n);
    const Expression least = v / sqrt(v + n), tau = least + sqrt(distortion - family.min_distortion());
    std::vector<Condition> inside = example_1_conditions(v, n, distortion);
    inside.push_back(less(tau * tau, 2 * v)); // where ∫q²/p is finite: τ² < v
    if (finite_above > 0) { inside.push_back(less(0, tau * tau / finite_above - v)); }
    const Assuming scope(inside);
    const Expression curve = simplify(divergence(family.prior(), family.output_law_at(distortion)));
    const Expression gain = simplify(family.estimator_at(distortion).slope());
    const AdditiveGaussian<Expression> noise{Variance<Expression>(n)};
    result.lines = {{"gain", simplify(posterior_mean(family.prior(), noise).slope())},
                    {"D_min", simplify(family.min_distortion())},
                    {"D_max", simplify(family.max_distortion())},
                    {"a(D)", gain},
                    {"P(D)", curve}};
    SymbolicCurve symbolic{distortion, curve, family.min_distortion(), family.max_distortion(), sqrt(v) - least};
    const double least_deviation = prior.variance() / std::sqrt(prior.variance() + channel.variance());
    const double share = finite_above > 0 ? static_cast<double>(*rational_value(finite_above)) : 0.0;
    if (least_deviation * least_deviation <= share * prior.variance()) {
        const Expression rise = sqrt(finite_above * v) - least;
        symbolic.min_distortion = family.min_distortion() + rise * rise;
        symbolic.root = {};
        result.lines.emplace_back("finite above", simplify(symbolic.min_distortion));
    }
    result.curve = symbolic;
    return result;
}

ProblemFormulas binary_symmetric_formulas(double probability, double error, const BinaryDivergence& divergence) {
    require(probability > 0.0 && probability < 0.5, "binary_symmetric_formulas", "probability", probability,
            "(0, 1/2)");
    require(error > 0.0 && error < 0.5 && error != probability, "binary_symmetric_formulas", "error", error,
            "(0, 1/2) without the probability");
    const Expression p = symbol("p", Domain::open(0.0, 0.5)), e = symbol("e", Domain::open(0.0, 0.5));
    const Expression distortion = symbol("D", Domain::positive());
    const Assuming order{error < probability ? less(e, p) : less(p, e)};
    const BinarySymmetricForm<Expression> form(p, e);
    const Assuming inside{less(form.min_distortion(), distortion), less(distortion, form.max_distortion())};
    return bit_formulas("X ~ Bernoulli(p), 1 the rarer symbol, symmetric channel of error e, Hamming distortion",
                        {{p, decimal(probability)}, {e, decimal(error)}},
                        {distortion, form.min_distortion(), form.max_distortion(), p, form.output(distortion),
                         form.total_variation(distortion)},
                        divergence);
}

ProblemFormulas binary_erasure_formulas(double probability, double erasure, const BinaryDivergence& divergence) {
    require(probability > 0.0 && probability < 0.5, "binary_erasure_formulas", "probability", probability, "(0, 1/2)");
    require(erasure > 0.0 && erasure <= 1.0, "binary_erasure_formulas", "erasure", erasure, "(0, 1]");
    const Expression p = symbol("p", Domain::open(0.0, 0.5)), e = symbol("e", {0.0, 1.0, true, false});
    const Expression distortion = symbol("D", Domain::positive());
    const Expression least = e * p, most = 2 * e * p * (1 - p), gap = (most - distortion) / (1 - 2 * p);
    const Assuming inside{less(least, distortion), less(distortion, most)};
    return bit_formulas("X ~ Bernoulli(p), 1 the rarer symbol, erased with probability e, Hamming distortion",
                        {{p, decimal(probability)}, {e, decimal(erasure)}}, {distortion, least, most, p, p - gap, gap},
                        divergence);
}

} // namespace perdis
