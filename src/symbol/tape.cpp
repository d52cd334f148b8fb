#include <perdis/symbol/tape.hpp>

#include <algorithm>
#include <map>
#include <sstream>
#include <unordered_map>

#include "layout.hpp"
#include "node.hpp"

namespace perdis {

std::size_t arity(Operation operation) {
    switch (operation) {
    case Operation::rational:
    case Operation::pi:
    case Operation::infinity:
    case Operation::undefined:
    case Operation::symbol:
        return 0;
    case Operation::add:
    case Operation::subtract:
    case Operation::multiply:
    case Operation::divide:
    case Operation::power:
    case Operation::maximum:
    case Operation::minimum:
        return 2;
    case Operation::choose:
        return 4;
    default:
        return 1;
    }
}

/// Writes the instructions of an expression.
class TapeWriter {
public:
    TapeWriter(Tape& tape, const Expression& e) : tape_(tape) {
        const std::vector<Expression> nodes = postorder(e);
        list_symbols(nodes);
        for (const Expression& each : nodes) { slots_.emplace(&each.node(), write(each.node())); }
        keep_needed(slots_.at(&e.node()));
    }

private:
    using Slot = std::uint32_t;

    void list_symbols(const std::vector<Expression>& nodes) {
        for (const Expression& each : nodes) {
            if (each.node().is(Kind::symbol)) { tape_.symbols_.push_back({each.node().name, each.node().domain}); }
        }
        std::stable_sort(tape_.symbols_.begin(), tape_.symbols_.end(),
                         [](const TapeSymbol& a, const TapeSymbol& b) { return a.name < b.name; });
    }

    Slot emit(const Instruction& x) {
        tape_.instructions_.push_back(x);
        return static_cast<Slot>(tape_.instructions_.size() - 1);
    }
    Slot unary(Operation operation, Slot a) { return emit({.operation = operation, .a = a}); }
    Slot binary(Operation operation, Slot a, Slot b) { return emit({.operation = operation, .a = a, .b = b}); }

    Slot number(const Rational& value) {
        const auto [at, fresh] = numbers_.emplace(value, 0);
        if (fresh) {
            tape_.constants_.push_back(value);
            at->second = emit({.operation = Operation::rational, .a = static_cast<Slot>(tape_.constants_.size() - 1)});
        }
        return at->second;
    }

    Slot argument(const ExpressionNode& node, std::size_t i) const { return slots_.at(&node.argument(i).node()); }

    /// |c| x.
    Slot weighted(const Rational& c, Slot x) {
        const Rational size = abs(c);
        if (size == 1) { return x; }
        if (numerator(size) == 1 && decimal(size).empty()) {
            return binary(Operation::divide, x, number(denominator(size)));
        }
        return binary(Operation::multiply, number(size), x);
    }

    /// shift + Σ c x, what is positive first.
    Slot sum(const ExpressionNode& node, const Rational& shift) {
        bool begun = shift > 0;
        Slot total = begun ? number(shift) : 0;
        for (const bool positive : {true, false}) {
            for (std::size_t i = 0; i < node.arguments.size(); ++i) {
                const Rational& c = node.coefficients[i];
                if ((c > 0) != positive) { continue; }
                const Slot x = weighted(c, argument(node, i));
                if (begun) {
                    total = binary(positive ? Operation::add : Operation::subtract, total, x);
                } else {
                    total = positive ? x : unary(Operation::negate, x);
                    begun = true;
                }
            }
        }
        return shift < 0 ? binary(Operation::subtract, total, number(-shift)) : total;
    }

    Slot whole_power(Slot x, const Rational& n) {
        return n == 1 ? x
                      : emit({.operation = Operation::whole_power, .a = x, .n = static_cast<unsigned>(numerator(n))});
    }

    /// b^e for e > 0.
    Slot power(const Expression& base, const Rational& e) {
        const Slot b = slot_of(base);
        if (is_integer(e) && e < 100000) { return whole_power(b, e); }
        if (denominator(e) == 2 && e < 1000) {
            const Slot root = unary(Operation::square_root, b);
            return e == Rational(1, 2) ? root : whole_power(root, e * 2);
        }
        return binary(Operation::power, b, number(e));
    }

    Slot slot_of(const Expression& e) {
        const auto at = slots_.find(&e.node());
        if (at != slots_.end()) { return at->second; }
        return number(e.node().value); // the base of a radical
    }

    Slot product(const ExpressionNode& node) {
        bool above_begun = false, below_begun = false;
        Slot above = 0, below = 0;
        const auto multiply = [this](bool& begun, Slot& total, Slot x) {
            total = begun ? binary(Operation::multiply, total, x) : x;
            begun = true;
        };
        const Rational size = abs(node.value);
        if (!decimal(size).empty()) {
            multiply(above_begun, above, number(size));
        } else {
            if (numerator(size) != 1) { multiply(above_begun, above, number(numerator(size))); }
            if (denominator(size) != 1) { multiply(below_begun, below, number(denominator(size))); }
        }
        for (const Expression& f : node.arguments) {
            const auto [base, exponent] = base_and_number(f);
            if (exponent < 0) {
                multiply(below_begun, below, power(base, -exponent));
            } else {
                multiply(above_begun, above, slots_.at(&f.node()));
            }
        }
        if (!above_begun) { above = number(1); }
        const Slot result = below_begun ? binary(Operation::divide, above, below) : above;
        return node.value < 0 ? unary(Operation::negate, result) : result;
    }

    Slot write(const ExpressionNode& node) {
        switch (node.kind) {
        case Kind::number:
            return number(node.value);
        case Kind::pi:
            return emit({.operation = Operation::pi});
        case Kind::undefined:
            return emit({.operation = Operation::undefined});
        case Kind::infinity: {
            const Slot infinity = emit({.operation = Operation::infinity});
            return node.value > 0 ? infinity : unary(Operation::negate, infinity);
        }
        case Kind::symbol: {
            std::size_t i = 0;
            while (tape_.symbols_[i].name != node.name || tape_.symbols_[i].domain != node.domain) { ++i; }
            return unary(Operation::symbol, static_cast<Slot>(i));
        }
        case Kind::sum:
            return sum(node, node.value);
        case Kind::product:
            return product(node);
        case Kind::power: {
            const Expression& exponent = node.argument(1);
            if (!is_number(exponent)) { return binary(Operation::power, argument(node, 0), argument(node, 1)); }
            const Rational& e = exponent.node().value;
            if (e > 0) { return power(node.argument(), e); }
            const Slot one = number(1);
            return binary(Operation::divide, one, power(node.argument(), -e));
        }
        case Kind::exponential:
            return unary(Operation::exponential, argument(node, 0));
        case Kind::logarithm: {
            const ExpressionNode& inside = node.argument().node();
            if (inside.is(Kind::sum) && inside.value == 1) { return unary(Operation::logarithm_1, sum(inside, 0)); }
            return unary(Operation::logarithm, argument(node, 0));
        }
        case Kind::error_function:
            return unary(Operation::error, argument(node, 0));
        case Kind::error_complement:
            return unary(Operation::complement, argument(node, 0));
        case Kind::normal:
            return unary(Operation::normal, argument(node, 0));
        case Kind::absolute:
            return unary(Operation::absolute, argument(node, 0));
        case Kind::maximum:
            return binary(Operation::maximum, argument(node, 0), argument(node, 1));
        case Kind::minimum:
            return binary(Operation::minimum, argument(node, 0), argument(node, 1));
        case Kind::piecewise:
            tape_.branches_ = true;
            return emit({.operation = Operation::choose,
                         .a = argument(node, 0),
                         .b = argument(node, 1),
                         .c = argument(node, 2),
                         .d = argument(node, 3),
                         .relation = node.relation});
        }
        return emit({});
    }

    /// Drops what the last instruction does not need; it then stands last, and each constant and symbol that is left is needed.
    void keep_needed(Slot last) {
        std::vector<Instruction>& all = tape_.instructions_;
        std::vector<char> needed(all.size(), 0);
        needed[last] = 1;
        for (std::size_t i = last + 1; i-- > 0;) {
            if (needed[i] == 0 || all[i].operation <= Operation::symbol) { continue; }
            const Slot arguments[]{all[i].a, all[i].b, all[i].c, all[i].d};
            for (std::size_t k = 0; k < arity(all[i].operation); ++k) { needed[arguments[k]] = 1; }
        }
        std::vector<Slot> moved(all.size(), 0);
        std::vector<Instruction> kept;
        for (std::size_t i = 0; i <= last; ++i) {
            if (needed[i] == 0) { continue; }
            Instruction x = all[i];
            if (x.operation > Operation::symbol) {
                x.a = moved[x.a];
                x.b = moved[x.b];
                x.c = moved[x.c];
                x.d = moved[x.d];
            }
            moved[i] = static_cast<Slot>(kept.size());
            kept.push_back(x);
        }
        all = std::move(kept);
    }

    Tape& tape_;
    std::unordered_map<const ExpressionNode*, Slot> slots_;
    std::map<Rational, Slot> numbers_;
};

Tape::Tape(const Expression& e) { TapeWriter(*this, e); }

std::string to_text(const Domain& domain) {
    std::ostringstream text;
    text.precision(17);
    text << (domain.lower_open ? '(' : '[') << domain.lower << ", " << domain.upper << (domain.upper_open ? ')' : ']');
    return text.str();
}

} // namespace perdis
