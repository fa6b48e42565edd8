// Which instruction set runs: the best this processor has, unless the environment asks for another.
#pragma once

#include <string>
#include <vector>

#include "rows.hpp"
#include "table.hpp"

namespace likely {

struct InstructionSet {
    const Table* table;
    const RowsTable* rows;
};

const InstructionSet& chosen();                  // LIKELY_KERNELS=portable|avx2|avx512 is read once
std::vector<std::string> instruction_sets();     // those that run here, best last
bool choose(const std::string& name);            // for tests; false if there is none of that name here

}  // namespace likely
