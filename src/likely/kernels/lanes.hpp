// Native vectors of the instruction set a file is compiled for.
//
// Included only by files that are compiled once per instruction set. Everything here has internal linkage
// and nothing comes from a standard template: an inline function shared between such files could be
// merged by the linker into the one copy that the oldest processor cannot run.
//
// A sum always runs in LANES partial sums, whatever the width of a vector, and products are never
// contracted (CMakeLists.txt), so that every instruction set gives the same bits.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if !defined(LIKELY_ISA) || !defined(LIKELY_VECTOR_BYTES)
#error "define LIKELY_ISA and LIKELY_VECTOR_BYTES for each instruction set"
#endif

#define LIKELY_UNROLL _Pragma("GCC unroll 16")

namespace likely::LIKELY_ISA {
namespace {

typedef double V __attribute__((vector_size(LIKELY_VECTOR_BYTES)));
typedef int64_t I __attribute__((vector_size(LIKELY_VECTOR_BYTES)));
typedef uint64_t U __attribute__((vector_size(LIKELY_VECTOR_BYTES)));

constexpr size_t LANES = 16;
constexpr size_t W = LIKELY_VECTOR_BYTES / sizeof(double);
constexpr size_t K = LANES / W;  // vectors in a group

inline V load(const double* p) {
    V v;
    memcpy(&v, p, sizeof v);
    return v;
}

inline void store(double* p, V v) { memcpy(p, &v, sizeof v); }
inline V fill(double x) { return x - V{}; }
inline I bits(V x) { return (I)x; }
inline V value(I x) { return (V)x; }
inline V least(V a, V b) { return a < b ? a : b; }
inline V largest(V a, V b) { return a > b ? a : b; }
inline V magnitude(V x) { return (V)((U)x & (uint64_t)0x7fffffffffffffff); }

// LANES partial sums.
struct Sum {
    V part[K];
    Sum() {
        LIKELY_UNROLL
        for (size_t k = 0; k < K; k++) part[k] = V{};
    }
    void operator+=(const Sum& other) {
        LIKELY_UNROLL
        for (size_t k = 0; k < K; k++) part[k] += other.part[k];
    }
    double total() const {  // pairwise, in an order that does not depend on the vector width
        double a[LANES];
        LIKELY_UNROLL
        for (size_t k = 0; k < K; k++) store(a + k * W, part[k]);
        for (size_t half = LANES / 2; half; half /= 2)
            for (size_t i = 0; i < half; i++) a[i] += a[i + half];
        return a[0];
    }
};

// The last, incomplete group: filled up with a value that occurs, and a mask of the lanes that count.
struct Tail {
    double values[LANES];
    int64_t keep[LANES];
    Tail(const double* x, size_t n) {
        for (size_t i = 0; i < LANES; i++) {
            values[i] = x[i < n ? i : 0];
            keep[i] = i < n ? -1 : 0;
        }
    }
    I mask(size_t k) const {
        I m;
        memcpy(&m, keep + k * W, sizeof m);
        return m;
    }
};

// `term` where the lane counts, else 0: free of charge (and of effect) in whole groups.
struct Whole {
    V operator()(V term) const { return term; }
};
struct Partly {
    I mask;
    V operator()(V term) const { return value(bits(term) & mask); }
};

// Calls step(k, x, keep) for all vectors of x; k says which of the K partial sums is meant.
template <class Step>
inline __attribute__((always_inline)) void sweep(const double* x, size_t n, Step step) {
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        LIKELY_UNROLL
        for (size_t k = 0; k < K; k++) step(k, load(x + i + k * W), Whole{});
    }
    if (i < n) {
        Tail tail(x + i, n - i);
        for (size_t k = 0; k < K; k++) step(k, load(tail.values + k * W), Partly{tail.mask(k)});
    }
}

// The same over two columns of one length.
template <class Step>
inline __attribute__((always_inline)) void sweep(const double* x, const double* y, size_t n, Step step) {
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        LIKELY_UNROLL
        for (size_t k = 0; k < K; k++) step(k, load(x + i + k * W), load(y + i + k * W), Whole{});
    }
    if (i < n) {
        Tail tx(x + i, n - i), ty(y + i, n - i);
        for (size_t k = 0; k < K; k++)
            step(k, load(tx.values + k * W), load(ty.values + k * W), Partly{tx.mask(k)});
    }
}

}  // namespace
}  // namespace likely::LIKELY_ISA
