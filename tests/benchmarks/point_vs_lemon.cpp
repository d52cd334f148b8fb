// One certified point, and a curve of 50, against one dense transport by LEMON's network simplex on the same problem:
// point_vs_lemon [sizes…], 200 500 1000 unless told; 2000 is worth a try where memory allows.
//
// Thread processor time, the median of three. LEMON's graph is built outside its time; `run` is the simplex alone, `LEMON`
// the solver's set-up from the graph and the simplex.

#include "../solver/instances.hpp"
#include "lemon.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/solver/interior_point.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace {

using perdis::FiniteProblem;
using perdis::InteriorPoint;
using timing::median_time;
using timing::now;

/// Instance A of the table: a Gaussian prior on a grid in normal noise. B: all at random, seed fixed.
instances::Instance instance(char kind, Eigen::Index n) {
    if (kind == 'A') { return instances::gaussian_grid(n, n); }
    return instances::dirichlet_costs(static_cast<unsigned>(n), n, n);
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

template <class Divergence>
void row(char kind, Eigen::Index n, const char* name, const Divergence& divergence) {
    const auto whole_instance = instance(kind, n);
    const perdis::Joint<double> joint(whole_instance.prior, whole_instance.transition);
    const Eigen::MatrixXd cost = joint.posterior() * whole_instance.delta;
    const perdis::FiniteDivergence bound(divergence, whole_instance.prior, whole_instance.alphabet);
    const double building = median_time([&] { FiniteProblem(joint.marginal(), cost, bound); });
    const FiniteProblem problem(joint.marginal(), cost, bound);
    const double begin = now();
    const double high = problem.max_distortion();
    const double transport = now() - begin;
    const double distortion = 0.5 * (problem.min_distortion() + high);
    perdis::Solution solution;
    perdis::Certificate proof;
    const double point = median_time([&] {
        solution = InteriorPoint{}(problem, distortion);
        proof = perdis::certify(problem, solution);
    });
    const double before = peak_megabytes();
    const auto lemon = yardstick::transport(problem.observation(), problem.divergence().reference(), cost, high);
    std::printf("%c %5ld  %-18s %8.4f %8.4f  %8.4f %8.4f %8.4f  %6.2f %6.2f  %4d   %8.1e  ", kind, static_cast<long>(n),
                name, lemon.run, lemon.whole, building, transport, point, point / lemon.run, point / lemon.whole,
                solution.iterations, (proof.upper - proof.lower) / (1.0 + proof.upper));
    std::fflush(stdout);
    if (n <= 500) {
        const double start = now();
        const auto curve = perdis::trace(problem, {.points = 50});
        const double time = now() - start;
        double widest = 0.0;
        for (const auto& at : curve.points()) {
            if (at.lower < at.upper) { widest = std::max(widest, (at.upper - at.lower) / (1.0 + at.upper)); }
        }
        std::printf("%7.2f %6.1f  %8.1e", time, time / point, widest);
    } else {
        std::printf("%7s %6s  %8s", "", "", "");
    }
    std::printf("  %6.0f\n", before);
    std::fflush(stdout);
}

} // namespace

int main(int count, char** values) {
    std::vector<Eigen::Index> sizes;
    for (int i = 1; i < count; ++i) { sizes.push_back(std::atol(values[i])); }
    if (sizes.empty()) { sizes = {200, 500, 1000}; }
    std::printf("both sides compiled with: %s\n", PERDIS_BENCHMARK_FLAGS);
    std::printf(
        "seconds of processor time, median of three; D in the middle; peak memory before LEMON's graph is built\n\n");
    std::printf("       n  divergence              run   LEMON   building    D_max    point    /run /LEMON steps  "
                "gap/(1+P)    curve  /point  "
                "gap/(1+P)    MB\n");
    for (const Eigen::Index n : sizes) {
        for (const char kind : {'A', 'B'}) {
            row(kind, n, "kullback_leibler", perdis::KullbackLeibler{});
            row(kind, n, "squared_hellinger", perdis::SquaredHellinger{});
        }
    }
    return 0;
}
