#include "catch.hpp"

#include <cmath>

#include <perdis/divergence/alpha_form.hpp>
#include <perdis/law/gaussian.hpp>

TEST_CASE("agree: every divergence is the function of its alpha-divergence that it is said to be", "[alpha_form]") {
    const auto check = [](const auto& divergence) {
        const perdis::AlphaForm form = perdis::alpha_form(divergence);
        const perdis::Gaussian<double> p(0.0, perdis::standard_deviation(1.1));
        for (const double deviation : {0.9, 1.05, 1.1, 1.6}) {
            const perdis::Gaussian<double> q(0.1, perdis::standard_deviation(deviation));
            const double alpha = perdis::Alpha(form.order())(p, q);
            const double value = divergence(p, q);
            CHECK(form.value(alpha) == Approx(value).epsilon(1e-13).margin(0)); // both to 8 ε (1 + κ)
            const double step = 1e-5 * alpha;
            // the step's square relative to A, times derivatives of order one
            CHECK(form.slope_at(value)
                  == Approx((form.value(alpha + step) - form.value(alpha - step)) / (2.0 * step))
                         .epsilon(1e-8)
                         .margin(0));
            const double renyi = perdis::Renyi(form.order())(p, q);
            CHECK(form.at_renyi(renyi) == Approx(value).epsilon(1e-13).margin(0));
            const double far = form.at_renyi(renyi * (1.0 + 1e-5)), near = form.at_renyi(renyi * (1.0 - 1e-5));
            CHECK(form.renyi_slope(renyi) == Approx((far - near) / (2e-5 * renyi)).epsilon(1e-8).margin(0));
        }
    };
    check(perdis::KullbackLeibler{});
    check(perdis::SquaredHellinger{});
    check(perdis::Hellinger{});
    check(perdis::ChiSquared{});
    check(perdis::Alpha(0.7));
    check(perdis::Renyi(0.5));
    check(perdis::Renyi(1.0));
    check(perdis::Renyi(3.0));
}
