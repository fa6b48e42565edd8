// Numbers in two words: high is the number as a double, low what is missing from it.
#pragma once

#include <cmath>

namespace likely {

struct TwoWord {
    double high = 0, low = 0;
};

// Exact: a + b = high + low (Knuth). What is not finite has no low word.
inline TwoWord two_sum(double a, double b) {
    const double s = a + b, part = s - a;
    return std::isfinite(s) ? TwoWord{s, (a - (s - part)) + (b - part)} : TwoWord{s, 0};
}

// Exact: a·b = high + low, short of underflow.
inline TwoWord two_product(double a, double b) {
    const double p = a * b;
    return std::isfinite(p) ? TwoWord{p, std::fma(a, b, -p)} : TwoWord{p, 0};
}

inline TwoWord operator-(TwoWord a) { return {-a.high, -a.low}; }

inline TwoWord operator+(TwoWord a, TwoWord b) {
    const TwoWord s = two_sum(a.high, b.high);
    return std::isfinite(s.high) ? two_sum(s.high, s.low + (a.low + b.low)) : s;
}

inline TwoWord operator-(TwoWord a, TwoWord b) { return a + -b; }

inline TwoWord operator*(TwoWord a, TwoWord b) {
    const TwoWord p = two_product(a.high, b.high);
    return std::isfinite(p.high) ? two_sum(p.high, p.low + (a.high * b.low + a.low * b.high)) : p;
}

inline TwoWord operator/(TwoWord a, TwoWord b) {
    const double q = a.high / b.high;
    if (!std::isfinite(q) || !std::isfinite(b.high)) return {q, 0};
    const TwoWord rest = a - TwoWord{q, 0} * b;
    return two_sum(q, rest.high / b.high);
}

inline TwoWord operator+(TwoWord a, double b) { return a + TwoWord{b, 0}; }

}  // namespace likely
