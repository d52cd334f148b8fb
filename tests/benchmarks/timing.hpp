#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <ctime>
#include <functional>

/// What the benchmarks measure by.
namespace timing {

/// Seconds of processor time of this thread.
inline double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Seconds, the median of an odd number of runs.
template <std::size_t runs = 3>
double median_time(const std::function<void()>& work) {
    static_assert(runs % 2 == 1);
    std::array<double, runs> times{};
    for (double& time : times) {
        const double begin = now();
        work();
        time = now() - begin;
    }
    std::sort(times.begin(), times.end());
    return times[runs / 2];
}

} // namespace timing
