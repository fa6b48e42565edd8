// Sums with parameters over a whole column.
#pragma once

#include <cstdint>
#include <vector>

#include "column.hpp"
#include "table.hpp"
#include "twoword.hpp"

namespace likely {

struct Totals {
    std::int64_t count = 0, missing = 0;  // rows; NaN is left out and counted
    std::vector<TwoWord> sums;
};

// `many` sums of `function` (table.hpp), each in two words.
Totals totals(Sums function, const Column& x, const Column* weights, const std::vector<double>& parameters,
              std::size_t many, int threads);

// out[i] = log(x[i]·unit).
void logs(const Table& table, const Column& x, double unit, double* out, int threads);

}  // namespace likely
