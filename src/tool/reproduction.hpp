#pragma once

#include "tool/command.hpp"
#include "tool/plot.hpp"

#include <perdis/law/discrete.hpp>

#include <string>
#include <vector>

namespace perdis::tool {

/// The folder of a reproduction; every file written there is named on standard error.
class Reproduction {
public:
    /// @throws FileError for a folder that cannot be made or written to.
    Reproduction(const std::string& folder, int threads);
    void save(const std::string& name, const std::string& content) const;
    void draw(const std::string& name, const Picture& picture) const;
    /// Points equally spaced over [D_min, D_max].
    [[nodiscard]] std::vector<CurvePoint> trace(const Model& model, int points) const;

private:
    std::string folder_;
    int threads_;
};

/// P(X = ±1) = tail, P(X = 0) = 1 − 2 tail: the prior of the paper's ternary example.
Discrete<double> ternary(double tail);

/// Figure 3: the laws of the MMSE and MAP estimates of the ternary example, and their divergences from p_X.
void reproduce_figure3(const Reproduction& out);
/// Figure 5: Example 1, KL over the linear estimators, at five noise levels.
void reproduce_figure5(const Reproduction& out);
/// Example 1 and the true P(D) over all estimators at three noise levels.
void reproduce_figure5_true(const Reproduction& out);
/// Theorem 1 on the ternary example, five divergences under two distortions; whether every claim was proved.
bool reproduce_theorem1(const Reproduction& out);

} // namespace perdis::tool
