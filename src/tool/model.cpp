#include "tool/model.hpp"

#include "tool/refusal.hpp"

#include <type_traits>

namespace perdis::tool {

std::unique_ptr<Model> open_model(const ProblemFile& problem, double tolerance) {
    if (problem.arithmetic == Arithmetic::multiprecision) {
        throw Refusal("arithmetic", "no method answers in \"multiprecision\" yet; set \"double\" or \"rational\"");
    }
    if (const auto* unsolved = std::get_if<Unsolved>(&problem.prior)) {
        throw Refusal("prior", "no method answers " + unsolved->form + " yet; set a discrete law or a gaussian");
    }
    if (const auto* vector = std::get_if<MultivariateGaussian<double>>(&problem.prior)) {
        return open_vector_gaussian(problem, *vector);
    }
    if (const auto* gaussian = std::get_if<Gaussian<double>>(&problem.prior)) {
        return open_gaussian(problem, *gaussian);
    }
    if (const auto* discrete = std::get_if<Discrete<double>>(&problem.prior)) {
        return open_discrete(problem, *discrete, tolerance);
    }
    return open_scalar(problem);
}

std::optional<double> divergence_of(const DivergenceForm& form, const Discrete<double>& p, const Discrete<double>& q) {
    return std::visit(
        [&](const auto& divergence) -> std::optional<double> {
            if constexpr (std::is_same_v<std::decay_t<decltype(divergence)>, TransportDivergence<double>>) {
                return std::nullopt;
            } else {
                return divergence(p, q);
            }
        },
        form);
}

} // namespace perdis::tool
