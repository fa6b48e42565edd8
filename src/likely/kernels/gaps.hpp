// How gaps between means merge: one number each, with full relative accuracy.
#pragma once

#include <cmath>

namespace likely {

constexpr double NEARLY = 0.3;  // |t| up to which log(1 + t) − t is summed as a series (elementary.hpp)

// log(1 + t) − t, given part = whole·(1 + t) > 0.
inline double log1pmx(double t, double part, double whole) {
    if (!(std::fabs(t) <= 0.4)) return std::log(part / whole) - t;
    const double r = t / (2 + t), s = r * r;
    double series = 0;
    for (int odd = 23; odd > 1; odd -= 2) series = series * s + 1.0 / odd;
    return r * (2 * s * series - t);
}

}  // namespace likely
