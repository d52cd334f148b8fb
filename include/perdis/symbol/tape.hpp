#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <perdis/symbol/condition.hpp>
#include <perdis/symbol/rational.hpp>

namespace perdis {

/// What one instruction of a Tape does with the results a, b, c, d of earlier ones.
enum class Operation {
    rational,    ///< constants[a]
    pi,          ///< π
    infinity,    ///< inf
    undefined,   ///< NaN
    symbol,      ///< symbols[a]
    add,         ///< a + b
    subtract,    ///< a − b
    multiply,    ///< a b
    divide,      ///< a/b
    negate,      ///< −a
    whole_power, ///< a^n, n > 1
    power,       ///< a^b
    square_root, ///< √a
    exponential, ///< exp a
    logarithm,   ///< ln a
    logarithm_1, ///< ln(1 + a)
    error,       ///< erf a
    complement,  ///< erfc a
    normal,      ///< Φ(a)
    absolute,    ///< |a|
    maximum,     ///< max(a, b)
    minimum,     ///< min(a, b)
    choose,      ///< c where a stands to b in the relation, d where not
};

/// How many results of earlier instructions it uses.
std::size_t arity(Operation operation);

/// One step; its result has the number of the step.
struct Instruction {
    Operation operation = Operation::undefined;
    std::uint32_t a = 0, b = 0, c = 0, d = 0;
    unsigned n = 0;
    Relation relation = Relation::less;
};

/// A named argument of a Tape.
struct TapeSymbol {
    std::string name;
    Domain domain;
};

/// An expression as a list of operations on numbers, each shared sub-expression once; the last instruction is the result.
class Tape {
public:
    explicit Tape(const Expression& e);

    const std::vector<Instruction>& instructions() const { return instructions_; }
    const std::vector<Rational>& constants() const { return constants_; }
    /// In the order of their names; two symbols of one name (and of different domains) are two entries.
    const std::vector<TapeSymbol>& symbols() const { return symbols_; }
    /// Whether some instruction is a choice, of which only the branch taken is to be computed.
    bool branches() const { return branches_; }

private:
    friend class TapeWriter;
    std::vector<Instruction> instructions_;
    std::vector<Rational> constants_;
    std::vector<TapeSymbol> symbols_;
    bool branches_ = false;
};

/// "(0, inf)".
std::string to_text(const Domain& domain);

} // namespace perdis
