#include "tool/words.hpp"
#include "tool/rational.hpp"
#include "tool/refusal.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

namespace perdis::tool {

namespace {

/// Whether two names mean one file that would be replaced.
bool same_file(const std::string& a, const std::string& b) {
    std::error_code none;
    if (a.empty() || b.empty() || (std::filesystem::exists(a, none) && !std::filesystem::is_regular_file(a, none))) {
        return false;
    }
    return std::filesystem::weakly_canonical(a, none) == std::filesystem::weakly_canonical(b, none);
}

[[noreturn]] void refuse(const std::string& option, const std::string& text, const std::string& legal) {
    std::string shown = text.substr(0, 60);
    for (char& c : shown) { c = static_cast<unsigned char>(c) < 32 ? '?' : c; }
    throw Refusal(option, (text.empty() ? std::string("\"\"") : shown) + " is not " + legal);
}

double number(const std::string& option, const std::string& text) {
    double value = 0.0;
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        refuse(option, text, "a finite number");
    }
    return value;
}

/// A decimal or a fraction.
Quantity quantity(const std::string& option, const std::string& text) {
    const std::optional<Rational> exact = read_rational(text);
    const double value = exact ? rounded(*exact) : 0.0;
    if (!exact || !std::isfinite(value)) { refuse(option, text, "a finite number or a fraction p/q with q > 0"); }
    return {*exact, value};
}

template <class Whole>
Whole whole(const std::string& option, const std::string& text, Whole from, Whole to) {
    Whole value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < from || value > to) {
        refuse(option, text, "a whole number in [" + std::to_string(from) + ", " + std::to_string(to) + "]");
    }
    return value;
}

/// "D1,D2,…".
std::vector<Quantity> list(const std::string& option, const std::string& text) {
    std::vector<Quantity> values;
    for (std::size_t from = 0;;) {
        const std::size_t comma = text.find(',', from);
        values.push_back(quantity(option, text.substr(from, comma == text.npos ? comma : comma - from)));
        if (comma == text.npos) { return values; }
        from = comma + 1;
    }
}

} // namespace

std::vector<std::string> joined(int argc, char** argv) {
    std::vector<std::string> words;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const bool takes_number = word == "--at" || word == "--distortion" || word == "--perception"
                                  || word == "--tolerance" || word == "--points" || word == "--threads"
                                  || word == "--seed";
        if (takes_number && i + 1 < argc && argv[i + 1][0] == '-' && argv[i + 1][1] != '-') {
            words.push_back(word + "=" + argv[++i]);
        } else {
            words.push_back(word);
        }
    }
    return {words.rbegin(), words.rend()}; // CLI11 takes them from the back
}

Arguments checked(const Words& words, const CLI::App& command) {
    const auto given = [&command](const std::string& option) {
        const CLI::App* owner = &command;
        while (owner != nullptr) {
            const CLI::Option* found = owner->get_option_no_throw(option);
            if (found != nullptr && found->count() > 0) { return true; }
            owner = owner->get_parent();
        }
        return false;
    };
    Arguments arguments = words.arguments;
    if (given("--points")) { arguments.points = whole("--points", words.points, 2, 1000000); }
    if (given("--at")) { arguments.at = list("--at", words.at); }
    if (given("--distortion")) { arguments.distortion = quantity("--distortion", words.distortion); }
    if (given("--perception")) { arguments.perception = quantity("--perception", words.perception); }
    if (given("--threads")) { arguments.threads = whole("--threads", words.threads, 1, 1024); }
    if (given("--seed")) { arguments.seed = whole<std::uint64_t>("--seed", words.seed, 0, UINT64_MAX); }
    if (given("--tolerance")) {
        arguments.tolerance = number("--tolerance", words.tolerance);
        if (!(*arguments.tolerance > 0.0)) { refuse("--tolerance", words.tolerance, "in (0, inf)"); }
    }
    if (command.get_name() == "curve" && arguments.format != "csv" && arguments.format != "json") {
        refuse("--format", arguments.format, "csv or json");
    }
    for (const auto& [option, path] : {std::pair{"--output", &arguments.output}, std::pair{"--plot", &arguments.plot},
                                       std::pair{"--estimator", &arguments.estimator}}) {
        if (given(option) && path->empty()) { refuse(option, "", "a file's name"); }
        if (same_file(*path, arguments.problem)) { refuse(option, *path, "another file than the problem"); }
    }
    if (same_file(arguments.output, arguments.plot)) { refuse("--plot", arguments.plot, "another file than --output"); }
    return arguments;
}

} // namespace perdis::tool
