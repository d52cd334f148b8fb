#include "tool/formula.hpp"
#include "tool/command.hpp"

#include <perdis/curve/formulas.hpp>
#include <perdis/symbol/tape.hpp>
#include <perdis/symbol/to_latex.hpp>
#include <perdis/symbol/to_text.hpp>

namespace perdis::tool {

namespace {

/// Every formula of the registry, with its arguments, its domain and its source.
std::string registry(bool latex) {
    std::string text;
    for (const Formula& entry : formulas()) {
        std::string arguments, domain;
        for (const Expression& s : entry.symbols) {
            const std::string separator = arguments.empty() ? "" : ", ";
            arguments += separator + symbol_name(s);
            domain += separator + symbol_name(s) + " in " + to_text(Tape(s).symbols().front().domain);
        }
        for (const Condition& condition : entry.conditions) { domain += "; " + to_text(condition); }
        text += entry.name + '(' + arguments + ") = " + (latex ? to_latex(entry.expression) : to_text(entry.expression))
                + "\n    " + entry.meaning + " [" + entry.source + "]\n    where " + domain + '\n';
    }
    return text;
}

/// The name of a line: of a symbol, of a function of D, or words.
std::string line_name(const std::string& name) {
    if (name == "gain" || name == "finite above") { return "\\text{" + name + '}'; }
    if (name == "P(X^ = 1)") { return "P(\\hat{X} = 1)"; }
    return name.back() == ')' ? name : latex_name(name);
}

std::string in_latex(const ProblemFormulas& found) {
    std::string text;
    for (const auto& [s, value] : found.values) { text += to_latex(s) + " = " + to_latex(value) + '\n'; }
    for (const auto& [name, expression] : found.lines) {
        text += line_name(name) + " = " + to_latex(expression) + " = " + to_latex(found.with_numbers(name)) + '\n';
    }
    return text;
}

std::string in_text(const ProblemFormulas& found) {
    std::string text = found.model + '\n';
    for (const auto& [s, value] : found.values) { text += "  " + to_text(s) + " = " + to_text(value) + '\n'; }
    for (const auto& [name, expression] : found.lines) {
        text += name + " = " + to_text(expression) + '\n';
        const std::string numbers = to_text(found.with_numbers(name));
        if (!found.values.empty()) { text += std::string(name.size(), ' ') + " = " + numbers + '\n'; }
    }
    if (found.curve) { text += "for D_min <= D <= D_max, 0 beyond\n"; }
    return text;
}

} // namespace

Exit formula(const Arguments& arguments) {
    if (arguments.list) {
        print(registry(arguments.latex));
        return Exit::done;
    }
    const ProblemFormulas found = formulas_of(read_problem(parse_problem(arguments.problem)));
    print(arguments.latex ? in_latex(found) : in_text(found));
    return Exit::done;
}

} // namespace perdis::tool
