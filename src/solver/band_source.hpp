#pragma once

#include "observation_table.hpp"

#include <perdis/inference/equalisation_bands.hpp>
#include <perdis/numeric/normal.hpp>

namespace perdis {

/// Y and X* at a place t on the line, per unit of t.
struct BandPoint {
    TwoTails tails = {};
    double density = 0.0;
    double mean = 0.0;
    double mean_slope = 0.0;
};

/// By the score of Y, from the table.
class TableSource {
public:
    TableSource(const ScalarJoint& joint, const ObservationTable& table, double reach)
        : joint_(joint), table_(table), prior_(joint, reach) {}
    [[nodiscard]] const ScalarJoint& joint() const { return joint_; }
    [[nodiscard]] BandPoint operator()(double w) const {
        const ScorePoint mean = table_.mean(w);
        return {{normal_cdf(w), normal_complement(w)}, normal_density(w), mean.value, mean.slope};
    }
    [[nodiscard]] double restored(const TwoTails& tails) const;

private:
    const ScalarJoint& joint_;
    const ObservationTable& table_;
    PriorTable prior_;
};

/// By y itself, from the joint.
class JointSource {
public:
    explicit JointSource(const ScalarJoint& joint) : joint_(joint) {}
    [[nodiscard]] const ScalarJoint& joint() const { return joint_; }
    [[nodiscard]] BandPoint operator()(double y) const {
        const ScalarPosterior posterior = joint_.posterior(y);
        return {observation_tails(joint_, y), std::exp(posterior.log_density), posterior.mean,
                posterior.variance / joint_.noise_variance()};
    }
    /// x with these tails.
    [[nodiscard]] double restored(const TwoTails& tails) const { return prior_at(joint_, tails); }

private:
    const ScalarJoint& joint_;
};

/// H = P(Y below) − P(X < m) there.
template <class Source>
double surplus_at(const Source& source, double t) {
    const BandPoint point = source(t);
    const TwoTails prior = prior_tails(source.joint(), point.mean);
    return point.tails.below < point.tails.above ? point.tails.below - prior.below : prior.above - point.tails.above;
}

/// Integrals over a band in which P(X < z) = P(Y below) − level, and their derivatives in the level.
struct LevelIntegrals {
    double area = 0.0;  ///< ∫ (z − m) dm
    double spent = 0.0; ///< E(z − m)²
    double area_by_level = 0.0;
    double spent_by_level = 0.0;
};

template <class Source>
LevelIntegrals level_integrals(const Source& source, double level, double from, double to, double tolerance);

extern template LevelIntegrals level_integrals(const TableSource&, double, double, double, double);
extern template LevelIntegrals level_integrals(const JointSource&, double, double, double, double);

/// The place between two others at which H, monotone there, has a value.
template <class Source>
double level_place(const Source& source, double level, double from, double to);

extern template double level_place(const TableSource&, double, double, double);
extern template double level_place(const JointSource&, double, double, double);

} // namespace perdis
