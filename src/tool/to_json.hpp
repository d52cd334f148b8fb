#pragma once

#include "tool/model.hpp"

#include <nlohmann/json.hpp>

#include <concepts>

namespace perdis::tool {

using Json = nlohmann::ordered_json;

/// A number; infinities as the strings "inf" and "-inf".
Json to_json(double value);
/// "p/q", or "p" of an integer. No other type becomes a Rational for this.
Json to_json(const std::same_as<Rational> auto& value) { return value.str(); }
Json to_json(const CurvePoint& point);
Json to_json(const Eigen::VectorXd& values);
/// A number for every column of a matrix with one row, an array for every column otherwise.
Json symbols_to_json(const Eigen::MatrixXd& symbols);
/// An array a row.
Json to_json(const RowMatrix& matrix);

/// schema, distortion_range, minimum_perception, method, slack: the head of every answer.
Json head(const Model& model, const Curve& curve);
/// The estimators' places under their names; in double and Rational.
template <OrderedField T>
Json to_json(const std::vector<PlaceOf<T>>& places);

} // namespace perdis::tool
