#include "polynomial.hpp"

#include <algorithm>

namespace perdis {

namespace {

Monomial product(const Monomial& a, const Monomial& b) {
    Monomial result = a.size() < b.size() ? b : a;
    const Monomial& other = a.size() < b.size() ? a : b;
    for (std::size_t i = 0; i < other.size(); ++i) { result[i] += other[i]; }
    return result;
}

std::optional<Monomial> quotient(const Monomial& a, const Monomial& b) {
    if (b.size() > a.size()) { return std::nullopt; }
    Monomial result = a;
    for (std::size_t i = 0; i < b.size(); ++i) {
        if (b[i] > a[i]) { return std::nullopt; }
        result[i] -= b[i];
    }
    while (!result.empty() && result.back() == 0) { result.pop_back(); }
    return result;
}

void bound(const Polynomial& a) {
    if (a.terms().size() > Polynomial::limit) { throw Polynomial::TooLarge{}; }
}

Polynomial scaled(const Polynomial& a, const Rational& factor) {
    Polynomial result;
    for (const auto& [monomial, c] : a.terms()) { result.add(monomial, c * factor); }
    return result;
}

Polynomial monic(const Polynomial& a) { return a.zero() ? a : scaled(a, 1 / a.terms().rbegin()->second); }

Polynomial divisor(const Polynomial& a, const Polynomial& b, int& budget);

/// The greatest common divisor of the coefficients by powers of one generator.
Polynomial content(const Polynomial& a, std::size_t index, int& budget) {
    Polynomial result;
    for (const Polynomial& c : a.coefficients(index)) {
        result = divisor(result, c, budget);
        if (!result.zero() && result.constant()) { return Polynomial(1); }
    }
    return result;
}

Polynomial pseudo_remainder(Polynomial a, const Polynomial& b, std::size_t index, int& budget) {
    const unsigned degree = b.degree(index);
    const Polynomial lead = b.coefficients(index).back();
    while (!a.zero() && a.degree(index) >= degree) {
        if (--budget < 0) { throw Polynomial::TooLarge{}; }
        const unsigned shift = a.degree(index) - degree;
        a = a * lead - b * a.coefficients(index).back() * Polynomial::generator(index, shift);
    }
    return a;
}

/// By the primitive Euclidean algorithm in the last generator.
Polynomial divisor(const Polynomial& a, const Polynomial& b, int& budget) {
    if (a.zero()) { return monic(b); }
    if (b.zero()) { return monic(a); }
    if (a.constant() || b.constant()) { return Polynomial(1); }
    const std::size_t index = std::max(a.width(), b.width()) - 1;
    if (a.degree(index) == 0) { return divisor(a, content(b, index, budget), budget); }
    if (b.degree(index) == 0) { return divisor(content(a, index, budget), b, budget); }
    const Polynomial content_a = content(a, index, budget), content_b = content(b, index, budget);
    Polynomial p = *quotient(a, content_a), q = *quotient(b, content_b);
    if (p.degree(index) < q.degree(index)) { std::swap(p, q); }
    while (true) {
        const Polynomial rest = pseudo_remainder(p, q, index, budget);
        if (rest.zero()) { break; }
        p = q;
        q = rest.degree(index) == 0 ? Polynomial(1) : monic(*quotient(rest, content(rest, index, budget)));
        if (q.constant()) { break; }
    }
    return monic(divisor(content_a, content_b, budget) * q);
}

} // namespace

Polynomial Polynomial::generator(std::size_t index, unsigned power) {
    Polynomial result;
    if (power == 0) { return Polynomial(1); }
    Monomial monomial(index + 1, 0);
    monomial[index] = power;
    result.add(monomial, 1);
    return result;
}

void Polynomial::add(const Monomial& monomial, const Rational& coefficient) {
    if (coefficient == 0) { return; }
    const auto [at, fresh] = terms_.emplace(monomial, coefficient);
    if (fresh) { return; }
    at->second += coefficient;
    if (at->second == 0) { terms_.erase(at); }
}

unsigned Polynomial::degree(std::size_t index) const {
    unsigned result = 0;
    for (const auto& [monomial, c] : terms_) {
        if (index < monomial.size()) { result = std::max(result, monomial[index]); }
    }
    return result;
}

std::size_t Polynomial::width() const {
    std::size_t result = 0;
    for (const auto& [monomial, c] : terms_) { result = std::max(result, monomial.size()); }
    return result;
}

std::vector<Polynomial> Polynomial::coefficients(std::size_t index) const {
    std::vector<Polynomial> result(degree(index) + 1);
    for (const auto& [monomial, c] : terms_) {
        Monomial rest = monomial;
        unsigned power = 0;
        if (index < rest.size()) {
            power = rest[index];
            rest[index] = 0;
            while (!rest.empty() && rest.back() == 0) { rest.pop_back(); }
        }
        result[power].add(rest, c);
    }
    return result;
}

Polynomial operator+(const Polynomial& a, const Polynomial& b) {
    Polynomial result = a;
    for (const auto& [monomial, c] : b.terms()) { result.add(monomial, c); }
    bound(result);
    return result;
}

Polynomial operator-(const Polynomial& a, const Polynomial& b) { return a + scaled(b, -1); }

Polynomial operator*(const Polynomial& a, const Polynomial& b) {
    Polynomial result;
    for (const auto& [x, c] : a.terms()) {
        for (const auto& [y, d] : b.terms()) { result.add(product(x, y), c * d); }
        bound(result);
    }
    return result;
}

Polynomial power(const Polynomial& a, unsigned n) {
    if (n > 64) { throw Polynomial::TooLarge{}; }
    Polynomial result(1);
    for (unsigned i = 0; i < n; ++i) { result = result * a; }
    return result;
}

std::optional<Polynomial> quotient(const Polynomial& a, const Polynomial& b) {
    if (b.zero()) { return std::nullopt; }
    Polynomial rest = a, result;
    const auto& [lead, coefficient] = *b.terms().rbegin();
    while (!rest.zero()) {
        const auto& [monomial, c] = *rest.terms().rbegin();
        const auto shift = quotient(monomial, lead);
        if (!shift || result.terms().size() > Polynomial::limit) { return std::nullopt; }
        Polynomial term;
        term.add(*shift, c / coefficient);
        result = result + term;
        rest = rest - term * b;
    }
    return result;
}

Polynomial greatest_common_divisor(const Polynomial& a, const Polynomial& b) {
    int budget = 200;
    try {
        return divisor(a, b, budget);
    } catch (const Polynomial::TooLarge&) { return Polynomial(1); }
}

Ring::Ring(const std::vector<Expression>& expressions) {
    std::map<Expression, unsigned, FormLess> orders;
    for (const Expression& e : expressions) {
        for (const Expression& each : postorder(e)) {
            if (!each.node().is(Kind::power)) { continue; }
            const auto [base, exponent] = base_and_number(each);
            if (same_form(base, each) || denominator(exponent) > 12) { continue; }
            unsigned& order = orders.emplace(base, 1U).first->second;
            const auto q = static_cast<unsigned>(denominator(exponent));
            order = order * q / static_cast<unsigned>(gcd(Integer(order), Integer(q)));
        }
    }
    for (const auto& [base, order] : orders) {
        if (order == 1) { continue; }
        generators_.push_back(make_power(base, Rational(1, order)));
        roots_.emplace(base, Root{generators_.size() - 1, order});
    }
}

std::size_t Ring::generator(const Expression& e) {
    const auto [at, fresh] = index_.emplace(e, generators_.size());
    if (fresh) { generators_.push_back(e); }
    return at->second;
}

Polynomial Ring::expand_power(const Expression& base, const Rational& exponent, int depth) {
    if (exponent < 0 || exponent > 64) { throw Polynomial::TooLarge{}; }
    if (const auto root = roots_.find(base); root != roots_.end()) {
        const Rational scaled_exponent = exponent * root->second.order;
        if (is_integer(scaled_exponent)) {
            const auto n = static_cast<unsigned>(numerator(scaled_exponent));
            const std::size_t g = root->second.generator;
            if (!base.node().is(Kind::sum) && !is_number(base)) { return Polynomial::generator(g, n); }
            const unsigned order = root->second.order;
            const Polynomial whole = is_number(base) ? Polynomial(base.node().value) : expand(base, depth + 1);
            return power(whole, n / order) * Polynomial::generator(g, n % order);
        }
    }
    if (!is_integer(exponent)) { return Polynomial::generator(generator(make_power(base, exponent))); }
    const auto n = static_cast<unsigned>(numerator(exponent));
    if (base.node().is(Kind::sum)) { return power(expand(base, depth + 1), n); }
    return Polynomial::generator(generator(base), n);
}

Polynomial Ring::expand(const Expression& e, int depth) {
    if (depth > 100) { throw Polynomial::TooLarge{}; }
    const ExpressionNode& node = e.node();
    if (node.is(Kind::number)) { return Polynomial(node.value); }
    if (node.is(Kind::sum)) {
        Polynomial result(node.value);
        for (std::size_t i = 0; i < node.arguments.size(); ++i) {
            result = result + scaled(expand(node.arguments[i], depth + 1), node.coefficients[i]);
        }
        return result;
    }
    if (node.is(Kind::product)) {
        Polynomial result(node.value);
        for (const Expression& f : node.arguments) { result = result * expand(f, depth + 1); }
        return result;
    }
    const auto [base, exponent] = base_and_number(e);
    return expand_power(base, exponent, depth);
}

/// With b for every (b^(1/q))^q where b is a sum or a number.
Polynomial Ring::reduced(const Polynomial& a) {
    Polynomial result = a;
    for (const auto& [base, root] : roots_) {
        if (!base.node().is(Kind::sum) && !is_number(base)) { continue; }
        if (result.degree(root.generator) < root.order) { continue; }
        const std::vector<Polynomial> parts = result.coefficients(root.generator);
        result = Polynomial();
        for (std::size_t k = 0; k < parts.size(); ++k) {
            if (!parts[k].zero()) { result = result + parts[k] * expand_power(base, Rational(k, root.order), 0); }
        }
    }
    return result;
}

std::optional<Polynomial> Ring::polynomial(const Expression& e) {
    try {
        Polynomial before = expand(e, 0), after = reduced(before);
        while (before != after) {
            before = after;
            after = reduced(before);
        }
        return after;
    } catch (const Polynomial::TooLarge&) { return std::nullopt; }
}

Expression Ring::expression(const Polynomial& a) const {
    Rational constant_term = 0;
    std::vector<Term> terms;
    for (const auto& [monomial, c] : a.terms()) {
        if (monomial.empty()) {
            constant_term = c;
            continue;
        }
        std::vector<Expression> factors;
        for (std::size_t i = 0; i < monomial.size(); ++i) {
            if (monomial[i] > 0) { factors.push_back(make_power(generators_[i], Rational(monomial[i]))); }
        }
        terms.emplace_back(c, make_product(1, factors));
    }
    return make_sum(constant_term, terms);
}

} // namespace perdis
