// Every closed form of a scalar normal law, and the rates, in double against 50 digits: accuracy [points], 33 unless told.
// accuracy control measures a formula that cancels instead.
//
// Prints quantity,sigma,error as csv: the worst error over a few arguments at each of the log-spaced σ in [1e-8, 1e8], in
// units of ε (1 + κ), κ the condition number in all inputs by central differences in 50 digits. Where κ > 1e12 double has
// no digits left and the argument is passed over. Exit status 1 where an error exceeds 8.

#include "accuracy_quantities.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using accuracy::Fifty;
using accuracy::Point;
using accuracy::Quantity;

/// |double − 50 digits| in units of ε (1 + κ), or less than 0 where there is nothing to compare.
double error(const Quantity& quantity, const Point& point) {
    const Fifty step("1e-17");
    const std::vector<Fifty> x(point.begin(), point.end());
    const Fifty value = quantity.exact(x);
    const Fifty size = abs(value);
    if (!(size > Fifty("1e-290")) || !(size < Fifty("1e290"))) { return -1.0; }
    Fifty kappa = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<Fifty> up = x;
        std::vector<Fifty> down = x;
        up[i] *= 1 + step;
        down[i] *= 1 - step;
        kappa += abs((quantity.exact(up) - quantity.exact(down)) / (2 * step * value));
    }
    if (!(kappa < Fifty("1e12"))) { return -1.0; }
    const Fifty unit = std::numeric_limits<double>::epsilon() * (1 + kappa) * size;
    return static_cast<double>(abs(Fifty(quantity.rounded(point)) - value) / unit);
}

} // namespace

int main(int count, char** values) {
    const bool control = count > 1 && std::string(values[1]) == "control";
    const int points = std::max(count > 1 && !control ? std::atoi(values[1]) : 33, 2);
    std::vector<Quantity> quantities = control ? accuracy::control_quantities() : accuracy::model_quantities();
    if (!control) {
        for (Quantity& quantity : accuracy::divergence_quantities()) { quantities.push_back(std::move(quantity)); }
    }
    double worst = 0.0;
    long compared = 0;
    std::printf("quantity,sigma,error\n");
    for (const Quantity& quantity : quantities) {
        double own = -1.0;
        for (int i = 0; i < points; ++i) {
            const double sigma = std::pow(10.0, -8.0 + 16.0 * i / (points - 1));
            double here = -1.0;
            for (const Point& point : quantity.points(sigma)) {
                const double found = error(quantity, point);
                compared += found >= 0.0 ? 1 : 0;
                here = found <= here ? here : found; // keeps NaN
            }
            if (here < 0.0) { continue; }
            std::printf("%s,%.10g,%.3g\n", quantity.name.c_str(), sigma, here);
            own = here <= own ? own : here;
        }
        if (!(own <= 8.0) || own < 0.0) { std::fprintf(stderr, "%s: worst error %.3g\n", quantity.name.c_str(), own); }
        worst = own >= 0.0 && own <= worst ? worst : (own < 0.0 ? INFINITY : own);
    }
    std::fprintf(stderr, "%ld comparisons of %zu quantities, worst error %.3g\n", compared, quantities.size(), worst);
    return worst <= 8.0 ? 0 : 1;
}
