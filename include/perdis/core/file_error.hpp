#pragma once

#include <stdexcept>

namespace perdis {

/// A file that cannot be read or written; what() names the file and the reason.
class FileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace perdis
