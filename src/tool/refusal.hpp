#pragma once

#include <stdexcept>
#include <string>

namespace perdis::tool {

/// The command line or the input is refused: exit status 2.
///
/// what() is one line: "prior.probabilities[2]: -0.1 is not in [0, 1]".
class Refusal : public std::runtime_error {
public:
    Refusal(const std::string& path, const std::string& complaint) : std::runtime_error(path + ": " + complaint) {}
};

/// The mathematics says no: exit status 3.
class Impossible : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace perdis::tool
