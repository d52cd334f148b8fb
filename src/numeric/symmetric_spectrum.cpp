#include <perdis/numeric/symmetric_spectrum.hpp>

namespace perdis {

template class SymmetricSpectrum<double>;
template class SymmetricSpectrum<long double>;

} // namespace perdis
