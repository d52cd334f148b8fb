// The widths of certificates over the instances of tests/solver/instances.hpp: widths [instances] [first seed]
// [divergence…]. Exit status 1 where a divergence has fewer than 999 of 1000 within 1e-9 (1 + P), or where one of the
// others is not enclosed or was called solved.

#include "../solver/instances.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/solver/finite_solver.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace {

const char* name_of(perdis::Status status) {
    return status == perdis::Status::solved      ? "solved"
           : status == perdis::Status::stagnated ? "stagnated"
                                                 : "infeasible";
}

/// What one divergence came to over all instances.
struct Tally {
    int narrow = 0;
    int wide = 0;
    int most_steps = 0;
    long steps = 0;
    double widest = 0.0;
    bool enclosed = true; ///< every wide one says so, and has a finite upper bound where it has a finite lower one
};

void run(const instances::Measure& measure, const instances::Instance& instance, Tally& tally) {
    const auto problem = instances::problem(instance, measure);
    const double distortion = instances::distortion(instance, problem);
    const perdis::Solution solution = perdis::FiniteSolver{}(problem, distortion);
    const perdis::Certificate proof = perdis::certify(problem, solution);
    tally.most_steps = std::max(tally.most_steps, solution.iterations);
    tally.steps += solution.iterations;
    const double width = proof.lower == proof.upper ? 0.0 : (proof.upper - proof.lower) / (1.0 + proof.upper);
    if (width <= 1e-9) {
        ++tally.narrow;
        tally.widest = std::max(tally.widest, width);
        return;
    }
    ++tally.wide;
    tally.enclosed = tally.enclosed && solution.status == perdis::Status::stagnated && std::isfinite(proof.upper);
    std::printf("  %-25s %-40s share %-9.3g [%.12g, %.12g] width/(1+P) %.2g %s, %d steps\n", measure.name.c_str(),
                instance.name.c_str(), instance.share, proof.lower, proof.upper, width, name_of(solution.status),
                solution.iterations);
    std::fflush(stdout);
}

} // namespace

int main(int count, char** values) {
    const unsigned total = count > 1 ? static_cast<unsigned>(std::atoi(values[1])) : 1000;
    const unsigned first = count > 2 ? static_cast<unsigned>(std::atoi(values[2])) : 0;
    std::vector<instances::Instance> all;
    for (unsigned seed = first; seed < first + total; ++seed) { all.push_back(instances::make(seed)); }
    std::printf("%u instances; enclosures wider than 1e-9 (1 + P):\n", total);
    int narrow = 0;
    int wide = 0;
    bool enough = true;
    std::string table;
    const std::vector<std::string> asked(values + std::min(count, 3), values + count);
    for (const auto& measure : instances::measures()) {
        if (!asked.empty() && std::find(asked.begin(), asked.end(), measure.name) == asked.end()) { continue; }
        Tally tally;
        const auto begin = std::chrono::steady_clock::now();
        for (const auto& instance : all) { run(measure, instance, tally); }
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
        char line[200];
        std::snprintf(line, sizeof line,
                      "%-25s %5d of %5d   %3d max, %5.1f mean steps   widest of these %.1e   %.1f s\n",
                      measure.name.c_str(), tally.narrow, tally.narrow + tally.wide, tally.most_steps,
                      static_cast<double>(tally.steps) / total, tally.widest, time.count());
        table += line;
        narrow += tally.narrow;
        wide += tally.wide;
        enough = enough && tally.enclosed && 1000 * tally.narrow >= 999 * (tally.narrow + tally.wide);
    }
    std::printf("\nwithin 1e-9 (1 + P):\n%sall %d of %d\n", table.c_str(), narrow, narrow + wide);
    return enough ? 0 : 1;
}
