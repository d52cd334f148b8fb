#pragma once

namespace perdis {

/// An integral with a bound on its error; error = inf: nothing is known.
struct Bounded {
    double value = 0.0;
    double error = 0.0;
    void add(double term, double margin) {
        value += term;
        error += margin;
    }
};

} // namespace perdis
