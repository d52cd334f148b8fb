#pragma once

#include <perdis/law/law.hpp>
#include <perdis/law/univariate_model.hpp>

#include <functional>
#include <memory>
#include <typeinfo>
#include <utility>
#include <vector>

namespace perdis {

/// A law with a density on the line: any continuous distribution of Boost.Math, or a class that models DensityLaw.
///
///     perdis::Univariate prior = boost::math::laplace(0.0, 1.0);
///
/// A value: copies share one immutable model, which several threads may ask at once.
///
/// @accuracy  that of the distribution's own functions; 4 ε (|x| + |b|) in x after translated(b).
/// @throws    DomainError for an x or v that is NaN or outside its domain.
class Univariate {
public:
    using scalar_type = double;

    template <BoostDistribution D>
    explicit(false) Univariate(D distribution)
        : model_(std::make_shared<const BoostModel<D>>(std::move(distribution))) {}

    template <class D>
        requires(DensityLaw<D> && !std::same_as<D, Univariate>)
    explicit(false) Univariate(D law) : model_(std::make_shared<const DensityLawModel<D>>(std::move(law))) {}

    /// The law of a density given as a function on (lower, upper); its integral is taken there, and so are cdf and quantile.
    ///
    /// @domain    density ≥ 0 and smooth inside (lower, upper), ends may be infinite; ∫ density = 1 ± 1e-9, then normalised.
    /// @accuracy  1e-13 relative for cdf and survival of a density that is smooth on the scale of its own width.
    /// @throws    DomainError "Univariate: the density integrates to 0.93; legal is 1 +- 1e-9", and for a density that is
    ///            negative or NaN.
    static Univariate from_density(std::function<double(double)> density, double lower, double upper);

    /// E X; NaN where there is none   [unit of x].
    [[nodiscard]] double mean() const { return model_->mean() + shift_; }
    /// Var X, inf where the integral diverges   [unit of x, squared].
    [[nodiscard]] double variance() const { return model_->variance(); }
    /// p(x), 0 outside the support   [1/unit of x].
    [[nodiscard]] double density(double x) const;
    /// ln p(x), −inf outside the support; without underflow for the normal, Laplace, logistic, Cauchy, Student, exponential,
    /// gamma, uniform and generalized Gaussian laws.
    [[nodiscard]] double log_density(double x) const;
    /// P(X ≤ x).
    [[nodiscard]] double cdf(double x) const;
    /// P(X > x), without forming 1 − P(X ≤ x).
    [[nodiscard]] double survival(double x) const;
    /// F⁻¹(v), v in [0, 1].
    [[nodiscard]] double quantile(double v) const;
    /// F⁻¹(1 − v) without forming 1 − v, v in [0, 1].
    [[nodiscard]] double upper_quantile(double v) const;
    /// P(a ≤ X < b), a ≤ b, without cancellation between the two tails.
    [[nodiscard]] double mass(double a, double b) const;
    /// The closed convex hull of {p > 0}.
    [[nodiscard]] std::pair<double, double> support() const;
    /// Where the density is largest; of several places one, of a law whose mode is not known the median.
    [[nodiscard]] double mode() const { return model_->mode() + shift_; }
    /// Where the density is not smooth, ascending: finite ends of the support, Laplace's location.
    [[nodiscard]] std::vector<double> kinks() const;

    /// The law of X + b.
    [[nodiscard]] Univariate translated(double b) const;
    /// b of all translations together.
    [[nodiscard]] double shift() const { return shift_; }
    /// The distribution of X − shift(), if it is a D; else null.
    template <class D>
    [[nodiscard]] const D* target() const {
        return static_cast<const D*>(model_->target(typeid(D)));
    }

private:
    explicit Univariate(std::shared_ptr<const UnivariateModel> model) : model_(std::move(model)) {}

    std::shared_ptr<const UnivariateModel> model_;
    double shift_ = 0.0;
};

static_assert(Law<Univariate>);

} // namespace perdis
