#include <perdis/curve/prove.hpp>

#include <perdis/core/domain_error.hpp>

namespace perdis {

TheoremProof prove(const SymbolicCurve&, const ProofOptions&) {
    throw DomainError("prove: the library was built without MPFR, its component of interval proofs is absent");
}

} // namespace perdis
