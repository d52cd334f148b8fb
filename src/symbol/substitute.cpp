#include <perdis/symbol/substitute.hpp>

#include <algorithm>
#include <unordered_map>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/tape.hpp>
#include <perdis/symbol/to_text.hpp>

#include "decide.hpp"
#include "node.hpp"

namespace perdis {

std::string symbol_name(const Expression& e) {
    require(e.node().is(Kind::symbol), "Expression", to_text(e) + " is no symbol");
    return e.node().name;
}

std::vector<Expression> symbols_of(const Expression& e) {
    std::vector<Expression> result;
    for (const Expression& each : postorder(e)) {
        if (each.node().is(Kind::symbol)) { result.push_back(each); }
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Expression& a, const Expression& b) { return a.node().name < b.node().name; });
    return result;
}

Expression substitute(const Expression& e, const Bindings<Expression>& bindings) {
    std::unordered_map<std::string, Expression> values;
    for (const auto& [s, value] : bindings) { values.insert_or_assign(symbol_name(s), value); }
    std::unordered_map<const ExpressionNode*, Expression> known;
    for (const Expression& each : postorder(e)) {
        const ExpressionNode& node = each.node();
        if (node.is(Kind::symbol)) {
            const auto value = values.find(node.name);
            if (value == values.end()) {
                known.emplace(&node, each);
                continue;
            }
            const Range r = intersection(assumed_range(value->second), node.range);
            const bool possible = r.lower < r.upper || (r.lower == r.upper && !r.lower_open && !r.upper_open);
            require(possible && !value->second.node().is(Kind::undefined), "substitute", node.name, value->second,
                    to_text(node.domain));
            known.emplace(&node, value->second);
            continue;
        }
        std::vector<Expression> arguments;
        bool changed = false;
        for (const Expression& a : node.arguments) {
            arguments.push_back(known.at(&a.node()));
            changed = changed || !same_form(arguments.back(), a);
        }
        known.emplace(&node, changed ? rebuilt(each, arguments) : each);
    }
    return known.at(&e.node());
}

} // namespace perdis
