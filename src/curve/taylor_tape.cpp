#include "taylor_tape.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/expression_scalar.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace perdis {

namespace {

const Interval zero = 0;

/// x, marked as lacking smoothness unless the condition holds.
Taylor smooth_if(bool holds, Taylor x) { return holds ? x : taylor_partial(std::move(x)); }

Taylor scaled(Taylor x, const Interval& factor) {
    for (Interval& coefficient : x) { coefficient *= factor; }
    return x;
}

/// a + factor b.
Taylor combined(const Taylor& a, const Taylor& b, const Interval& factor) {
    Taylor result = a;
    for (std::size_t k = 0; k < result.size(); ++k) { result[k] += factor * b[k]; }
    return result;
}

bool constant(const Taylor& x) {
    return std::all_of(x.begin() + 1, x.end(), [](const Interval& coefficient) { return coefficient == zero; });
}

/// factor · exp(−x²/scale), the derivatives of erf, erfc and Φ.
Taylor bell(const Taylor& x, long scale, const Interval& factor) {
    return scaled(taylor_exp(scaled(taylor_power(x, 2L), Interval(-1) / Interval(scale))), factor);
}

/// Whether the first branch is taken on all of the interval and next to it; nothing where that is not certain.
std::optional<bool> decided(Relation relation, const Interval& left, const Interval& right) {
    if (relation == Relation::equal) { return left != right ? std::optional(false) : std::nullopt; }
    if (left < right) { return true; }
    return right < left ? std::optional(false) : std::nullopt;
}

Taylor choice(std::optional<bool> first, const Taylor& a, const Taylor& b) {
    if (!first) { return taylor_partial(taylor_hull(a, b)); }
    return *first ? a : b;
}

Taylor power(const Taylor& base, const Taylor& exponent) {
    if (constant(exponent)) {
        const double value = exponent[0].lower();
        if (exponent[0] == Interval(value) && value == std::trunc(value) && std::abs(value) < 64.0) {
            return taylor_power(base, static_cast<long>(value));
        }
        return smooth_if(zero < base[0], taylor_power(base, exponent[0]));
    }
    return taylor_exp(taylor_product(exponent, taylor_log(base)));
}

Taylor absolute(const Taylor& x) {
    if (zero < x[0]) { return x; }
    const Taylor mirrored = scaled(x, -1);
    if (x[0] < zero) { return mirrored; }
    Taylor both = taylor_hull(x, mirrored);
    both[0] = abs(x[0]);
    return taylor_partial(std::move(both));
}

Taylor identity(const Interval& x, std::size_t size) {
    Taylor result(size);
    result[0] = x;
    if (size > 1) { result[1] = 1; }
    return result;
}

/// Coefficients on an interval, cut down to what those about its middle c allow: with N the highest order
///
///     f_k(x) in Σ_(j=k)^(N−1) C(j, k) f_j(c) (x − c)^(j−k) + C(N, k) f_N (x − c)^(N−k)
Taylor tightened(Taylor all, const Taylor& about, const std::vector<Interval>& powers) {
    if (!all.front().total()) { return all; }
    const std::size_t highest = all.size() - 1;
    for (std::size_t k = 0; k < highest; ++k) {
        Interval sum = 0;
        long binomial = 1;
        for (std::size_t j = k; j <= highest; ++j) {
            sum += Interval(binomial) * (j < highest ? about[j] : all[j]) * powers[j - k];
            binomial = binomial * static_cast<long>(j + 1) / static_cast<long>(j + 1 - k);
        }
        all[k] = Interval::intersection(all[k], sum);
    }
    return all;
}

} // namespace

TaylorTape::TaylorTape(const Expression& e, const Expression& variable, const Bindings<Interval>& values) : tape_(e) {
    for (const Rational& c : tape_.constants()) { constants_.emplace_back(std::string_view(c.str())); }
    for (const TapeSymbol& s : tape_.symbols()) {
        variable_.push_back(s.name == symbol_name(variable));
        const auto named = [&](const auto& entry) { return symbol_name(entry.first) == s.name; };
        const auto value = std::find_if(values.begin(), values.end(), named);
        require(variable_.back() || value != values.end(), "prove", "the symbol " + s.name + " has no value");
        values_.push_back(variable_.back() ? zero : value->second);
        const bool within = variable_.back() || ExpressionScalar<Interval>::within(value->second, s.domain);
        require(within, "prove", s.name, values_.back(), to_text(s.domain));
    }
}

Taylor TaylorTape::step(const Instruction& x, const std::vector<Taylor>& done, std::size_t size) const {
    const auto point = [&](const Interval& value) {
        Taylor result(size);
        result[0] = value;
        return result;
    };
    const Interval slope = Interval(2) / sqrt(Interval::pi()); // of erf at 0
    switch (x.operation) {
    case Operation::rational:
        return point(constants_[x.a]);
    case Operation::pi:
        return point(Interval::pi());
    case Operation::infinity:
    case Operation::undefined:
        return taylor_partial(Taylor(size, Interval::whole()));
    case Operation::symbol:
        return point(values_[x.a]);
    case Operation::add:
        return combined(done[x.a], done[x.b], 1);
    case Operation::subtract:
        return combined(done[x.a], done[x.b], -1);
    case Operation::multiply:
        return x.a == x.b ? taylor_power(done[x.a], 2L) : taylor_product(done[x.a], done[x.b]);
    case Operation::divide:
        return taylor_quotient(done[x.a], done[x.b]);
    case Operation::negate:
        return scaled(done[x.a], -1);
    case Operation::whole_power:
        return taylor_power(done[x.a], static_cast<long>(x.n));
    case Operation::power:
        return power(done[x.a], done[x.b]);
    case Operation::square_root:
        return smooth_if(zero < done[x.a][0], taylor_power(done[x.a], Interval("1/2")));
    case Operation::exponential:
        return taylor_exp(done[x.a]);
    case Operation::logarithm:
        return taylor_log(done[x.a]);
    case Operation::logarithm_1:
        return taylor_log1p(done[x.a]);
    case Operation::error:
        return taylor_primitive(erf(done[x.a][0]), bell(done[x.a], 1, slope), done[x.a]);
    case Operation::complement:
        return taylor_primitive(erfc(done[x.a][0]), bell(done[x.a], 1, -slope), done[x.a]);
    case Operation::normal:
        return taylor_primitive(normal_cdf(done[x.a][0]), bell(done[x.a], 2, normal_density(zero)), done[x.a]);
    case Operation::absolute:
        return absolute(done[x.a]);
    case Operation::maximum: {
        Taylor larger = choice(decided(Relation::less, done[x.b][0], done[x.a][0]), done[x.a], done[x.b]);
        return larger;
    }
    case Operation::minimum:
        return choice(decided(Relation::less, done[x.a][0], done[x.b][0]), done[x.a], done[x.b]);
    case Operation::choose:
        return choice(decided(x.relation, done[x.a][0], done[x.b][0]), done[x.c], done[x.d]);
    }
    return taylor_partial(Taylor(size, Interval::whole()));
}

Taylor TaylorTape::operator()(const Interval& x, int order) const {
    const auto size = static_cast<std::size_t>(order) + 1;
    std::vector<Taylor> done;
    done.reserve(tape_.instructions().size());
    for (const Instruction& instruction : tape_.instructions()) {
        done.push_back(is_variable(instruction) ? identity(x, size) : step(instruction, done, size));
    }
    return done.back();
}

Interval TaylorTape::range(const Interval& x, int order) const {
    const auto size = static_cast<std::size_t>(order) + 1;
    const Interval centre = x.midpoint();
    std::vector<Interval> powers{1};
    for (int k = 1; k <= order; ++k) { powers.push_back(pow(x - centre, k)); }
    std::vector<Taylor> about, all;
    for (const Instruction& instruction : tape_.instructions()) {
        if (is_variable(instruction)) {
            about.push_back(identity(centre, size));
            all.push_back(identity(x, size));
        } else {
            about.push_back(step(instruction, about, size));
            all.push_back(tightened(step(instruction, all, size), about.back(), powers));
        }
    }
    return all.back().front();
}

} // namespace perdis
