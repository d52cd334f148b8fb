#pragma once

#include <optional>
#include <random>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/evaluate.hpp>

/// Expressions to try rules on: written by hand, and grown by chance from a fixed seed.
namespace corpus {

using perdis::Domain;
using perdis::Expression;
using Hundred = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<100>, boost::multiprecision::et_off>;

struct Symbols {
    Expression x = perdis::symbol("x"), y = perdis::symbol("y");
    Expression a = perdis::symbol("a", Domain::positive()), b = perdis::symbol("b", Domain::positive());
    Expression n = perdis::symbol("n", Domain::nonnegative()), u = perdis::symbol("u", Domain::open(0.0, 1.0));
};

/// Grows a random expression; a division by zero or a root of a negative number on the way makes it nothing.
class Generator {
public:
    explicit Generator(unsigned seed) : random_(seed) {}

    std::optional<Expression> operator()(int depth) {
        try {
            return grow(depth);
        } catch (const perdis::DomainError&) { return std::nullopt; }
    }

    /// A point inside the domains.
    perdis::Bindings<Hundred> point() {
        const auto real = [this] { return Hundred(pick(4001) - 2000) / 1001; };
        const auto positive = [this] { return Hundred(pick(3000) + 1) / 997; };
        return {{s_.x, real()},     {s_.y, real()},     {s_.a, positive()},
                {s_.b, positive()}, {s_.n, positive()}, {s_.u, Hundred(pick(996) + 1) / 998}};
    }

private:
    int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }

    Expression leaf() {
        const Expression leaves[]{s_.x,
                                  s_.y,
                                  s_.a,
                                  s_.b,
                                  s_.n,
                                  s_.u,
                                  s_.a,
                                  s_.x,
                                  Expression(pick(5) - 2),
                                  Expression(pick(7) + 1) / (pick(4) + 1)};
        return leaves[pick(10)];
    }

    Expression grow(int depth) {
        if (depth == 0) { return leaf(); }
        const Expression e = grow(depth - 1);
        const auto other = [&] { return grow(pick(depth)); };
        switch (pick(22)) {
        case 0:
        case 1:
        case 2:
            return e + other();
        case 3:
        case 4:
            return e - other();
        case 5:
        case 6:
        case 7:
            return e * other();
        case 8:
        case 9:
        case 10:
            return e / other();
        case 11:
            return pow(e, Expression(pick(3) + 2));
        case 12:
            return sqrt(e * e + s_.a);
        case 13:
            return sqrt(abs(e));
        case 14:
            return exp(e / 8);
        case 15:
            return log(1 + e * e);
        case 16:
            return log(abs(e) + s_.b) - log(s_.a);
        case 17:
            return erf(e) + erfc(other());
        case 18:
            return normal_cdf(e);
        case 19:
            return max(e, other());
        case 20:
            return piecewise(perdis::less(e, other()), other(), leaf());
        default:
            return 1 / (1 + e * e) - 1 / (2 + e * e);
        }
    }

    std::mt19937 random_;
    Symbols s_;
};

/// e at the point; nothing where it is not a finite number.
inline std::optional<Hundred> value(const Expression& e, const perdis::Bindings<Hundred>& point) {
    const Hundred result = perdis::evaluate<Hundred>(e, point);
    if (!(abs(result) < Hundred("1e40"))) { return std::nullopt; }
    return result;
}

/// Written by hand: each a trap for one rule.
inline std::vector<Expression> by_hand() {
    const Symbols s;
    const auto& [x, y, a, b, n, u] = s;
    const Expression half = Expression(1) / 2;
    return {
        sqrt(x * x),
        sqrt(x * x * y * y),
        sqrt(x * x * x * x),
        sqrt(a * a * x * x),
        sqrt((1 - u) * x * x),
        log(x * x),
        log(x * x * a),
        log(a * b) - log(a) - log(b),
        log(a / b) + log(b / a),
        exp(log(a) * x),
        exp(2 * log(a) + x),
        pow(x * x, half * 3),
        pow(pow(x, Expression(3)) * pow(x, Expression(-1)), half),
        sqrt(x * x + 2 * x + 1),
        sqrt((x + 1) * (x + 1)),
        sqrt(a * x * x - 2 * a * x + a),
        abs(x) / x,
        abs(x) * abs(x),
        abs(x - y) - abs(y - x),
        max(x, y) + min(x, y),
        (x * x - 1) / (x - 1),
        (x * x - y * y) / (x - y) / (x + y),
        (a - b) / (sqrt(a) - sqrt(b)),
        (a - b) / (sqrt(a) + sqrt(b)),
        1 / (sqrt(a) + sqrt(b)) - 1 / (sqrt(a) - sqrt(b)),
        x / (1 + x) + 1 / (1 + x),
        a / (a + b) + b / (a + b),
        1 / (1 / a + 1 / b),
        1 / (1 + 1 / (1 + 1 / a)),
        (x + y) * (x + y) - (x - y) * (x - y),
        (x + a) * (x - a) + a * a,
        (1 + x) * (1 + x) * (1 + x) - 1,
        sqrt(a + b) * sqrt(a + b),
        sqrt(a + b) / (a + b),
        (a + b) / sqrt(a + b),
        sqrt(a / b) * sqrt(b / a),
        sqrt(a * b) / sqrt(a),
        sqrt(1 / (1 + a)) * sqrt(1 + a),
        sqrt(u * (1 - u)) / (1 - u),
        pow(u - 1, Expression(2)),
        sqrt((u - 1) * (u - 1)),
        sqrt((u - 1) * (u - 2)),
        1 - erf(x),
        1 - erfc(x),
        1 - normal_cdf(-x),
        erf(x) + erf(-x),
        erfc(x) + erfc(-x),
        normal_cdf(x) + normal_cdf(-x),
        exp(x) * exp(y) / exp(x + y),
        (exp(x) - exp(-x)) * exp(x),
        log(exp(x) * a),
        log(sqrt(a)) - log(a) / 2,
        log(a) - log(a + b) / 2,
        (log(a) - log(b)) * x + log(b) * x,
        2 * log(a) - 3 * log(b) + log(a + b),
        log(1 + a) - log(1 - u),
        log(u) / log(1 - u),
        pow(a, x) * pow(a, -x),
        pow(a, x) * pow(b, x),
        pow(a, half + x) / sqrt(a),
        piecewise(perdis::less(x, y), x, y) - min(x, y),
        sqrt(n) * sqrt(n) - n,
        sqrt(n * n) - n,
        sqrt(n * x) * sqrt(n * x),
        a * (x + y) - a * x - a * y,
        (a * x + a * y) / (x + y),
        (x * a + y * a + x * b + y * b) / (a + b),
        sqrt(Expression(2)) * sqrt(a) - sqrt(2 * a),
        sqrt(Expression(8)) / 2 - sqrt(Expression(2)),
        1 / (1 + sqrt(Expression(2))) - sqrt(Expression(2)) + 1,
        (x - 1) * (1 - x) + (x - 1) * (x - 1),
        0.1 * x + x / 10,
        x * (y - a) / (a - y),
        (a - x) / (x - a) / (x - a),
        sqrt(2 - 2 * u) / sqrt(1 - u),
        sqrt(2 + 2 * a) * sqrt(3 + 3 * a),
        log(Expression(8)) - 3 * log(Expression(2)),
        pow(8 * a * a * a, Expression(1) / 3),
        pow(a, Expression(2) / 3) * pow(a, Expression(1) / 3) / a,
    };
}

} // namespace corpus
