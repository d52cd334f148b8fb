#pragma once

#include "rational_instances.hpp"
#include "rational_oracle.hpp"

#include <perdis/certificate/certify_transport.hpp>
#include <perdis/solver/binary_form.hpp>
#include <perdis/solver/parametric_simplex.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

/// The curve of the parametric simplex against whatever else knows it, exactly.
namespace exact_agreement {

using oracle::Rational;
using Curve = perdis::PiecewiseLinear<Rational>;

/// What was compared, and the first thing that differed; none if empty.
struct Tally {
    std::string complaint = {};
    unsigned seed = 0;
    std::size_t instances = 0, vertices = 0, proofs = 0, programs = 0, forms = 0;

    Tally& operator+=(const Tally& other) {
        if (complaint.empty()) { complaint = other.complaint; }
        instances += other.instances;
        vertices += other.vertices;
        proofs += other.proofs;
        programs += other.programs;
        forms += other.forms;
        return *this;
    }

    void expect(const Rational& found, const Rational& wanted, const std::string& what, const Rational& distortion) {
        if (found == wanted || !complaint.empty()) { return; }
        std::ostringstream stream;
        stream << "instance " << seed << ", " << what << " at D = " << distortion << ": " << found << ", not "
               << wanted;
        complaint = stream.str();
    }
};

/// The D of every breakpoint, one two thirds of the way between two, and one beyond the last.
inline std::vector<Rational> places(const Curve& curve) {
    std::vector<Rational> at;
    const auto& vertices = curve.vertices();
    const std::size_t split = vertices.size() / 2;
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        if (0 < i && i == split) {
            at.push_back(Rational((vertices[i - 1].distortion + 2 * vertices[i].distortion) / 3));
        }
        at.push_back(vertices[i].distortion);
    }
    at.push_back(Rational(vertices.back().distortion + 1));
    return at;
}

/// The claims of the path prove P and the slope of every segment, and with them the curve.
template <class Problem, class Path>
void against_proofs(const Problem& problem, const Path& path, const Curve& curve, Tally& tally) {
    const perdis::TransportCertifier certify(problem);
    for (const Rational& distortion : places(curve)) {
        const auto solution = path.solution(distortion);
        const auto bounds = certify(solution);
        const Rational value = curve.perception(distortion);
        tally.expect(bounds->lower, value, "lower bound", distortion);
        tally.expect(bounds->upper, value, "upper bound", distortion);
        tally.expect(solution.multiplier, Rational(-curve.slope(distortion)), "multiplier", distortion);
        ++tally.proofs;
    }
}

/// D_min, P(D) at two places, D(P) at one of them and D_max by the plain linear program.
template <class Problem>
void against_programs(const Problem& problem, const Curve& curve, Tally& tally) {
    const oracle::PerceptionProgram<Problem> program(problem);
    const Rational least = oracle::oracle_min_distortion(problem);
    tally.expect(curve.min_distortion(), least, "D_min", least);
    tally.expect(curve.perception(least), program.perception(least).value(), "P", least);
    const Rational middle = places(curve)[curve.vertices().size() / 2];
    const Rational value = curve.perception(middle);
    tally.expect(value, program.perception(middle).value(), "P", middle);
    const Rational most = program.distortion(problem.ground().minimum()).value();
    tally.expect(curve.max_distortion(), most, "D_max", most);
    tally.programs += 3;
}

/// Where s(q) is least on two symbols: [a, b] for q_1, each x with the nearer symbol.
struct Interval {
    Rational low = 0, high = 0;

    void add(const Rational& mass, const Rational& to_first, const Rational& to_second) {
        if (to_second < to_first) { low += mass; }
        if (!(to_first < to_second)) { high += mass; }
    }
};

inline Rational apart(const Rational& a, const Rational& b) { return a < b ? Rational(b - a) : Rational(a - b); }

inline Interval nearest(const perdis::DiscreteGround<Rational>& ground) {
    return {ground.masses()[1], Rational(1 - ground.masses()[0])};
}
inline Interval nearest(const perdis::LineGround<Rational>& ground) {
    Interval interval;
    for (std::size_t x = 0; x < ground.places().size(); ++x) {
        const auto to = [&](std::size_t z) { return apart(ground.places()[x], ground.places()[ground.symbols()[z]]); };
        interval.add(ground.masses()[x], to(0), to(1));
    }
    return interval;
}
inline Interval nearest(const perdis::MatrixGround<Rational>& ground) {
    Interval interval;
    for (std::size_t x = 0; x < ground.masses().size(); ++x) {
        const auto row = static_cast<Eigen::Index>(x);
        interval.add(ground.masses()[x], ground.cost()(row, 0), ground.cost()(row, 1));
    }
    return interval;
}

/// The closed form of two symbols, at all breakpoints of both.
template <class Problem>
void against_form(const Problem& problem, const Curve& curve, Tally& tally) {
    const Interval best = nearest(problem.ground());
    const perdis::DenseMatrix<Rational> cost = problem.cost().values();
    const perdis::BinaryForm<Rational> form(problem.observation(), cost, best.low, best.high);
    tally.expect(curve.max_distortion(), form.max_distortion(), "D_max of the closed form", form.max_distortion());
    std::vector<Rational> at = places(curve);
    for (const auto& vertex : form.vertices()) { at.push_back(vertex.distortion); }
    for (const Rational& distortion : at) {
        const Rational output = form.output(distortion);
        const std::vector<Rational> law{Rational(1 - output), output};
        tally.expect(curve.perception(distortion), problem.ground().value(law), "closed form", distortion);
    }
    ++tally.forms;
}

template <class Problem>
void compare(const Problem& problem, Tally& tally) {
    using Ground = std::remove_cvref_t<decltype(problem.ground())>;
    perdis::ParametricPath<Rational, Ground, perdis::DenseCost<Rational>> path(problem);
    path.run();
    const Curve curve(path.vertices());
    tally.vertices += curve.vertices().size();
    against_proofs(problem, path, curve, tally);
    against_programs(problem, curve, tally);
    if (problem.columns() == 2) { against_form(problem, curve, tally); }
}

/// Instances first … first + count − 1, each under total variation, W₁ and a transport cost.
inline Tally sweep(unsigned first, unsigned count) {
    Tally tally;
    for (unsigned seed = first; seed < first + count && tally.complaint.empty(); ++seed) {
        tally.seed = seed;
        const auto instance = oracle::rational_instance(seed);
        compare(instance.discrete(), tally);
        compare(instance.line(), tally);
        compare(instance.matrix(), tally);
        ++tally.instances;
    }
    return tally;
}

} // namespace exact_agreement
