#include "catch.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <boost/math/constants/constants.hpp>

#include <perdis/numeric/fft.hpp>

namespace {

using Complex = std::complex<long double>;
constexpr double epsilon = std::numeric_limits<double>::epsilon();

perdis::ComplexField random_field(Eigen::Index height, Eigen::Index width) {
    std::mt19937 bits(static_cast<unsigned>(1000 * height + width));
    std::normal_distribution<double> normal;
    perdis::ComplexField field(height, width);
    for (Eigen::Index i = 0; i < field.size(); ++i) { field.data()[i] = {normal(bits), normal(bits)}; }
    return field;
}

/// One entry of the transform, by the definition, in extended precision.
Complex direct(const perdis::ComplexField& field, Eigen::Index k, Eigen::Index l) {
    const auto two_pi = boost::math::constants::two_pi<long double>();
    Complex sum(0.0L, 0.0L);
    for (Eigen::Index i = 0; i < field.rows(); ++i) {
        const long double row = static_cast<long double>(k * i % field.rows()) / static_cast<long double>(field.rows());
        for (Eigen::Index j = 0; j < field.cols(); ++j) {
            const long double column =
                static_cast<long double>(l * j % field.cols()) / static_cast<long double>(field.cols());
            sum += Complex(field(i, j)) * std::polar(1.0L, -two_pi * (row + column));
        }
    }
    return sum;
}

/// The largest error of the entries at a stride, in units of ε √Σ|x|².
double error(Eigen::Index height, Eigen::Index width, Eigen::Index stride) {
    const perdis::ComplexField field = random_field(height, width);
    const perdis::ComplexField transform = perdis::fourier_transform(field);
    const auto scale = static_cast<long double>(std::sqrt(field.abs2().sum()) * epsilon);
    long double worst = 0.0L;
    for (Eigen::Index at = 0; at < field.size(); at += stride) {
        const Eigen::Index k = at / width;
        const Eigen::Index l = at % width;
        worst = std::max(worst, std::abs(direct(field, k, l) - Complex(transform(k, l))) / scale);
    }
    return static_cast<double>(worst);
}

} // namespace

TEST_CASE("agree: the transform is the sum it is defined by", "[fft]") {
    // 8 log₂ n allowed, as documented; 1 to 6 measured. Lengths: one, powers, products, primes below and above 32
    for (const Eigen::Index n : {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 25, 27, 30, 31, 49, 60, 64, 121, 210, 512, 961}) {
        INFO(n);
        CHECK(error(1, n, 1) <= 8.0 * std::log2(2.0 * static_cast<double>(n)));
        CHECK(error(n, 1, 1) <= 8.0 * std::log2(2.0 * static_cast<double>(n)));
    }
    for (const Eigen::Index n : {37, 74, 97, 127, 257, 509, 997}) {
        INFO(n);
        CHECK(error(1, n, 1) <= 8.0 * std::pow(std::log2(static_cast<double>(n)), 2));
    }
}

TEST_CASE("agree: the transform of a rectangle is the double sum", "[fft]") {
    CHECK(error(8, 8, 1) <= 8.0 * 6.0);
    CHECK(error(6, 35, 1) <= 8.0 * 8.0);
    CHECK(error(37, 10, 1) <= 8.0 * 9.0 * 9.0);
    CHECK(error(512, 512, 262144 / 5) <= 8.0 * 18.0);
}

TEST_CASE("law: the inverse of the transform is the field, for prime sizes too", "[fft]") {
    for (const auto& [height, width] : {std::pair(1, 1), std::pair(7, 41), std::pair(16, 16), std::pair(101, 3)}) {
        const perdis::ComplexField field = random_field(height, width);
        const perdis::ComplexField again = perdis::inverse_fourier_transform(perdis::fourier_transform(field));
        CHECK(std::sqrt((again - field).abs2().sum()) <= 128.0 * epsilon * std::sqrt(field.abs2().sum()));
    }
}

TEST_CASE("law: the transform of real numbers is conjugate at opposite frequencies", "[fft]") {
    const perdis::RealField field = random_field(6, 10).real();
    const perdis::ComplexField transform = perdis::fourier_transform(field);
    for (Eigen::Index k = 0; k < 6; ++k) {
        for (Eigen::Index l = 0; l < 10; ++l) {
            const auto across = transform(perdis::opposite(k, 6), perdis::opposite(l, 10));
            CHECK(std::abs(transform(k, l) - std::conj(across)) <= 48.0 * epsilon * std::sqrt(field.square().sum()));
        }
    }
}

TEST_CASE("limit: a field without numbers, and one with a single number", "[fft]") {
    CHECK(perdis::fourier_transform(perdis::ComplexField(0, 0)).size() == 0);
    CHECK(perdis::inverse_fourier_transform(perdis::ComplexField(0, 3)).size() == 0);
    perdis::ComplexField one(1, 1);
    one << std::complex<double>(2.0, -3.0);
    CHECK(perdis::fourier_transform(one)(0, 0) == one(0, 0));
    CHECK(perdis::inverse_fourier_transform(one)(0, 0) == one(0, 0));
}
