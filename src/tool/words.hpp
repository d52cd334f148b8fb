#pragma once

#include "tool/command.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace perdis::tool {

/// What the options said, before their numbers are read.
struct Words {
    Arguments arguments = {};
    std::string points = {};
    std::string at = {};
    std::string distortion = {};
    std::string perception = {};
    std::string tolerance = {};
    std::string threads = {};
    std::string seed = {};
};

/// The words of a command line as CLI11 takes them, from the back. Negative numbers are values, not options: "--at -1,2"
/// becomes "--at=-1,2".
std::vector<std::string> joined(int argc, char** argv);

/// The numbers behind the words, every one checked before any work.
///
/// @throws Refusal that names the option.
Arguments checked(const Words& words, const CLI::App& command);

} // namespace perdis::tool
