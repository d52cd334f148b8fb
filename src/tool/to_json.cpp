#include "tool/to_json.hpp"

#include <cmath>

namespace perdis::tool {

Json to_json(double value) {
    if (std::isfinite(value)) { return value; }
    if (std::isnan(value)) { return nullptr; }
    return value > 0.0 ? "inf" : "-inf";
}

Json to_json(const CurvePoint& point) {
    return {{"distortion", to_json(point.distortion)},
            {"perception", to_json(point.perception)},
            {"lower", to_json(point.lower)},
            {"upper", to_json(point.upper)},
            {"slope", to_json(point.slope)}};
}

Json to_json(const Eigen::VectorXd& values) {
    Json list = Json::array();
    for (const double value : values) { list.push_back(to_json(value)); }
    return list;
}

Json symbols_to_json(const Eigen::MatrixXd& symbols) {
    Json list = Json::array();
    for (const auto& symbol : symbols.colwise()) {
        list.push_back(symbols.rows() == 1 ? to_json(symbol(0)) : to_json(Eigen::VectorXd(symbol)));
    }
    return list;
}

Json to_json(const RowMatrix& matrix) {
    Json list = Json::array();
    for (const auto& row : matrix.rowwise()) { list.push_back(to_json(Eigen::VectorXd(row.transpose()))); }
    return list;
}

Json head(const Model& model, const Curve& curve) {
    return {{"schema", 1},
            {"distortion_range", {to_json(curve.min_distortion()), to_json(curve.max_distortion())}},
            {"minimum_perception", to_json(curve.minimum_perception())},
            {"method", curve.method()},
            {"slack", to_json(model.slack())}};
}

template <OrderedField T>
Json to_json(const std::vector<PlaceOf<T>>& places) {
    Json list = Json::object();
    for (const PlaceOf<T>& place : places) {
        Json entry = {{"distortion", place.distortion ? to_json(*place.distortion) : Json(nullptr)},
                      {"perception", place.perception ? to_json(*place.perception) : Json(nullptr)}};
        if (place.own_alphabet) { entry["alphabet"] = "own"; }
        if (!place.reason.empty()) { entry["reason"] = place.reason; }
        list[place.name] = std::move(entry);
    }
    return list;
}

template Json to_json(const std::vector<Place>&);
template Json to_json(const std::vector<PlaceOf<Rational>>&);

} // namespace perdis::tool
