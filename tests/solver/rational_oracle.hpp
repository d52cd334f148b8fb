#pragma once

#include "rational_simplex.hpp"

#include <perdis/tradeoff/ground.hpp>
#include <perdis/tradeoff/transport_problem.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace oracle {

using Terms = std::vector<std::pair<std::size_t, Rational>>;
using Relation = LinearProgram::Relation;

/// The linear program of a TransportProblem: M(y, z) is variable y k + z, those of s(q) follow.
template <class Problem>
class PerceptionProgram {
public:
    explicit PerceptionProgram(const Problem& problem) : problem_(problem), k_(problem.columns()) {
        for (std::size_t y = 0; y < problem.rows(); ++y) {
            Terms terms;
            for (std::size_t z = 0; z < k_; ++z) {
                terms.emplace_back(y * k_ + z, 1);
                cost_.emplace_back(y * k_ + z, problem.cost()(y, z));
            }
            rows_.push_back({terms, Relation::equal, problem.observation()[y]});
        }
        size_ = problem.rows() * k_;
        ground(problem.ground());
    }

    /// P(D); empty for D < D_min.
    [[nodiscard]] std::optional<Rational> perception(const Rational& distortion) const {
        return least(price_, cost_, distortion);
    }
    /// The least D with P(D) ≤ P; empty for P < P_min.
    [[nodiscard]] std::optional<Rational> distortion(const Rational& perception) const {
        return least(cost_, price_, perception);
    }
    /// P_min.
    [[nodiscard]] Rational minimum_perception() const { return least(price_, {}, 0).value(); }

private:
    [[nodiscard]] std::optional<Rational> least(const Terms& objective, const Terms& limited,
                                                const Rational& limit) const {
        LinearProgram program{std::vector<Rational>(size_, 0), rows_};
        for (const auto& [column, value] : objective) { program.objective[column] = value; }
        program.rows.push_back({limited, Relation::at_most, limit});
        return minimum(program);
    }

    /// q_z times a sign, as terms.
    void add_law(Terms& terms, std::size_t z, int sign) const {
        for (std::size_t y = 0; y < problem_.rows(); ++y) { terms.emplace_back(y * k_ + z, sign); }
    }

    /// q_z ≤ p_z + excess_z.
    void ground(const perdis::DiscreteGround<Rational>& ground) {
        for (std::size_t z = 0; z < k_; ++z) {
            Terms terms{{size_, -1}};
            add_law(terms, z, 1);
            price_.emplace_back(size_++, 1);
            rows_.push_back({terms, Relation::at_most, ground.masses()[z]});
        }
    }

    /// F_q(t_i) − F_p(t_i) = forward_i − backward_i.
    void ground(const perdis::LineGround<Rational>& ground) {
        Rational below = 0;
        for (std::size_t i = 0; i + 1 < ground.places().size(); ++i) {
            below += ground.masses()[i];
            const Rational step = ground.places()[i + 1] - ground.places()[i];
            Terms terms{{size_, -1}, {size_ + 1, 1}};
            price_.emplace_back(size_++, step);
            price_.emplace_back(size_++, step);
            for (std::size_t z = 0; z < k_; ++z) {
                if (ground.symbols()[z] <= i) { add_law(terms, z, 1); }
            }
            rows_.push_back({terms, Relation::equal, below});
        }
    }

    /// Π(x, z) with sums p and q.
    void ground(const perdis::MatrixGround<Rational>& ground) {
        const std::size_t n = ground.masses().size();
        for (std::size_t x = 0; x < n; ++x) {
            Terms terms;
            for (std::size_t z = 0; z < k_; ++z) {
                terms.emplace_back(size_ + x * k_ + z, 1);
                price_.emplace_back(size_ + x * k_ + z,
                                    ground.cost()(static_cast<Eigen::Index>(x), static_cast<Eigen::Index>(z)));
            }
            rows_.push_back({terms, Relation::equal, ground.masses()[x]});
        }
        for (std::size_t z = 0; z < k_; ++z) {
            Terms terms;
            add_law(terms, z, 1);
            for (std::size_t x = 0; x < n; ++x) { terms.emplace_back(size_ + x * k_ + z, -1); }
            rows_.push_back({terms, Relation::equal, 0});
        }
        size_ += n * k_;
    }

    Problem problem_;
    std::size_t k_;
    std::size_t size_ = 0;
    std::vector<LinearProgram::Row> rows_ = {};
    Terms cost_ = {}, price_ = {};
};

/// P(D), exactly.
///
/// @throws std::domain_error for D < D_min.
template <class Problem>
Rational oracle_perception(const Problem& problem, const Rational& distortion) {
    const auto value = PerceptionProgram<Problem>(problem).perception(distortion);
    if (!value) { throw std::domain_error("oracle: D is below D_min"); }
    return *value;
}

/// D_min = Σ p_Y(y) min_z c(y, z), exactly.
template <class Problem>
Rational oracle_min_distortion(const Problem& problem) {
    Rational sum = 0;
    for (std::size_t y = 0; y < problem.rows(); ++y) {
        Rational least = problem.cost()(y, 0);
        for (std::size_t z = 1; z < problem.columns(); ++z) {
            if (problem.cost()(y, z) < least) { least = problem.cost()(y, z); }
        }
        sum += problem.observation()[y] * least;
    }
    return sum;
}

/// D_max, the least D with P(D) = P_min, exactly.
template <class Problem>
Rational oracle_max_distortion(const Problem& problem) {
    const PerceptionProgram<Problem> program(problem);
    return program.distortion(program.minimum_perception()).value();
}

} // namespace oracle
