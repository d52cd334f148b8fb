#include "catch.hpp"

#include <string>
#include <tuple>

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/symbol/assuming.hpp>
#include <perdis/symbol/evaluate.hpp>
#include <perdis/symbol/simplify.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>

using perdis::Assuming;
using perdis::Domain;
using perdis::evaluate;
using perdis::Expression;
using perdis::less;
using perdis::StandardDeviation;
using perdis::Variance;

namespace {

const Expression mu_1 = perdis::symbol("mu_1"), mu_2 = perdis::symbol("mu_2"),
                 level = perdis::symbol("D", Domain::positive());
const Expression sigma_1 = perdis::symbol("sigma_1", Domain::positive());
const Expression sigma_2 = perdis::symbol("sigma_2", Domain::positive());
const Expression sigma = perdis::symbol("sigma", Domain::positive());
const Expression v = perdis::symbol("v", Domain::positive()), n = perdis::symbol("n", Domain::positive());

std::string simplified(const Expression& e) { return to_text(simplify(e)); }

/// The formula of a divergence against the double template itself, at σ₂ = ratio σ₁.
template <class F>
void agrees(const F& divergence, const Expression& formula, double ratio) {
    const Expression simple = simplify(formula);
    for (const auto& [a, b, s] : {std::tuple{0.3, -0.4, 0.7}, {0.0, 1.5, 2.0}, {1.0, 1.25, 0.1}}) {
        const perdis::Gaussian<double> p(a, StandardDeviation<double>(s)), q(b, StandardDeviation<double>(s * ratio));
        const perdis::Bindings<double> point{{mu_1, a}, {mu_2, b}, {sigma_1, s}, {sigma_2, s * ratio}};
        INFO(simple);
        // the plain formulas cancel up to two digits at these laws
        CHECK(evaluate<double>(formula, point) == Approx(divergence(p, q)).epsilon(1e-13));
        CHECK(evaluate<double>(simple, point) == Approx(divergence(p, q)).epsilon(1e-13));
    }
}

} // namespace

TEST_CASE("value: gain, D_min, a(D) and P(D) of Example 1 as the paper writes them", "[gaussian_symbols]") {
    const perdis::Gaussian<Expression> prior(0, Variance<Expression>(1));
    const perdis::AdditiveGaussian<Expression> channel{StandardDeviation<Expression>(sigma)};
    CHECK(to_text(signal_fraction(prior, channel)) == "1/(1 + sigma^2)");
    CHECK(to_text(minimum_mean_squared_error(prior, channel)) == "sigma^2/(1 + sigma^2)");
    CHECK(to_text(posterior_mean(prior, channel).slope()) == "1/(1 + sigma^2)");
    CHECK(to_text(posterior_mean(prior, channel).intercept()) == "0");
    const perdis::GaussianLinearFamily<Expression> family(prior, channel);
    const Assuming scope{less(family.min_distortion(), level), less(level, family.max_distortion())};
    CHECK(simplified(family.max_distortion()) == "2*sigma^2/((1 + sqrt(1 + sigma^2))*sqrt(1 + sigma^2))");
    CHECK(simplified(family.estimator_at(level).slope()) == "(1 + sqrt(D*(1 + sigma^2) - sigma^2))/(1 + sigma^2)");
    const Expression perception = simplify(gaussian_kullback_leibler(prior, family.output_law_at(level)));
    CHECK(to_text(perception)
          == "(1 + sigma^2)/(2*(1 + sqrt(D*(1 + sigma^2) - sigma^2))^2) + "
             "log((1 + sqrt(D*(1 + sigma^2) - sigma^2))/sqrt(1 + sigma^2)) - 1/2");
    // theory.md, section 3: n = 1 and n = 4; D is rounded there, and dP/dD is -10 and -40
    CHECK(evaluate<double>(perception, {{sigma, 1.0}, {level, 0.502233}}) == Approx(0.0967565).epsilon(1e-5));
    CHECK(evaluate<double>(perception, {{sigma, 2.0}, {level, 0.804193}}) == Approx(0.7380996).epsilon(1e-5));
}

TEST_CASE("value: the same in v, n and a mean", "[gaussian_symbols]") {
    const perdis::Gaussian<Expression> prior(mu_1, Variance<Expression>(v));
    const perdis::AdditiveGaussian<Expression> channel{Variance<Expression>(n)};
    CHECK(to_text(signal_fraction(prior, channel)) == "v/(n + v)");
    CHECK(to_text(minimum_mean_squared_error(prior, channel)) == "n*v/(n + v)");
    const Expression y = perdis::symbol("y");
    CHECK(simplified(posterior(prior, channel, y).mean()) == "(mu_1*n + v*y)/(n + v)");
    CHECK(simplified(distortion(perdis::posterior_mean(prior, channel), prior, channel)) == "n*v/(n + v)");
    const perdis::GaussianLinearFamily<Expression> family(prior, channel);
    const Assuming scope{less(family.min_distortion(), level), less(level, family.max_distortion())};
    CHECK(simplified(family.estimator_at(level).slope()) == "(v + sqrt(D*(n + v) - n*v))/(n + v)");
    CHECK(simplified(family.estimator_at(level).intercept()) == "mu_1*(n - sqrt(D*(n + v) - n*v))/(n + v)");
    CHECK(simplified(gaussian_kullback_leibler(prior, family.output_law_at(level)))
          == "v*(n + v)/(2*(v + sqrt(D*(n + v) - n*v))^2) - log(sqrt(v*(n + v))/(v + sqrt(D*(n + v) - n*v))) - 1/2");
}

TEST_CASE("limit: perfect perception, and the least distortion", "[gaussian_symbols]") {
    const perdis::Gaussian<Expression> prior(0, Variance<Expression>(v));
    const perdis::GaussianLinearFamily<Expression> family(
        prior, perdis::AdditiveGaussian<Expression>(Variance<Expression>(n)));
    CHECK(perdis::same_form(family.standard_deviation_at_excess(family.max_excess()), sqrt(v)));
    CHECK(to_text(family.standard_deviation_at(family.min_distortion())) == "v/sqrt(n + v)");
    CHECK(to_text(gaussian_kullback_leibler(prior, family.output_law_at(family.max_distortion()))) == "0");
    const perdis::Gaussian<Expression> known(mu_1, Variance<Expression>(0));
    const perdis::AdditiveGaussian<Expression> channel{Variance<Expression>(n)};
    CHECK(to_text(minimum_mean_squared_error(known, channel)) == "0");
    CHECK(to_text(gaussian_kullback_leibler(known, perdis::Gaussian<Expression>(mu_1, Variance<Expression>(v))))
          == "inf");
}

TEST_CASE("value: divergences of normal laws come out as in a textbook", "[gaussian_symbols]") {
    const Assuming scope{less(sigma_1, sigma_2)};
    const perdis::Gaussian<Expression> p(mu_1, StandardDeviation<Expression>(sigma_1));
    const perdis::Gaussian<Expression> q(mu_2, StandardDeviation<Expression>(sigma_2));
    CHECK(simplified(gaussian_kullback_leibler(p, q))
          == "sigma_1^2/(2*sigma_2^2) + (mu_1 - mu_2)^2/(2*sigma_2^2) - log(sigma_1/sigma_2) - 1/2");
    CHECK(simplified(gaussian_squared_hellinger(p, q))
          == "1 - exp(-(mu_1 - mu_2)^2/(4*(sigma_1^2 + sigma_2^2)))*sqrt(2*sigma_1*sigma_2/(sigma_1^2 + sigma_2^2))");
    CHECK(simplified(gaussian_wasserstein2(p, q)) == "sqrt((mu_1 - mu_2)^2 + (sigma_1 - sigma_2)^2)");
    CHECK(scope.recorded().size() == 1); // mu_1 = mu_2: there all of this holds as well
    const perdis::Gaussian<Expression> a(0, StandardDeviation<Expression>(sigma_1)),
        b(0, StandardDeviation<Expression>(sigma_2));
    CHECK(simplified(gaussian_wasserstein1(a, b)) == "(sigma_2 - sigma_1)*sqrt(2/pi)");
    CHECK(simplified(gaussian_wasserstein2(a, b)) == "sigma_2 - sigma_1");
}

TEST_CASE("agree: the formulas of the divergences, plain and simplified, give the numbers of the double templates",
          "[gaussian_symbols]") {
    const perdis::Gaussian<Expression> p(mu_1, StandardDeviation<Expression>(sigma_1));
    const perdis::Gaussian<Expression> q(mu_2, StandardDeviation<Expression>(sigma_2));
    const auto all = [&](double ratio) {
        const auto kl = [](const auto& f, const auto& g) { return gaussian_kullback_leibler(f, g); };
        const auto reverse = [](const auto& f, const auto& g) { return gaussian_kullback_leibler(g, f); };
        const auto hellinger = [](const auto& f, const auto& g) { return gaussian_squared_hellinger(f, g); };
        const auto tv = [](const auto& f, const auto& g) { return gaussian_total_variation(f, g); };
        const auto chi = [](const auto& f, const auto& g) { return gaussian_chi_squared(f, g); };
        const auto reverse_chi = [](const auto& f, const auto& g) { return gaussian_chi_squared(g, f); };
        const auto w1 = [](const auto& f, const auto& g) { return gaussian_wasserstein1(f, g); };
        const auto w2 = [](const auto& f, const auto& g) { return gaussian_wasserstein2(f, g); };
        const auto renyi = []<class T>(const perdis::Gaussian<T>& f, const perdis::Gaussian<T>& g) {
            return gaussian_renyi(f, g, T(T(3) / T(4)));
        };
        const auto alpha = []<class T>(const perdis::Gaussian<T>& f, const perdis::Gaussian<T>& g) {
            return gaussian_alpha(f, g, T(T(1) / T(4)));
        };
        agrees(kl, kl(p, q), ratio);
        agrees(reverse, reverse(p, q), ratio);
        agrees(hellinger, hellinger(p, q), ratio);
        agrees(tv, tv(p, q), ratio);
        agrees(w1, w1(p, q), ratio);
        agrees(w2, w2(p, q), ratio);
        agrees(renyi, renyi(p, q), ratio);
        agrees(alpha, alpha(p, q), ratio);
        agrees(chi, chi(p, q), ratio);
        agrees(reverse_chi, reverse_chi(p, q), ratio);
    };
    const perdis::Condition finite = less(sigma_1 * sigma_1, 2 * sigma_2 * sigma_2); // of the chi-squareds
    const perdis::Condition reverse_finite = less(sigma_2 * sigma_2, 2 * sigma_1 * sigma_1);
    {
        const Assuming scope{less(sigma_1, sigma_2), finite, reverse_finite};
        all(1.25);
    }
    const Assuming scope{less(sigma_2, sigma_1), finite, reverse_finite};
    all(0.75);
}
