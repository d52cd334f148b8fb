#include "tool/command.hpp"
#include "tool/refusal.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/core/file_error.hpp>
#include <perdis/core/version.hpp>

#include <CLI/CLI.hpp>

#include <charconv>
#include <cmath>
#include <csignal>
#include <iostream>
#include <new>
#include <string>
#include <vector>

namespace perdis::tool {

namespace {

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

template <class Integer>
Integer whole(const std::string& option, const std::string& text, Integer from, Integer to) {
    Integer value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < from || value > to) {
        refuse(option, text, "a whole number in [" + std::to_string(from) + ", " + std::to_string(to) + "]");
    }
    return value;
}

/// "D1,D2,…".
std::vector<double> list(const std::string& option, const std::string& text) {
    std::vector<double> values;
    for (std::size_t from = 0;;) {
        const std::size_t comma = text.find(',', from);
        values.push_back(number(option, text.substr(from, comma == text.npos ? comma : comma - from)));
        if (comma == text.npos) { return values; }
        from = comma + 1;
    }
}

/// The numbers behind the words, every one checked before any work.
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
    if (given("--distortion")) { arguments.distortion = number("--distortion", words.distortion); }
    if (given("--perception")) { arguments.perception = number("--perception", words.perception); }
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
    }
    return arguments;
}

void declare(CLI::App& app, Words& words) {
    app.fallthrough(); // the options of every command may stand before it or after it
    Arguments& arguments = words.arguments;
    const auto problem = [&arguments](CLI::App* command) {
        command->add_option("problem", arguments.problem, "the problem file (JSON)")->required();
        return command;
    };
    problem(app.add_subcommand("info", "D_min, D_max, the named estimators' (D, P), which method answers"));

    CLI::App* curve = problem(app.add_subcommand("curve", "points of P(D), each with its certificate"));
    CLI::Option* points = curve->add_option("--points", words.points, "N points over [D_min, D_max] (50)");
    curve->add_option("--at", words.at, "at these distortions: D1,D2,...")->excludes(points);
    curve->add_option("--format", arguments.format, "csv or json (csv)");
    curve->add_option("--output", arguments.output, "write there, not to standard output");
    curve->add_option("--plot", arguments.plot, "draw there (SVG, by gnuplot)");

    CLI::App* solve = problem(app.add_subcommand("solve", "one point, with the estimator that attains it"));
    CLI::Option_group* target = solve->add_option_group("target", "one of");
    target->add_option("--distortion", words.distortion, "P(D) at this D");
    target->add_option("--perception", words.perception, "D(P) at this P");
    target->require_option(1);
    solve->add_option("--estimator", arguments.estimator, "write the estimator there (CSV)");

    CLI::App* verify = problem(app.add_subcommand("verify", "Theorem 1 on certified points: monotone and convex"));
    verify->add_option("--points", words.points, "N points over [D_min, D_max] (50)");

    CLI::App* reproduce = app.add_subcommand("reproduce", "the paper's figures and numbers as csv and svg");
    reproduce->add_option("folder", arguments.folder, "where to; made if absent")->required();

    app.require_subcommand(1);
    app.add_option("--tolerance", words.tolerance, "certificates aimed at: upper - lower <= tolerance (1 + P) (1e-9)");
    app.add_option("--threads", words.threads, "points solved at a time (1)");
    app.add_option("--seed", words.seed, "where chance enters (0)");
    app.set_version_flag("--version", std::string("perdis ") + version);
    app.set_help_all_flag("--help-all", "help on every command");
}

Exit run(const CLI::App& command, const Arguments& arguments) {
    const std::string& name = command.get_name();
    if (name == "info") { return info(arguments); }
    if (name == "curve") { return curve(arguments); }
    if (name == "solve") { return solve(arguments); }
    if (name == "verify") { return verify_theorem(arguments); }
    return reproduce(arguments);
}

/// Negative numbers are values, not options: "--at -1,2" becomes "--at=-1,2".
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

/// One line to standard error, whatever the message holds.
Exit complain(std::string message, Exit status) {
    for (char& c : message) { c = c == '\n' || c == '\r' ? ' ' : c; }
    std::cerr << message << std::endl;
    return status;
}

Exit parsed(int argc, char** argv) {
    Words words;
    CLI::App app{"The perception-distortion tradeoff: certified curves and the estimators that attain them.", "perdis"};
    declare(app, words);
    try {
        app.parse(joined(argc, argv));
    } catch (const CLI::Success& asked) { // --help, --version
        app.exit(asked, std::cout, std::cerr);
        print("");
        return Exit::done;
    } catch (const CLI::Error& error) { return complain(error.what(), Exit::refused); }
    const CLI::App& command = *app.get_subcommands().front();
    return run(command, checked(words, command));
}

Exit status_of(const std::exception& error) {
    const auto is = [&error]<class... Errors>() { return (... || (dynamic_cast<const Errors*>(&error) != nullptr)); };
    if (is.operator()<Refusal, DomainError, std::bad_alloc>()) { return Exit::refused; }
    if (is.operator()<Impossible>()) { return Exit::impossible; }
    return is.operator()<FileError>() ? Exit::file : Exit::undecided;
}

Exit guarded(int argc, char** argv) {
    try {
        return parsed(argc, argv);
    } catch (const std::exception& error) {
        const bool memory = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
        return complain(memory ? "problem: too large for this machine's memory" : error.what(), status_of(error));
    }
}

} // namespace

} // namespace perdis::tool

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN); // a file that grows too large is a failed write, not the end
    return static_cast<int>(perdis::tool::guarded(argc, argv));
}
