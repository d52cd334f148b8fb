#include <perdis/numeric/scaled_spectrum.hpp>
#include <perdis/numeric/symmetric_spectrum.hpp>

namespace perdis {

template class SymmetricSpectrum<double>;
template class SymmetricSpectrum<long double>;
template class ScaledSpectrum<double>;
template class ScaledSpectrum<long double>;

} // namespace perdis
