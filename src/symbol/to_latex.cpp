#include <perdis/symbol/to_latex.hpp>

#include <array>
#include <string_view>

#include "layout.hpp"

namespace perdis {

namespace {

/// \left( … \right).
std::string bracketed(const std::string& text) { return "\\left(" + text + "\\right)"; }

std::string bound(const Piece& piece, Binding least) {
    return piece.binding < least ? bracketed(piece.text) : piece.text;
}

class LatexWriter {
public:
    Piece write(const Expression& e) {
        if (depth_ > 400 || length_ > 1000000) { return {"\\ldots", Binding::atom}; }
        ++depth_;
        Piece piece = write_node(e);
        --depth_;
        length_ += piece.text.size();
        return piece;
    }

private:
    static std::string fraction(const std::string& above, const std::string& below) {
        return "\\frac{" + above + "}{" + below + "}";
    }

    /// "0.1", "1.5 \cdot 10^{-7}".
    static std::string latex_decimal(const std::string& text) {
        const std::size_t e = text.find('e');
        if (e == std::string::npos) { return text; }
        return text.substr(0, e) + " \\cdot 10^{" + std::to_string(std::stoi(text.substr(e + 1))) + "}";
    }

    static Piece number(const Rational& value) {
        if (value < 0) { return {"-" + number(-value).text, Binding::sum}; }
        if (const std::string text = decimal(value); !text.empty()) { return {latex_decimal(text), Binding::atom}; }
        if (is_integer(value)) { return {value.str(), Binding::atom}; }
        return {fraction(numerator(value).str(), denominator(value).str()), Binding::product};
    }

    Piece factor(const PrintedFactor& f) {
        if (f.root) { return {"\\sqrt{" + write(f.base).text + "}", Binding::atom}; }
        if (f.exponent == 1) { return write(f.base); }
        const bool shallow = is_integer(f.exponent);
        const std::string exponent =
            shallow ? f.exponent.str() : numerator(f.exponent).str() + "/" + denominator(f.exponent).str();
        return {bound(write(f.base), Binding::atom) + "^{" + exponent + "}", Binding::power};
    }

    Piece factors(const Rational& c, const std::vector<PrintedFactor>& list) {
        std::vector<Piece> pieces;
        if (c != 1 || list.empty()) { pieces.push_back(number(c)); }
        for (const PrintedFactor& f : list) { pieces.push_back(factor(f)); }
        if (pieces.size() == 1) { return pieces[0]; }
        std::string text;
        for (const Piece& piece : pieces) {
            const std::string next = bound(piece, Binding::product);
            const bool digit = !text.empty() && next[0] >= '0' && next[0] <= '9';
            text += (text.empty() ? "" : (digit ? " \\cdot " : " ")) + next;
        }
        return {text, Binding::product};
    }

    Piece product(const Expression& e) {
        const PrintedProduct parts = printed_product(e);
        Piece piece = factors(parts.above, parts.numerator);
        if (parts.below != 1 || !parts.denominator.empty()) {
            piece = {fraction(piece.text, factors(parts.below, parts.denominator).text), Binding::product};
        }
        if (parts.negative) { piece = {"-" + bound(piece, Binding::product), Binding::sum}; }
        return piece;
    }

    Piece call(const std::string& name, const Expression& e) {
        std::string text;
        for (const Expression& a : e.node().arguments) { text += (text.empty() ? "" : ", ") + write(a).text; }
        return {name + bracketed(text), Binding::power};
    }

    Piece piecewise(const ExpressionNode& node) {
        const std::string condition = to_latex(Condition{node.argument(0), node.relation, node.argument(1)});
        return {"\\begin{cases} " + write(node.argument(2)).text + " & " + condition + " \\\\ "
                    + write(node.argument(3)).text + " & \\text{otherwise} \\end{cases}",
                Binding::sum};
    }

    Piece write_node(const Expression& e) {
        const ExpressionNode& node = e.node();
        switch (node.kind) {
        case Kind::number:
            return number(node.value);
        case Kind::pi:
            return {"\\pi", Binding::atom};
        case Kind::infinity:
            return {node.value > 0 ? "\\infty" : "-\\infty", node.value > 0 ? Binding::atom : Binding::sum};
        case Kind::undefined:
            return {"\\text{undefined}", Binding::atom};
        case Kind::symbol:
            return {latex_name(node.name), Binding::atom};
        case Kind::sum:
            return printed_sum(e, [this](const Expression& term) { return bound(write(term), Binding::product); });
        case Kind::product:
            return product(e);
        case Kind::power:
            if (!is_number(node.argument(1))) {
                return {bound(write(node.argument(0)), Binding::atom) + "^{" + write(node.argument(1)).text + "}",
                        Binding::power};
            }
            return product(e);
        case Kind::exponential:
            return call("\\exp", e);
        case Kind::logarithm:
            return call("\\ln", e);
        case Kind::error_function:
            return call("\\operatorname{erf}", e);
        case Kind::error_complement:
            return call("\\operatorname{erfc}", e);
        case Kind::normal:
            return call("\\Phi", e);
        case Kind::absolute:
            return {"\\left|" + write(node.argument()).text + "\\right|", Binding::atom};
        case Kind::maximum:
            return call("\\max", e);
        case Kind::minimum:
            return call("\\min", e);
        case Kind::piecewise:
            return piecewise(node);
        }
        return {};
    }

    int depth_ = 0;
    std::size_t length_ = 0;
};

/// One part of a name between underscores.
std::string part(const std::string& name) {
    static constexpr std::array<std::string_view, 42> commands{
        "alpha", "beta",  "gamma", "delta",   "epsilon", "zeta",       "eta",      "theta",  "iota", "kappa", "lambda",
        "mu",    "nu",    "xi",    "pi",      "rho",     "sigma",      "tau",      "phi",    "chi",  "psi",   "omega",
        "Gamma", "Delta", "Theta", "Lambda",  "Xi",      "Pi",         "Sigma",    "Phi",    "Psi",  "Omega", "min",
        "max",   "inf",   "sup",   "upsilon", "Upsilon", "varepsilon", "vartheta", "varphi", "ell"};
    for (const std::string_view command : commands) {
        if (name == command) { return "\\" + name; }
    }
    const bool digits = name.find_first_not_of("0123456789") == std::string::npos;
    return name.size() == 1 || digits ? name : "\\mathrm{" + name + "}";
}

} // namespace

std::string latex_name(const std::string& name) {
    const std::size_t bar = name.find('_');
    if (bar == std::string::npos || bar == 0) {
        const std::size_t digit = name.find_first_of("0123456789");
        if (digit == std::string::npos || name.find_first_not_of("0123456789", digit) != std::string::npos) {
            return part(name);
        }
        return part(name.substr(0, digit)) + "_{" + name.substr(digit) + "}"; // x1 is x_{1}
    }
    std::string below;
    std::size_t from = bar + 1;
    while (from <= name.size()) {
        const std::size_t to = std::min(name.find('_', from), name.size());
        if (to > from) { below += (below.empty() ? "" : ", ") + part(name.substr(from, to - from)); }
        from = to + 1;
    }
    const std::string base = part(name.substr(0, bar));
    return below.empty() ? base : base + "_{" + below + "}";
}

std::string to_latex(const Expression& e) { return LatexWriter().write(e).text; }

std::string to_latex(const Condition& condition) {
    const char* const sign =
        condition.relation == Relation::less ? " < " : (condition.relation == Relation::less_equal ? " \\le " : " = ");
    return to_latex(condition.left) + sign + to_latex(condition.right);
}

} // namespace perdis
