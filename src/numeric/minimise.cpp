#include "minimise_input.hpp"

#include <perdis/numeric/minimise.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <exception>
#include <limits>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include <nlopt.hpp>

namespace perdis {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

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
    check_minimise_input(start, options);
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
