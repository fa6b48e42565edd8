// Histograms, and values by rank.
#pragma once

#include <cstdint>

#include "column.hpp"
#include "table.hpp"

namespace likely {

struct Counts {
    std::int64_t above = 0, negative = 0, fractional = 0, missing = 0;  // what has no place in the histogram
};

// counts[v] = how many numbers equal the integer v, 0 ≤ v < cap. Everything else is told apart.
Counts count_values(const Column& x, std::int64_t* counts, std::size_t cap, int threads);

// No number but NaN occurs more often than this: the most that fall into one of 4,096 classes.
std::int64_t ties_at_most(const Column& x, int threads);

struct Ranked {
    double low, high;         // the values of the two ranks asked for
    std::int64_t missing;     // NaN; they have no rank
};

// The values of ranks first ≤ last (from 0) among the numbers that are not NaN.
// If there are not that many, `missing` tells and the values are NaN.
Ranked ranked(const Table& table, const Column& x, std::size_t first, std::size_t last, int threads);

}  // namespace likely
