// Work in pieces, on several threads, merged in one fixed tree: the result does not know how many threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

#include "table.hpp"

namespace likely {

constexpr std::size_t PIECE = 64 * BLOCK;

// Calls work(i) for i = 0 … count − 1, each once, on up to `threads` threads. `work` must not throw.
template <class Work>
void share_out(std::size_t count, int threads, Work work) {
    std::atomic<std::size_t> next{0};
    auto run = [&] {
        for (std::size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) work(i);
    };
    std::vector<std::thread> helpers;
    const std::size_t wanted = std::min<std::size_t>(std::max(threads, 1), count);
    helpers.reserve(wanted);
    try {
        while (helpers.size() + 1 < wanted) helpers.emplace_back(run);
    } catch (const std::system_error&) {
        // no more threads to be had: those that run, and this one, do it all
    }
    run();
    for (std::thread& helper : helpers) helper.join();
}

// work(start, n) for every piece of `length` rows, merged pairwise.
template <class Result, class Work, class Merge>
Result over_pieces(std::size_t length, int threads, Work work, Merge merge) {
    const std::size_t count = std::max<std::size_t>(1, (length + PIECE - 1) / PIECE);
    if (count == 1) return work(0, length);
    std::vector<Result> results(count);
    share_out(count, threads, [&](std::size_t i) {
        results[i] = work(i * PIECE, std::min(PIECE, length - i * PIECE));
    });
    for (std::size_t step = 1; step < count; step *= 2)
        for (std::size_t i = 0; i + step < count; i += 2 * step) results[i] = merge(results[i], results[i + step]);
    return results[0];
}

}  // namespace likely
