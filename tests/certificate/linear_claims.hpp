#pragma once

#include "tradeoff/example1.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/certificate/certify_linear.hpp>

/// The linear family's curve in 50 digits, and honest claims.
namespace linear_claims {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

/// The larger root a of (1−a)²v + a²n = D with b = (1 − a)μ, in 50 digits; v/s for D up to D_min.
inline perdis::LinearEstimator<Fifty> best(const Fifty& mean, const Fifty& v, const Fifty& n, const Fifty& distortion) {
    const Fifty square = v * v - (v + n) * (v - distortion);
    const Fifty slope = (v + (square > 0 ? sqrt(square) : Fifty(0))) / (v + n);
    const Fifty largest = sqrt(v / (v + n));
    const Fifty a = slope < largest ? slope : largest;
    return {a, (1 - a) * mean};
}

/// P(D) of the linear family in 50 digits, with the claim a solver would make in T.
template <class T>
struct Truth {
    Fifty value;
    perdis::LinearSolution<T> claim;
};

template <class T, class Divergence>
Truth<T> truth(const perdis::LinearGaussianProblem<T, Divergence>& problem, const T& distortion) {
    const Fifty mean(problem.prior().mean());
    const Fifty v(problem.prior().variance());
    const Fifty n(problem.channel().variance());
    const auto estimator = best(mean, v, n, Fifty(distortion));
    const auto wide = example<Fifty>(problem.divergence(), mean, v, n);
    return {problem.divergence()(wide.prior(), perdis::output_law(estimator, wide.prior(), wide.channel())),
            {perdis::Status::solved, distortion,
             perdis::LinearEstimator<T>(static_cast<T>(estimator.slope()), static_cast<T>(estimator.intercept())),
             T(1)}};
}

/// check(divergence) for every divergence with a closed form.
template <class F>
void every_divergence(const F& check) {
    using namespace perdis;
    check(KullbackLeibler{});
    check(ReverseKullbackLeibler{});
    check(TotalVariation{});
    check(SquaredHellinger{});
    check(Hellinger{});
    check(ChiSquared{});
    check(ReverseChiSquared{});
    check(Renyi{0.25});
    check(Renyi{1.5});
    check(Alpha{-0.5});
    check(Alpha{1.25});
    check(Wasserstein1{});
    check(Wasserstein2{});
    check(SquaredWasserstein2{});
    check(Wasserstein{3.0});
    check(WassersteinPower{1.5});
}

} // namespace linear_claims
