#pragma once

#include "bounded.hpp"
#include <perdis/numeric/gauss_piece.hpp>

#include <perdis/inference/scalar_joint.hpp>
#include <perdis/inference/scalar_map.hpp>

#include <vector>

namespace perdis {

/// A claimed map at the ten nodes of a Gauss–Legendre rule, on a piece of the line of scores.
struct SampledPiece {
    double half = 0.0; ///< half of the piece's length
    GaussPiece::Values s = {};
    GaussPiece::Values x = {};  ///< F_X⁻¹(Φ(s))
    GaussPiece::Values dx = {}; ///< dx/ds
    GaussPiece::Values y = {};
    GaussPiece::Values dy = {};
    GaussPiece::Values log_y = {};    ///< ln p_Y(y)
    GaussPiece::Values mean = {};     ///< m(y)
    GaussPiece::Values variance = {}; ///< Var(X|y)
    GaussPiece::Values log_t = {};    ///< ln q/p
    GaussPiece::Values blur = {};     ///< of ln t, a bound on its rounding
    GaussPiece::Values area = {};     ///< ∫ (x − m) dx from s = 0
    GaussPiece::Values area_error = {};

    /// φ(s) times the weight of a node.
    [[nodiscard]] double mass(std::size_t i) const;
    /// A bound on the rounding of x − m.
    [[nodiscard]] double distance_blur(std::size_t i, double accuracy) const;
};

/// All pieces of a claimed map, between its first and its last node: cut at the nodes, at the kinks of the prior and at 0,
/// and halved until the integrals of f(q/p), of (x − m)² and of x − m are known to rounding.
class MapSamples {
public:
    MapSamples(const ScalarMap& map, double order);

    /// Whether y increases and every sample is a number.
    [[nodiscard]] bool increasing() const { return increasing_; }
    [[nodiscard]] const std::vector<SampledPiece>& pieces() const { return pieces_; }
    /// ∫ q (x − m)² over the pieces.
    [[nodiscard]] const Bounded& spent() const { return spent_; }
    /// ∫ (x − m) dx from 0 to the left and the right end.
    [[nodiscard]] const Bounded& left_area() const { return left_area_; }
    [[nodiscard]] const Bounded& right_area() const { return right_area_; }

private:
    void walk(const ScalarMap::Cubic& cubic, double node, double from, double to, int depth);
    [[nodiscard]] SampledPiece sample(const ScalarMap::Cubic& cubic, double node, double from, double to) const;
    void gather();

    const ScalarJoint& joint_;
    double order_;
    double scale_; ///< the variance of X
    bool increasing_ = true;
    std::vector<SampledPiece> pieces_;
    Bounded spent_, left_area_, right_area_;
};

} // namespace perdis
