#include <perdis/numeric/relative_spectrum.hpp>

namespace perdis {

template RelativeSpectrum<double> relative_spectrum(const DenseMatrix<double>&, const DenseMatrix<double>&,
                                                    const DenseVector<double>&, const DenseVector<double>&);
template RelativeSpectrum<long double> relative_spectrum(const DenseMatrix<long double>&,
                                                         const DenseMatrix<long double>&,
                                                         const DenseVector<long double>&,
                                                         const DenseVector<long double>&);

} // namespace perdis
