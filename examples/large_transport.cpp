// How near can 20,000 symbols in the plane come to their law? One certified point under total variation and one under W1,
// with a cost that is a function: 4e8 entries that are never stored. large_transport [symbols]

#include <perdis/perdis.hpp>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <unistd.h>
#include <vector>

namespace {

struct Point {
    double x, y;
};

/// |a − b|² between an observation and a symbol.
struct SquaredDistance {
    const std::vector<Point>* from;
    const std::vector<Point>* to;
    double operator()(std::size_t row, std::size_t column) const {
        const Point &a = (*from)[row], &b = (*to)[column];
        return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
    }
};

std::vector<Point> cloud(std::mt19937_64& random, std::size_t count) {
    std::normal_distribution<double> normal;
    std::vector<Point> points;
    for (std::size_t i = 0; i < count; ++i) { points.push_back({normal(random), normal(random)}); }
    return points;
}

void progress(std::size_t proven, std::size_t rows) {
    if (isatty(STDERR_FILENO) != 0) { std::fprintf(stderr, "\r%zu of %zu rows proven ", proven, rows); }
}

template <class Problem>
void answer(const char* name, const Problem& problem, double multiplier) {
    const auto claim = perdis::network_tangent(problem, multiplier, progress);
    const auto proof = perdis::certify(problem, claim);
    std::printf("%-16s D = %.9f, %.12f <= P(D) <= %.12f, %zu pivots\n", name, claim.distortion, proof->lower,
                proof->upper, claim.iterations);
}

} // namespace

int main(int count, char** values) {
    const std::size_t symbols = count > 1 ? std::strtoul(values[1], nullptr, 10) : 20000;
    std::mt19937_64 random(2018);
    const std::vector<Point> from = cloud(random, symbols), to = cloud(random, symbols);
    const std::vector<double> masses(symbols, 1.0 / static_cast<double>(symbols));
    const SquaredDistance cost{&from, &to};
    answer("total variation", perdis::TransportProblem(masses, cost, perdis::DiscreteGround<double>(masses)), 30.0);
    std::vector<double> places;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < symbols; ++i) {
        places.push_back(static_cast<double>(i) / static_cast<double>(symbols));
        order.push_back(i);
    }
    answer("W1 of labels", perdis::TransportProblem(masses, cost, perdis::LineGround<double>(places, masses, order)),
           30.0);
    return 0;
}
