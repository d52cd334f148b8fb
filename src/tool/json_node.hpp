#pragma once

#include "tool/rational.hpp"

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdis::tool {

/// The scalars in which a problem file asks to be answered.
enum class Arithmetic { binary, rational, multiprecision };

/// A set of numbers, by its predicate and its name in messages.
struct Legal {
    template <class Set>
    constexpr Legal(Set set, const char* words) : rounded(set), exact(set), name(words) {}

    [[nodiscard]] bool holds(double x) const { return rounded(x); }
    [[nodiscard]] bool holds(const Rational& x) const { return exact(x); }

    bool (*rounded)(const double&);
    bool (*exact)(const Rational&);
    const char* name;
};

inline constexpr Legal any_number{[](const auto&) { return true; }, "(-inf, inf)"};
inline constexpr Legal unit_interval{[](const auto& x) { return x >= 0 && x <= 1; }, "[0, 1]"};
/// A probability among others: rounding may lift it over one by as much as their sum.
inline constexpr Legal rounded_probability{[](const auto& x) { return x >= 0 && x <= 1 + 1e-9; }, "[0, 1]"};
inline constexpr Legal not_negative{[](const auto& x) { return x >= 0; }, "[0, inf)"};
inline constexpr Legal positive{[](const auto& x) { return x > 0; }, "(0, inf)"};
inline constexpr Legal at_least_one{[](const auto& x) { return x >= 1; }, "[1, inf)"};

/// A value of a problem file with the path that leads to it; what does not fit is a Refusal that names the path.
class JsonNode {
public:
    JsonNode(const nlohmann::json& value, std::string path, Arithmetic arithmetic)
        : value_(&value), path_(std::move(path)), arithmetic_(arithmetic) {}

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] bool is_text() const { return value_->is_string(); }
    [[nodiscard]] bool is_object() const { return value_->is_object(); }
    [[nodiscard]] bool is_array() const { return value_->is_array(); }

    /// "what is not legal", e.g. "-0.1 is not in [0, 1]".
    [[noreturn]] void refuse(const std::string& complaint) const;
    /// The value as messages show it.
    [[nodiscard]] std::string shown() const;

    /// Refuses what is no object or has a key that is not among these.
    void require_keys(const std::vector<std::string>& legal) const;
    [[nodiscard]] bool has(const std::string& key) const { return value_->contains(key); }
    [[nodiscard]] JsonNode operator[](const std::string& key) const;
    [[nodiscard]] JsonNode operator[](std::size_t index) const;
    /// The number of entries of an array that must not be empty.
    [[nodiscard]] std::size_t entries() const;

    [[nodiscard]] std::string text() const;
    /// The text, one of these.
    [[nodiscard]] std::string one_of(const std::vector<std::string>& legal) const;
    /// A number: double or Rational, exactly as it is written. In rational arithmetic a string is a number, too.
    template <class T = double>
    [[nodiscard]] T number(Legal legal = any_number) const;
    [[nodiscard]] Eigen::Index count() const;
    template <class T = double>
    [[nodiscard]] Eigen::Matrix<T, Eigen::Dynamic, 1> numbers(Legal legal = any_number) const;
    /// Rows of equal length: row, column.
    template <class T = double>
    [[nodiscard]] Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> matrix(Legal legal = any_number) const;
    /// Numbers in [0, 1] whose sum is one: within 1e-9 and then normalised; exactly in rational arithmetic.
    template <class T = double>
    [[nodiscard]] Eigen::Matrix<T, Eigen::Dynamic, 1> probabilities() const;

private:
    /// The number as it is written.
    [[nodiscard]] std::string literal() const;
    [[nodiscard]] Rational rational() const;

    const nlohmann::json* value_;
    std::string path_;
    Arithmetic arithmetic_;
};

/// Parses the text of a problem file; keys that appear twice and numbers beyond double's range are refused.
///
/// A number that is no integer is a binary value: its text.
nlohmann::json parse_json(std::string_view text);

} // namespace perdis::tool
