#include "tool/plot.hpp"

#include <perdis/core/file_error.hpp>
#include <perdis/output/curve_csv.hpp>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT(readability-identifier-naming): POSIX's own

namespace perdis::tool {

namespace {

/// A gnuplot string: single quotes are doubled, control characters become spaces.
std::string literal(const std::string& text) {
    std::string result = "'";
    for (const char c : text) {
        result += static_cast<unsigned char>(c) < 32 ? ' ' : c;
        if (c == '\'') { result += c; }
    }
    return result + "'";
}

/// Blue, vermilion, green, purple, orange, sky: told apart by the colour-blind, too.
std::string colour(std::size_t index) {
    static constexpr std::array names = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"};
    return std::string("'") + names[index % names.size()] + "'";
}

std::string data_block(const std::string& name, const std::vector<const std::vector<double>*>& columns) {
    std::string text = name + " << END\n";
    for (std::size_t i = 0; i < columns.front()->size(); ++i) {
        for (const auto* column : columns) { text += decimal((*column)[i]) + ' '; }
        text += '\n';
    }
    return text + "END\n";
}

std::string frame(const Picture& picture) {
    std::string text = "set terminal svg size 800,600 noenhanced font 'Helvetica,16' background '#ffffff' linewidth 1\n"
                       "set encoding utf8\nset border 3 lw 1.2\nset tics nomirror out\nset grid lc '#dddddd' lw 0.6\n"
                       "set key top right spacing 1.2 font ',14' samplen 2.5\nset style fill noborder\n";
    text += "set title " + literal(picture.title) + "\nset xlabel " + literal(picture.x_label) + "\nset ylabel "
            + literal(picture.y_label) + "\n";
    text += "set xrange [" + decimal(picture.x_from) + ":" + decimal(picture.x_to) + "]\n";
    return text + "set yrange [0:" + decimal(picture.y_to) + "]\n";
}

std::string script(const Picture& picture) {
    std::string text = frame(picture);
    std::string bands;
    std::string lines;
    for (std::size_t i = 0; i < picture.series.size(); ++i) {
        const Series& series = picture.series[i];
        const std::string name = "$series" + std::to_string(i);
        if (series.lower.empty()) {
            text += data_block(name, {&series.x, &series.y});
        } else {
            text += data_block(name, {&series.x, &series.y, &series.lower, &series.upper});
            bands +=
                name + " using 1:3:4 with filledcurves fc rgb " + colour(i) + " fs transparent solid 0.25 notitle, ";
        }
        const bool bars = series.style == Series::Style::bars;
        lines += name + " using 1:2 with " + (bars ? "impulses lw 5" : "lines lw 2.4") + " lc rgb " + colour(i)
                 + " title " + literal(series.title) + ", ";
    }
    for (std::size_t i = 0; i < picture.marks.size(); ++i) {
        const Mark& mark = picture.marks[i];
        const bool right = mark.x > 0.5 * (picture.x_from + picture.x_to);
        text += "set label " + literal(mark.name) + " at " + decimal(mark.x) + "," + decimal(mark.y)
                + (right ? " right offset -0.6,0.9" : " left offset 0.6,0.9") + " font ',14' front\n";
        lines += "'+' using (" + decimal(mark.x) + "):(" + decimal(mark.y)
                 + ") every ::::0 with points pt 7 ps 0.9 lc rgb '#222222' notitle, ";
    }
    std::string notes;
    for (const std::string& note : picture.notes) { notes += (notes.empty() ? "outside: " : " · ") + note; }
    if (!notes.empty()) {
        text += "set bmargin 5.5\nset label " + literal(notes)
                + " at screen 0.5,0.025 center font ',12' textcolor rgb '#444444'\n";
    }
    std::string plot = bands + lines;
    plot.resize(plot.size() - 2);
    return text + "plot " + plot + "\n";
}

using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Stream temporary() {
    Stream stream(std::tmpfile(), std::fclose);
    if (!stream) { throw FileError(std::string("gnuplot: no temporary file: ") + std::strerror(errno)); }
    return stream;
}

std::string content(std::FILE* stream) {
    std::string text;
    std::rewind(stream);
    std::array<char, 65536> buffer;
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), stream)) {
        text.append(buffer.data(), got);
    }
    return text;
}

/// Runs gnuplot between three unlinked files: no pipe that could fill up.
int run_gnuplot(std::FILE* in, std::FILE* out, std::FILE* messages) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ::fileno(in), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ::fileno(out), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ::fileno(messages), STDERR_FILENO);
    std::string name = "gnuplot";
    std::array<char*, 2> arguments = {name.data(), nullptr};
    pid_t child = 0;
    const int error = ::posix_spawnp(&child, "gnuplot", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error == ENOENT) { throw FileError("gnuplot: is not installed; --plot needs it, the numbers do not"); }
    if (error != 0) { throw FileError(std::string("gnuplot: cannot be run: ") + std::strerror(error)); }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return status;
}

} // namespace

std::string svg(const Picture& picture) {
    const std::string commands = script(picture);
    const Stream in = temporary();
    const Stream out = temporary();
    const Stream messages = temporary();
    if (std::fwrite(commands.data(), 1, commands.size(), in.get()) != commands.size() || std::fflush(in.get()) != 0) {
        throw FileError(std::string("gnuplot: its script cannot be written: ") + std::strerror(errno));
    }
    std::rewind(in.get());
    const int status = run_gnuplot(in.get(), out.get(), messages.get());
    std::string image = content(out.get());
    if (status != 0 || image.find("</svg>") == image.npos) {
        std::string reason = content(messages.get());
        for (char& c : reason) { c = c == '\n' ? ' ' : c; }
        throw FileError("gnuplot: failed: " + reason.substr(0, 300));
    }
    return image;
}

} // namespace perdis::tool
