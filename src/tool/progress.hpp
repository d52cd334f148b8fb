#pragma once

#include <chrono>
#include <mutex>
#include <string>

namespace perdis::tool {

/// A line on standard error that counts, shown where that is a terminal and the work lasts over a second.
class Progress {
public:
    explicit Progress(std::string label);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    /// How many are done, of how many; from any thread.
    void operator()(int done, int total);

private:
    std::string label_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point shown_ = start_;
    std::mutex mutex_ = {};
    bool terminal_;
    bool visible_ = false;
};

} // namespace perdis::tool
