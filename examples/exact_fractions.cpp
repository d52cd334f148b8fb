// What does P(D) look like in exact fractions, and is it convex? A binary symmetric channel, and three symbols on a line under W1.

#include <perdis/perdis.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <iomanip>
#include <iostream>

using Rational = boost::multiprecision::cpp_rational;

template <class Curve>
void print(const char* name, const Curve& curve) {
    const auto line = [](const auto& distortion, const auto& perception, const auto& slope) {
        std::cout << "  " << std::left << std::setw(12) << distortion << std::setw(12) << perception << slope << "\n";
    };
    std::cout << name << "\n";
    line("D", "P", "slope to the right");
    for (const auto& [distortion, perception] : curve.function().vertices()) {
        line(distortion.str(), perception.str(), curve.function().slope(distortion));
    }
    const auto verification = perdis::verify_exactly(
        curve.function(), [&](const Rational& distortion) { return *curve.certificate(distortion); });
    const bool proved = verification.non_increasing.verdict == perdis::Verdict::proved
                        && verification.convex.verdict == perdis::Verdict::proved;
    std::cout << "  Theorem 1 of the whole curve: " << (proved ? "proved" : "not proved") << "\n\n";
}

int main() {
    const auto curve_of = [](const auto& prior, const auto& channel, const auto& distortion, const auto& ground) {
        const auto law = perdis::joint(prior, channel);
        return perdis::ExactCurve(perdis::transport_problem(
            law, perdis::distortion_matrix<Rational>(distortion, prior.support(), prior.support()), ground));
    };
    const perdis::Discrete<Rational> bit({0, 1}, {Rational(7, 10), Rational(3, 10)});
    print("Bernoulli(3/10) through a binary symmetric channel of error 1/10, Hamming distortion, total variation",
          curve_of(bit, perdis::Symmetric<Rational>(Rational(1, 10)), perdis::Hamming{},
                   perdis::discrete_ground(bit, bit.support())));
    const perdis::Discrete<Rational> three({-1, 0, 2}, {Rational(1, 2), Rational(1, 3), Rational(1, 6)});
    print(
        "Three numbers through a symmetric channel of error 1/5, squared error, W1",
        curve_of(three, perdis::Symmetric<Rational>(Rational(1, 5)), perdis::SquaredError{},
                 perdis::line_ground<Rational>(three.support().row(0), three.probabilities(), three.support().row(0))));
    return 0;
}
