#include "tool/command.hpp"
#include "tool/formula.hpp"
#include "tool/rational_commands.hpp"
#include "tool/refusal.hpp"
#include "tool/to_json.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/curve/verify.hpp>
#include <perdis/numeric/interval.hpp>
#include <perdis/output/curve_csv.hpp>

#include <algorithm>
#include <optional>

namespace perdis::tool {

namespace {

Json to_json(const Finding& finding) {
    return {{"verdict", name_of(finding.verdict)},
            {"violation", tool::to_json(finding.violation)},
            {"where", tool::to_json(Eigen::VectorXd(Eigen::Map<const Eigen::VectorXd>(
                          finding.where.data(), static_cast<Eigen::Index>(finding.where.size()))))}};
}

Json to_json(const Interval& interval) { return {tool::to_json(interval.lower()), tool::to_json(interval.upper())}; }

Json to_json(const Proof& proof) {
    Json json = {{"verdict", name_of(proof.verdict)}, {"statement", proof.statement}, {"undecided", Json::array()}};
    for (const Interval& part : proof.undecided) { json["undecided"].push_back(to_json(part)); }
    if (proof.offending) { json["offending"] = to_json(*proof.offending); }
    json["intervals"] = proof.subdivisions;
    return json;
}

/// Theorem 1 of the closed form, where there is one and the component that proves.
std::optional<TheoremProof> proof_of(const ProblemFile& problem) {
    try {
        const ProblemFormulas formulas = formulas_of(problem);
        if (!formulas.curve || !has_intervals()) { return {}; }
        return formulas.prove({.boxes = 400});
    } catch (const Refusal&) { return {}; } catch (const DomainError&) {
        return {};
    }
}

/// The formula's verdict where it decides, else the points'.
Verdict joint(const std::optional<TheoremProof>& proof, const Proof TheoremProof::*claim, const Finding& finding) {
    if (finding.verdict == Verdict::disproved || !proof) { return finding.verdict; }
    const Verdict verdict = ((*proof).*claim).verdict;
    return verdict == Verdict::undecided ? finding.verdict : verdict;
}

/// What was shown, how, and what was not.
std::string statement(const Model& model, const Verification& found, double tolerance) {
    std::string text = "Over " + std::to_string(found.points) + " certified points, to " + decimal(tolerance)
                       + " (1 + P): non-increasing " + name_of(found.non_increasing.verdict) + ", convex "
                       + name_of(found.convex.verdict)
                       + ", by comparing the certificates lower <= P(D) <= upper of pairs "
                       + "and triples of points; nothing is claimed between the points by this check. ";
    if (!model.estimators_convex()) {
        return text + "Theorem 1 does not speak of the linear family: its curve is an upper bound on P(D).";
    }
    return text
           + (model.divergence_convex() ? "The divergence is convex in its second argument: Theorem 1 applies."
                                        : "The divergence is not convex in its second argument: Theorem 1 promises "
                                          "a non-increasing curve only.");
}

} // namespace

Exit verify_theorem(const Arguments& arguments) {
    const double tolerance = arguments.tolerance.value_or(default_verify_tolerance);
    const ProblemText text = parse_problem(arguments.problem);
    if (text.arithmetic == Arithmetic::rational) { return rational_verify(text); }
    const ProblemFile problem = read_problem(text);
    const auto model = open_model(problem, std::min(tolerance, default_tolerance));
    const Curve outline = model->outline();
    auto distortions = equally_spaced(outline, arguments.points);
    distortions.erase(std::unique(distortions.begin(), distortions.end()), distortions.end()); // D_min may be D_max
    const auto points = points_at(*model, distortions, arguments.threads);
    const Verification found = verify(points, tolerance);
    Json json = head(*model, outline);
    json["points"] = found.points;
    json["tolerance"] = tolerance;
    json["non_increasing"] = to_json(found.non_increasing);
    json["convex"] = to_json(found.convex);
    json["theorem_applies"] = model->estimators_convex() && model->divergence_convex();
    json["statement"] = statement(*model, found, tolerance);
    const std::optional<TheoremProof> proof = proof_of(problem);
    if (proof) {
        json["proof"] = {{"non_increasing", to_json(proof->non_increasing)}, {"convex", to_json(proof->convex)}};
        json["statement"] = "Of the closed form: " + proof->non_increasing.statement + "; " + proof->convex.statement
                            + ". " + statement(*model, found, tolerance);
    } else if (!has_intervals()) {
        json["proof"] = "the component of interval proofs is absent: built without MPFR";
    }
    print(json.dump(2) + "\n");
    for (const Verdict verdict : {Verdict::disproved, Verdict::undecided}) {
        if (joint(proof, &TheoremProof::non_increasing, found.non_increasing) != verdict
            && joint(proof, &TheoremProof::convex, found.convex) != verdict) {
            continue;
        }
        return verdict == Verdict::disproved ? Exit::impossible : Exit::undecided;
    }
    return Exit::done;
}

} // namespace perdis::tool
