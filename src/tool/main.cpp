#include "tool/command.hpp"
#include "tool/refusal.hpp"
#include "tool/words.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/core/file_error.hpp>
#include <perdis/core/version.hpp>

#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>
#include <new>
#include <string>

namespace perdis::tool {

namespace {

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

    CLI::App* formula = app.add_subcommand("formula", "the closed forms of a problem, or all of them");
    CLI::Option_group* what = formula->add_option_group("what", "one of");
    what->add_option("problem", arguments.problem, "the problem file (JSON)");
    what->add_flag("--list", arguments.list, "every closed form, with its domain and source");
    what->require_option(1);
    formula->add_flag("--latex", arguments.latex, "as LaTeX");

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
    if (name == "formula") { return formula(arguments); }
    if (name == "verify") { return verify_theorem(arguments); }
    return reproduce(arguments);
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
