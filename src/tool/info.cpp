#include "tool/command.hpp"
#include "tool/to_json.hpp"

namespace perdis::tool {

Exit info(const Arguments& arguments) {
    const auto model =
        open_model(read_problem(arguments.problem), arguments.tolerance.value_or(default_tolerance));
    Json json = head(*model, model->outline());
    json["estimators"] = to_json(model->places());
    print(json.dump(2) + "\n");
    return Exit::done;
}

} // namespace perdis::tool
