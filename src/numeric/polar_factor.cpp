#include <perdis/numeric/polar_factor.hpp>

namespace perdis {

template DenseMatrix<double> polar_factor(const DenseMatrix<double>&);
template DenseMatrix<long double> polar_factor(const DenseMatrix<long double>&);

} // namespace perdis
