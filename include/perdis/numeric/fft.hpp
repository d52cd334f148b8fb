#pragma once

#include <Eigen/Core>

#include <complex>

namespace perdis {

/// Numbers on the discrete torus: height × width, row by row; a line is 1 × n. Indices are taken modulo the sizes.
using RealField = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Complex numbers on the torus, laid out like a RealField.
using ComplexField = Eigen::Array<std::complex<double>, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The discrete Fourier transform of a field of height h and width w, by rows and columns; not normalised.
///
///     F(k, l) = Σ_{i,j} x(i, j) exp(−2πi (k i/h + l j/w))
///
/// O(n log n) for every n = h w: Eigen's FFT, and Bluestein's algorithm for lengths with a prime factor above 32.
///
/// @domain    any size; an empty field gives an empty field.
/// @accuracy  8 ε log₂(n) relative in the root mean square; 8 ε (log₂ n)² where Bluestein's algorithm takes part.
/// @source    [Bluestein1970]
ComplexField fourier_transform(const ComplexField& field);

/// The same for real numbers; F(−k, −l) is the conjugate of F(k, l), up to rounding.
ComplexField fourier_transform(const RealField& field);

/// The inverse: x(i, j) = Σ_{k,l} F(k, l) exp(2πi (k i/h + l j/w)) / (h w). Domain and accuracy as above.
ComplexField inverse_fourier_transform(const ComplexField& transform);

/// The index of frequency −k on a circle of n.
///
/// @domain    k in [0, n).
inline Eigen::Index opposite(Eigen::Index k, Eigen::Index n) { return k == 0 ? 0 : n - k; }

} // namespace perdis
