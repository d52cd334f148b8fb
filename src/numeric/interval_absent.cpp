#include <perdis/numeric/interval.hpp>

namespace perdis {

bool has_intervals() { return false; }

} // namespace perdis
