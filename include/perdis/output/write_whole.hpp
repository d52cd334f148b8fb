#pragma once

#include <string>
#include <string_view>

namespace perdis {

/// Writes a file whole or not at all.
///
/// The content goes to a temporary file beside the target, is flushed to the disk and then renamed; signals that end the
/// program wait until then. A target that is a symbolic link is followed; a device or a pipe is written to directly.
///
/// @throws    FileError where a step fails, a full disk included; the temporary file is removed, an old target untouched.
void write_whole(const std::string& path, std::string_view content);

/// Says before the work whether write_whole can hope to write there.
///
/// @throws    FileError for a path whose folder does not exist or that is a folder.
void require_writable(const std::string& path);

} // namespace perdis
