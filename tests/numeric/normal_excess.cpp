#include "catch.hpp"

#include <cmath>
#include <limits>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/numeric/normal_excess.hpp>

namespace {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("agree: partial moments of the normal law in double and in 50 digits", "[normal_excess]") {
    for (double t = 1e-8; t < 12.0; t *= 1.7) {
        INFO(t);
        const double scale = (32.0 + 8.0 * t * t) * epsilon * perdis::normal_density(t);
        const auto close = [](double value, const Fifty& exact, double margin) {
            return std::abs(static_cast<double>(Fifty(value) - exact)) <= margin;
        };
        CHECK(close(perdis::normal_excess(t), perdis::normal_excess(Fifty(t)), scale));
        CHECK(close(perdis::normal_squared_excess(t), perdis::normal_squared_excess(Fifty(t)), scale));
        const Fifty clipped = perdis::normal_clipped_square(Fifty(t));
        CHECK(close(perdis::normal_clipped_square(t), clipped, 16.0 * epsilon * static_cast<double>(clipped)));
        // the two sides of one number, by two ways
        const Fifty rest = perdis::normal_clipped_square_rest(Fifty(t));
        CHECK(abs(Fifty(clipped + rest - 1)) < Fifty("1e-46"));
    }
}

TEST_CASE("value: E min(Z², t²) by quadrature in 30 digits", "[normal_excess]") {
    // mpmath: 2 ∫_0^t z² φ + 2 t² ∫_t^inf φ at the t that solves it for D = 0.52 at v = n = 1
    const double share = 0.02 / std::pow(1.0 - std::sqrt(0.5), 2);
    CHECK(perdis::normal_clipped_square(0.575626194165251254428808315284619) == Approx(share).epsilon(1e-14).margin(0));
}

TEST_CASE("limit: partial moments at 0 and at infinity", "[normal_excess]") {
    CHECK(perdis::normal_excess(0.0) == perdis::normal_density(0.0));
    CHECK(perdis::normal_squared_excess(0.0) == 0.5);
    CHECK(perdis::normal_clipped_square(0.0) == 0.0);
    CHECK(perdis::normal_clipped_square_rest(0.0) == 1.0);
    CHECK(perdis::normal_excess(infinity) == 0.0);
    CHECK(perdis::normal_squared_excess(infinity) == 0.0);
    CHECK(perdis::normal_clipped_square(infinity) == 1.0);
    CHECK(perdis::normal_clipped_square_rest(infinity) == 0.0);
}
