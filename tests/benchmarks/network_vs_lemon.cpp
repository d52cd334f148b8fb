// The exact curve under W1, every vertex, and one certified point of it, against one dense transport by LEMON's network
// simplex on the same problem: network_vs_lemon [sizes…], 1000 2000 unless told. Exits by 1 where a demand is missed:
// the curve of instance B at n = 1000 in 20 such transports, a point in half of one.
//
// Thread processor time, the median of three; of LEMON's, the simplex alone.

#include "exact_instances.hpp"
#include "lemon.hpp"

#include <perdis/solver/network_path.hpp>
#include <perdis/solver/network_point.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace {

using exact_instances::Instance;
using timing::median_time;
using Problem = perdis::TransportProblem<double, perdis::LineGround<double>>;

/// On the line 0 … n − 1.
Problem problem_of(const Instance& instance) {
    std::vector<double> places;
    std::vector<std::size_t> symbols;
    for (Eigen::Index i = 0; i < instance.law.size(); ++i) {
        places.push_back(static_cast<double>(i));
        symbols.push_back(static_cast<std::size_t>(i));
    }
    return {{instance.observation.begin(), instance.observation.end()},
            perdis::DenseCost<double>(instance.cost),
            perdis::LineGround<double>(places, {instance.law.begin(), instance.law.end()}, symbols)};
}

/// The gap of a claim over 1 + P.
double gap(const Instance& instance, const Problem& problem, const perdis::TransportSolution<double>& claim) {
    const Eigen::Map<const Eigen::RowVectorXd> prices(claim.prices.data(), instance.law.size());
    double lower = -problem.ground().conjugate(claim.prices) - claim.multiplier * claim.distortion;
    for (Eigen::Index y = 0; y < instance.cost.rows(); ++y) {
        lower += instance.observation(y) * (prices + claim.multiplier * instance.cost.row(y)).minCoeff();
    }
    std::vector<double> law(problem.columns(), 0.0);
    for (const auto& [row, column, mass] : claim.flows) { law[column] += mass; }
    const double upper = problem.ground().value(law);
    return std::abs(upper - lower) / (1.0 + upper);
}

/// One line of the table; the demands it misses.
int row(char kind, Eigen::Index n) {
    const Instance drawn = exact_instances::instance(kind, n);
    const Problem problem = problem_of(drawn);
    std::vector<perdis::PiecewiseLinear<double>::Vertex> vertices;
    std::size_t pivots = 0;
    const double curve_time = median_time([&] {
        perdis::NetworkPath path(problem);
        path.run();
        vertices = path.vertices();
        pivots = path.pivots();
    });
    const perdis::PiecewiseLinear<double> curve(vertices);
    const double middle = 0.5 * (curve.min_distortion() + curve.max_distortion()), multiplier = -curve.slope(middle);
    perdis::TransportSolution<double> tangent, point;
    const double tangent_time = median_time([&] { tangent = perdis::network_tangent(problem, multiplier); });
    const double point_time = median_time([&] { point = perdis::network_point(problem, middle); });
    const double lemon = yardstick::transport(drawn.observation, drawn.law, drawn.cost, curve.max_distortion()).run;
    const bool slow_curve = kind == 'B' && n == 1000 && curve_time > 20.0 * lemon;
    const bool slow_point = n >= 1000 && tangent_time > 0.5 * lemon;
    std::printf("%c %5ld  %8.4f  %8.4f %6.2f %8zu %8.1e%s  %8.4f %6.2f %8.1e%s  %8.4f %6.2f %8.1e\n", kind,
                static_cast<long>(n), lemon, curve_time, curve_time / lemon, vertices.size(),
                curve_time / static_cast<double>(pivots), slow_curve ? " !" : "", tangent_time, tangent_time / lemon,
                gap(drawn, problem, tangent), slow_point ? " !" : "", point_time, point_time / lemon,
                gap(drawn, problem, point));
    std::fflush(stdout);
    return (slow_curve ? 1 : 0) + (slow_point ? 1 : 0);
}

} // namespace

int main(int count, char** values) {
    std::vector<Eigen::Index> sizes;
    for (int i = 1; i < count; ++i) { sizes.push_back(std::atol(values[i])); }
    if (sizes.empty()) { sizes = {1000, 2000}; }
    std::printf("both sides compiled with: %s\n", PERDIS_BENCHMARK_FLAGS);
    std::printf(
        "seconds of processor time, median of three; the point in the middle of D, by its multiplier and by D\n\n");
    std::printf(
        "       n     LEMON     curve /LEMON vertices  s/pivot     point /LEMON      gap     at D  /LEMON      gap\n");
    int missed = 0;
    for (const Eigen::Index n : sizes) {
        for (const char kind : {'B', 'C', 'E'}) { missed += row(kind, n); }
    }
    if (missed > 0) { std::printf("%d demands are missed: !\n", missed); }
    return missed == 0 ? 0 : 1;
}
