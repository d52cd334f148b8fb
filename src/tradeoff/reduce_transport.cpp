#include <perdis/tradeoff/reduce_transport.hpp>

#include <perdis/core/domain_error.hpp>

namespace perdis {

AnyGround<double> ground_of(const FiniteDivergence& divergence) {
    require(divergence.kind() != FiniteDivergence::Kind::smooth, "ground_of",
            "the divergence is neither total variation nor a transport cost");
    if (divergence.kind() == FiniteDivergence::Kind::total_variation) {
        return DiscreteGround<double>({divergence.reference().begin(), divergence.reference().end()});
    }
    if (divergence.line()) {
        return line_ground<double>(divergence.line()->support, divergence.source(), divergence.line()->alphabet);
    }
    return MatrixGround<double>({divergence.source().begin(), divergence.source().end()}, divergence.ground());
}

} // namespace perdis
