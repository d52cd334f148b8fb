#include <perdis/symbol/to_text.hpp>

#include <initializer_list>
#include <string_view>

#include "layout.hpp"

namespace perdis {

namespace {

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) { text += part; }
    return text;
}

class TextWriter {
public:
    Piece write(const Expression& e) {
        if (depth_ > 400 || length_ > 1000000) { return {"...", Binding::atom}; }
        ++depth_;
        Piece piece = write_node(e);
        --depth_;
        length_ += piece.text.size();
        return piece;
    }

private:
    std::string within(const Expression& e, Binding least) { return bound(write(e), least); }

    static std::string bound(Piece piece, Binding least) {
        return piece.binding < least ? joined({"(", piece.text, ")"}) : piece.text;
    }

    static Piece number(const Rational& value) {
        if (const std::string text = decimal(value); !text.empty()) {
            return {text, value < 0 ? Binding::sum : Binding::atom};
        }
        const Binding binding = value < 0 ? Binding::sum : (is_integer(value) ? Binding::atom : Binding::product);
        return {value.str(), binding};
    }

    Piece factor(const PrintedFactor& f) {
        if (f.root) { return {joined({"sqrt(", write(f.base).text, ")"}), Binding::atom}; }
        if (f.exponent == 1) { return write(f.base); }
        return {within(f.base, Binding::atom) + "^" + bound(number(f.exponent), Binding::atom), Binding::power};
    }

    /// Joined by *, and how many they are.
    std::pair<Piece, int> factors(const Rational& c, const std::vector<PrintedFactor>& list) {
        std::vector<Piece> pieces;
        if (c != 1) { pieces.push_back(number(c)); }
        for (const PrintedFactor& f : list) { pieces.push_back(factor(f)); }
        if (pieces.empty()) { return {{"1", Binding::atom}, 0}; }
        if (pieces.size() == 1) { return {pieces[0], 1}; }
        std::string text;
        for (Piece& piece : pieces) {
            text += joined({text.empty() ? "" : "*", bound(std::move(piece), Binding::power)});
        }
        return {{text, Binding::product}, static_cast<int>(pieces.size())};
    }

    Piece product(const Expression& e) {
        const PrintedProduct parts = printed_product(e);
        const auto [above, count_above] = factors(parts.above, parts.numerator);
        const auto [below, count_below] = factors(parts.below, parts.denominator);
        Piece piece = above;
        if (count_below > 0) {
            piece = {bound(above, Binding::product) + "/" + bound(below, Binding::power), Binding::product};
        }
        if (parts.negative) { piece = {joined({"-", bound(piece, Binding::product)}), Binding::sum}; }
        return piece;
    }

    Piece call(const char* name, const Expression& e) {
        std::string text = std::string(name) + "(";
        for (std::size_t i = 0; i < e.node().arguments.size(); ++i) {
            text += joined({i > 0 ? ", " : "", write(e.node().arguments[i]).text});
        }
        return {text + ")", Binding::atom};
    }

    Piece write_node(const Expression& e) {
        const ExpressionNode& node = e.node();
        switch (node.kind) {
        case Kind::number:
            return number(node.value);
        case Kind::pi:
            return {"pi", Binding::atom};
        case Kind::infinity:
            return node.value > 0 ? Piece{"inf", Binding::atom} : Piece{"-inf", Binding::sum};
        case Kind::undefined:
            return {"undefined", Binding::atom};
        case Kind::symbol:
            return {node.name, Binding::atom};
        case Kind::sum:
            return printed_sum(e, [this](const Expression& term) { return within(term, Binding::product); });
        case Kind::product:
            return product(e);
        case Kind::power:
            if (!is_number(node.argument(1))) {
                return {within(node.argument(0), Binding::atom) + "^" + within(node.argument(1), Binding::atom),
                        Binding::power};
            }
            return product(e);
        case Kind::exponential:
            return call("exp", e);
        case Kind::logarithm:
            return call("log", e);
        case Kind::error_function:
            return call("erf", e);
        case Kind::error_complement:
            return call("erfc", e);
        case Kind::normal:
            return call("normal_cdf", e);
        case Kind::absolute:
            return call("abs", e);
        case Kind::maximum:
            return call("max", e);
        case Kind::minimum:
            return call("min", e);
        case Kind::piecewise: {
            const std::string condition = to_text(Condition{node.argument(0), node.relation, node.argument(1)});
            return {
                joined({"(", condition, " ? ", write(node.argument(2)).text, " : ", write(node.argument(3)).text, ")"}),
                Binding::atom};
        }
        }
        return {};
    }

    int depth_ = 0;
    std::size_t length_ = 0;
};

} // namespace

std::string to_text(const Expression& e) { return TextWriter().write(e).text; }

std::string to_text(const Condition& condition) {
    const char* const sign =
        condition.relation == Relation::less ? " < " : (condition.relation == Relation::less_equal ? " <= " : " = ");
    return to_text(condition.left) + sign + to_text(condition.right);
}

} // namespace perdis
