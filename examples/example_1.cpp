// What does the paper's Example 1 say, to as many digits as one likes?
//
// X ~ N(0, 1) in Gaussian noise, linear estimators, squared error, KL. One template answers in double and in 50 digits.

#include <perdis/perdis.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <cstdio>
#include <iomanip>
#include <iostream>

namespace {

template <class T>
T perception(const T& noise_deviation, const T& distortion) {
    const perdis::LinearGaussianProblem<T, perdis::KullbackLeibler> problem{
        perdis::Gaussian<T>(T(0), perdis::variance(T(1))),
        perdis::AdditiveGaussian<T>(perdis::standard_deviation(noise_deviation)),
        perdis::SquaredError{},
        perdis::KullbackLeibler{},
        {.estimators = perdis::Estimators::linear},
    };
    const auto claim = perdis::ClosedForm{}(problem, distortion);
    return problem.divergence()(problem.prior(),
                                perdis::output_law(claim.estimator, problem.prior(), problem.channel()));
}

} // namespace

int main() {
    using Fifty =
        boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
    std::printf("%-10s%-14s%-14s%-16s%s\n", "sigma_N", "D_min", "D_max", "P(D_min)", "P((D_min+D_max)/2)");
    for (const double deviation : {0.5, 1.0, 2.0, 5.0, 10.0}) {
        const perdis::GaussianLinearFamily<double> family(
            perdis::Gaussian<double>(0.0, perdis::variance(1.0)),
            perdis::AdditiveGaussian<double>(perdis::standard_deviation(deviation)));
        const double least = family.min_distortion();
        const double most = family.max_distortion();
        std::printf("%-10g%-14.10f%-14.10f%-16.10f%.10f\n", deviation, least, most, perception(deviation, least),
                    perception(deviation, 0.5 * (least + most)));
    }
    std::cout << "\nsigma_N = 1, D = 11/20, in 50 digits:\nP(D) = " << std::setprecision(50)
              << perception(Fifty(1), Fifty(Fifty(11) / Fifty(20))) << '\n';
    return 0;
}
