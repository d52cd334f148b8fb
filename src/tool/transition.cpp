#include "tool/transition.hpp"
#include "tool/refusal.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/matrix_product.hpp>

#include <cmath>
#include <string>
#include <variant>

namespace perdis::tool {

namespace {

/// The product so far, and in double the Gaussian noise that still waits for its bins.
template <OrderedField T>
class Transition {
public:
    Transition(const ProblemFileOf<T>& problem, const Discrete<T>& prior) : problem_(problem), prior_(prior) {
        for (const ChannelStageOf<T>& stage : problem.channel) {
            std::visit([&](const auto& channel) { apply(channel, stage.path); }, stage.form);
        }
        bin();
        if (problem.observation && !binned_) {
            throw Refusal("observation", "bins are for an additive_gaussian channel; this channel's output is finite");
        }
    }
    [[nodiscard]] const DenseMatrix<T>& matrix() const { return matrix_; }

private:
    void apply(const Unsolved& channel, const std::string& path) {
        throw Refusal(path, "no method answers " + channel.form
                                + " yet; set matrix, symmetric, erasure or additive_gaussian");
    }
    void apply(const Additive&, const std::string& path) {
        throw Refusal(path,
                      problem_.observation
                          ? "no method answers additive with bins; leave observation out, or set additive_gaussian"
                          : "no method answers additive in a cascade yet; set it alone, or additive_gaussian");
    }
    void apply(const LinearGaussian<double>& channel, const std::string& path) {
        static_cast<void>(channel);
        throw Refusal(path, "no method answers linear_gaussian with a discrete prior yet; "
                            "set matrix, symmetric, erasure or additive_gaussian");
    }
    void apply(const AdditiveGaussian<double>& channel, const std::string& path) {
        if constexpr (!rounds<T>) {
            throw Refusal(path, "no method answers additive_gaussian in \"rational\"; "
                                "set matrix, symmetric or erasure, or arithmetic \"double\"");
        }
        if (prior_.dimension() != 1) {
            throw Refusal(path, "no method answers additive_gaussian on vectors yet; set matrix, symmetric or erasure");
        }
        if (matrix_.size() > 0 || binned_) {
            throw Refusal(path, "no method answers additive_gaussian after a finite channel yet; set it first");
        }
        first_path_ = noisy_ ? first_path_ : path;
        variance_ = noisy_ ? variance_ + channel.variance() : channel.variance();
        deviation_ = noisy_ ? std::sqrt(variance_) : channel.standard_deviation();
        noisy_ = true;
    }
    template <class Channel>
    void apply(const Channel& channel, const std::string& path) {
        bin();
        try {
            const DenseMatrix<T> stage = channel(matrix_.size() > 0 ? matrix_.cols() : prior_.size());
            matrix_ = matrix_.size() > 0 ? DenseMatrix<T>(matrix_product(matrix_, stage)) : stage;
        } catch (const DomainError& error) { throw Refusal(path, error.what()); }
    }
    void bin() {
        if (!noisy_) { return; }
        if (!problem_.observation) {
            throw Refusal("observation", "is missing: a finite channel takes the noisy signal in bins only; "
                                         "set {\"bins\": {\"from\", \"to\", \"count\"}}");
        }
        if constexpr (rounds<T>) {
            matrix_ = Binned(AdditiveGaussian<double>(standard_deviation(deviation_)), *problem_.observation)(prior_);
        }
        noisy_ = false;
        binned_ = true;
    }

    const ProblemFileOf<T>& problem_;
    const Discrete<T>& prior_;
    DenseMatrix<T> matrix_ = {};
    bool noisy_ = false;
    bool binned_ = false;
    double variance_ = 0.0;
    double deviation_ = 0.0;
    std::string first_path_ = {};
};

} // namespace

template <OrderedField T>
DenseMatrix<T> transition(const ProblemFileOf<T>& problem, const Discrete<T>& prior) {
    return Transition<T>(problem, prior).matrix();
}

template Eigen::MatrixXd transition<double>(const ProblemFile&, const Discrete<double>&);
template DenseMatrix<Rational> transition<Rational>(const RationalFile&, const Discrete<Rational>&);

} // namespace perdis::tool
