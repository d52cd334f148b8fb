#pragma once

#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace perdis {

/// An argument outside its domain. what() reads "Gaussian: variance = -1 is not in [0, inf)".
class DomainError : public std::domain_error {
public:
    using std::domain_error::domain_error;
};

/// Throws DomainError "subject: name = value is not in legal" unless holds.
///
/// Write the condition so that NaN fails it: require(x >= 0, …), never require(!(x < 0), …).
template <class T>
void require(bool holds, std::string_view subject, std::string_view name, const T& value, std::string_view legal) {
    if (holds) { return; }
    std::ostringstream message;
    message.precision(17);
    message << subject << ": " << name << " = " << value << " is not in " << legal;
    throw DomainError(message.str());
}

/// Throws DomainError "subject: complaint" unless holds, for a condition on several arguments.
inline void require(bool holds, std::string_view subject, std::string_view complaint) {
    if (holds) { return; }
    throw DomainError(std::string(subject) + ": " + std::string(complaint));
}

} // namespace perdis
