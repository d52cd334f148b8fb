#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace perdis {

/// act(0), …, act(count − 1), shared among threads; 0 threads are as many as the machine has.
///
/// What act writes must be its block's own: then the result does not depend on the number of threads. The first exception
/// ends the work and is thrown again.
template <class Act>
void parallel_blocks(std::size_t count, unsigned threads, Act act) {
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failure;
    std::mutex guard;
    const auto work = [&] {
        for (std::size_t block = next++; block < count; block = next++) {
            try {
                act(block);
            } catch (...) {
                const std::lock_guard lock(guard);
                if (!failure) { failure = std::current_exception(); }
                next = count;
            }
        }
    };
    const std::size_t wanted = threads == 0 ? std::thread::hardware_concurrency() : threads;
    std::vector<std::thread> others(std::max<std::size_t>(std::min(wanted, count), 1) - 1);
    for (std::thread& other : others) { other = std::thread(work); }
    work();
    for (std::thread& other : others) { other.join(); }
    if (failure) { std::rethrow_exception(failure); }
}

} // namespace perdis
