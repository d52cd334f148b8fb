#include "tool/json_node.hpp"

#include "tool/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <regex>

namespace perdis::tool {

namespace {

/// "a, b, c".
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) { text += (text.empty() ? "" : ", ") + name; }
    return text;
}

std::string quoted(const std::string& text) {
    constexpr std::size_t longest = 60;
    const bool whole = text.size() <= longest;
    return nlohmann::json(text.substr(0, longest)).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)
           + (whole ? "" : "...");
}

/// The rational number that a decimal or a fraction "p/q" is; nothing where it is neither or its denominator is zero.
std::optional<Rational> read_rational(const std::string& text) {
    static const std::regex fraction("[+-]?[0-9]+(/[0-9]+)?");
    static const std::regex decimal("([+-]?)([0-9]+)(?:\\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,4}))?");
    using boost::multiprecision::cpp_int;
    std::smatch match;
    if (std::regex_match(text, match, fraction)) {
        const std::size_t slash = text.find('/');
        const std::size_t sign = text.front() == '+' ? 1 : 0;
        const auto integer = [](std::string digits) {
            const bool minus = digits.front() == '-';
            digits.erase(0,
                         std::min(digits.find_first_not_of("-0"), digits.size() - 1)); // a leading 0 would mean octal
            return minus ? cpp_int(-cpp_int(digits)) : cpp_int(digits);
        };
        const cpp_int over = slash == text.npos ? cpp_int(1) : integer(text.substr(slash + 1));
        if (over == 0) { return std::nullopt; }
        return Rational(integer(text.substr(sign, slash == text.npos ? slash : slash - sign)), over);
    }
    if (!std::regex_match(text, match, decimal)) { return std::nullopt; }
    std::string digits = match[2].str() + match[3].str();
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    const int exponent = (match[4].matched ? std::stoi(match[4].str()) : 0) - static_cast<int>(match[3].length());
    const cpp_int power = boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(std::abs(exponent)));
    const cpp_int mantissa = match[1].str() == "-" ? cpp_int(-cpp_int(digits)) : cpp_int(digits);
    return exponent < 0 ? Rational(mantissa, power) : Rational(mantissa * power);
}

} // namespace

void JsonNode::refuse(const std::string& complaint) const { throw Refusal(path_, complaint); }

std::string JsonNode::shown() const {
    if (value_->is_string()) { return quoted(value_->get_ref<const std::string&>()); }
    if (value_->is_array()) { return "an array of " + std::to_string(value_->size()); }
    if (value_->is_object()) { return "an object"; }
    return value_->dump();
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

Rational JsonNode::rational() const {
    const std::string text = value_->is_string() ? value_->get<std::string>() : value_->dump();
    const std::optional<Rational> value = read_rational(text);
    if (!value) { refuse(shown() + " is not a number or a fraction \"p/q\" with q > 0"); }
    return *value;
}

double JsonNode::number(Legal legal) const {
    double value = 0.0;
    if (arithmetic_ == Arithmetic::rational && value_->is_string()) {
        value = rational().convert_to<double>();
        if (!std::isfinite(value)) { refuse(shown() + " is beyond the range of numbers"); }
    } else if (value_->is_number()) {
        value = value_->get<double>() + 0.0; // −0 is 0
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

Eigen::VectorXd JsonNode::numbers(Legal legal) const {
    Eigen::VectorXd values(static_cast<Eigen::Index>(entries()));
    for (Eigen::Index i = 0; i < values.size(); ++i) { values(i) = (*this)[static_cast<std::size_t>(i)].number(legal); }
    return values;
}

Eigen::MatrixXd JsonNode::matrix(Legal legal) const {
    const std::size_t rows = entries();
    Eigen::MatrixXd values;
    for (std::size_t i = 0; i < rows; ++i) {
        const Eigen::VectorXd row = (*this)[i].numbers(legal);
        if (i == 0) { values.resize(static_cast<Eigen::Index>(rows), row.size()); }
        if (row.size() != values.cols()) {
            (*this)[i].refuse(std::to_string(row.size()) + " entries, the first row has "
                              + std::to_string(values.cols()));
        }
        values.row(static_cast<Eigen::Index>(i)) = row.transpose();
    }
    return values;
}

Eigen::VectorXd JsonNode::probabilities() const {
    Eigen::VectorXd values = numbers(rounded_probability);
    if (arithmetic_ == Arithmetic::rational) {
        Rational sum(0);
        for (std::size_t i = 0; i < entries(); ++i) {
            const Rational p = (*this)[i].rational();
            if (p < 0 || p > 1) { (*this)[i].refuse((*this)[i].shown() + " is not in [0, 1]"); }
            sum += p;
        }
        if (sum != 1) { refuse("the sum " + sum.str() + " is not 1 exactly"); }
    }
    const double sum = values.sum();
    if (!(std::abs(sum - 1.0) <= 1e-9)) { refuse("the sum " + nlohmann::json(sum).dump() + " is not 1 (within 1e-9)"); }
    return values / sum;
}

} // namespace perdis::tool
