#include <perdis/symbol/to_cpp.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <sstream>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/substitute.hpp>
#include <perdis/symbol/tape.hpp>

#include "layout.hpp"

namespace perdis {

namespace {

bool taken(const std::string& name) {
    static const std::string words =
        " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t "
        "char8_t class co_await co_return co_yield compl concept const const_cast consteval constexpr "
        "constinit continue decltype default delete do double dynamic_cast else enum explicit export extern "
        "false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr "
        "operator or or_eq private protected public register reinterpret_cast requires return short signed "
        "sizeof static static_assert static_cast struct switch template this thread_local throw true try "
        "typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq T std "
        "sqrt exp log log1p pow erf erfc atan ";
    return words.find(' ' + name + ' ') != std::string::npos;
}

bool identifier(std::string_view name) {
    bool legal = !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0;
    for (const char c : name) { legal = legal && (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'); }
    return legal && name.find("__") == std::string_view::npos && !taken(std::string(name));
}

class SourceWriter {
public:
    SourceWriter(const Tape& tape, const std::vector<std::string>& names) : tape_(tape) {
        for (bool unique = false; !unique;) { // r1, r2, … are no symbol's name
            unique = std::none_of(names.begin(), names.end(),
                                  [this](const std::string& n) { return n.rfind(prefix_, 0) == 0; });
            if (!unique) { prefix_ += "_"; }
        }
    }

    /// The lines that compute an instruction beyond those available, each indented.
    std::string block(std::uint32_t last, std::set<std::uint32_t>& available, const std::string& indent) {
        std::set<std::uint32_t> needed;
        std::vector<std::uint32_t> open{last};
        while (!open.empty()) {
            const std::uint32_t i = open.back();
            open.pop_back();
            if (available.count(i) != 0 || !needed.insert(i).second) { continue; }
            const Instruction& x = tape_.instructions()[i];
            if (arity(x.operation) > 0) { open.push_back(x.a); }
            if (arity(x.operation) > 1) { open.push_back(x.b); }
        }
        std::string text;
        for (const std::uint32_t i : needed) {
            if (written_out(i)) { continue; }
            const std::string computed = value(tape_.instructions()[i], available, indent);
            lines_.emplace(i, lines_.size() + 1);
            text += indent + "const T " + name(i) + " = " + computed + ";\n";
            available.insert(i);
            require(text.size() < 1000000, "to_cpp", "the source would exceed a million characters");
        }
        return text;
    }

    /// What stands for the result of an instruction: a symbol, a number, or the name of its line.
    std::string name(std::uint32_t i) const {
        const Instruction& x = tape_.instructions()[i];
        if (x.operation == Operation::symbol) { return tape_.symbols()[x.a].name; }
        if (x.operation == Operation::rational) { return rational(tape_.constants()[x.a]); }
        return prefix_ + std::to_string(lines_.at(i));
    }

private:
    bool written_out(std::uint32_t i) const {
        const Operation operation = tape_.instructions()[i].operation;
        return operation == Operation::symbol || operation == Operation::rational;
    }

    static std::string literal(const Integer& n) {
        const bool wide = n > (Integer(1) << 31);
        return "T(" + n.str() + (wide ? ".0L)" : ")");
    }

    static std::string rational(const Rational& value) {
        if (const std::string text = decimal(value); !text.empty()) {
            return "T(" + text + (text.find_first_of(".e") == std::string::npos ? ".0)" : ")");
        }
        const std::string above = literal(abs(numerator(value)));
        const std::string size = is_integer(value) ? above : "(" + above + " / " + literal(denominator(value)) + ")";
        return value < 0 ? "(-" + size + ")" : size;
    }

    std::string branch(std::uint32_t i, std::set<std::uint32_t> available, const std::string& indent) {
        if (available.count(i) != 0) { return name(i); }
        const std::string lines = block(i, available, indent + "    ");
        return "[&]() -> T {\n" + lines + indent + "    return " + name(i) + ";\n" + indent + "}()";
    }

    std::string value(const Instruction& x, const std::set<std::uint32_t>& available, const std::string& indent) {
        const std::string a = arity(x.operation) > 0 ? name(x.a) : "", b = arity(x.operation) > 1 ? name(x.b) : "";
        const auto call = [&a](const char* function) { return std::string(function) + "(" + a + ")"; };
        switch (x.operation) {
        case Operation::rational:
        case Operation::symbol:
            return {};
        case Operation::pi:
            return "T(4) * atan(T(1))";
        case Operation::infinity:
            return "std::numeric_limits<T>::infinity()";
        case Operation::undefined:
            return "std::numeric_limits<T>::quiet_NaN()";
        case Operation::add:
            return a + " + " + b;
        case Operation::subtract:
            return a + " - " + b;
        case Operation::multiply:
            return a + " * " + b;
        case Operation::divide:
            return a + " / " + b;
        case Operation::negate:
            return "-" + a;
        case Operation::whole_power:
            if (x.n < 4) { return a + " * " + a + (x.n == 3 ? " * " + a : ""); }
            return "pow(" + a + ", T(" + std::to_string(x.n) + "))";
        case Operation::power:
            return "pow(" + a + ", " + b + ")";
        case Operation::square_root:
            return call("sqrt");
        case Operation::exponential:
            return call("exp");
        case Operation::logarithm:
            return call("log");
        case Operation::logarithm_1:
            return call("log1p");
        case Operation::error:
            return call("erf");
        case Operation::complement:
            return call("erfc");
        case Operation::normal:
            return "erfc(-" + a + " / sqrt(T(2))) / T(2)";
        case Operation::absolute:
            return a + " < T(0) ? T(-" + a + ") : " + a;
        case Operation::maximum:
            return a + " < " + b + " ? " + b + " : " + a;
        case Operation::minimum:
            return b + " < " + a + " ? " + b + " : " + a;
        case Operation::choose: {
            const char* const sign =
                x.relation == Relation::less ? " < " : (x.relation == Relation::less_equal ? " <= " : " == ");
            return a + sign + b + " ? " + branch(x.c, available, indent) + " : " + branch(x.d, available, indent);
        }
        }
        return {};
    }

    const Tape& tape_;
    std::string prefix_ = "r";
    std::map<std::uint32_t, std::size_t> lines_; // the numbers of the names
};

} // namespace

std::string to_cpp(const Expression& e, std::string_view name, const std::vector<Expression>& symbols) {
    require(identifier(name), "to_cpp", "name", name, "identifiers of C++ that are free");
    const Tape tape(e);
    std::vector<std::string> names;
    for (const Expression& s : symbols) {
        names.push_back(symbol_name(s));
        require(identifier(names.back()), "to_cpp", "symbol", names.back(), "identifiers of C++ that are free");
    }
    const auto known = [&names](const std::string& n) {
        return std::find(names.begin(), names.end(), n) != names.end();
    };
    for (const TapeSymbol& s : tape.symbols()) {
        require(known(s.name), "to_cpp", "the symbol " + s.name + " is not among the arguments");
    }
    SourceWriter writer(tape, names);
    std::set<std::uint32_t> available;
    const auto last = static_cast<std::uint32_t>(tape.instructions().size() - 1);
    const std::string body = writer.block(last, available, "    ");
    std::ostringstream source;
    source << "template <class T>\nT " << name << '(';
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto uses = [&](const TapeSymbol& s) { return s.name == names[i]; };
        const bool used = std::any_of(tape.symbols().begin(), tape.symbols().end(), uses);
        source << (i > 0 ? ", " : "") << (used ? "const T& " : "[[maybe_unused]] const T& ") << names[i];
    }
    source << ") {\n";
    for (const std::string function : {"atan", "erf", "erfc", "exp", "log", "log1p", "pow", "sqrt"}) {
        if (body.find(function + "(") != std::string::npos) { source << "    using std::" << function << ";\n"; }
    }
    source << body << "    return " << writer.name(last) << ";\n}\n";
    return source.str();
}

std::string to_cpp(const Expression& e, std::string_view name) { return to_cpp(e, name, symbols_of(e)); }

} // namespace perdis
