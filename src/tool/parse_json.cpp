#include "tool/json_node.hpp"
#include "tool/refusal.hpp"

#include <set>

namespace perdis::tool {

namespace {

/// Watches the parser and refuses a key that appears twice in one object.
class DuplicateKeys {
public:
    bool operator()(int, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
        using Event = nlohmann::json::parse_event_t;
        switch (event) {
        case Event::object_start:
            frames_.push_back({true, {}, {}, 0});
            break;
        case Event::array_start:
            frames_.push_back({false, {}, {}, 0});
            break;
        case Event::object_end:
        case Event::array_end:
            frames_.pop_back();
            next_entry();
            break;
        case Event::value:
            next_entry();
            break;
        case Event::key:
            enter(parsed.get<std::string>());
            break;
        }
        return true;
    }

private:
    struct Frame {
        bool object;
        std::set<std::string> keys;
        std::string key;
        std::size_t index;
    };
    void next_entry() {
        if (!frames_.empty()) { ++frames_.back().index; }
    }
    void enter(const std::string& key) {
        frames_.back().key = key;
        if (!frames_.back().keys.insert(key).second) { throw Refusal(path(), "the key appears twice"); }
    }
    [[nodiscard]] std::string path() const {
        std::string path;
        for (const Frame& frame : frames_) {
            path += frame.object ? (path.empty() ? "" : ".") + frame.key : "[" + std::to_string(frame.index) + "]";
        }
        return path;
    }
    std::vector<Frame> frames_ = {};
};

} // namespace

nlohmann::json parse_json(std::string_view text) {
    try {
        return nlohmann::json::parse(text, DuplicateKeys{});
    } catch (const nlohmann::json::exception& error) {
        std::string message = error.what(); // "[json.exception.parse_error.101] parse error at line 1, column 5: …"
        const std::size_t bracket = message.find("] ");
        throw Refusal("problem", "no JSON: " + (bracket == message.npos ? message : message.substr(bracket + 2)));
    }
}

} // namespace perdis::tool
