// Count, extent, mean, centred square, and the gaps between means: what one pass over a column yields.
#pragma once

#include <cstdint>
#include <limits>

#include "column.hpp"
#include "table.hpp"
#include "twoword.hpp"

namespace likely {

enum Wanted : unsigned { LOG = 1, LOG1M = 2, RECIPROCAL = 4 };

// Σlog x is kept as the gap  Σ (log mean − log x) ≥ 0, and Σ1/x as  Σ (1/x − 1/mean) ≥ 0. A centred square
// is such a gap too (Σx² − Σ mean²). All merge by adding positive terms, so nothing is lost when the data
// nearly agree; the difference of two averages, taken afterwards, would be rounding noise.
struct Moments {
    std::int64_t count = 0;     // numbers that went into the sums
    std::int64_t missing = 0;   // NaN
    std::int64_t infinite = 0;  // ±∞: in low and high, not in the sums
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    TwoWord weight, mean, square;
    TwoWord log_gap, log1m_gap, reciprocal_gap;
};

Moments merge(const Moments& a, const Moments& b, unsigned wanted);

// of_log: moments of log x in place of x; a number that has no logarithm counts as infinite.
Moments moments(const Table& table, const Column& x, const Column* weights, unsigned wanted, bool of_log, int threads);

}  // namespace likely
