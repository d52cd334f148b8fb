#include <perdis/certificate/certify_scalar_transport.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/double_exponential.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// A number known to within an error.
struct Enclosed {
    double value = 0.0;
    double error = 0.0;
    [[nodiscard]] double low() const { return std::max(0.0, value - error); }
    [[nodiscard]] double high() const { return value + error; }
};

/// An interval of observations, its integrals of p, p Var, p δ², p |δ| and p times the noise of δ, and δ at samples.
struct Piece {
    double a, b;
    Quadrature<5> sums;
    std::array<double, 33> sizes{}; ///< |δ|
    double step = 0.0;              ///< the largest change of |δ| between samples
};

/// The claim's shift and the multiplier.
struct Claim {
    double share, threshold, multiplier;
    [[nodiscard]] double shift(double size) const { return std::min(share * size, threshold); }
    /// min_w |w − δ| + λ w².
    [[nodiscard]] double price(double size) const {
        return size * multiplier * 2.0 <= 1.0 ? multiplier * size * size : size - 0.25 / multiplier;
    }
    /// Where the integrands have kinks.
    [[nodiscard]] std::array<double, 2> kinks() const { return {threshold / share, 0.5 / multiplier}; }
};

/// E|δ − c|, E(δ − c)², E|c|, E c², E price.
using Expectations = std::array<Enclosed, 5>;

std::array<double, 5> integrands(const Claim& claim, double size) {
    const double shift = claim.shift(size), rest = size - shift;
    return {rest, rest * rest, shift, shift * shift, claim.price(size)};
}

class Integrator {
public:
    explicit Integrator(const ScalarJoint& joint) : joint_(joint) {
        std::vector<double> breaks = joint.observed_levels();
        for (const double v : {1e-25, 1e-15, 1e-8, 1e-3, 0.05, 0.25}) {
            breaks.push_back(joint.quantile(v));
            breaks.push_back(joint.upper_quantile(v));
        }
        const double reach = 6.0 * std::sqrt(joint.noise_variance());
        if (joint.prior_has_density()) {
            for (const double y : joint.observed_levels()) { breaks.insert(breaks.end(), {y - reach, y + reach}); }
        }
        std::sort(breaks.begin(), breaks.end());
        add_zeros(breaks);
        for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
            if (breaks[i] < breaks[i + 1]) { divide(breaks[i], breaks[i + 1], 20); }
        }
        double mass = 0.0;
        for (const Piece& piece : pieces_) { mass += piece.sums.value[0]; }
        inaccuracy_ = joint.accuracy() + std::max(0.0, std::abs(mass - 1.0) - 16.0 * joint.accuracy());
    }

    /// E Var(X|Y), E δ², E|δ|.
    [[nodiscard]] std::array<Enclosed, 3> moments() const {
        Quadrature<5> sum;
        for (const Piece& piece : pieces_) { sum += piece.sums; }
        const double noise = sum.value[4], largest = std::sqrt(sum.value[2]);
        return {Enclosed{sum.value[1], sum.error[1] + inaccuracy_ * sum.value[1]},
                Enclosed{sum.value[2], sum.error[2] + inaccuracy_ * sum.value[2] + 2.0 * noise * (largest + noise)},
                Enclosed{sum.value[3], sum.error[3] + inaccuracy_ * sum.value[3] + noise}};
    }

    [[nodiscard]] Expectations expectations(const Claim& claim) const {
        Quadrature<5> sum;
        double noise = 0.0, second = 0.0;
        for (const Piece& piece : pieces_) {
            sum += expectations(piece, claim);
            noise += piece.sums.value[4];
            second += piece.sums.value[2];
        }
        const double scale = std::sqrt(second);
        const std::array<double, 5> sensitivity{1.0, 2.0 * scale, 1.0, 2.0 * scale, 1.0}; // the integrands' in δ
        Expectations result;
        for (std::size_t k = 0; k < 5; ++k) {
            result[k] = {sum.value[k], sum.error[k] + inaccuracy_ * sum.magnitude[k] + sensitivity[k] * noise};
        }
        return result;
    }

private:
    struct Point {
        double density, variance, size, noise;
    };
    [[nodiscard]] Point at(double y) const {
        const ScalarPosterior posterior = joint_.posterior(y);
        const NoisyValue shift = joint_.perfect_shift(y, posterior);
        return {std::exp(posterior.log_density), posterior.variance, std::abs(shift.value), shift.noise};
    }
    template <class Function>
    static auto inside(double a, double b, const Function& f) {
        return [=](double from_a, double to_b) { return f(from_a < to_b ? a + from_a : b - to_b); };
    }
    /// Adds the observations where δ changes its sign: |δ| has a kink there.
    void add_zeros(std::vector<double>& breaks) const {
        const auto positive = [this](double y) { return joint_.perfect_shift(y).value > 0.0; };
        std::vector<double> zeros;
        for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
            for (int k = 0; k < 8; ++k) {
                const double step = (breaks[i + 1] - breaks[i]) / 8.0;
                double a = breaks[i] + step * (k + 0.001), b = breaks[i] + step * (k + 0.999);
                const bool at_a = positive(a);
                if (positive(b) == at_a) { continue; }
                for (double m = a + (b - a) / 2.0; a < m && m < b; m = a + (b - a) / 2.0) {
                    (positive(m) == at_a ? a : b) = m;
                }
                zeros.push_back(a);
            }
        }
        breaks.insert(breaks.end(), zeros.begin(), zeros.end());
        std::sort(breaks.begin(), breaks.end());
    }
    /// A piece is halved until its mass is that of the distribution function and the errors are small.
    void divide(double a, double b, int depth) {
        Piece piece{a, b, {}, {}, 0.0};
        piece.sums = double_exponential<5>(
            inside(a, b,
                   [this](double y) {
                       const Point p = at(y);
                       return std::array<double, 5>{p.density, p.density * p.variance, p.density * p.size * p.size,
                                                    p.density * p.size, p.density * p.noise};
                   }),
            b - a);
        const double below = joint_.cdf(b);
        const double mass = below < 0.5 ? below - joint_.cdf(a) : joint_.survival(a) - joint_.survival(b);
        bool good = std::abs(piece.sums.value[0] - mass) <= 1e-8 * mass + 1e-14;
        const double noise = piece.sums.value[4];
        const std::array<double, 4> allowed{
            0.0, 0.0, 2.0 * noise * std::sqrt(piece.sums.value[2] / std::max(mass, 1e-300)), noise};
        for (std::size_t k = 1; k < 4; ++k) {
            good = good && !(piece.sums.error[k] > 1e-12 * piece.sums.magnitude[k] + allowed[k]);
        }
        const double middle = a + (b - a) / 2.0;
        if (!good && depth > 0 && ++halved_ < 400 && a < middle && middle < b) {
            divide(a, middle, depth - 1);
            divide(middle, b, depth - 1);
            return;
        }
        for (std::size_t i = 0; i < piece.sizes.size(); ++i) {
            const double t = (static_cast<double>(i) + 0.5) / static_cast<double>(piece.sizes.size());
            piece.sizes[i] = at(a + t * (b - a)).size;
            if (i > 0) { piece.step = std::max(piece.step, std::abs(piece.sizes[i] - piece.sizes[i - 1])); }
        }
        pieces_.push_back(piece);
    }
    [[nodiscard]] Quadrature<5> expectations(const Piece& piece, const Claim& claim) const {
        const auto [least, largest] = std::minmax_element(piece.sizes.begin(), piece.sizes.end());
        const auto kinks = claim.kinks();
        const double low = *least - piece.step, high = *largest + piece.step;
        const double mass = piece.sums.value[0], square = piece.sums.value[2], size = piece.sums.value[3];
        const double s = claim.share, t = claim.threshold, l = claim.multiplier;
        Quadrature<5> sum;
        if (high < std::min(kinks[0], kinks[1])) {
            sum.value = {(1.0 - s) * size, (1.0 - s) * (1.0 - s) * square, s * size, s * s * square, l * square};
        } else if (low > std::max(kinks[0], kinks[1])) {
            sum.value = {size - t * mass, square - t * (2.0 * size - t * mass), t * mass, t * t * mass,
                         size - mass * (0.25 / l)};
        } else {
            return cut(piece, claim);
        }
        sum.magnitude = {size + std::min(t, size) * mass, square, size, square, size};
        for (std::size_t k = 0; k < 5; ++k) {
            sum.error[k] = 8.0 * epsilon * sum.magnitude[k] + (k % 2 == 1 ? piece.sums.error[2] : piece.sums.error[3]);
        }
        return sum;
    }
    /// The integral over a piece cut where |δ| crosses a kink, between samples by bisection.
    [[nodiscard]] Quadrature<5> cut(const Piece& piece, const Claim& claim) const {
        std::vector<double> cuts{piece.a, piece.b};
        const double width = (piece.b - piece.a) / static_cast<double>(piece.sizes.size());
        for (const double kink : claim.kinks()) {
            const auto y = [&](std::size_t i) { return piece.a + (static_cast<double>(i) + 0.5) * width; };
            const auto cross = [&](double a, double b, bool beyond) { // beyond at a
                for (double m = a + (b - a) / 2.0; a < m && m < b && b - a > 1e-15 * (std::abs(a) + std::abs(b));
                     m = a + (b - a) / 2.0) {
                    ((at(m).size > kink) == beyond ? a : b) = m;
                }
                cuts.push_back(a + (b - a) / 2.0);
            };
            const std::size_t last = piece.sizes.size() - 1;
            for (std::size_t i = 0; i < last; ++i) {
                if ((piece.sizes[i] > kink) != (piece.sizes[i + 1] > kink)) {
                    cross(y(i), y(i + 1), piece.sizes[i] > kink);
                }
            }
            const double first_edge = piece.a + width * 1e-9, last_edge = piece.b - width * 1e-9;
            if ((at(first_edge).size > kink) != (piece.sizes[0] > kink)) {
                cross(first_edge, y(0), at(first_edge).size > kink);
            }
            if ((at(last_edge).size > kink) != (piece.sizes[last] > kink)) {
                cross(y(last), last_edge, piece.sizes[last] > kink);
            }
        }
        std::sort(cuts.begin(), cuts.end());
        Quadrature<5> sum;
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            const double a = cuts[i], b = cuts[i + 1];
            if (!(a < b)) { continue; }
            sum += double_exponential<5>(inside(a, b,
                                                [&](double y) {
                                                    const Point p = at(y);
                                                    auto values = integrands(claim, p.size);
                                                    for (double& value : values) { value *= p.density; }
                                                    return values;
                                                }),
                                         b - a);
        }
        return sum;
    }

    const ScalarJoint& joint_;
    std::vector<Piece> pieces_;
    double inaccuracy_ = 0.0; ///< relative
    int halved_ = 0;          ///< pieces; from 400 on they keep the errors they have
};

} // namespace

struct ScalarTransportCertifier::Data {
    Data(const ScalarProblem& asked, double r) : problem(asked), order(r) {
        if (problem.perfect()) { return; }
        integrator = std::make_unique<const Integrator>(problem.joint());
        moments = integrator->moments();
        moments[0].error += std::abs(moments[0].value - problem.min_distortion());
        moments[1].error += std::abs(moments[1].value - problem.gap_square());
    }
    ScalarProblem problem;
    double order;
    std::unique_ptr<const Integrator> integrator;
    std::array<Enclosed, 3> moments{}; ///< D_min, G², E|δ|

    [[nodiscard]] Certificate between(const ScalarSolution& claim) const;
};

ScalarTransportCertifier::ScalarTransportCertifier(const ScalarProblem& problem, double order) {
    require(order == 1.0 || order == 2.0, "certify", "order", order, "{1, 2}");
    data_ = std::make_shared<const Data>(problem, order);
}

Certificate ScalarTransportCertifier::Data::between(const ScalarSolution& claim) const {
    const double excess = claim.distortion - moments[0].value;
    const double error = moments[0].error + 2.0 * epsilon * std::abs(claim.distortion);
    const double low = std::max(0.0, excess - error), high = std::max(0.0, excess + error);
    const double multiplier = claim.multiplier > 0.0 && claim.multiplier < infinite ? claim.multiplier : 0.0;
    const double threshold = claim.estimator.threshold(), share = claim.estimator.share();
    const bool plain = order == 2.0 && threshold == infinite;
    Expectations e;
    if (plain) {
        const Enclosed& square = moments[1];
        e[1] = {(1.0 - share) * (1.0 - share) * square.value, (1.0 - share) * (1.0 - share) * square.error};
        e[3] = {share * share * square.value, share * share * square.error};
    } else {
        e = integrator->expectations({share, threshold, multiplier > 0.0 ? multiplier : 1.0});
    }
    const double cost = e[3].high() * (1.0 + 4.0 * epsilon);
    const double drawn = cost <= low ? 1.0 : std::sqrt(low / cost) * (1.0 - 4.0 * epsilon);
    Certificate found;
    if (order == 2.0) {
        found.upper = std::sqrt(e[1].high()) + (1.0 - drawn) * std::sqrt(e[3].high());
        found.lower = std::sqrt(moments[1].low()) - std::sqrt(high);
    } else {
        found.upper = e[0].high() + (1.0 - drawn) * e[2].high();
        found.lower = multiplier > 0.0 ? e[4].low() - multiplier * high * (1.0 + 4.0 * epsilon) : 0.0;
    }
    const double size = order == 2.0 ? std::sqrt(moments[1].high()) : moments[2].high();
    found.upper = std::min(found.upper, size) * (1.0 + 8.0 * epsilon);
    found.lower = std::clamp(found.lower - 8.0 * epsilon * size, 0.0, found.upper);
    return found;
}

Certificate ScalarTransportCertifier::operator()(const ScalarSolution& claim) const {
    const double d = claim.distortion;
    require(d == d, "certify", "distortion", d, "[-inf, inf]");
    const ScalarProblem& problem = data_->problem;
    const Enclosed &square = data_->moments[1], &size = data_->moments[2];
    if (d < problem.min_distortion() - problem.slack()) { return {infinite, infinite}; }
    if (problem.perfect() || d >= problem.max_distortion()) { return {0.0, 0.0}; }
    if (d > problem.min_distortion() + problem.slack()) { return data_->between(claim); }
    const bool second = data_->order == 2.0;
    return {second ? std::sqrt(square.low()) : size.low(), second ? std::sqrt(square.high()) : size.high()};
}

} // namespace perdis
