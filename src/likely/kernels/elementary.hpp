// Logarithm and exponential of native vectors, within about one unit in the last place.
//
// Both are a few exact steps around a polynomial through Chebyshev nodes (mpmath.chebyfit at 50 digits; the
// error and the interval stand beside the coefficients). Nothing is looked up in a table and no step needs a
// fused multiply-add, so the bits are the same everywhere. Terms are added in pairs, then in pairs of pairs:
// one after the other, each would wait for the one before.
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

// log(1 + t) − t for −0.3 ≤ t ≤ 0.42, with full relative accuracy.
// With r = t/(2 + t):  log(1 + t) = 2·artanh r  and  2r − t = −r·t, so nothing cancels.
inline V log1pmx(V t) {
    V r = t / (2.0 + t);
    V s = r * r;
    // artanh r = r + r³·p(r²): 2e-18 on [0, 0.0315], where the plain series would need 11 terms
    V s2 = s * s;
    V p = (1.0 / 3 + s * 0.2000000000000071) + s2 * (0.14285714285241594 + s * 0.11111111230894913) +
          s2 * s2 * ((0.09090894206979316 + s * 0.07693309571983724) +
                     s2 * (0.06629479684246799 + s * 0.06592890203455971));
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

// e to the x, right down to the denormals; 0 and ∞ beyond them. Where it is known that |x| ≤ 700, 2^n is one number.
template <bool NORMAL>
inline __attribute__((always_inline)) V exp_of(V x) {
    if (!NORMAL) {
        x = x > 710.0 ? fill(710.0) : x;
        x = x < -746.0 ? fill(-746.0) : x;  // both comparisons let a NaN through
    }
    const double shift = 0x1.8p52;      // adding it rounds to an integer, found in the low bits
    V t = x * LOG2_E + shift;
    V n = t - shift;
    V r = (x - n * LN2_HIGH) - n * LN2_LOW;  // |r| ≤ ½·log 2
    // e^r = 1 + r + r²·p(r): p within 1e-16 on ±0.34658
    V r2 = r * r, r4 = r2 * r2;
    V p = (0.5000000000000001 + r * 0.16666666666666669) + r2 * (0.04166666666662416 + r * 0.008333333333330063) +
          r4 * ((0.0013888888917199863 + r * 0.00019841269863042963) +
                r2 * (2.4801521317484083e-05 + r * 2.7557268476553695e-06) +
                r4 * (2.7620078203806394e-07 + r * 2.5100377619606372e-08));
    V power = 1.0 + (r + r2 * p);
    if (NORMAL) return power * (V)(((U)t + 1023) << 52);  // the shift's own bits leave at the top
    // 2^n in two steps, each a normal number. 2048 + 2·1023 keeps what is shifted positive.
    U whole = (U)t - (uint64_t)0x4338000000000000 + 2048;
    U half = whole >> 1;
    U rest = whole - half;
    return power * (V)((half - 1024 + 1023) << 52) * (V)((rest - 1024 + 1023) << 52);
}

inline V exp(V x) { return exp_of<false>(x); }

}  // namespace
}  // namespace likely::LIKELY_ISA
