// What does a model with letters in it say, as a formula?
//
// X ~ N(0, 1) in Gaussian noise of variance sigma^2, linear estimators: the paper's Example 1 with sigma and D as symbols.

#include <perdis/perdis.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <iomanip>
#include <iostream>

int main() {
    using perdis::Domain;
    using perdis::Expression;
    using Fifty =
        boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

    const Expression sigma = perdis::symbol("sigma", Domain::positive());
    const Expression level = perdis::symbol("D", Domain::positive());
    const perdis::Gaussian<Expression> prior(0, perdis::Variance<Expression>(1));
    const perdis::AdditiveGaussian<Expression> channel{perdis::StandardDeviation<Expression>(sigma)};
    const perdis::GaussianLinearFamily<Expression> family(prior, channel);

    std::cout << "gain   " << signal_fraction(prior, channel) << '\n';
    std::cout << "D_min  " << family.min_distortion() << '\n';
    std::cout << "D_max  " << simplify(family.max_distortion()) << '\n';

    // the templates ask whether D_min < D < D_max; a symbol cannot tell, so it is assumed
    const perdis::Assuming scope{perdis::less(family.min_distortion(), level),
                                 perdis::less(level, family.max_distortion())};
    std::cout << "a(D)   " << simplify(family.estimator_at(level).slope()) << '\n';

    const Expression perception = simplify(perdis::KullbackLeibler{}(prior, family.output_law_at(level)));
    const Expression slope = simplify(differentiate(perception, level));
    std::cout << "P(D)   " << perception << '\n';
    std::cout << "P'(D)  " << slope << '\n';
    for (const perdis::Condition& equality : scope.recorded()) {
        std::cout << "       taken as false: " << to_text(equality) << '\n';
    }
    std::cout << "\nLaTeX  " << to_latex(perception) << "\n\n" << to_cpp(perception, "perception", {sigma, level});

    const auto at = [](const auto& e, const auto& s, const auto& d) {
        using T = std::decay_t<decltype(s)>;
        return perdis::evaluate<T>(e, {{perdis::symbol("sigma"), s}, {perdis::symbol("D"), d}});
    };
    std::cout << "\nsigma = 1, D = 11/20\n";
    std::cout << "double     P  = " << std::setprecision(17) << at(perception, 1.0, 0.55) << '\n';
    std::cout << "50 digits  P  = " << std::setprecision(50) << at(perception, Fifty(1), Fifty(Fifty(11) / 20)) << '\n';
    std::cout << "           P' = " << at(slope, Fifty(1), Fifty(Fifty(11) / 20)) << '\n';
    std::cout << "exactly    P  = " << substitute(perception, {{sigma, 1}, {level, Expression(11) / 20}}) << '\n';
    return 0;
}
