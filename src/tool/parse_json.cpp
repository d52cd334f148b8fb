#include "tool/json_node.hpp"
#include "tool/refusal.hpp"

#include <set>

namespace perdis::tool {

namespace {

using nlohmann::json;

/// Builds the tree; decimals keep their text, and a key that appears twice in one object is refused.
class Builder : public json::json_sax_t {
public:
    json root = {};

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t, const string_t& text) override {
        return put(json::binary(std::vector<std::uint8_t>(text.begin(), text.end())));
    }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; } // never in a text
    bool start_object(std::size_t) override { return open(json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        frames_.back().key = name;
        if (!frames_.back().keys.insert(name).second) { throw Refusal(path(), "the key appears twice"); }
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const json::exception& error) override {
        const std::string message =
            error.what(); // "[json.exception.parse_error.101] parse error at line 1, column 5: …"
        const std::size_t bracket = message.find("] ");
        throw Refusal("problem", "no JSON: " + (bracket == message.npos ? message : message.substr(bracket + 2)));
    }

private:
    /// An object or array that is not closed yet: nothing is appended to those around it, so that it stays where it is.
    struct Frame {
        json* container;
        std::set<std::string> keys = {};
        std::string key = {};
    };

    json& place(json value) {
        if (frames_.empty()) { return root = std::move(value); }
        json& container = *frames_.back().container;
        if (container.is_object()) { return container[frames_.back().key] = std::move(value); }
        container.push_back(std::move(value));
        return container.back();
    }
    bool put(json value) {
        place(std::move(value));
        return true;
    }
    bool open(json value) {
        json& container = place(std::move(value));
        frames_.push_back({&container});
        return true;
    }
    bool close() {
        frames_.pop_back();
        return true;
    }
    /// The path to a key: the last entry of an array around it holds it.
    [[nodiscard]] std::string path() const {
        std::string path;
        for (const Frame& frame : frames_) {
            if (frame.container->is_object()) {
                path.append(path.empty() ? "" : ".").append(frame.key);
            } else {
                path.append("[").append(std::to_string(frame.container->size() - 1)).append("]");
            }
        }
        return path;
    }
    std::vector<Frame> frames_ = {};
};

} // namespace

json parse_json(std::string_view text) {
    Builder builder;
    json::sax_parse(text, &builder);
    return std::move(builder.root);
}

} // namespace perdis::tool
