// The exact curve under total variation, every breakpoint, and one certified point of it, against one dense transport by
// LEMON's network simplex on the same problem: variation_vs_lemon [sizes…], those of the demands unless told. Exits by 1
// where a demand is missed.
//
// Thread processor time, the median of three; of LEMON's run() alone, and with its set-up from the graph. Ratios are to
// run() alone.

#include "exact_instances.hpp"
#include "lemon.hpp"

#include <perdis/certificate/certify_transport.hpp>
#include <perdis/curve/exact_curve.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using timing::median_time;
using Problem = perdis::TransportProblem<double, perdis::DiscreteGround<double>>;

/// How many transports the whole curve and the point may cost; 0: no demand.
struct Demand {
    double curve = 0.0, point = 0.0;
};

Demand demand(char kind, Eigen::Index n) {
    const bool random = kind == 'B' || kind == 'C';
    Demand most;
    if (random && n >= 200 && n <= 4000) { most.curve = 1.0; }
    if (kind == 'E' && n == 1000) { most.curve = 4.0; }
    if (kind == 'A' && n == 500) { most.curve = 6.0; }
    if (kind != 'A' && n >= 1000) { most.point = 0.15; }
    return most;
}

/// One line of the table; the demands it misses.
int row(char kind, Eigen::Index n) {
    const auto drawn = exact_instances::instance(kind, n);
    const Problem problem({drawn.observation.begin(), drawn.observation.end()}, perdis::DenseCost<double>(drawn.cost),
                          perdis::DiscreteGround<double>({drawn.law.begin(), drawn.law.end()}));
    std::vector<perdis::PiecewiseLinear<double>::Vertex> vertices;
    std::size_t pivots = 0;
    const double curve = median_time([&] {
        perdis::VariationPath path(problem);
        path.run();
        vertices = path.vertices();
        pivots = path.pivots();
    });
    const double middle = 0.5 * (vertices.front().distortion + vertices.back().distortion);
    perdis::TransportSolution<double> claim;
    const double point = median_time([&] { claim = perdis::ParametricSimplex{}(problem, middle); });
    const perdis::TransportCertifier certify(problem);
    const auto bounds = certify(claim);
    const double mean = drawn.observation.dot(drawn.cost.rowwise().mean());
    const double gap = (bounds->upper - bounds->lower) / claim.multiplier / mean;
    const auto lemon = yardstick::transport(drawn.observation, drawn.law, drawn.cost, vertices.back().distortion);
    const Demand most = demand(kind, n);
    const bool slow_curve = most.curve > 0.0 && curve > most.curve * lemon.run;
    const bool slow_point = most.point > 0.0 && point > most.point * lemon.run;
    const bool wide = !(gap <= 1e-12);
    std::printf("%c %5ld  %8.4f %8.4f  %8.4f %6.2f%s %7zu %7zu %8.1e  %8.4f %6.3f%s  %8.1e%s\n", kind,
                static_cast<long>(n), lemon.run, lemon.whole, curve, curve / lemon.run, slow_curve ? " !" : "  ",
                vertices.size(), pivots, curve / static_cast<double>(pivots), point, point / lemon.run,
                slow_point ? " !" : "  ", gap, wide ? " !" : "");
    std::fflush(stdout);
    return (slow_curve ? 1 : 0) + (slow_point ? 1 : 0) + (wide ? 1 : 0);
}

} // namespace

int main(int count, char** values) {
    std::printf("both sides compiled with: %s\n", PERDIS_BENCHMARK_FLAGS);
    std::printf("seconds of processor time, median of three; the point in the middle of D, its gap in D over E|c|\n\n");
    std::printf(
        "       n       run    LEMON     curve   /run   vertices pivots  s/pivot     point   /run         gap\n");
    int missed = 0;
    if (count > 1) {
        for (int i = 1; i < count; ++i) {
            for (const char kind : {'A', 'B', 'C', 'E'}) { missed += row(kind, std::atol(values[i])); }
        }
    } else {
        for (const Eigen::Index n : {200, 500, 1000, 2000, 4000}) {
            missed += row('B', n);
            missed += row('C', n);
        }
        missed += row('E', 500);
        missed += row('E', 1000);
        missed += row('E', 2000);
        missed += row('A', 500);
    }
    if (missed > 0) { std::printf("%d demands are missed: !\n", missed); }
    return missed == 0 ? 0 : 1;
}
