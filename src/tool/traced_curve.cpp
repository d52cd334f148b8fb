#include "tool/traced_curve.hpp"

#include <perdis/curve/exact_curve.hpp>
#include <perdis/tradeoff/reduce_transport.hpp>

#include <concepts>
#include <type_traits>
#include <variant>

namespace perdis::tool {

namespace {

template <OrderedField T, class Ground>
class Traced final : public TracedCurve<T> {
public:
    explicit Traced(const TransportProblem<T, Ground>& problem) : curve_(problem) {}
    [[nodiscard]] const PiecewiseLinear<T>& function() const override { return curve_.function(); }
    [[nodiscard]] TransportSolution<T> solution(const T& distortion) const override {
        return curve_.solution(distortion);
    }
    [[nodiscard]] std::optional<Bounds<T>> certificate(const T& distortion) const override {
        return curve_.certificate(distortion);
    }

private:
    ExactCurve<T, Ground> curve_;
};

/// Whether the divergence between such symbols is a transport cost that T can say.
template <OrderedField T, class Form>
bool transports(const Form& form, Eigen::Index dimension) {
    if constexpr (std::derived_from<Form, Wasserstein>) {
        return form.order() == 1.0 && (rounds<T> || dimension == 1);
    } else {
        return std::same_as<
                   Form,
                   TotalVariation> || std::same_as<Form, SquaredWasserstein2> || std::same_as<Form, TransportDivergence<T>>;
    }
}

/// The ground of a divergence, of those that have one.
template <OrderedField T>
std::optional<AnyGround<T>> ground(const DivergenceFormOf<T>& divergence, const Discrete<T>& prior,
                                   const DenseMatrix<T>& alphabet) {
    return std::visit(
        [&](const auto& form) -> std::optional<AnyGround<T>> {
            if (!transports<T>(form, prior.dimension())) { return {}; }
            if constexpr (requires { form.core().ground(prior.support(), alphabet); }
                          || std::same_as<std::decay_t<decltype(form)>, TotalVariation>) {
                return ground_of<T>(form, prior, alphabet);
            }
            return {};
        },
        divergence);
}

} // namespace

template <OrderedField T>
std::unique_ptr<const TracedCurve<T>> traced_curve(const Joint<T>& joint, const DenseMatrix<T>& delta,
                                                   const DenseMatrix<T>& alphabet,
                                                   const DivergenceFormOf<T>& divergence) {
    const auto found = ground<T>(divergence, joint.prior(), alphabet);
    if (!found) { return nullptr; }
    return std::visit(
        [&](const auto& form) -> std::unique_ptr<const TracedCurve<T>> {
            return std::make_unique<const Traced<T, std::decay_t<decltype(form)>>>(
                transport_problem<T>(joint, delta, form));
        },
        *found);
}

template std::unique_ptr<const TracedCurve<Rational>> traced_curve(const Joint<Rational>&, const DenseMatrix<Rational>&,
                                                                   const DenseMatrix<Rational>&,
                                                                   const DivergenceFormOf<Rational>&);

std::vector<Breakpoint> traced_breakpoints(const FiniteProblem& core, const DivergenceForm& divergence) {
    const bool linear = std::visit([](const auto& form) { return transports<double>(form, 1); }, divergence);
    if (!linear) { return {}; }
    const std::vector<double> observation(core.observation().begin(), core.observation().end());
    auto vertices = std::visit(
        [&](const auto& form) {
            using Form = std::decay_t<decltype(form)>;
            return ExactCurve<double, Form>({observation, DenseCost<double>(core.excess()), form})
                .function()
                .vertices();
        },
        ground_of(core.divergence()));
    for (Breakpoint& vertex : vertices) { vertex.distortion += core.usable_distortion(); }
    return vertices;
}

} // namespace perdis::tool
