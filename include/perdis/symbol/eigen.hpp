#pragma once

#include <Eigen/Core>

#include <perdis/symbol/expression.hpp>

namespace Eigen {

/// Expression as a scalar of Eigen: matrix products, determinants and inverses up to 4×4, and LLᵀ and LDLᵀ where the signs (and, for
/// the pivots of LDLᵀ, the order) of what stands on the diagonal are decided in an Assuming scope.
template <>
struct NumTraits<perdis::Expression> : GenericNumTraits<perdis::Expression> {
    using Real = perdis::Expression;
    using NonInteger = perdis::Expression;
    using Nested = perdis::Expression;
    using Literal = perdis::Expression;

    // NOLINTBEGIN(readability-identifier-naming): the names are Eigen's
    enum {
        IsComplex = 0,
        IsInteger = 0,
        IsSigned = 1,
        RequireInitialization = 1,
        ReadCost = 1,
        AddCost = 1000,
        MulCost = 1000
    };
    // NOLINTEND(readability-identifier-naming)

    static Real epsilon() { return 0; }
    static Real dummy_precision() { return 0; }
    static Real highest() { return perdis::symbolic_infinity(); }
    static Real lowest() { return -perdis::symbolic_infinity(); }
    static int digits10() { return 0; }
};

} // namespace Eigen
