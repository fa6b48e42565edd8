// Histograms, and values by rank.
#pragma once

#include <cstdint>

#include "column.hpp"

namespace likely {

struct Counts {
    std::int64_t above = 0, negative = 0, fractional = 0, missing = 0;  // what has no place in the histogram
};

// counts[v] = how many numbers equal the integer v, 0 ≤ v < cap. Everything else is told apart.
Counts count_values(const Column& x, std::int64_t* counts, std::size_t cap, int threads);

struct Ranked {
    double low, high;         // the values of the two ranks asked for
    std::int64_t missing;     // NaN; they have no rank
};

// The values of ranks first ≤ last (from 0) among the numbers that are not NaN.
// If there are not that many, `missing` tells and the values are NaN.
Ranked ranked(const Column& x, std::size_t first, std::size_t last, int threads);

}  // namespace likely
