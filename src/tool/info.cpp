#include "tool/command.hpp"
#include "tool/progress.hpp"
#include "tool/rational_commands.hpp"
#include "tool/to_json.hpp"

namespace perdis::tool {

Exit info(const Arguments& arguments) {
    const ProblemText text = parse_problem(arguments.problem);
    if (text.arithmetic == Arithmetic::rational) { return rational_info(text); }
    const Json json = [&] {
        const ProgressLine progress("info");
        const auto model = open_model(read_problem(text), arguments.tolerance.value_or(default_tolerance));
        Json found = head(*model, model->outline());
        found["estimators"] = to_json(model->places());
        for (const CurveName& curve : model->curves()) {
            found["curves"][curve.estimators] = {
                {"distortion_range", {to_json(curve.min_distortion), to_json(curve.max_distortion)}},
                {"method", curve.method.empty() ? Json(nullptr) : Json(curve.method)}};
        }
        return found;
    }();
    print(json.dump(2) + "\n");
    return Exit::done;
}

} // namespace perdis::tool
