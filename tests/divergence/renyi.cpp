#include <perdis/divergence/renyi.hpp>

#include <perdis/divergence/squared_hellinger.hpp>

#include "laws.hpp"

TEST_CASE("law: Renyi divergences are divergences") {
    for (const double order : {0.25, 0.5, 1.0 - 1e-9, 1.0, 2.0, 5.0}) {
        CAPTURE(order);
        laws::divergence(perdis::Renyi(order));
    }
}

TEST_CASE("value: Renyi divergences of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::Renyi(0.25), "0.00223176376454583497019121600337868231093256998058");
    laws::value(perdis::Renyi(0.5), "0.00446417629643086426160661067220735368981766109755");
    laws::value(perdis::Renyi(0.999755859375), "0.0089195255063185085577127986205801211285864142908");
    laws::value(perdis::Renyi(2.0), "0.0177436585337616558957303761895095352555428176192");
    laws::value(perdis::Renyi(5.0), "0.0423194085668699732142583380568169137926159883209");
}

TEST_CASE("law: a Renyi divergence grows with its order") {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        const auto p = laws::on_labels<double>(laws::masses<double>(random, 4));
        const auto q = laws::on_labels<double>(laws::masses<double>(random, 4));
        double previous = 0.0;
        for (const double order : {1e-6, 0.1, 0.4999, 0.5, 0.5001, 0.9, 0.999999, 1.0, 1.000001, 1.5, 2.0, 7.0, 40.0}) {
            const double value = perdis::Renyi(order)(p, q);
            CHECK(value >= previous * (1.0 - laws::rounding<double>()));
            previous = value;
        }
    }
}

TEST_CASE("agree: the Renyi divergence of order 1/2 is -2 ln(1 - H^2)") {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        const auto p = laws::on_labels<laws::Fifty>(laws::masses<laws::Fifty>(random, 3));
        const auto q = laws::on_labels<laws::Fifty>(laws::masses<laws::Fifty>(random, 3));
        const laws::Fifty affinity = laws::Fifty(1) - perdis::SquaredHellinger{}(p, q);
        // 1 − H² keeps 50 digits to 1e-50/affinity.
        const laws::Fifty want = -laws::Fifty(2) * log(affinity);
        CHECK(laws::absolute(laws::Fifty(perdis::Renyi(0.5)(p, q) - want)) <= laws::Fifty("1e-46") / affinity);
    }
}

TEST_CASE("agree: Renyi divergences of far laws, double and 50 digits") {
    using laws::Fifty;
    for (const double small : {0.3, 1e-3, 1e-12, 1e-40, 1e-200, 1e-300}) {
        for (const double order : {0.05, 0.5, 0.9, 1.0, 1.1, 2.0, 30.0}) {
            CAPTURE(small, order);
            const perdis::Renyi renyi(order);
            const perdis::Discrete<double> p{{0, 1}, {1.0 - small, small}};
            const perdis::Discrete<double> q{{0, 1}, {small, 1.0 - small}};
            const Fifty tiny(small), rest(1.0 - small);
            const perdis::Discrete<Fifty> exact_p{{Fifty(0), Fifty(1)}, {rest, tiny}};
            const perdis::Discrete<Fifty> exact_q{{Fifty(0), Fifty(1)}, {tiny, rest}};
            // The condition in the masses is at most that of ln Σ: (1 + a)/|a − 1|, and 1/value near equal laws.
            const Fifty want = renyi(exact_p, exact_q);
            CHECK(laws::absolute(Fifty(Fifty(renyi(p, q)) - want))
                  <= want * Fifty(laws::rounding<double>()) * Fifty(1.0 + order));
        }
    }
}

TEST_CASE("limit: Renyi divergences at the edge of the simplex") {
    const double two = 0.69314718055994530942; // ln 2
    laws::limits(perdis::Renyi(0.25), laws::infinity, two / 3.0, two);
    laws::limits(perdis::Renyi(0.5), laws::infinity, two, two);
    laws::limits(perdis::Renyi(2.0), laws::infinity, laws::infinity, two);
}

TEST_CASE("limit: disjoint laws are infinitely far apart at every order, however their masses round") {
    for (const double order : {0.1, 0.3, 0.5, 0.7, 0.9, 0.99}) {
        const perdis::Discrete<double> p{{0, 1, 2, 3}, {0.1, 0.2, 0.7, 0.0}};
        const perdis::Discrete<double> q{{3, 4, 5, 6}, {0.3, 0.3, 0.1, 0.3}};
        CHECK(perdis::Renyi(order)(p, q) == laws::infinity);
    }
}

TEST_CASE("limit: Renyi divergences are continuous at order 1") {
    const auto p = laws::prior<double>();
    const auto q = laws::restored<double>();
    for (const double off : {1e-3, 1e-6, 1e-9, 1e-12, 1e-15}) {
        // The derivative in the order is half the variance of ln(p/q) under p, .0090 here.
        CHECK(std::abs(perdis::Renyi(1.0 + off)(p, q) - perdis::KullbackLeibler{}(p, q)) <= 0.01 * off + 1e-17);
        CHECK(std::abs(perdis::Renyi(1.0 - off)(p, q) - perdis::KullbackLeibler{}(p, q)) <= 0.01 * off + 1e-17);
    }
}

TEST_CASE("agree: Renyi divergence of normal laws is the closed form") {
    // theory, ten digits printed.
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.7));
    CHECK(std::abs(perdis::Renyi(0.3)(p, q) - 0.1271955493) < 5e-11);
    CHECK(std::abs(perdis::Renyi(1.5)(p, q) - 3.7018088938) < 5e-11);
}

TEST_CASE("refuse: an order of a Renyi divergence outside (0, inf)") {
    CHECK_THROWS_WITH(perdis::Renyi(0.0), "Renyi: order = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::Renyi(-1.0), "Renyi: order = -1 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::Renyi(std::nan("")), "Renyi: order = nan is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::Renyi(laws::infinity), "Renyi: order = inf is not in (0, inf)");
}
