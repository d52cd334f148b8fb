#include <perdis/divergence/finite_divergence.hpp>

#include <perdis/numeric/transport.hpp>

#include <cmath>
#include <span>
#include <string>

namespace perdis {

namespace {

std::span<const double> view(const Eigen::VectorXd& v) { return {v.data(), static_cast<std::size_t>(v.size())}; }

} // namespace

void FiniteDivergence::split(const Discrete<double>& prior, const Eigen::MatrixXd& alphabet) {
    require(alphabet.cols() >= 1, "FiniteDivergence", "the reconstruction alphabet is empty");
    require_distinct<double>(alphabet, "reconstruction");
    const auto match = match_symbols<double>(alphabet, prior.support());
    omitted_ = prior.probabilities();
    for (Eigen::Index z = 0; z < alphabet.cols(); ++z) {
        const Eigen::Index x = match[static_cast<std::size_t>(z)];
        if (x < 0) { continue; }
        reference_(z) = prior.probabilities()(x);
        omitted_(x) = 0.0;
    }
}

double FiniteDivergence::core(const Eigen::VectorXd& q) const {
    if (kind_ == Kind::transport) { return transport<double>(view(source_), view(q), ground_).cost; }
    double sum = 0.0;
    for (Eigen::Index z = 0; z < size(); ++z) { sum += term(z, q(z)); }
    return sum + omitted_value();
}

double FiniteDivergence::omitted_value() const {
    double sum = 0.0;
    for (const double p : omitted_) { sum += pointwise_->value(p, 0.0); }
    return sum;
}

double FiniteDivergence::conjugate(const Eigen::VectorXd& u) const {
    double sum = 0.0;
    if (kind_ == Kind::transport) {
        for (Eigen::Index x = 0; x < source_.size(); ++x) {
            sum += source_(x) * (u.transpose() - ground_.row(x)).maxCoeff();
        }
        return sum;
    }
    for (Eigen::Index z = 0; z < size(); ++z) { sum += conjugate_term(z, u(z)); }
    return sum - omitted_value();
}

double FiniteDivergence::core_minimum() const {
    if (kind_ == Kind::transport) { return source_.dot(ground_.rowwise().minCoeff()); }
    if (omitted_.sum() == 0.0) { return 0.0; }
    const double kept = reference_.sum();
    if (kept > 0.0) { return core(reference_ / kept); }
    // Disjoint alphabets: every law q is at the same distance f(0) + f′(inf).
    return core(Eigen::VectorXd::Constant(size(), 1.0 / static_cast<double>(size())));
}

} // namespace perdis
