// Compiled once per instruction set (CMakeLists.txt): the table of its sums.
#include "block.hpp"
#include "parametric.hpp"

#define LIKELY_TEXT(x) #x
#define LIKELY_NAME(x) LIKELY_TEXT(x)

namespace likely::LIKELY_ISA {

extern const Table table;
const Table table = {
    LIKELY_NAME(LIKELY_ISA),
    spread,
    centre,
    product,
    product1m,
    log_deviation,
    reciprocal_deviation,
    log_each,
    between,
    weighted_sum,
    weighted_centre,
    weighted_log_deviation,
    weighted_log_ratio,
    weighted_reciprocal_deviation,
    absolute,
    power,
    rational,
    exponential,
    logistic,
    quadratic_softmax,
};

}  // namespace likely::LIKELY_ISA
