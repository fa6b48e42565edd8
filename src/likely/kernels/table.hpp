// What each instruction set offers: sums over one block of doubles.
#pragma once

#include <cstddef>
#include <cstdint>

namespace likely {

// Doubles worked on at a time: 32 KB. Merging blocks costs 0.1 µs each; with blocks half as long it shows, with
// longer ones the second look at a block comes from too far away (measured: 0.56, 0.46, 0.52 ns an element).
constexpr std::size_t BLOCK = 4096;

struct Spread {
    double sum, low, high;
};
struct Centre {
    double sum, square;
};
// A product of positive numbers: mantissa·2^exponent.
struct Product {
    double mantissa;
    std::int64_t exponent;
};

// How many numbers are not strictly between two ends, apart from those above both.
struct Outside {
    std::size_t below = 0, at_low = 0, at_high = 0, missing = 0;
};

// Sums of x (weighted by w unless it is null), with parameters; how many of each depends on the function.
using Sums = void (*)(const double* x, const double* w, std::size_t n, const double* parameters, double* totals);

struct Table {
    const char* name;
    Spread (*spread)(const double* x, std::size_t n);                // Σx, min, max; the sum tells of NaN and ∞
    Centre (*centre)(const double* x, std::size_t n, double c);      // Σ(x − c), Σ(x − c)²
    Product (*product)(const double* x, std::size_t n);              // Πx of positive normal numbers
    Product (*product1m)(const double* x, std::size_t n);            // Π(1 − x), all factors ≥ 2^-60
    double (*log_deviation)(const double* x, std::size_t n, double c, double unit);  // Σ log(1+t) − t, t = (x−c)/unit
    double (*reciprocal_deviation)(const double* x, std::size_t n, double c);        // Σ (x − c)²/x
    void (*log_each)(const double* x, std::size_t n, double unit, double* out);      // log(x·unit)
    // counts, and in `kept` (room for n) what lies strictly between the ends; how many those are
    std::size_t (*between)(const double* x, std::size_t n, double low, double high, Outside& outside, double* kept);
    // the same with weights
    double (*weighted_sum)(const double* x, const double* w, std::size_t n);
    Centre (*weighted_centre)(const double* x, const double* w, std::size_t n, double c);
    double (*weighted_log_deviation)(const double* x, const double* w, std::size_t n, double c, double unit);
    double (*weighted_log_ratio)(const double* x, const double* w, std::size_t n, double c, double sign, double unit);
    double (*weighted_reciprocal_deviation)(const double* x, const double* w, std::size_t n, double c);
    // sums with parameters: see parametric.hpp
    Sums absolute, power, rational, exponential, logistic, quadratic_softmax;
};

}  // namespace likely
