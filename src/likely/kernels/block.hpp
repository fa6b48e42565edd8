// Sums over one block that lies in the cache.
#pragma once

#include "elementary.hpp"
#include "table.hpp"

namespace likely::LIKELY_ISA {
namespace {

Spread spread(const double* x, size_t n) {
    Sum sum;
    V low[K], high[K];
    LIKELY_UNROLL
    for (size_t k = 0; k < K; k++) low[k] = high[k] = fill(x[0]);
    sweep(x, n, [&](size_t k, V v, auto keep) {
        sum.part[k] += keep(v);
        low[k] = least(v, low[k]);
        high[k] = largest(v, high[k]);
    });
    double a[LANES], b[LANES];
    LIKELY_UNROLL
    for (size_t k = 0; k < K; k++) {
        store(a + k * W, low[k]);
        store(b + k * W, high[k]);
    }
    for (size_t i = 1; i < LANES; i++) {
        a[0] = a[i] < a[0] ? a[i] : a[0];
        b[0] = b[i] > b[0] ? b[i] : b[0];
    }
    return {sum.total(), a[0], b[0]};
}

// Fetches the next block while this one is worked on: the second sweep leaves the memory idle otherwise.
inline void fetch_ahead(const double* x, size_t n) {
    const uintptr_t next = (uintptr_t)(x + n);
    for (size_t byte = 0; byte < n * sizeof(double); byte += 64) __builtin_prefetch((const void*)(next + byte));
}

// Squares are added in short runs: recorded data are multiples of some unit, their squares leave the same
// remainder again and again, and a long run would round it away in the same direction each time.
constexpr size_t SHORT = 16 * LANES;

Centre centre(const double* x, size_t n, double c) {
    Sum sum, square;
    fetch_ahead(x, n);
    for (size_t i = 0; i < n; i += SHORT) {
        Sum some;
        sweep(x + i, n - i < SHORT ? n - i : SHORT, [&](size_t k, V v, auto keep) {
            V d = keep(v - c);
            sum.part[k] += d;
            some.part[k] += d * d;
        });
        square += some;
    }
    return {sum.total(), square.total()};
}

// Multiplies mantissas in [1, 2) and adds exponents. A lane takes BLOCK/LANES = 256 factors: no overflow.
struct Factors {
    V mantissa[K];
    U exponent[K];
    Factors() {
        LIKELY_UNROLL
        for (size_t k = 0; k < K; k++) mantissa[k] = fill(1), exponent[k] = U{};
    }
    template <class Keep>
    inline void take(size_t k, V x, Keep keep) {
        const uint64_t one = 0x3ff0000000000000;
        U b = (U)keep(value(bits(x) - (int64_t)one)) + one;  // a lane that does not count multiplies by 1
        mantissa[k] *= (V)((b & (uint64_t)0x000fffffffffffff) | one);
        exponent[k] += b >> 52;
    }
    Product result(size_t n) const {
        double m[LANES];
        uint64_t e[LANES];
        memcpy(m, mantissa, sizeof m);
        memcpy(e, exponent, sizeof e);
        Product p{1, 0};
        for (size_t i = 0; i < LANES; i++) {
            int lifted;
            p.mantissa = __builtin_frexp(p.mantissa * m[i], &lifted);
            p.exponent += (int64_t)e[i] + lifted;
        }
        p.exponent -= 1023 * (int64_t)((n + LANES - 1) / LANES * LANES);
        return p;
    }
    double log(size_t n) const {  // of a product of 1 it is 0, to the last bit
        Product p = result(n);
        if (p.mantissa < 0.7) p.mantissa *= 2, p.exponent--;
        const double e = (double)p.exponent;
        return e * LN2_HIGH + (log_normal(fill(p.mantissa))[0] + e * LN2_LOW);
    }
};

Product product(const double* x, size_t n) {
    Factors factors;
    sweep(x, n, [&](size_t k, V v, auto keep) { factors.take(k, v, keep); });
    return factors.result(n);
}

Product product1m(const double* x, size_t n) {
    Factors factors;
    sweep(x, n, [&](size_t k, V v, auto keep) { factors.take(k, 1.0 - v, keep); });
    return factors.result(n);
}

double log_deviation(const double* x, size_t n, double c, double unit) {
    Sum sum;
    const double scale = 1 / unit;
    if (scale < 1e300 && scale > -1e300)
        sweep(x, n, [&](size_t k, V v, auto keep) { sum.part[k] += keep(log1pmx((v - c) * scale)); });
    else  // the unit is denormal and has no reciprocal
        sweep(x, n, [&](size_t k, V v, auto keep) { sum.part[k] += keep(log1pmx((v - c) / unit)); });
    return sum.total();
}

double reciprocal_deviation(const double* x, size_t n, double c) {
    Sum sum;
    sweep(x, n, [&](size_t k, V v, auto keep) {
        V d = v - c;
        sum.part[k] += keep(d * (d / v));
    });
    return sum.total();
}

inline bool everywhere(I truth) {
    int64_t lanes[W], all = -1;
    memcpy(lanes, &truth, sizeof lanes);
    for (size_t k = 0; k < W; k++) all &= lanes[k];
    return all;
}

// log(x·unit). Most blocks hold nothing but positive normal numbers: the shorter way, which finds out if it was wrong.
void log_each(const double* x, size_t n, double unit, double* out) {
    I usual = ~I{};
    size_t i = 0;
    for (; i + 2 * W <= n; i += 2 * W) {  // two at a time: one waits for its division, the other works
        V a = load(x + i) * unit, b = load(x + i + W) * unit;
        usual &= (a >= SMALLEST_NORMAL) & (a < INFINITE) & (b >= SMALLEST_NORMAL) & (b < INFINITE);
        V log_a = log_normal(a), log_b = log_normal(b);
        store(out + i, log_a);
        store(out + i + W, log_b);
    }
    for (; i + W <= n; i += W) store(out + i, log(load(x + i) * unit));
    if (!everywhere(usual))
        for (i = 0; i + W <= n; i += W) store(out + i, log(load(x + i) * unit));
    if (i < n) {
        Tail tail(x + i, n - i);
        double result[LANES];
        for (size_t k = 0; k < K; k++) store(result + k * W, log(load(tail.values + k * W) * unit));
        memcpy(out + i, result, (n - i) * sizeof(double));
    }
}

// Few of the numbers lie between, so that most groups are only counted.
size_t between(const double* x, size_t n, double low, double high, Outside& outside, double* kept) {
    I below[K], at_low[K], at_high[K], missing[K];
    LIKELY_UNROLL
    for (size_t k = 0; k < K; k++) below[k] = at_low[k] = at_high[k] = missing[k] = I{};
    size_t count = 0, i = 0;
    for (; i + LANES <= n; i += LANES) {
        I some = I{};
        LIKELY_UNROLL
        for (size_t k = 0; k < K; k++) {
            const V v = load(x + i + k * W);
            below[k] -= v < low;
            at_low[k] -= v == low;
            at_high[k] -= v == high;
            missing[k] -= v != v;
            some |= (v > low) & (v < high);
        }
        if (!everywhere(~some))
            for (size_t j = i; j < i + LANES; j++) {  // no branch: its outcome could not be foreseen
                kept[count] = x[j];
                count += (size_t)((x[j] > low) & (x[j] < high));
            }
    }
    const auto sum = [](const I(&part)[K]) {
        int64_t lanes[LANES], total = 0;
        memcpy(lanes, part, sizeof lanes);
        for (size_t k = 0; k < LANES; k++) total += lanes[k];
        return (size_t)total;
    };
    outside.below += sum(below);
    outside.at_low += sum(at_low);
    outside.at_high += sum(at_high);
    outside.missing += sum(missing);
    for (; i < n; i++) {
        outside.below += x[i] < low;
        outside.at_low += x[i] == low;
        outside.at_high += x[i] == high;
        outside.missing += x[i] != x[i];
        kept[count] = x[i];
        count += (size_t)((x[i] > low) & (x[i] < high));
    }
    return count;
}

double weighted_sum(const double* x, const double* w, size_t n) {
    Sum sum;
    sweep(x, w, n, [&](size_t k, V v, V u, auto keep) { sum.part[k] += keep(u * v); });
    return sum.total();
}

Centre weighted_centre(const double* x, const double* w, size_t n, double c) {
    Sum sum, square;
    for (size_t i = 0; i < n; i += SHORT) {
        Sum some;
        sweep(x + i, w + i, n - i < SHORT ? n - i : SHORT, [&](size_t k, V v, V u, auto keep) {
            V d = v - c;
            V first = keep(u * d);
            sum.part[k] += first;
            some.part[k] += first * d;
        });
        square += some;
    }
    return {sum.total(), square.total()};
}

double weighted_log_deviation(const double* x, const double* w, size_t n, double c, double unit) {
    Sum sum;
    sweep(x, w, n, [&](size_t k, V v, V u, auto keep) { sum.part[k] += keep(u * log1pmx((v - c) / unit)); });
    return sum.total();
}

// Σ w·log((c + sign·x)/unit)
double weighted_log_ratio(const double* x, const double* w, size_t n, double c, double sign, double unit) {
    Sum sum;
    sweep(x, w, n, [&](size_t k, V v, V u, auto keep) { sum.part[k] += keep(u * log((c + sign * v) / unit)); });
    return sum.total();
}

double weighted_reciprocal_deviation(const double* x, const double* w, size_t n, double c) {
    Sum sum;
    sweep(x, w, n, [&](size_t k, V v, V u, auto keep) {
        V d = v - c;
        sum.part[k] += keep(u * (d * (d / v)));
    });
    return sum.total();
}

}  // namespace
}  // namespace likely::LIKELY_ISA
