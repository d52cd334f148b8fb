// The installed package: found, included as a whole, linked and run.
#include <perdis/core/version.hpp>
#include <perdis/perdis.hpp>

#include <iostream>

int main() {
    const perdis::Problem problem{
        perdis::Discrete{{-1.0, 0.0, 1.0}, {0.25, 0.5, 0.25}},
        perdis::AdditiveGaussian{perdis::standard_deviation(1.0)},
        perdis::SquaredError{},
        perdis::TotalVariation{},
        perdis::ProblemOptions{.observation = perdis::Bins{-8.0, 8.0, 400}},
    };
    const auto curve = perdis::trace(problem);
    const auto bounds = curve.certificate(0.45);
    const double perception = curve.perception(0.45);
    std::cout << "perdis " << perdis::version << ": " << bounds.lower << " <= P(0.45) = " << perception
              << " <= " << bounds.upper << '\n';
    return bounds.lower <= bounds.upper && perception == bounds.upper ? 0 : 1;
}
