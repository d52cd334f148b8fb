// What a certified point of squared error on the line costs, in units of std::sort of the same values.
//
// line_point [N…]: a normal prior and its posterior means in normal noise, m = k = N (default 1000000), unsorted.

#include "timing.hpp"

#include <perdis/certificate/certify_monotone.hpp>
#include <perdis/solver/monotone_solver.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace {

struct Data {
    std::vector<double> means, weights, symbols, masses;
};

Data draw(std::size_t n) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::exponential_distribution<double> mass;
    Data data;
    for (std::size_t i = 0; i < n; ++i) {
        data.means.push_back(0.7 * normal(random));
        data.symbols.push_back(normal(random));
        data.weights.push_back(mass(random));
        data.masses.push_back(mass(random));
    }
    for (auto* masses : {&data.weights, &data.masses}) {
        double sum = 0.0;
        for (const double value : *masses) { sum += value; }
        for (double& value : *masses) { value /= sum; }
    }
    return data;
}

/// E|c| with the symbols taken alike.
double mean_cost(const Data& data) {
    double square = 0.0, mean = 0.0, sum = 0.0;
    for (const double x : data.symbols) {
        square += x * x / static_cast<double>(data.symbols.size());
        mean += x / static_cast<double>(data.symbols.size());
    }
    for (std::size_t i = 0; i < data.means.size(); ++i) {
        sum += data.weights[i] * (data.means[i] * data.means[i] - 2.0 * data.means[i] * mean + square);
    }
    return sum;
}

double sort_time(const Data& data) {
    return timing::median_time<5>([&] {
        std::vector<double> means = data.means, symbols = data.symbols;
        std::sort(means.begin(), means.end());
        std::sort(symbols.begin(), symbols.end());
        if (means.front() > means.back() || symbols.front() > symbols.back()) { std::puts("not sorted"); }
    });
}

/// Prints a row; whether gap ≤ tolerance · E|c| in distortion.
template <class Divergence>
double row(const char* name, const Data& data, double multiplier, double sort, double& widest) {
    using Problem = perdis::PosteriorMeanProblem<Divergence>;
    perdis::CumulativeSolution claim;
    const double point = timing::median_time<3>([&] {
        const Problem problem(data.means, data.weights, data.symbols, data.masses, 0.0);
        claim = perdis::MonotoneSolver{}.at_multiplier(problem, multiplier);
    });
    const Problem problem(data.means, data.weights, data.symbols, data.masses, 0.0);
    const double begin = timing::now();
    const auto proof = certify(problem, claim);
    const double proved = timing::now() - begin;
    const double gap = (proof.upper - proof.lower) / multiplier / mean_cost(data);
    widest = std::max(widest, gap);
    std::printf("%9zu  %-16s %8.3g %9.4f %9.4f %9.4f %9.2f   %8.1e  %.6g\n", data.means.size(), name, multiplier, sort,
                point, proved, point / sort, gap, proof.upper);
    std::fflush(stdout);
    return point / sort;
}

} // namespace

int main(int count, char** values) {
    std::vector<std::size_t> sizes;
    for (int i = 1; i < count; ++i) { sizes.push_back(static_cast<std::size_t>(std::atol(values[i]))); }
    if (sizes.empty()) { sizes = {1000000}; }
    std::printf(
        "compiled with: %s\nseconds of processor time, medians; a point is sorting and solving at a given multiplier.\n"
        "The demand for W1: below 3 sorts, gap at most 1e-12 E|c| in distortion\n\n",
        PERDIS_BENCHMARK_FLAGS);
    std::printf("        n  divergence     lambda      sort     point   certify    /sorts  gap/E|c|  P\n");
    double slowest = 0.0, widest = 0.0, other = 0.0;
    for (const std::size_t n : sizes) {
        const Data data = draw(n);
        const double sort = sort_time(data);
        for (const double multiplier : {1.0, 10.0}) {
            slowest = std::max(slowest, row<perdis::Wasserstein1>("wasserstein1", data, multiplier, sort, widest));
            row<perdis::TotalVariation>("total_variation", data, multiplier, sort, other);
        }
    }
    const bool met = slowest < 3.0 && widest <= 1e-12;
    std::printf("the demand: %s\n", met ? "met" : "NOT MET");
    return met ? 0 : 1;
}
