#include <perdis/curve/jointly_gaussian_curve.hpp>

#include <perdis/certificate/certify_commuting.hpp>
#include <perdis/certificate/certify_jointly_gaussian.hpp>
#include <perdis/solver/commuting_renyi.hpp>
#include <perdis/solver/jointly_gaussian_renyi.hpp>
#include <perdis/tradeoff/gaussian_components.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double infinite = std::numeric_limits<double>::infinity();

/// d from an enclosure of R_a.
CurvePoint point_of(const AlphaForm& form, double distortion, const Certificate& proof, double multiplier) {
    const double rise = proof.upper < infinite ? form.renyi_slope(proof.upper) : 1.0;
    const double slope = multiplier < infinite ? 0.0 - rise * multiplier : -infinite;
    const double below = form.at_renyi(proof.lower) * (1.0 - 8.0 * epsilon);
    const double above = form.at_renyi(proof.upper) * (1.0 + 8.0 * epsilon);
    return {distortion, above, below, above, slope};
}

class CommutingCurve final : public VectorGaussianCurveModel {
public:
    CommutingCurve(const GaussianProblem& problem, const AlphaForm& form, GaussianComponents components)
        : problem_(problem), form_(form), components_(std::move(components)), solver_(components_.parts, form.order()),
          max_distortion_(problem.min_distortion() + solver_.excess_at(0.0)) {}

    [[nodiscard]] const GaussianProblem& problem() const override { return problem_; }
    [[nodiscard]] double max_distortion() const override { return max_distortion_; }
    [[nodiscard]] std::string method() const override { return "water_filling (linear estimators)"; }

    [[nodiscard]] GaussianSolution solve(double distortion) const override {
        const CommutingClaim claim = claim_at(excess_of(distortion));
        const Eigen::MatrixXd seen = components_.directions.transpose() * problem_.correlation();
        GaussianSolution solution;
        solution.distortion = distortion;
        solution.multiplier = claim.multiplier;
        solution.status = distortion < min_distortion() - slack() ? Status::infeasible : Status::solved;
        Eigen::VectorXd stretch = Eigen::VectorXd::Ones(claim.deviations.size());
        Eigen::VectorXd drawn = Eigen::VectorXd::Zero(claim.deviations.size());
        for (Eigen::Index i = 0; i < stretch.size(); ++i) {
            const auto& part = components_.parts[static_cast<std::size_t>(i)];
            const double m = std::sqrt(part.posterior_mean_variance);
            if (m > 0.0) {
                stretch(i) = claim.deviations(i) / m;
            } else {
                drawn(i) = claim.deviations(i) / std::sqrt(part.error_variance);
            }
        }
        solution.gain = components_.directions * stretch.asDiagonal() * seen;
        solution.noise = components_.directions * drawn.asDiagonal();
        return solution;
    }

private:
    [[nodiscard]] double excess_of(double distortion) const {
        require(distortion == distortion, "VectorGaussianCurveModel", "distortion", distortion, "[-inf, inf]");
        const double excess = distortion - min_distortion();
        return excess > slack() || distortion >= max_distortion_ ? std::max(excess, 0.0) : 0.0;
    }

    [[nodiscard]] CommutingClaim claim_at(double excess) const {
        CommutingClaim claim;
        claim.multiplier = solver_.multiplier_at(excess);
        claim.deviations.resize(static_cast<Eigen::Index>(components_.parts.size()));
        for (Eigen::Index i = 0; i < claim.deviations.size(); ++i) {
            const auto& part = components_.parts[static_cast<std::size_t>(i)];
            claim.deviations(i) = std::sqrt(part.posterior_mean_variance) + solver_.rise(part, claim.multiplier);
        }
        return claim;
    }

    [[nodiscard]] CurvePoint prove(const GaussianSolution& claim) const override { return point(claim.distortion); }
    [[nodiscard]] CurvePoint prove_at(double distortion, GaussianSolution&) const override { return point(distortion); }

    /// The components make the point: no matrix is touched.
    [[nodiscard]] CurvePoint point(double distortion) const {
        const double excess = excess_of(distortion);
        const CommutingClaim claim = claim_at(excess);
        const Certificate proof = certify_commuting_renyi(components_.parts, form_.order(), excess, claim);
        return point_of(form_, distortion, proof, claim.multiplier);
    }

    GaussianProblem problem_;
    AlphaForm form_;
    GaussianComponents components_;
    CommutingRenyi<double> solver_;
    double max_distortion_;
};

/// S_X and S_* need not commute.
class JointlyGaussianCurve final : public VectorGaussianCurveModel {
public:
    JointlyGaussianCurve(const GaussianProblem& problem, const AlphaForm& form)
        : problem_(problem), form_(form), solver_(problem, form.order()) {}

    [[nodiscard]] const GaussianProblem& problem() const override { return problem_; }
    [[nodiscard]] double max_distortion() const override { return solver_.max_distortion(); }
    [[nodiscard]] std::string method() const override { return "dual_newton (linear estimators)"; }
    [[nodiscard]] GaussianSolution solve(double distortion) const override { return solver_(distortion); }

private:
    [[nodiscard]] CurvePoint prove(const GaussianSolution& claim) const override {
        const Certificate proof = certify_jointly_gaussian_renyi(problem_, form_.order(), claim);
        return point_of(form_, claim.distortion, proof, claim.multiplier);
    }
    [[nodiscard]] CurvePoint prove_at(double distortion, GaussianSolution& last) const override {
        last = solver_(distortion, last.status == Status::solved ? &last : nullptr);
        return prove(last);
    }

    GaussianProblem problem_;
    AlphaForm form_;
    JointlyGaussianRenyi solver_;
};

} // namespace

VectorGaussianCurve jointly_gaussian_curve_model(const GaussianProblem& problem, const AlphaForm& divergence) {
    auto components = commuting_components(problem);
    if (!components) { return std::make_shared<const JointlyGaussianCurve>(problem, divergence); }
    return std::make_shared<const CommutingCurve>(problem, divergence, std::move(*components));
}

} // namespace perdis
