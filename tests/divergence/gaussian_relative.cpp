#include "catch.hpp"

#include <limits>

#include <perdis/divergence/gaussian_relative.hpp>

#include "gaussian_sweep.hpp"

using namespace gaussian_sweep;

TEST_CASE("agree: r, e, d, ln r² and e − ln r² in double lie within 8 ε (1 + κ) of 50 digits", "[gaussian_relative]") {
    const auto check = [](const Worst& worst) {
        INFO(worst.where);
        CHECK(worst.error <= 8.0);
    };
    using perdis::RelativeGaussian;
    check(sweep([](const auto& p, const auto& q, const auto&) { return RelativeGaussian(p, q).ratio; }, 1.0));
    check(sweep([](const auto& p, const auto& q, const auto&) { return RelativeGaussian(q, p).shift; }, 1.0));
    check(sweep([](const auto& p, const auto& q, const auto&) { return RelativeGaussian(p, q).log_excess(); }, 1.0));
    // κ of e and of ln r² is not small where they vanish, so the sweep needs their magnitudes only
    const auto size = [](const auto& x) { return x < 0 ? decltype(x + x)(-x) : decltype(x + x)(x); };
    check(sweep([&](const auto& p, const auto& q, const auto&) { return size(RelativeGaussian(p, q).excess); }, 1.0));
    check(sweep(
        [&](const auto& p, const auto& q, const auto&) { return size(RelativeGaussian(p, q).log_squared_ratio()); },
        1.0));
}

TEMPLATE_TEST_CASE("limit: a law in its own units", "[gaussian_relative]", double, long double, Fifty) {
    using T = TestType;
    const perdis::Gaussian<T> p(T(2), perdis::StandardDeviation<T>(T(3)));
    const perdis::RelativeGaussian<T> relative(p, p);
    CHECK(relative.ratio == T(1));
    CHECK(relative.excess == T(0));
    CHECK(relative.shift == T(0));
    CHECK(relative.log_squared_ratio() == T(0));
    CHECK(relative.log_excess() == T(0));
}
