#include "catch.hpp"
#include "exact_agreement.hpp"

#include <utility>

namespace {

using exact_agreement::Rational;
using exact_agreement::Tally;

} // namespace

TEST_CASE("agree: exact curves, their proofs, the plain linear program and the form of two symbols") {
    const Tally tally = exact_agreement::sweep(0, 150);
    CHECK(tally.complaint == "");
    CHECK(tally.instances == 150);
    CHECK(tally.vertices > 900);
    CHECK(tally.forms > 60);
    CHECK(tally.programs == 3 * 3 * 150);
}

TEST_CASE("law: an exact curve that is off by 1e-60 is found out") {
    const auto problem = oracle::rational_instance(5).discrete();
    perdis::VariationPath<Rational> path(problem);
    path.run();
    auto vertices = path.vertices();
    const auto compared = [&] {
        const exact_agreement::Curve curve(vertices);
        Tally proofs, programs;
        exact_agreement::against_proofs(problem, path, curve, proofs);
        exact_agreement::against_programs(problem, curve, programs);
        return std::pair(proofs.complaint.empty(), programs.complaint.empty());
    };
    CHECK(compared() == std::pair(true, true));
    vertices.front().perception += Rational(1, pow(oracle::Integer(10), 60));
    CHECK(compared() == std::pair(false, false));
}
