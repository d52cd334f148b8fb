#include <perdis/output/write_whole.hpp>

#include <perdis/core/file_error.hpp>
#include <perdis/law/csv.hpp>

#include "catch.hpp"

#include <csignal>
#include <filesystem>
#include <string>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace perdis;
namespace fs = std::filesystem;

namespace {

/// An empty folder, removed at the end.
class Folder {
public:
    Folder() { fs::create_directory(name()); }
    ~Folder() { fs::remove_all(name()); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    static std::string name() { return "perdis_test_write_whole"; }
    static std::string path(const std::string& file) { return name() + "/" + file; }
    static auto entries() { return std::distance(fs::directory_iterator(name()), fs::directory_iterator()); }
};

} // namespace

TEST_CASE("law: what is written is what is read, and nothing else is left") {
    const Folder folder;
    const std::string path = Folder::path("a.csv");
    write_whole(path, "first\n");
    CHECK(read_text(path) == "first\n");
    write_whole(path, "");
    CHECK(read_text(path).empty());
    const std::string large(5000000, 'x');
    write_whole(path, large);
    CHECK(read_text(path) == large);
    CHECK(Folder::entries() == 1);
}

TEST_CASE("law: an old file keeps its mode, a link stays a link") {
    const Folder folder;
    write_whole(Folder::path("a.csv"), "old");
    fs::permissions(Folder::path("a.csv"), fs::perms(0640));
    fs::create_symlink("a.csv", Folder::path("link.csv"));
    write_whole(Folder::path("link.csv"), "new");
    CHECK(read_text(Folder::path("a.csv")) == "new");
    CHECK(fs::is_symlink(Folder::path("link.csv")));
    CHECK(fs::status(Folder::path("a.csv")).permissions() == fs::perms(0640));
}

TEST_CASE("law: devices are written to, not replaced") {
    CHECK_NOTHROW(write_whole("/dev/null", "gone"));
    CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("refuse: a disk that is full, and the old file stays") {
    CHECK_THROWS_WITH(write_whole("/dev/full", "x"), "/dev/full: cannot be written: No space left on device");
    CHECK(fs::is_character_file("/dev/full"));
    const Folder folder;
    const std::string path = Folder::path("a.csv");
    write_whole(path, "old");
    // A limit on the size of files stands for a disk that fills up in the middle.
    rlimit before = {};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small = {1000, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    CHECK_THROWS_AS(write_whole(path, std::string(100000, 'x')), FileError);
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK(read_text(path) == "old");
    CHECK(Folder::entries() == 1);
}

TEST_CASE("refuse: a target that cannot be, before the work and after it") {
    const Folder folder;
    const std::string absent = "perdis_test_write_whole/no/such.csv";
    const std::string no_folder = absent + ": cannot be written: No such file or directory";
    CHECK_THROWS_WITH(require_writable(absent), no_folder);
    CHECK_THROWS_WITH(write_whole(absent, "x"), no_folder);
    const std::string is_folder = "perdis_test_write_whole: cannot be written: Is a directory";
    CHECK_THROWS_WITH(require_writable(Folder::name()), is_folder);
    CHECK_THROWS_WITH(write_whole(Folder::name(), "x"), is_folder);
    CHECK_THROWS_AS(require_writable(""), FileError);
    CHECK_NOTHROW(require_writable("perdis_test_write_whole.csv"));
    CHECK_NOTHROW(require_writable(Folder::path("new.csv")));
    CHECK_NOTHROW(require_writable("/dev/full"));
    CHECK(Folder::entries() == 0);
}
