#include "catch.hpp"

#include <cmath>

#include <perdis/numeric/gauss_piece.hpp>

namespace {

template <class Function>
perdis::GaussPiece::Values sampled(const Function& function) {
    perdis::GaussPiece::Values values{};
    for (std::size_t i = 0; i < values.size(); ++i) { values[i] = function(perdis::GaussPiece::rule().node(i)); }
    return values;
}

} // namespace

TEST_CASE("value: integrals and running integrals of an exponential", "[gauss_piece]") {
    const auto& rule = perdis::GaussPiece::rule();
    const auto values = sampled([](double x) { return std::exp(x); });
    CHECK(rule.integral(values) == Approx(std::exp(1.0) - std::exp(-1.0)).epsilon(1e-14).margin(0));
    const auto running = rule.running(values);
    for (std::size_t i = 0; i < running.size(); ++i) { // the polynomial of degree 9: e/10! times its nodes' product
        CHECK(std::abs(running[i] - (std::exp(rule.node(i)) - std::exp(-1.0))) <= 1e-9);
    }
}

TEST_CASE("law: the last coefficients are above the error of the rule, and seen where it fails", "[gauss_piece]") {
    const auto& rule = perdis::GaussPiece::rule();
    for (const double rate : {1.0, 5.0, 20.0}) {
        const auto values = sampled([rate](double x) { return std::cos(rate * x); });
        const double error = std::abs(rule.integral(values) - 2.0 * std::sin(rate) / rate);
        CHECK(error <= rule.tail(values) + 1e-15);
    }
    CHECK(rule.tail(sampled([](double x) { return std::abs(x - 0.1); })) > 1e-3); // a kink
    CHECK(rule.tail(sampled([](double x) { return x * x * x; })) <= 1e-14);
    CHECK(rule.tail(sampled([](double) { return std::nan(""); })) == INFINITY);
}
