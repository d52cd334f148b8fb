#include "catch.hpp"
#include "instances.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/solver/interior_point.hpp>
#include <perdis/solver/lagrangian_transport.hpp>

#include <cmath>
#include <vector>

using perdis::Certificate;
using perdis::FiniteProblem;
using perdis::InteriorPoint;
using perdis::Solution;
using perdis::Status;

namespace {

double width(const Certificate& proof) {
    return proof.lower == proof.upper ? 0.0 : (proof.upper - proof.lower) / (1.0 + proof.upper);
}

std::vector<instances::Measure> smooth_measures() {
    std::vector<instances::Measure> smooth;
    for (const auto& measure : instances::measures()) {
        const auto prior = perdis::Discrete<double>({0.0, 1.0}, {0.5, 0.5});
        if (measure.bind(prior, prior.support()).kind() == perdis::FiniteDivergence::Kind::smooth) {
            smooth.push_back(measure);
        }
    }
    return smooth;
}

/// Problems of which a few arcs of every row take part: square, more symbols than observations, and the reverse.
std::vector<instances::Instance> large() {
    std::vector<instances::Instance> all{instances::dirichlet_costs(1, 120, 120), instances::dirichlet_costs(2, 150, 3),
                                         instances::dirichlet_costs(3, 60, 200), instances::gaussian_grid(150, 150),
                                         instances::gaussian_grid(90, 200)};
    for (const unsigned seed : {2U, 3U, 4U, 6U, 7U}) { all.push_back(instances::make(seed, 160.0)); }
    return all;
}

} // namespace

TEST_CASE("law: of a large problem the arcs left out are proved to be out") {
    for (auto& instance : large()) {
        for (const auto& measure : smooth_measures()) {
            const FiniteProblem problem = instances::problem(instance, measure);
            for (const double share : {1e-5, 0.3, 0.999}) {
                instance.share = share;
                CAPTURE(instance.name, measure.name, share, problem.excess().rows(), problem.excess().cols());
                const Solution solution = InteriorPoint{}(problem, instances::distortion(instance, problem));
                CHECK(width(perdis::certify(problem, solution)) <= 1e-9);
            }
        }
    }
}

TEST_CASE("law: along a large curve warm starts are as narrow as cold ones, and take fewer steps") {
    for (auto instance : {instances::dirichlet_costs(4, 100, 100), instances::gaussian_grid(100, 100)}) {
        const FiniteProblem problem = instances::problem(instance, instances::measure("", perdis::KullbackLeibler{}));
        Solution previous;
        int cold = 0;
        int warm = 0;
        for (int i = 1; i < 20; ++i) {
            instance.share = 0.05 * i;
            const double distortion = instances::distortion(instance, problem);
            cold += InteriorPoint{}(problem, distortion).iterations;
            previous = InteriorPoint{}(problem, distortion, i > 1 ? &previous : nullptr);
            warm += previous.iterations;
            CAPTURE(instance.name, i);
            CHECK(previous.status == Status::solved);
            CHECK(width(perdis::certify(problem, previous)) <= 1e-9);
        }
        CHECK(warm < cold);
    }
}

TEST_CASE("agree: the interior point and transports at fixed multipliers, total variation of large problems") {
    const auto variation = instances::measure("", perdis::TotalVariation{});
    for (const auto& instance : large()) {
        const FiniteProblem problem = instances::problem(instance, variation);
        const double distortion = 0.6 * problem.usable_distortion() + 0.4 * problem.max_distortion();
        CAPTURE(instance.name);
        const Certificate path = perdis::certify(problem, InteriorPoint{}(problem, distortion));
        const Certificate vertex = perdis::certify(problem, perdis::LagrangianTransport{}(problem, distortion));
        CHECK(path.lower <= vertex.upper);
        CHECK(vertex.lower <= path.upper);
        CHECK(width(path) <= 1e-9);
        CHECK(width(vertex) <= 1e-12);
    }
}

TEST_CASE("refuse: the interior point and a transport cost, a distortion that is not a number") {
    const auto prior = perdis::Discrete<double>({0.0, 1.0}, {0.5, 0.5});
    const auto instance = instances::dirichlet_costs(1, 4, 4);
    const auto carried = instances::problem(instance, instances::measure("", perdis::Wasserstein1{}));
    CHECK_THROWS_WITH(
        InteriorPoint{}(carried, carried.min_distortion()),
        "InteriorPoint: divergence: a transport cost has no prices on a path; LagrangianTransport answers");
    const auto smooth = instances::problem(instance, instances::measure("", perdis::KullbackLeibler{}));
    CHECK_THROWS_WITH(InteriorPoint{}(smooth, std::nan("")), "InteriorPoint: distortion = nan is not in [D_min, inf]");
}
