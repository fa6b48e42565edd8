// Rows of logits: log-sum-exp and its gradient, row by row, without a second matrix.
#pragma once

#include <cstddef>
#include <cstdint>

namespace likely {

enum class Real { f32, f64, bf16 };  // bf16: the upper half of a float, in 16 bits

// log Σ exp(row) = top + log(sum).  sum is NaN if the row holds one; top may be ±∞.
struct RowSum {
    double top, sum;
};

constexpr std::size_t CLASS_ROWS = 128;  // rows of a design that are worked on at a time, in cache

// Rows turned over: column after column, each of CLASS_ROWS numbers; what fills up the last block has weight 0.
struct ClassBlock {
    const double* turned;
    const double* chosen;  // the number of the class that happened
    const double* weights;
    std::size_t columns, classes;
};

// For one instruction set: sums over a contiguous row, and out = factor·exp(x − top); out may be the row itself.
struct RowsTable {
    RowSum (*sum)(Real kind, const void* row, std::size_t n);
    void (*softmax)(Real kind, const void* row, std::size_t n, double top, double factor, void* out);
    // Σ weight·log softmax(scores)[chosen]; adds to partial sums, `lanes` each, of its slopes in the coefficients and
    // of the information: for each pair of columns j ≤ l, for each pair of classes. Both null: the value alone.
    double (*classes)(const ClassBlock& block, const double* coefficients, double* scratch, double* gradient,
                      double* curvature);
    std::size_t lanes;
};

struct Matrix {
    unsigned char* data;
    std::size_t rows, columns;
    std::ptrdiff_t row_stride, column_stride;  // bytes
    Real kind;
};

struct Targets {
    const unsigned char* data = nullptr;  // 64-bit integers
    std::ptrdiff_t stride = 0;
    std::int64_t ignore = 0;
};

// log-sum-exp of each row; with targets, also the logit that each row's target picks (0 where ignored).
// Returns the first row whose target is no column, or −1.
std::int64_t rows_logsumexp(const RowsTable& table, const Matrix& logits, const Targets* targets, int threads,
                            double* result, double* picked);

// out = scale·(softmax(row) − one at the target); rows whose target is ignored become 0.
std::int64_t rows_softmax_minus_onehot(const RowsTable& table, const Matrix& logits, const Targets& targets,
                                       double scale, int threads, const Matrix& out, double* result, double* picked);

}  // namespace likely
