#pragma once

#include <perdis/channel/channel.hpp>
#include <perdis/law/univariate.hpp>

#include <utility>

namespace perdis {

/// The channel Y = X + N, N of any law with a density and independent of X.
///
///     perdis::Additive{boost::math::laplace(0.0, 1.0)}
class Additive {
public:
    using scalar_type = double;

    explicit Additive(Univariate noise) : noise_(std::move(noise)) {}

    /// The law of N.
    [[nodiscard]] const Univariate& noise() const { return noise_; }

    /// The law of Y given X = x.
    ///
    /// @domain    x in (-inf, inf).
    /// @throws    DomainError outside the domain, NaN included.
    Univariate operator()(double x) const { return noise_.translated(x); }

private:
    Univariate noise_;
};

static_assert(ScalarChannel<Additive, double>);

} // namespace perdis
