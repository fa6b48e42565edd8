// Logarithm and exponential of native vectors, within about one unit in the last place.
//
// Both are built from series whose coefficients are plain fractions: nothing is fitted, nothing is looked
// up in a table, and no step needs a fused multiply-add, so the bits are the same everywhere.
#pragma once

#include "lanes.hpp"

namespace likely::LIKELY_ISA {
namespace {

constexpr double LN2_HIGH = 0x1.62e42fefa38p-1;  // 42 bits: times an exponent it is exact
constexpr double LN2_LOW = 0x1.ef35793c7673p-45;
constexpr double LOG2_E = 0x1.71547652b82fep+0;
constexpr double SMALLEST_NORMAL = 0x1p-1022;
constexpr double INFINITE = __builtin_inf();
constexpr double NOT_A_NUMBER = __builtin_nan("");

// log(1 + t) − t for |t| ≤ 0.42, with full relative accuracy.
// With r = t/(2 + t):  log(1 + t) = 2·artanh r  and  2r − t = −r·t, so nothing cancels.
inline V log1pmx(V t) {
    V r = t / (2.0 + t);
    V s = r * r;
    V p = s * (1.0 / 23) + 1.0 / 21;
    p = p * s + 1.0 / 19;
    p = p * s + 1.0 / 17;
    p = p * s + 1.0 / 15;
    p = p * s + 1.0 / 13;
    p = p * s + 1.0 / 11;
    p = p * s + 1.0 / 9;
    p = p * s + 1.0 / 7;
    p = p * s + 1.0 / 5;
    p = p * s + 1.0 / 3;
    return r * (2.0 * s * p - t);
}

// Logarithm of numbers that are positive, normal and finite.
inline V log_normal(V x) {
    const int64_t sqrt_half = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000;
    // x = 2^e·m with m in [√½, √2); the offset keeps e positive, and 2^52 turns it into a double
    U shifted = (U)x + (uint64_t)(one - sqrt_half);
    V e = (V)((shifted >> 52) | (uint64_t)0x4330000000000000) - (0x1p52 + 1023);
    V m = (V)((shifted & (uint64_t)0x000fffffffffffff) + (uint64_t)sqrt_half);
    V f = m - 1.0;
    return e * LN2_HIGH + (f + (log1pmx(f) + e * LN2_LOW));
}

// Logarithm of any number: −∞ at 0, not a number below 0.
inline V log(V x) {
    I tiny = x < SMALLEST_NORMAL;
    V scaled = tiny ? x * 0x1p54 : x;
    V result = log_normal(scaled) - (tiny ? fill(54) : V{}) * (LN2_HIGH + LN2_LOW);
    result = x > 0 ? result : (x == 0 ? fill(-INFINITE) : fill(NOT_A_NUMBER));
    return x == INFINITE ? x : result;
}

// log(1 + q) for q ≥ 0, with full relative accuracy: what 1 + q loses is put back.
inline V log1p(V q) {
    V u = 1.0 + q;
    V lost = (q - (u - 1.0)) / u;
    return q < INFINITE ? log_normal(u) + lost : q;
}

// e to the x, right down to the denormals; 0 and ∞ beyond them.
inline V exp(V x) {
    x = x > 710.0 ? fill(710.0) : x;
    x = x < -746.0 ? fill(-746.0) : x;  // both comparisons let a NaN through
    const double shift = 0x1.8p52;      // adding it rounds to an integer, found in the low bits
    V t = x * LOG2_E + shift;
    V n = t - shift;
    V r = (x - n * LN2_HIGH) - n * LN2_LOW;  // |r| ≤ ½·log 2
    V p = r * (1.0 / 6227020800) + 1.0 / 479001600;
    p = p * r + 1.0 / 39916800;
    p = p * r + 1.0 / 3628800;
    p = p * r + 1.0 / 362880;
    p = p * r + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 0.5;
    V power = 1.0 + (r + r * r * p);
    // 2^n in two steps, each a normal number. 2048 + 2·1023 keeps what is shifted positive.
    U whole = (U)t - (uint64_t)0x4338000000000000 + 2048;
    U half = whole >> 1;
    U rest = whole - half;
    return power * (V)((half - 1024 + 1023) << 52) * (V)((rest - 1024 + 1023) << 52);
}

}  // namespace
}  // namespace likely::LIKELY_ISA
