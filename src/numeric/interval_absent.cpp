#include <perdis/numeric/interval.hpp>

#include <perdis/core/domain_error.hpp>

// Without MPFR: an interval cannot be made, so that nothing else of it is needed.

namespace perdis {

namespace {

[[noreturn]] void absent() {
    throw DomainError("Interval: the library was built without MPFR, its component of interval proofs is absent");
}

} // namespace

bool has_intervals() { return false; }

void Interval::set(std::int64_t) { absent(); }

void Interval::set(std::uint64_t) { absent(); }

Interval::Interval(double) { absent(); }

Interval::Interval(std::string_view) { absent(); }

double Interval::lower() const { absent(); }

double Interval::upper() const { absent(); }

} // namespace perdis
