#include "catch.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/divergence/jensen_shannon.hpp>
#include <perdis/divergence/linear_slope.hpp>

namespace {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

template <class Divergence>
void check_slope(const Divergence& divergence) {
    const Fifty deviation = Fifty(3) / 2;
    const Fifty step("1e-16");
    const auto value = [&](const Fifty& tau) {
        return divergence(perdis::Gaussian<Fifty>(Fifty(2), perdis::StandardDeviation<Fifty>(deviation)),
                          perdis::Gaussian<Fifty>(Fifty(2), perdis::StandardDeviation<Fifty>(tau)));
    };
    for (const Fifty& tau : {Fifty(9) / 8, Fifty(7) / 5, Fifty(8) / 5}) {
        const Fifty difference = (value(tau + step) - value(tau - step)) / (2 * step);
        const Fifty slope = linear_slope(divergence, deviation, tau);
        CHECK(abs(slope - difference) <= Fifty("1e-29") * (1 + abs(slope))); // the step's square times d''' below 600
        CHECK((slope < 0) == (tau < deviation));
    }
}

} // namespace

TEST_CASE("agree: linear_slope is the derivative of every divergence, in 50 digits", "[linear_slope]") {
    using namespace perdis;
    check_slope(KullbackLeibler{});
    check_slope(ReverseKullbackLeibler{});
    check_slope(TotalVariation{});
    check_slope(SquaredHellinger{});
    check_slope(Hellinger{});
    check_slope(ChiSquared{});
    check_slope(ReverseChiSquared{});
    check_slope(Renyi{0.25});
    check_slope(Renyi{1.0});
    check_slope(Renyi{1.5});
    check_slope(Alpha{-0.5});
    check_slope(Alpha{1.25});
    check_slope(Wasserstein1{});
    check_slope(Wasserstein2{});
    check_slope(SquaredWasserstein2{});
    check_slope(Wasserstein{3.0});
    check_slope(WassersteinPower{1.0});
    check_slope(WassersteinPower{1.5});
}

TEST_CASE("law: Jensen-Shannon has no closed form between normal laws", "[linear_slope]") {
    CHECK_FALSE(perdis::GaussianDivergence<perdis::JensenShannon, double>);
    CHECK(perdis::GaussianDivergence<perdis::Hellinger, Fifty>);
}
