#pragma once

#include <perdis/divergence/separable.hpp>
#include <perdis/law/alphabet.hpp>
#include <perdis/law/discrete.hpp>

#include <Eigen/Core>

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

namespace perdis {

/// d(p_X, q) as a function of q on a fixed reconstruction alphabet of k symbols, in double.
///
///     d(q) = transform(s(q)),   s convex:   Σ_z φ(p_z, q_z) + the terms of the support left out
///                                     or:   the least cost of transport from p_X under a ground cost
///
/// The one form in which solvers and certificates of finite problems see a divergence.
class FiniteDivergence {
public:
    /// What s is made of.
    enum class Kind { smooth, total_variation, transport };

    /// Binds a divergence to the law of X and the reconstruction alphabet (columns).
    ///
    /// @throws  DomainError for symbols of different dimensions.
    template <class D>
    FiniteDivergence(const D& divergence, const Discrete<double>& prior, const Eigen::MatrixXd& alphabet)
        : convex_(divergence.convex()), transform_([divergence](double s) { return divergence.transform(s); }),
          transform_slope_([divergence](double s) { return divergence.transform_slope(s); }),
          reference_(Eigen::VectorXd::Zero(alphabet.cols())), source_(prior.probabilities()) {
        const auto core = divergence.core();
        split(prior, alphabet);
        if constexpr (requires { core.ground(prior.support(), alphabet); }) {
            kind_ = Kind::transport;
            ground_ = core.ground(prior.support(), alphabet);
            if constexpr (requires { core.order(); }) {
                if (core.order() == 1.0 && prior.dimension() == 1) {
                    line_ = Line{prior.support().row(0), alphabet.row(0)};
                }
            }
        } else {
            kind_ = core.smooth() ? Kind::smooth : Kind::total_variation;
            pointwise_ = std::make_shared<Model<std::decay_t<decltype(core)>>>(core);
            const auto certain = [](double first) {
                return Discrete<double>::over_labels(Eigen::Vector2d(first, 1.0 - first));
            };
            supremum_ = divergence(certain(1.0), certain(0.0));
        }
    }

    [[nodiscard]] Kind kind() const { return kind_; }
    /// The largest d of any two laws: that of disjoint ones (separable), else inf.
    [[nodiscard]] double supremum() const { return supremum_; }
    /// Whether d itself, not only s, is convex in q.
    [[nodiscard]] bool convex() const { return convex_; }
    /// k.
    [[nodiscard]] Eigen::Index size() const { return reference_.size(); }
    /// p_z on the reconstruction alphabet; sums to less than one where the alphabet omits symbols of the support.
    [[nodiscard]] const Eigen::VectorXd& reference() const { return reference_; }
    /// Σ p_x over the support left out.
    [[nodiscard]] double omitted() const { return omitted_.sum(); }
    /// Σ φ(p_x, 0) over the support left out: their constant share of s (separable).
    [[nodiscard]] double omitted_value() const;
    /// p_X on its own support: the rows of ground().
    [[nodiscard]] const Eigen::VectorXd& source() const { return source_; }
    /// The ground cost h(x, z) (transport alone).
    [[nodiscard]] const Eigen::MatrixXd& ground() const { return ground_; }

    /// p's numbers and the alphabet's.
    struct Line {
        Eigen::VectorXd support, alphabet;
    };
    /// Where ground() is the distance |x − z| of numbers.
    [[nodiscard]] const std::optional<Line>& line() const { return line_; }

    [[nodiscard]] double transform(double s) const { return transform_(s); }
    [[nodiscard]] double transform_slope(double s) const { return transform_slope_(s); }

    /// s(q), k entries q ≥ 0.
    [[nodiscard]] double core(const Eigen::VectorXd& q) const;
    /// sup ⟨u, q⟩ − s(q): over q ≥ 0 (separable) or over laws q (transport); inf outside its domain.
    [[nodiscard]] double conjugate(const Eigen::VectorXd& u) const;
    /// min s over all laws q on the alphabet: exact.
    [[nodiscard]] double core_minimum() const;

    /// ∂s/∂q_z at q (separable).
    [[nodiscard]] double price(Eigen::Index z, double q) const { return pointwise_->price(reference_(z), q); }
    /// ∂²s/∂q_z² at q > 0 (smooth).
    [[nodiscard]] double curvature(Eigen::Index z, double q) const { return pointwise_->curvature(reference_(z), q); }
    /// The q_z whose price is u (smooth).
    [[nodiscard]] double response(Eigen::Index z, double u) const { return pointwise_->response(reference_(z), u); }
    /// φ(p_z, q) and its conjugate (separable).
    [[nodiscard]] double term(Eigen::Index z, double q) const { return pointwise_->value(reference_(z), q); }
    [[nodiscard]] double conjugate_term(Eigen::Index z, double u) const {
        return pointwise_->support_function(reference_(z), u);
    }
    /// The largest price, f′(inf) (separable).
    [[nodiscard]] double ceiling() const { return pointwise_->ceiling(); }
    /// The price at q_z = 0, p_z > 0: f′(0+) (separable).
    [[nodiscard]] double floor() const { return pointwise_->floor(); }

private:
    struct Pointwise {
        virtual ~Pointwise() = default;
        [[nodiscard]] virtual double value(double p, double q) const = 0;
        [[nodiscard]] virtual double price(double p, double q) const = 0;
        [[nodiscard]] virtual double curvature(double p, double q) const = 0;
        [[nodiscard]] virtual double support_function(double p, double u) const = 0;
        [[nodiscard]] virtual double response(double p, double u) const = 0;
        [[nodiscard]] virtual double ceiling() const = 0;
        [[nodiscard]] virtual double floor() const = 0;
    };
    template <class Core>
    struct Model final : Pointwise {
        explicit Model(Core held) : core(std::move(held)) {}
        [[nodiscard]] double value(double p, double q) const override { return core.value(p, q); }
        [[nodiscard]] double price(double p, double q) const override { return core.marginal_price(p, q); }
        [[nodiscard]] double curvature(double p, double q) const override { return core.curvature(p, q); }
        [[nodiscard]] double support_function(double p, double u) const override { return core.support_function(p, u); }
        [[nodiscard]] double response(double p, double u) const override { return core.response(p, u); }
        [[nodiscard]] double ceiling() const override { return core.template price_ceiling<double>(); }
        [[nodiscard]] double floor() const override { return core.template price_floor<double>(); }
        Core core;
    };

    void split(const Discrete<double>& prior, const Eigen::MatrixXd& alphabet);

    Kind kind_ = Kind::smooth;
    double supremum_ = std::numeric_limits<double>::infinity();
    bool convex_;
    std::function<double(double)> transform_;
    std::function<double(double)> transform_slope_;
    std::shared_ptr<const Pointwise> pointwise_;
    Eigen::VectorXd reference_;
    Eigen::VectorXd source_;
    Eigen::VectorXd omitted_;
    Eigen::MatrixXd ground_;
    std::optional<Line> line_;
};

} // namespace perdis
