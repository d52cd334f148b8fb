#include "tool/json_node.hpp"

#include "tool/rational.hpp"
#include "tool/refusal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace perdis::tool {

namespace {

/// "a, b, c".
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) { text += (text.empty() ? "" : ", ") + name; }
    return text;
}

constexpr std::size_t longest = 60;

/// The text, or its beginning.
std::string abridged(const std::string& text) {
    return text.size() <= longest ? text : text.substr(0, longest) + "...";
}

std::string quoted(const std::string& text) {
    const bool whole = text.size() <= longest;
    return nlohmann::json(text.substr(0, longest)).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)
           + (whole ? "" : "...");
}

} // namespace

void JsonNode::refuse(const std::string& complaint) const { throw Refusal(path_, complaint); }

std::string JsonNode::shown() const {
    if (value_->is_string()) { return quoted(value_->get_ref<const std::string&>()); }
    if (value_->is_array()) { return "an array of " + std::to_string(value_->size()); }
    if (value_->is_object()) { return "an object"; }
    return abridged(literal());
}

void JsonNode::require_keys(const std::vector<std::string>& legal) const {
    if (!value_->is_object()) { refuse(shown() + " is not an object"); }
    for (const auto& [key, value] : value_->items()) {
        if (std::find(legal.begin(), legal.end(), key) != legal.end()) { continue; }
        const std::string name = quoted(key);
        const std::string place = path_ == "problem" ? "" : path_ + ".";
        throw Refusal(place + name.substr(1, name.size() - 2), "unknown key; legal are " + listed(legal));
    }
}

JsonNode JsonNode::operator[](const std::string& key) const {
    const std::string path = path_ == "problem" ? key : path_ + "." + key;
    if (!value_->is_object()) { refuse(shown() + " is not an object"); }
    const auto found = value_->find(key);
    if (found == value_->end()) { throw Refusal(path, "is missing, and required"); }
    return {*found, path, arithmetic_};
}

JsonNode JsonNode::operator[](std::size_t index) const {
    return {(*value_)[index], path_ + "[" + std::to_string(index) + "]", arithmetic_};
}

std::size_t JsonNode::entries() const {
    if (!value_->is_array()) { refuse(shown() + " is not an array"); }
    if (value_->empty()) { refuse("an array of 0 is empty; one entry at least is needed"); }
    return value_->size();
}

std::string JsonNode::text() const {
    if (!value_->is_string()) { refuse(shown() + " is not a string"); }
    return value_->get<std::string>();
}

std::string JsonNode::one_of(const std::vector<std::string>& legal) const {
    if (!value_->is_string() || std::find(legal.begin(), legal.end(), value_->get<std::string>()) == legal.end()) {
        refuse(shown() + " is not one of " + listed(legal));
    }
    return value_->get<std::string>();
}

std::string JsonNode::literal() const {
    if (value_->is_string()) { return value_->get<std::string>(); }
    if (!value_->is_binary()) { return value_->dump(); }
    const auto& text = value_->get_binary();
    return {text.begin(), text.end()};
}

Rational JsonNode::rational() const {
    const bool number = value_->is_number() || value_->is_binary() || value_->is_string();
    const std::optional<Rational> value = number ? read_rational(literal()) : std::nullopt;
    if (!value) { refuse(shown() + " is not a number or a fraction \"p/q\" with q > 0"); }
    return *value;
}

template <>
Rational JsonNode::number<Rational>(Legal legal) const {
    Rational value = rational();
    if (!legal.holds(value)) { refuse(shown() + " is not in " + legal.name); }
    return value;
}

template <>
double JsonNode::number<double>(Legal legal) const {
    double value = 0.0;
    if (arithmetic_ == Arithmetic::rational) {
        value = rounded(rational());
        if (!std::isfinite(value)) { refuse(shown() + " is beyond the range of numbers"); }
    } else if (value_->is_binary()) {
        const std::string text = literal();
        std::from_chars(text.data(), text.data() + text.size(), value); // what underflows is 0
        value += 0.0;                                                   // −0 is 0
    } else if (value_->is_number()) {
        value = value_->get<double>();
    } else {
        refuse(shown() + " is not a number");
    }
    if (!legal.holds(value)) { refuse(shown() + " is not in " + legal.name); }
    return value;
}

Eigen::Index JsonNode::count() const {
    const double value = number();
    if (!(value >= 1.0 && value <= 1e9 && value == std::floor(value))) {
        refuse(shown() + " is not a whole number in [1, 1e9]");
    }
    return static_cast<Eigen::Index>(value);
}

template <class T>
Eigen::Matrix<T, Eigen::Dynamic, 1> JsonNode::numbers(Legal legal) const {
    Eigen::Matrix<T, Eigen::Dynamic, 1> values(static_cast<Eigen::Index>(entries()));
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        values(i) = (*this)[static_cast<std::size_t>(i)].number<T>(legal);
    }
    return values;
}

template <class T>
Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> JsonNode::matrix(Legal legal) const {
    const std::size_t rows = entries();
    Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> values;
    for (std::size_t i = 0; i < rows; ++i) {
        const Eigen::Matrix<T, Eigen::Dynamic, 1> row = (*this)[i].numbers<T>(legal);
        if (i == 0) { values.resize(static_cast<Eigen::Index>(rows), row.size()); }
        if (row.size() != values.cols()) {
            (*this)[i].refuse(std::to_string(row.size()) + " entries, the first row has "
                              + std::to_string(values.cols()));
        }
        values.row(static_cast<Eigen::Index>(i)) = row.transpose();
    }
    return values;
}

template <>
Eigen::Matrix<Rational, Eigen::Dynamic, 1> JsonNode::probabilities<Rational>() const {
    auto values = numbers<Rational>(unit_interval);
    Rational sum(0);
    for (const Rational& p : values) { sum += p; }
    if (sum != 1) { refuse("the sum " + abridged(sum.str()) + " is not 1 exactly"); }
    return values;
}

template <>
Eigen::VectorXd JsonNode::probabilities<double>() const {
    if (arithmetic_ == Arithmetic::rational) { static_cast<void>(probabilities<Rational>()); }
    const Eigen::VectorXd values = numbers(rounded_probability);
    const double sum = values.sum();
    if (!(std::abs(sum - 1.0) <= 1e-9)) { refuse("the sum " + nlohmann::json(sum).dump() + " is not 1 (within 1e-9)"); }
    return values / sum;
}

template Eigen::VectorXd JsonNode::numbers<double>(Legal) const;
template Eigen::Matrix<Rational, Eigen::Dynamic, 1> JsonNode::numbers<Rational>(Legal) const;
template Eigen::MatrixXd JsonNode::matrix<double>(Legal) const;
template Eigen::Matrix<Rational, Eigen::Dynamic, Eigen::Dynamic> JsonNode::matrix<Rational>(Legal) const;

} // namespace perdis::tool
