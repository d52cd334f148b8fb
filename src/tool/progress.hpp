#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace perdis::tool {

/// A line on standard error, shown each second of work after the first where that is a terminal; gone at the end.
class ProgressLine {
public:
    explicit ProgressLine(std::string label);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    /// One more is done, of how many; from any thread.
    void advance(std::size_t total);

private:
    void show();

    std::string label_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::mutex mutex_ = {};
    std::condition_variable ended_ = {};
    bool end_ = false;
    bool visible_ = false;
    std::size_t done_ = 0;
    std::size_t total_ = 0;
    std::thread ticker_ = {};
};

} // namespace perdis::tool
