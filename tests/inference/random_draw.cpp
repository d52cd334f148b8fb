#include <perdis/inference/random_draw.hpp>

#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/squared_error.hpp>

#include "models.hpp"

using namespace models;

TEMPLATE_TEST_CASE("law: a random draw has the law of X, twice its variance, and errs with 1 - sum p^2", "", double,
                   Fifty, Rational) {
    using T = TestType;
    std::mt19937 random(17);
    for (int round = 0; round < 20; ++round) {
        const auto joint = random_joint<T>(random, 2 + round % 4, 1 + round % 5);
        const auto draw = perdis::random_draw(joint);
        CHECK(equal_laws<T>(draw.law(joint), joint.prior()));
        CHECK(equal<T>(draw.distortion(joint, perdis::SquaredError{}), T(T(2) * joint.prior().variance()), T(64)));
        T collision(0);
        for (const T& p : joint.prior().probabilities()) { collision += p * p; }
        CHECK(equal<T>(draw.distortion(joint, perdis::Hamming{}), T(T(1) - collision)));
    }
}
