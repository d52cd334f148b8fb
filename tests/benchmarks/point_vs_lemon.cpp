// One certified point, and a curve of 50, against one dense transport by LEMON's network simplex on the same problem:
// point_vs_lemon [sizes…], 200 500 1000 unless told; 2000 is worth a try where memory allows.
//
// Thread processor time, the median of three. LEMON's graph is built outside its time; `run` is the simplex alone, `LEMON`
// the solver's set-up from the graph and the simplex.

#include "../solver/instances.hpp"
#include "timing.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/solver/interior_point.hpp>

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

using perdis::FiniteProblem;
using perdis::InteriorPoint;
using timing::median_time;
using timing::now;

/// Masses as whole numbers that sum to total.
std::vector<std::int64_t> whole(const Eigen::VectorXd& masses, std::int64_t total) {
    std::vector<std::int64_t> parts;
    std::int64_t left = total;
    for (const double mass : masses) {
        parts.push_back(static_cast<std::int64_t>(mass * static_cast<double>(total)));
        left -= parts.back();
    }
    *std::max_element(parts.begin(), parts.end()) += left;
    return parts;
}

/// Seconds of one dense transport p_Y → p_X under c: run() alone, and with the solver's own set-up from the graph.
struct LemonTime {
    double run = 0.0;
    double whole = 0.0;
};

LemonTime lemon_time(const FiniteProblem& problem, const Eigen::MatrixXd& costs) {
    using Graph = lemon::SmartDigraph;
    using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;
    const auto supply = whole(problem.observation(), 1000000000000);
    const auto demand = whole(problem.divergence().reference(), 1000000000000);
    Graph graph;
    std::vector<Graph::Node> nodes;
    for (Eigen::Index i = 0; i < costs.rows() + costs.cols(); ++i) { nodes.push_back(graph.addNode()); }
    Graph::ArcMap<std::int64_t> cost(graph);
    const double scale = 1e9 / costs.maxCoeff();
    for (Eigen::Index y = 0; y < costs.rows(); ++y) {
        for (Eigen::Index z = 0; z < costs.cols(); ++z) {
            const auto arc =
                graph.addArc(nodes[static_cast<std::size_t>(y)], nodes[static_cast<std::size_t>(costs.rows() + z)]);
            cost[arc] = static_cast<std::int64_t>(scale * costs(y, z) + 0.5);
        }
    }
    Graph::NodeMap<std::int64_t> balance(graph);
    for (std::size_t y = 0; y < supply.size(); ++y) { balance[nodes[y]] = supply[y]; }
    for (std::size_t z = 0; z < demand.size(); ++z) { balance[nodes[supply.size() + z]] = -demand[z]; }
    std::array<double, 3> times{};
    std::array<double, 3> whole_times{};
    double reached = 0.0;
    bool optimal = true;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double first = now();
        Simplex simplex(graph);
        simplex.costMap(cost).supplyMap(balance);
        const double begin = now();
        optimal = simplex.run() == Simplex::OPTIMAL && optimal;
        times[i] = now() - begin;
        whole_times[i] = now() - first;
        reached = simplex.template totalCost<double>() / scale / 1e12;
    }
    std::sort(times.begin(), times.end());
    std::sort(whole_times.begin(), whole_times.end());
    const double wanted = problem.max_distortion();
    if (!optimal || std::abs(reached - wanted) > 1e-8 * (1.0 + wanted)) {
        std::printf("LEMON disagrees: %.12g, not %.12g\n", reached, wanted);
    }
    return {times[1], whole_times[1]};
}

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
    const LemonTime lemon = lemon_time(problem, cost);
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
