#include <perdis/curve/formulas.hpp>

#include <perdis/core/domain_error.hpp>

#include "formula_entry.hpp"

#include <algorithm>

namespace perdis {

const std::vector<Formula>& formulas() {
    static const std::vector<Formula> list = [] {
        std::vector<Formula> all;
        add_gaussian_formulas(all);
        add_example_1_formulas(all);
        add_line_formulas(all);
        add_divergence_formulas(all);
        add_finite_formulas(all);
        add_rate_formulas(all);
        return all;
    }();
    return list;
}

const Formula& formula(std::string_view name) {
    const auto& list = formulas();
    const auto found = std::find_if(list.begin(), list.end(), [&](const Formula& entry) { return entry.name == name; });
    require(found != list.end(), "formula", "name", name, "the names of formulas()");
    return *found;
}

} // namespace perdis
