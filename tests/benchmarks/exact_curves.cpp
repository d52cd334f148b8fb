// Exact curves of random rational instances against linear programs, proofs and closed forms: perdis_exact_curves [COUNT [FIRST]].
#include "../solver/exact_agreement.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>
#include <vector>

int main(int count, char** values) {
    const unsigned total = count > 1 ? static_cast<unsigned>(std::atoi(values[1])) : 10000;
    const unsigned first = count > 2 ? static_cast<unsigned>(std::atoi(values[2])) : 0;
    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::future<exact_agreement::Tally>> parts;
    for (unsigned part = 0; part < threads; ++part) {
        const unsigned from = first + total * part / threads, to = first + total * (part + 1) / threads;
        parts.push_back(std::async(std::launch::async, exact_agreement::sweep, from, to - from));
    }
    exact_agreement::Tally all;
    for (auto& part : parts) { all += part.get(); }
    std::printf("%zu instances, %zu breakpoints, %zu proofs, %zu linear programs, %zu closed forms\n", all.instances,
                all.vertices, all.proofs, all.programs, all.forms);
    if (!all.complaint.empty()) { std::printf("%s\n", all.complaint.c_str()); }
    return all.complaint.empty() && all.instances == total ? 0 : 1;
}
