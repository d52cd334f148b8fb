// Where does Theorem 1 hold, and what is lost where its hypothesis fails?
//
// A divergence that is convex in its second argument gives a convex P(D); every divergence gives a non-increasing one.
// The law (0.98, 0.02) through a noisy binary channel under a lopsided cost: for the Hellinger distance, the root of
// the convex H², P(D) is strictly concave.

#include <perdis/perdis.hpp>

#include <cstdio>

namespace {

const char* name(perdis::Verdict verdict) {
    return verdict == perdis::Verdict::proved      ? "proved"
           : verdict == perdis::Verdict::disproved ? "disproved"
                                                   : "undecided";
}

template <class Divergence>
void report(const char* title, const Divergence& divergence) {
    const perdis::Problem problem{
        perdis::Discrete{{0, 1}, {0.98, 0.02}},
        perdis::TransitionMatrix<double>{{0.5, 0.5}, {0.3, 0.7}},
        perdis::MatrixDistortion<double>{{0.0, 1.0}, {60.0, 0.0}},
        divergence,
    };
    const auto found = perdis::verify(perdis::trace(problem));
    std::printf("%-20s%-22s%-16s%-12s%.2e\n", title, divergence.convex() ? "convex in q" : "not convex in q",
                name(found.non_increasing.verdict), name(found.convex.verdict), found.convex.violation);
}

} // namespace

int main() {
    std::printf("%-20s%-22s%-16s%-12s%s\n", "divergence", "hypothesis", "non-increasing", "convex", "violation");
    report("KL", perdis::KullbackLeibler{});
    report("total variation", perdis::TotalVariation{});
    report("squared Hellinger", perdis::SquaredHellinger{});
    report("chi-squared", perdis::ChiSquared{});
    report("Renyi, order 2", perdis::Renyi(2.0));
    report("Hellinger", perdis::Hellinger{});
    return 0;
}
