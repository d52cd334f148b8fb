#pragma once

#include "catch.hpp"

#include <perdis/certificate/certificate.hpp>

/// Checks that a certificate's enclosure is within this accuracy of the value.
inline void check_value(const perdis::Certificate& proof, double expected, double accuracy) {
    CAPTURE(proof.lower, proof.upper, expected);
    CHECK(proof.lower <= expected + accuracy);
    CHECK(proof.upper >= expected - accuracy);
}
