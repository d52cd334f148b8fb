#include <perdis/divergence/jensen_shannon.hpp>

#include "laws.hpp"

TEST_CASE("law: Jensen-Shannon is an f-divergence") { laws::f_divergence(perdis::JensenShannon{}); }

TEST_CASE("value: Jensen-Shannon of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::JensenShannon{}, "0.00222865150936702433677986727806335250526497698899");
}

TEST_CASE("limit: Jensen-Shannon is ln 2 for disjoint laws") {
    laws::limits(perdis::JensenShannon{}, 0.69314718055994530942, 0.21576155433883569558, 0.21576155433883569558);
}

TEST_CASE("law: Jensen-Shannon is symmetric to the last bit") {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        const auto p = laws::on_labels<double>(laws::masses<double>(random, 1 + round % 5));
        const auto q = laws::on_labels<double>(laws::masses<double>(random, 1 + round % 5));
        CHECK(perdis::JensenShannon{}(p, q) == perdis::JensenShannon{}(q, p));
    }
}
