#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

/// Where a closed form is checked, and by what that shares nothing with it: quadrature, root search, minimisation or the finite
/// solver.
struct FormulaCheck {
    std::vector<std::vector<double>> points;
    std::function<double(const std::vector<double>&)> independent;
};

/// By the names of the registry.
std::map<std::string, FormulaCheck> formula_checks();
