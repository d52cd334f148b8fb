#include <perdis/law/csv.hpp>

#include <perdis/core/file_error.hpp>

#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

namespace perdis {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.front())) { text.remove_prefix(1); }
    while (!text.empty() && blank(text.back())) { text.remove_suffix(1); }
    return text;
}

/// The finite number that the text is; nothing where it is none.
std::optional<double> number(std::string_view text) {
    if (text.starts_with('+') && !text.starts_with("+-")) { text.remove_prefix(1); }
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) { return std::nullopt; }
    return value + 0.0; // −0 is 0
}

std::vector<std::string_view> split(std::string_view line) {
    std::vector<std::string_view> fields;
    for (std::size_t from = 0;;) {
        const std::size_t comma = line.find(',', from);
        std::string_view field = trimmed(line.substr(from, comma == line.npos ? comma : comma - from));
        if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
            field = trimmed(field.substr(1, field.size() - 2));
        }
        fields.push_back(field);
        if (comma == line.npos) { return fields; }
        from = comma + 1;
    }
}

[[noreturn]] void malformed(const std::string& path, int line, const std::string& complaint) {
    throw FileError(path + ": line " + std::to_string(line) + ": " + complaint);
}

std::string excerpt(std::string_view field) {
    std::string text = "\"";
    for (const char c : field.substr(0, 40)) { text += static_cast<unsigned char>(c) < 32 ? '?' : c; }
    return text + (field.size() > 40 ? "...\"" : "\"");
}

/// The rows of a CSV file as they are read.
struct Rows {
    std::vector<double> values = {};
    std::vector<int> lines = {};
    std::size_t width = 0;

    void add(const std::string& path, int number_of_line, std::string_view line, bool first) {
        const std::vector<std::string_view> fields = split(line);
        std::vector<double> row;
        for (const std::string_view field : fields) {
            const std::optional<double> value = number(field);
            if (!value && first) { return; } // the header
            if (!value) { malformed(path, number_of_line, excerpt(field) + " is no finite number"); }
            row.push_back(*value);
        }
        if (lines.empty()) { width = row.size(); }
        if (row.size() != width) {
            malformed(path, number_of_line,
                      std::to_string(row.size()) + " fields, the rows before have " + std::to_string(width));
        }
        values.insert(values.end(), row.begin(), row.end());
        lines.push_back(number_of_line);
    }
};

} // namespace

std::string read_text(const std::string& path) {
    const auto refuse = [&path](int error) { throw FileError(path + ": cannot be read: " + std::strerror(error)); };
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file) { refuse(errno); }
    std::string content;
    char buffer[65536];
    for (std::size_t got = sizeof buffer; got == sizeof buffer;) {
        got = std::fread(buffer, 1, sizeof buffer, file.get());
        if (std::ferror(file.get()) != 0) { refuse(errno); }
        content.append(buffer, got);
    }
    return content;
}

CsvTable read_csv(const std::string& path) {
    const std::string content = read_text(path);
    std::string_view rest = content;
    if (rest.starts_with("\xEF\xBB\xBF")) { rest.remove_prefix(3); } // the byte order mark
    Rows rows;
    for (int line = 1; !rest.empty(); ++line) {
        const std::size_t end = rest.find('\n');
        const std::string_view text = trimmed(rest.substr(0, end));
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        if (!text.empty()) { rows.add(path, line, text, line == 1); }
    }
    if (rows.lines.empty()) { throw FileError(path + ": has no row of numbers"); }
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Eigen::Map<const RowMajor> values(rows.values.data(), static_cast<Eigen::Index>(rows.lines.size()),
                                            static_cast<Eigen::Index>(rows.width));
    return {values, std::move(rows.lines)};
}

} // namespace perdis
