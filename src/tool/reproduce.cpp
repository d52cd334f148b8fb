#include "tool/command.hpp"
#include "tool/plot.hpp"
#include "tool/reproduction.hpp"

#include <perdis/core/file_error.hpp>
#include <perdis/output/write_whole.hpp>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <unistd.h>

namespace perdis::tool {

Reproduction::Reproduction(const std::string& folder, int threads) : folder_(folder), threads_(threads) {
    std::error_code error;
    std::filesystem::create_directory(folder, error); // the parent must exist
    if (error) { throw FileError(folder + ": cannot be made: " + error.message()); }
    if (!std::filesystem::is_directory(folder)) { throw FileError(folder + ": is not a folder"); }
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        throw FileError(folder + ": cannot be written: " + std::strerror(errno));
    }
}

void Reproduction::save(const std::string& name, const std::string& content) const {
    const std::string path = (std::filesystem::path(folder_) / name).string();
    write_whole(path, content);
    warn("reproduce: " + path);
}

void Reproduction::draw(const std::string& name, const Picture& picture) const { save(name, svg(picture)); }

std::vector<CurvePoint> Reproduction::trace(const Model& model, int points) const {
    return points_at(model, equally_spaced(model.outline(), points), threads_);
}

Discrete<double> ternary(double tail) { return {{-1.0, 0.0, 1.0}, {tail, 1.0 - 2.0 * tail, tail}}; }

Exit reproduce(const Arguments& arguments) {
    const Reproduction out(arguments.folder, arguments.threads);
    reproduce_figure3(out);
    reproduce_figure5(out);
    reproduce_figure5_true(out);
    const bool proved = reproduce_theorem1(out);
    return proved ? Exit::done : Exit::undecided;
}

} // namespace perdis::tool
