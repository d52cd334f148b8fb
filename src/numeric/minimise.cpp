#include <perdis/numeric/minimise.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <exception>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include <nlopt.hpp>

#include <perdis/core/domain_error.hpp>

namespace perdis {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_finite(const Eigen::VectorXd& values) {
    return values.array().abs().maxCoeff<Eigen::PropagateNaN>() < infinity;
}

void check_bounds(const Eigen::VectorXd& bounds, const Eigen::VectorXd& start, std::string_view name) {
    if (bounds.size() == 0) { return; }
    require(bounds.size() == start.size(), "minimise", std::string(name) + " and start differ in size");
    for (Eigen::Index i = 0; i < bounds.size(); ++i) {
        const std::string entry = std::string(name) + "[" + std::to_string(i) + "]";
        const bool below = name == "lower" ? bounds[i] <= start[i] : start[i] <= bounds[i];
        require(below, "minimise", entry, bounds[i], name == "lower" ? "[-inf, start]" : "[start, inf]");
    }
}

void check(const Eigen::VectorXd& start, const MinimiseOptions& options) {
    require(start.size() > 0, "minimise", "start has no entries");
    for (Eigen::Index i = 0; i < start.size(); ++i) {
        require(std::abs(start[i]) < infinity, "minimise", "start[" + std::to_string(i) + "]", start[i], "(-inf, inf)");
    }
    check_bounds(options.lower, start, "lower");
    check_bounds(options.upper, start, "upper");
    require(options.tolerance > 0 && options.tolerance < 1, "minimise", "tolerance", options.tolerance, "(0, 1)");
    require(options.constraint_tolerance >= 0 && options.constraint_tolerance < infinity, "minimise",
            "constraint_tolerance", options.constraint_tolerance, "[0, inf)");
    require(options.maximum_evaluations >= 1, "minimise", "maximum_evaluations", options.maximum_evaluations,
            "[1, inf)");
    require(options.starts >= 1, "minimise", "starts", options.starts, "[1, inf)");
    require(options.method == MinimiseMethod::cobyla || options.constraints.empty(), "minimise",
            "only the method cobyla takes constraints");
    const bool box =
        options.lower.size() > 0 && options.upper.size() > 0 && is_finite(options.lower) && is_finite(options.upper);
    require(box || (options.starts == 1 && options.method != MinimiseMethod::direct), "minimise",
            "several starts and the method direct need finite bounds");
}

/// The user's functions, evaluated once a point, and the best point so far.
class Evaluator {
public:
    Evaluator(const std::function<double(const Eigen::VectorXd&)>& objective, const MinimiseOptions& options)
        : objective_(objective), options_(options), constraints_(options.constraints.size()) {}

    /// The objective at x for NLopt: finite, and worse than all that was met where it is infinite or NaN.
    double value(const std::vector<double>& x) {
        evaluate(x);
        return tamed(value_, worst_value_);
    }

    double constraint(const std::vector<double>& x, std::size_t index) {
        if (x != last_) { evaluate(x); }
        return tamed(constraints_[index], worst_constraint_);
    }

    const Minimum& best() const { return best_; }
    bool spent() const { return best_.evaluations >= options_.maximum_evaluations; }
    long left() const { return options_.maximum_evaluations - best_.evaluations; }
    std::exception_ptr failure() const { return failure_; }

private:
    static double tamed(double value, double worst) {
        return std::abs(value) < infinity ? value : (value < 0 ? -1.0 : 1.0) * (2 * std::abs(worst) + 1);
    }

    static double or_infinity(double value) { return std::isnan(value) ? infinity : value; }

    void evaluate(const std::vector<double>& x) {
        if (spent() && best_.evaluations > 0) { throw nlopt::forced_stop(); }
        const Eigen::VectorXd point = Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Eigen::Index>(x.size()));
        try {
            value_ = or_infinity(objective_(point));
            for (std::size_t c = 0; c < constraints_.size(); ++c) {
                constraints_[c] = or_infinity(options_.constraints[c](point));
            }
        } catch (...) {
            failure_ = std::current_exception();
            throw nlopt::forced_stop();
        }
        last_ = x;
        if (std::abs(value_) < infinity) { worst_value_ = std::max(worst_value_, std::abs(value_)); }
        double violation = 0;
        for (const double constraint : constraints_) {
            violation = std::max(violation, constraint);
            if (std::abs(constraint) < infinity) { worst_constraint_ = std::max(worst_constraint_, constraint); }
        }
        remember(point, violation);
    }

    void remember(const Eigen::VectorXd& point, double violation) {
        const auto excess = [&](double v) { return v <= options_.constraint_tolerance ? 0.0 : v; };
        const auto key = std::pair(excess(violation), value_);
        if (best_.evaluations == 0 || key < std::pair(excess(best_.violation), best_.value)) {
            best_.argument = point;
            best_.value = value_;
            best_.violation = violation;
        }
        ++best_.evaluations;
    }

    const std::function<double(const Eigen::VectorXd&)>& objective_;
    const MinimiseOptions& options_;
    Minimum best_{{}, infinity, infinity, 0, false};
    std::vector<double> constraints_, last_;
    double value_ = infinity, worst_value_ = 0, worst_constraint_ = 0;
    std::exception_ptr failure_;
};

struct Constraint {
    Evaluator* evaluator;
    std::size_t index;
};

double call_objective(const std::vector<double>& x, std::vector<double>&, void* data) {
    return static_cast<Evaluator*>(data)->value(x);
}

double call_constraint(const std::vector<double>& x, std::vector<double>&, void* data) {
    const auto* constraint = static_cast<Constraint*>(data);
    return constraint->evaluator->constraint(x, constraint->index);
}

/// One search by NLopt; whether it met the tolerance.
bool search(nlopt::algorithm algorithm, Evaluator& evaluator, const Eigen::VectorXd& start,
            const MinimiseOptions& options) {
    nlopt::opt search(algorithm, static_cast<unsigned>(start.size()));
    const auto standard = [](const Eigen::VectorXd& x) { return std::vector<double>(x.data(), x.data() + x.size()); };
    if (options.lower.size() > 0) { search.set_lower_bounds(standard(options.lower)); }
    if (options.upper.size() > 0) { search.set_upper_bounds(standard(options.upper)); }
    std::vector<Constraint> constraints(options.constraints.size());
    for (std::size_t c = 0; c < constraints.size(); ++c) {
        constraints[c] = {&evaluator, c};
        search.add_inequality_constraint(call_constraint, &constraints[c], options.constraint_tolerance);
    }
    search.set_min_objective(call_objective, &evaluator);
    search.set_xtol_rel(options.tolerance);
    search.set_xtol_abs(options.tolerance);
    // the global search is for the basin only: half of what is left
    const bool local = algorithm != nlopt::GN_DIRECT_L;
    search.set_maxeval(
        static_cast<int>(std::min<long>(local ? evaluator.left() : (evaluator.left() + 1) / 2, 1 << 30)));
    std::vector<double> x = standard(start);
    double value = 0;
    nlopt::result result = nlopt::FAILURE;
    try {
        result = search.optimize(x, value);
    } catch (const nlopt::forced_stop&) {
    } catch (const nlopt::roundoff_limited&) {
    } catch (const std::runtime_error&) {
        // NLopt's general failure: the best point stands, not converged
    }
    if (evaluator.failure()) { std::rethrow_exception(evaluator.failure()); }
    return result == nlopt::XTOL_REACHED || result == nlopt::FTOL_REACHED || result == nlopt::SUCCESS;
}

/// Local searches, each from the last one's result, until the value no longer falls; true if the last converged.
bool descend(Evaluator& evaluator, Eigen::VectorXd start, const MinimiseOptions& options) {
    const auto algorithm = options.method == MinimiseMethod::subplex ? nlopt::LN_SBPLX : nlopt::LN_COBYLA;
    constexpr int repetitions = 8;
    bool converged = false;
    for (int round = 0; round < repetitions && !evaluator.spent(); ++round) {
        const Minimum before = evaluator.best();
        converged = search(algorithm, evaluator, start, options);
        const Minimum& after = evaluator.best();
        const bool better = before.evaluations == 0 || after.violation < before.violation
                            || before.value - after.value > options.tolerance * (1 + std::abs(after.value));
        if (!better) { break; }
        start = after.argument;
    }
    return converged;
}

} // namespace

Minimum minimise(const std::function<double(const Eigen::VectorXd&)>& objective, const Eigen::VectorXd& start,
                 const MinimiseOptions& options) {
    check(start, options);
    Evaluator evaluator(objective, options);
    Eigen::VectorXd from = start;
    if (options.method == MinimiseMethod::direct) {
        search(nlopt::GN_DIRECT_L, evaluator, start, options);
        from = evaluator.best().argument;
    }
    bool converged = descend(evaluator, from, options);
    std::mt19937_64 random(options.seed);
    for (int next = 1; next < options.starts && !evaluator.spent(); ++next) {
        for (Eigen::Index i = 0; i < from.size(); ++i) {
            const double share = std::ldexp(static_cast<double>(random() >> 11), -53); // the same on every platform
            from[i] = options.lower[i] + share * (options.upper[i] - options.lower[i]);
        }
        converged = descend(evaluator, from, options) && converged;
    }
    Minimum best = evaluator.best();
    best.converged = converged && best.violation <= options.constraint_tolerance;
    return best;
}

} // namespace perdis
