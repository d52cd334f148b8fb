#include <perdis/output/write_whole.hpp>

#include <perdis/core/file_error.hpp>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace perdis {

namespace {

[[noreturn]] void refuse(const std::string& path, int error) {
    throw FileError(path + ": cannot be written: " + std::strerror(error));
}

/// Holds back the signals that end a program.
class Uninterrupted {
public:
    Uninterrupted() {
        sigset_t ending;
        sigemptyset(&ending);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) { sigaddset(&ending, signal); }
        pthread_sigmask(SIG_BLOCK, &ending, &before_);
    }
    ~Uninterrupted() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    Uninterrupted(const Uninterrupted&) = delete;
    Uninterrupted& operator=(const Uninterrupted&) = delete;

private:
    sigset_t before_ = {};
};

/// An open file that is closed at the end; the temporary one is removed as well unless it has been kept.
class OpenFile {
public:
    OpenFile(std::string path, int flags, mode_t mode, bool temporary)
        : path_(std::move(path)), descriptor_(::open(path_.c_str(), flags | O_CLOEXEC, mode)), temporary_(temporary) {
        if (descriptor_ < 0) { refuse(path_, errno); }
    }
    ~OpenFile() {
        if (descriptor_ >= 0) { ::close(descriptor_); }
        if (temporary_) { ::unlink(path_.c_str()); }
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    void write(std::string_view content) const {
        while (!content.empty()) {
            const ssize_t written = ::write(descriptor_, content.data(), content.size());
            if (written < 0 && errno == EINTR) { continue; }
            if (written <= 0) { refuse(path_, written == 0 ? EIO : errno); }
            content.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void flush() const {
        if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP) {
            refuse(path_, errno);
        }
    }
    void close() {
        const int status = ::close(descriptor_);
        descriptor_ = -1;
        if (status != 0) { refuse(path_, errno); }
    }
    void rename_to(const std::string& target) {
        if (std::rename(path_.c_str(), target.c_str()) != 0) { refuse(target, errno); }
        temporary_ = false;
    }
    void set_mode(mode_t mode) const { static_cast<void>(::fchmod(descriptor_, mode)); }

private:
    std::string path_;
    int descriptor_;
    bool temporary_;
};

/// The path behind symbolic links.
std::string resolved(const std::string& path) {
    std::error_code error;
    const std::filesystem::path target = std::filesystem::weakly_canonical(path, error);
    return error ? path : target.string();
}

void write_temporary_then_rename(const std::string& target, std::string_view content, const struct stat* old) {
    const std::filesystem::path path(target);
    std::string name(1, '.');
    name += path.filename().string();
    name += '.';
    name += std::to_string(::getpid());
    name += ".tmp";
    const Uninterrupted guard;
    OpenFile file((path.parent_path() / name).string(), O_WRONLY | O_CREAT | O_EXCL, 0666, true);
    if (old != nullptr) { file.set_mode(old->st_mode & 07777U); }
    file.write(content);
    file.flush();
    file.close();
    file.rename_to(target);
}

} // namespace

void write_whole(const std::string& path, std::string_view content) {
    struct stat state = {};
    const bool exists = ::stat(path.c_str(), &state) == 0;
    if (exists && S_ISDIR(state.st_mode)) { refuse(path, EISDIR); }
    if (exists && !S_ISREG(state.st_mode)) {
        OpenFile file(path, O_WRONLY, 0, false);
        file.write(content);
        file.close();
        return;
    }
    try {
        write_temporary_then_rename(resolved(path), content, exists ? &state : nullptr);
    } catch (const FileError& error) {
        // Named by the path that was asked for, not by the temporary file's.
        const std::string reason = error.what();
        throw FileError(path + reason.substr(reason.rfind(": cannot be written: ")));
    }
}

void require_writable(const std::string& path) {
    struct stat state = {};
    if (path.empty()) { refuse("\"\"", ENOENT); }
    if (::stat(path.c_str(), &state) == 0) {
        if (S_ISDIR(state.st_mode)) { refuse(path, EISDIR); }
        if (::access(path.c_str(), W_OK) != 0) { refuse(path, errno); }
        if (!S_ISREG(state.st_mode)) { return; }
    }
    const std::filesystem::path folder = std::filesystem::path(resolved(path)).parent_path();
    const std::string name = folder.empty() ? "." : folder.string();
    if (::stat(name.c_str(), &state) != 0) { refuse(path, errno); }
    if (!S_ISDIR(state.st_mode)) { refuse(path, ENOTDIR); }
    if (::access(name.c_str(), W_OK | X_OK) != 0) { refuse(path, errno); }
}

} // namespace perdis
