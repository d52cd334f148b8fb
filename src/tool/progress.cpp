#include "tool/progress.hpp"

#include <iostream>

#include <unistd.h>

namespace perdis::tool {

Progress::Progress(std::string label) : label_(std::move(label)), terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (visible_) { std::cerr << "\r\033[K" << std::flush; }
}

void Progress::operator()(int done, int total) {
    using namespace std::chrono_literals;
    if (!terminal_) { return; }
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now - start_ < 1s || (now - shown_ < 200ms && visible_)) { return; }
    shown_ = now;
    visible_ = true;
    std::cerr << '\r' << label_ << ": " << done << " of " << total << "\033[K" << std::flush;
}

} // namespace perdis::tool
