#include "tool/command.hpp"
#include "tool/progress.hpp"
#include "tool/to_json.hpp"

namespace perdis::tool {

Exit info(const Arguments& arguments) {
    const Json json = [&arguments] {
        const ProgressLine progress("info");
        const auto model = open_model(read_problem(arguments.problem), arguments.tolerance.value_or(default_tolerance));
        Json found = head(*model, model->outline());
        found["estimators"] = to_json(model->places());
        return found;
    }();
    print(json.dump(2) + "\n");
    return Exit::done;
}

} // namespace perdis::tool
