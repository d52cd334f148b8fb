#include "tool/progress.hpp"

#include <iostream>

#include <unistd.h>

namespace perdis::tool {

ProgressLine::ProgressLine(std::string label) : label_(std::move(label)) {
    if (::isatty(STDERR_FILENO) == 1) { ticker_ = std::thread(&ProgressLine::show, this); }
}

ProgressLine::~ProgressLine() {
    {
        const std::lock_guard lock(mutex_);
        end_ = true;
    }
    ended_.notify_one();
    if (ticker_.joinable()) { ticker_.join(); }
    if (visible_) { std::cerr << "\r\033[K" << std::flush; }
}

void ProgressLine::advance(std::size_t total) {
    const std::lock_guard lock(mutex_);
    ++done_;
    total_ = total;
}

void ProgressLine::show() {
    using namespace std::chrono_literals;
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, 1s, [this] { return end_; })) {
        const auto elapsed = std::chrono::steady_clock::now() - start_;
        std::cerr << '\r' << label_ << ": ";
        if (total_ > 0) { std::cerr << done_ << " of " << total_ << ", "; }
        std::cerr << std::chrono::duration_cast<std::chrono::seconds>(elapsed).count() << " s\033[K" << std::flush;
        visible_ = true;
    }
}

} // namespace perdis::tool
