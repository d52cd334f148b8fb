#include "catch.hpp"

#include <perdis/numeric/parallel_blocks.hpp>

#include <stdexcept>
#include <vector>

TEST_CASE("law: every block is acted on once, on any number of threads") {
    for (const unsigned threads : {0U, 1U, 2U, 7U}) {
        for (const std::size_t count : {std::size_t(0), std::size_t(1), std::size_t(100)}) {
            std::vector<int> visits(count, 0);
            perdis::parallel_blocks(count, threads, [&](std::size_t block) { ++visits[block]; });
            CHECK(visits == std::vector<int>(count, 1));
        }
    }
}

TEST_CASE("refuse: what a block throws is thrown again") {
    const auto failing = [](std::size_t block) {
        if (block == 3) { throw std::runtime_error("block 3"); }
    };
    CHECK_THROWS_WITH(perdis::parallel_blocks(10, 2, failing), "block 3");
}
