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

std::string style() {
    return "set terminal svg size 800,600 noenhanced font 'Helvetica,16' background '#ffffff' linewidth 1\n"
           "set encoding utf8\nset border 3 lw 1.2\nset tics nomirror out\nset grid lc '#dddddd' lw 0.6\n"
           "set key top right spacing 1.2 font ',14' samplen 2.5\nset style fill noborder\n";
}

std::string data(const std::vector<Series>& all) {
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Series& series = all[i];
        std::vector<const std::vector<double>*> columns = {&series.x, &series.y};
        if (!series.lower.empty()) { columns.insert(columns.end(), {&series.lower, &series.upper}); }
        text += data_block("$series" + std::to_string(i), columns);
        if (series.dots.empty()) { continue; }
        std::vector<double> x, y;
        for (const auto& [dot_x, dot_y] : series.dots) {
            x.push_back(dot_x);
            y.push_back(dot_y);
        }
        text += data_block("$dots" + std::to_string(i), {&x, &y});
    }
    return text;
}

/// The names of a panel's marks, on the side that has room; those on the top edge one below the other.
std::string labels(const Panel& panel) {
    std::string text;
    double below = 0.0;
    for (const Mark& mark : panel.marks) {
        const bool right = mark.x > 0.5 * (panel.x_from + panel.x_to);
        if (mark.above) { below -= 1.1; }
        text += "set label " + literal(mark.name) + " at " + decimal(mark.x) + "," + decimal(mark.y)
                + (right ? " right offset -0.8," : " left offset 0.8,") + (mark.above ? decimal(below) : "0.9")
                + " font ',14' front\n";
    }
    return text;
}

/// The plot command of a panel: bands, lines, dots where the panel has room for them, points.
std::string plot(const Picture& picture, const Panel& panel) {
    std::string bands;
    std::string lines;
    for (std::size_t i = 0; i < picture.series.size(); ++i) {
        const Series& series = picture.series[i];
        const std::string name = "$series" + std::to_string(i);
        const std::string paint = colour(series.colour.value_or(i));
        if (!series.lower.empty()) {
            bands += name + " using 1:3:4 with filledcurves fc rgb " + paint + " fs transparent solid 0.25 notitle, ";
        }
        const bool bars = series.style == Series::Style::bars;
        lines += name + " using 1:2 with " + (bars ? "impulses lw 5" : "lines lw 2.4") + " lc rgb " + paint
                 + (series.dashed ? " dashtype 2" : "") + " title " + literal(series.title) + ", ";
    }
    for (std::size_t i = 0; i < picture.series.size(); ++i) {
        const Series& series = picture.series[i];
        if (series.dots.empty() || (picture.detail && &panel != &*picture.detail)) { continue; }
        const std::string dots = "$dots" + std::to_string(i) + " using 1:2 with points pt 7 "; // ringed in white
        lines += dots + "ps 0.62 lc rgb '#ffffff' notitle, " + dots + "ps 0.42 lc rgb "
                 + colour(series.colour.value_or(i)) + " notitle, ";
    }
    for (const Mark& mark : panel.marks) {
        lines += "'+' using (" + decimal(mark.x) + "):(" + decimal(mark.y) + ") every ::::0 with points pt "
                 + (mark.above ? "9 ps 1.2" : "7 ps 0.9") + " lc rgb '#222222' notitle, ";
    }
    const std::string all = bands + lines;
    return "plot " + all.substr(0, all.size() - 2) + "\n";
}

std::string draw(const Picture& picture, const Panel& panel) {
    std::string text = "set xrange [" + decimal(panel.x_from) + ":" + decimal(panel.x_to)
                       + "]\nset yrange [0:" + decimal(panel.y_to) + "]\n";
    return text + labels(panel) + plot(picture, panel);
}

/// Two panels side by side; a dashed frame in the first shows what the second enlarges.
std::string draw_both(const Picture& picture) {
    const Panel& detail = *picture.detail;
    std::string text = "set multiplot\nset tics font ',13'\nset tmargin screen 0.87\nset bmargin screen 0.19\n";
    text +=
        "set label " + literal(picture.title) + " at screen 0.5,0.955 center\nset title 'all estimators' font ',14'\n";
    text += "set lmargin screen 0.145\nset rmargin screen 0.52\nunset key\n";
    text += "set object 1 rectangle from " + decimal(detail.x_from) + ",0 to " + decimal(detail.x_to) + ","
            + decimal(detail.y_to) + " front fillstyle empty border rgb '#666666' dashtype 2\n";
    text += draw(picture, picture);
    text += "unset label\nunset object\nset title 'detail: D_min to D_max' font ',14'\nunset ylabel\n";
    text += "set lmargin screen 0.62\nset rmargin screen 0.98\nset key\n";
    return text + draw(picture, detail) + "unset multiplot\n";
}

std::string script(const Picture& picture) {
    std::string text = style() + data(picture.series);
    text += "set xlabel " + literal(picture.x_label) + "\nset ylabel " + literal(picture.y_label) + "\n";
    std::string line;
    for (const std::string& note : picture.notes) { line += (line.empty() ? "outside: " : " · ") + note; }
    line = picture.remark + (picture.remark.empty() || line.empty() ? "" : " · ") + line;
    if (!line.empty()) {
        text += "set bmargin 5.5\nset label " + literal(line)
                + " at screen 0.5,0.025 center font ',12' textcolor rgb '#444444'\n";
    }
    if (picture.detail) { return text + draw_both(picture); }
    return text + "set title " + literal(picture.title) + "\n" + draw(picture, picture);
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
