#include "catch.hpp"

#include <perdis/symbol/simplify.hpp>

#include "corpus.hpp"

using corpus::Hundred;
using perdis::Expression;

namespace {

/// How e and its simplification differ at the point, relative to 1 + |e|; nothing where e has no value there.
std::optional<Hundred> difference(const Expression& e, const Expression& other,
                                  const perdis::Bindings<Hundred>& point) {
    const auto expected = corpus::value(e, point);
    if (!expected) { return std::nullopt; }
    const Hundred got = perdis::evaluate<Hundred>(other, point);
    return abs(got - *expected) / (1 + abs(*expected));
}

/// 100 digits are computed; 60 are left after cancellations of 40.
const Hundred tolerance("1e-60");

struct Count {
    int expressions = 0, points = 0, shorter = 0;
};

void check(const Expression& e, corpus::Generator& generator, Count& count) {
    const Expression simple = simplify(e);
    INFO(e << "   ->   " << simple);
    CHECK(perdis::tree_size(simple) <= perdis::tree_size(e));
    CHECK(perdis::tree_size(simplify(simple)) <= perdis::tree_size(simple));
    ++count.expressions;
    count.shorter += perdis::tree_size(simple) < perdis::tree_size(e) ? 1 : 0;
    for (int i = 0; i < 3; ++i) {
        const auto point = generator.point();
        const auto d = difference(e, simple, point);
        if (!d) { continue; }
        ++count.points;
        CHECK(*d <= tolerance);
    }
}

} // namespace

TEST_CASE("law: simplify keeps the value in 60 digits and never lengthens, over expressions written as traps",
          "[simplify]") {
    corpus::Generator generator(1);
    Count count;
    for (const Expression& e : corpus::by_hand()) { check(e, generator, count); }
    CHECK(count.points > 200);
    CHECK(count.shorter > 20);
}

TEST_CASE("law: simplify keeps the value in 60 digits and never lengthens, over 300 expressions grown by chance",
          "[simplify]") {
    corpus::Generator generator(2);
    Count count;
    for (int i = 0; count.expressions < 300; ++i) {
        if (const auto e = generator(1 + i % 5)) { check(*e, generator, count); }
    }
    CHECK(count.points > 750);
    CHECK(count.shorter > 50);
}

TEST_CASE("law: the comparison sees a root simplified without its assumption", "[simplify]") {
    const corpus::Symbols s;
    corpus::Generator generator(3);
    int seen = 0;
    for (int i = 0; i < 20; ++i) {
        const auto d = difference(sqrt(s.x * s.x), s.x, generator.point()); // false for x < 0
        seen += d && *d > tolerance ? 1 : 0;
    }
    CHECK(seen > 3);
}
