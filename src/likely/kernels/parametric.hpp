// Sums with parameters, for maxima that are found by iteration. z is (x − location)/scale throughout.
#pragma once

#include "block.hpp"

namespace likely::LIKELY_ISA {
namespace {

constexpr size_t MOST_COMPONENTS = 64;

// Calls step(k, x, add); add(term) weighs a term and leaves out the lanes that do not count.
template <class Step>
inline __attribute__((always_inline)) void weighted_sweep(const double* x, const double* w, size_t n, Step step) {
    if (w)
        sweep(x, w, n, [&](size_t k, V v, V u, auto keep) { step(k, v, [&](V term) { return keep(u * term); }); });
    else
        sweep(x, n, [&](size_t k, V v, auto keep) { step(k, v, keep); });
}

template <size_t N>
void report(const Sum (&sums)[N], double* totals) {
    for (size_t i = 0; i < N; i++) totals[i] = sums[i].total();
}

// Numbers below, equal to and above a centre, and Σ|x − centre|.
void absolute(const double* x, const double* w, size_t n, const double* parameters, double* totals) {
    Sum s[4];
    const double centre = parameters[0];
    weighted_sweep(x, w, n, [&](size_t k, V v, auto add) {
        const V one = fill(1), none = V{};
        s[0].part[k] += add(v < centre ? one : none);
        s[1].part[k] += add(v == centre ? one : none);
        s[2].part[k] += add(v > centre ? one : none);
        s[3].part[k] += add(magnitude(v - centre));
    });
    report(s, totals);
}

// With u = log(x/scale):  Σ u, Σ (x/scale)^power, the same times u, the same times u².
// A power that vanishes takes its products with u along: the limit as x → 0.
// All logarithms first: with the exponentials beside them the registers would not do.
void power(const double* x, const double* w, size_t n, const double* parameters, double* totals) {
    Sum s[4];
    const double exponent = parameters[0];
    double logs[BLOCK];
    log_each(x, n, 1 / parameters[1], logs);
    weighted_sweep(logs, w, n, [&](size_t k, V u, auto add) {
        V p = exp(exponent * u);
        V pu = p == 0 ? V{} : p * u;
        V puu = p == 0 ? V{} : pu * u;
        s[0].part[k] += add(u);
        s[1].part[k] += add(p);
        s[2].part[k] += add(pu);
        s[3].part[k] += add(puu);
    });
    report(s, totals);
}

// With q = z²/df, r = 1/(1 + q):  Σ log(1 + q), Σ r, Σ r·z, Σ r·z², Σ r², Σ r²·z, Σ r²·z².
template <class Sweep, class Log1p>
inline __attribute__((always_inline)) void rationals(const double* parameters, Sum (&s)[7], Sweep sweep_over,
                                                     Log1p log1p_of) {
    const double location = parameters[0], unit = 1 / parameters[1], per_df = 1 / parameters[2];
    sweep_over([&](size_t k, V v, auto add) {
        V z = (v - location) * unit;
        V q = z * z * per_df;
        V u = 1.0 + q;
        V r = 1.0 / u;
        V rz = r * z;
        s[0].part[k] += add(log1p_of(k, q, u, r, add));
        s[1].part[k] += add(r);
        s[2].part[k] += add(rz);
        s[3].part[k] += add(rz * z);
        s[4].part[k] += add(r * r);
        s[5].part[k] += add(r * rz);
        s[6].part[k] += add(rz * rz);
    });
}

// Where nothing is weighed, the logarithms of a block are one logarithm of a product, and what 1 + q lost is added.
// A product rounds each time, in units of 1: where q is small (df is large), q has digits below those.
void rational(const double* x, const double* w, size_t n, const double* parameters, double* totals) {
    constexpr double SMALL = 0.005;  // log(1 + q), on average
    double some = 0;
    for (size_t i = 0; i < n && i < LANES; i++) {
        const double z = (x[i] - parameters[0]) / parameters[1];
        some += z * z / parameters[2];
    }
    if (!w && some > SMALL * LANES) {
        Sum s[7];
        Factors factors;
        I finite = ~I{};
        rationals(
            parameters, s, [&](auto step) { sweep(x, n, step); },
            [&](size_t k, V q, V u, V r, auto keep) {
                finite &= q < 0x1p1000;
                factors.take(k, u, keep);
                return (q - (u - 1.0)) * r;
            });
        report(s, totals);
        totals[0] += factors.log(n);
        if (everywhere(finite) && totals[0] > SMALL * (double)n) return;
    }
    Sum s[7];
    rationals(
        parameters, s, [&](auto step) { weighted_sweep(x, w, n, step); },
        [](size_t, V q, V, V, auto) { return log1p(q); });
    report(s, totals);
}

// With e = exp(−z):  Σ e, Σ e·z, Σ e·z².  An e that vanishes takes its products along.
// Most blocks hold no z that would vanish: the shorter way, which finds out if it was wrong.
template <bool USUAL>
inline __attribute__((always_inline)) bool exponentials(const double* x, const double* w, size_t n,
                                                        const double* parameters, double* totals) {
    Sum s[3];
    I usual = ~I{};
    const double location = parameters[0], unit = 1 / parameters[1];
    weighted_sweep(x, w, n, [&](size_t k, V v, auto add) {
        V z = (v - location) * unit;
        V e = exp_of<USUAL>(-z);
        V ez = e * z, ezz = ez * z;
        if (USUAL) {
            usual &= magnitude(z) < 700.0;
        } else {
            ez = e == 0 ? V{} : ez;
            ezz = e == 0 ? V{} : ezz;
        }
        s[0].part[k] += add(e);
        s[1].part[k] += add(ez);
        s[2].part[k] += add(ezz);
    });
    report(s, totals);
    return everywhere(usual);
}

void exponential(const double* x, const double* w, size_t n, const double* parameters, double* totals) {
    if (!exponentials<true>(x, w, n, parameters, totals)) exponentials<false>(x, w, n, parameters, totals);
}

// With t = tanh(z/2), q = (1 − t²)/4:  Σ log(2·cosh(z/2)), Σ t, Σ t·z, Σ q, Σ q·z, Σ q·z².
template <class Sweep, class Log1p>
inline __attribute__((always_inline)) void logistics(const double* parameters, Sum (&s)[6], Sweep sweep_over,
                                                     Log1p log1p_of) {
    const double location = parameters[0], unit = 1 / parameters[1];
    sweep_over([&](size_t k, V v, auto add) {
        V z = (v - location) * unit;
        V a = magnitude(z);
        V e = exp_of<true>(-(a < 700.0 ? a : fill(700.0)));  // what is below 1e-304 vanishes beside 1 and a
        V u = 1.0 + e;
        V share = 1.0 / u;
        V t = (1.0 - e) * share;
        t = z < 0 ? -t : t;
        V q = e * share * share;
        q = a < 700.0 ? q : V{};
        V qz = q == 0 ? V{} : q * z;
        V qzz = q == 0 ? V{} : qz * z;
        s[0].part[k] += add(0.5 * a + log1p_of(k, e, u, share, add));
        s[1].part[k] += add(t);
        s[2].part[k] += add(t * z);
        s[3].part[k] += add(q);
        s[4].part[k] += add(qz);
        s[5].part[k] += add(qzz);
    });
}

void logistic(const double* x, const double* w, size_t n, const double* parameters, double* totals) {
    Sum s[6];
    if (w) {
        logistics(
            parameters, s, [&](auto step) { weighted_sweep(x, w, n, step); },
            [](size_t, V e, V, V, auto) { return log1p(e); });
        report(s, totals);
        return;
    }
    Factors factors;  // 1 + e lies in (1, 2]: always a factor
    logistics(
        parameters, s, [&](auto step) { sweep(x, n, step); },
        [&](size_t k, V e, V u, V share, auto keep) {
            factors.take(k, u, keep);
            return (e - (u - 1.0)) * share;
        });
    report(s, totals);
    totals[0] += factors.log(n);
}

// For quadratics  h_j(x) = height_j − z_j²/2  and their softmax r_j = exp(h_j)/Σ exp(h):
// Σ log Σ_j exp(h_j), then for each j:  Σ r_j, Σ r_j·z_j, Σ r_j·z_j².
// Parameters: how many, then all heights, all locations, all scales.
//
// N is the number of components, so that the compiler can interleave their exponentials; 0 is any number.
template <size_t N>
void quadratic_softmax_of(const double* x, const double* w, size_t n, const double* parameters, double* totals) {
    const size_t count = N ? N : (size_t)parameters[0];
    const double *height = parameters + 1, *location = height + count, *scale = location + count;
    constexpr size_t ROOM = N ? N : MOST_COMPONENTS;
    double unit[ROOM];
    for (size_t j = 0; j < count; j++) unit[j] = 1 / scale[j];
    Sum s[1 + 3 * ROOM];
    weighted_sweep(x, w, n, [&](size_t k, V v, auto add) __attribute__((noinline)) {
        V z[ROOM], e[ROOM];
        V top = fill(-INFINITE), sum = V{};
        LIKELY_UNROLL
        for (size_t j = 0; j < count; j++) {
            z[j] = (v - location[j]) * unit[j];
            e[j] = height[j] - 0.5 * z[j] * z[j];
            top = largest(e[j], top);
        }
        LIKELY_UNROLL
        for (size_t j = 0; j < count; j++) e[j] = exp(e[j] - top);
        LIKELY_UNROLL
        for (size_t j = 0; j < count; j++) sum += e[j];
        V share = 1.0 / sum;
        s[0].part[k] += add(top + log_normal(sum));
        LIKELY_UNROLL
        for (size_t j = 0; j < count; j++) {
            V r = e[j] * share, rz = r * z[j];
            s[1 + 3 * j].part[k] += add(r);
            s[2 + 3 * j].part[k] += add(rz);
            s[3 + 3 * j].part[k] += add(rz * z[j]);
        }
    });
    for (size_t i = 0; i < 1 + 3 * count; i++) totals[i] = s[i].total();
}

void quadratic_softmax(const double* x, const double* w, size_t n, const double* parameters, double* totals) {
    const Sums exactly[] = {quadratic_softmax_of<0>, quadratic_softmax_of<1>, quadratic_softmax_of<2>,
                            quadratic_softmax_of<3>, quadratic_softmax_of<4>, quadratic_softmax_of<5>};
    exactly[parameters[0] <= 5 ? (size_t)parameters[0] : 0](x, w, n, parameters, totals);
}

}  // namespace
}  // namespace likely::LIKELY_ISA
