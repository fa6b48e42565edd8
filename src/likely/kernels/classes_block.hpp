// Included by rows.isa.cpp, once per instruction set: a block of rows of a softmax with linear scores.
//
// The block comes turned over, a column after the other, so that a vector holds one number of several rows. The
// scores are rows·coefficients, and 0 for class 0. Each sum keeps a vector of partial sums from block to block.
#pragma once

#include "elementary.hpp"
#include "rows.hpp"

namespace likely::LIKELY_ISA {
namespace {

constexpr size_t TOGETHER = LIKELY_VECTOR_BYTES == 64 ? 10 : 5;  // weights whose sums stay in registers

// sums[g] += Σ a·b·weights[g] and others[g] += Σ a·c·weights[g], for G weights.
template <size_t G>
void products(const double* a, const double* b, const double* c, const double* weights, double* sums, double* others) {
    V first[G], second[G];
    LIKELY_UNROLL
    for (size_t g = 0; g < G; g++) {
        first[g] = load(sums + g * W);
        second[g] = load(others + g * W);
    }
    for (size_t i = 0; i < CLASS_ROWS; i += W) {
        const V x = load(a + i), s = x * load(b + i), t = x * load(c + i);
        LIKELY_UNROLL
        for (size_t g = 0; g < G; g++) {
            const V w = load(weights + g * CLASS_ROWS + i);
            first[g] += s * w;
            second[g] += t * w;
        }
    }
    LIKELY_UNROLL
    for (size_t g = 0; g < G; g++) {
        store(sums + g * W, first[g]);
        store(others + g * W, second[g]);
    }
}

void products_of(size_t count, const double* a, const double* b, const double* c, const double* weights, double* sums,
                 double* others) {
    while (count > 0) {
        const size_t now = count < TOGETHER ? count : TOGETHER;
        switch (now) {
            case 1: products<1>(a, b, c, weights, sums, others); break;
            case 2: products<2>(a, b, c, weights, sums, others); break;
            case 3: products<3>(a, b, c, weights, sums, others); break;
            case 4: products<4>(a, b, c, weights, sums, others); break;
            case 5: products<5>(a, b, c, weights, sums, others); break;
            case 6: products<6>(a, b, c, weights, sums, others); break;
            case 7: products<7>(a, b, c, weights, sums, others); break;
            case 8: products<8>(a, b, c, weights, sums, others); break;
            case 9: products<9>(a, b, c, weights, sums, others); break;
            default: products<10>(a, b, c, weights, sums, others);
        }
        count -= now;
        weights += now * CLASS_ROWS;
        sums += now * W;
        others += now * W;
    }
}

double classes_block(const ClassBlock& block, const double* coefficients, double* scratch, double* gradient,
                     double* curvature) {
    const size_t p = block.columns, others = block.classes - 1, pairs = others * (others + 1) / 2;
    double* score = scratch;                            // others × CLASS_ROWS, then what the model is off by
    double* bend = scratch + others * CLASS_ROWS;       // pairs × CLASS_ROWS
    V total = V{};
    for (size_t i = 0; i < CLASS_ROWS; i += W) {
        V top = V{};
        for (size_t k = 0; k < others; k++) {
            V s = V{};
            for (size_t j = 0; j < p; j++) s += coefficients[k * p + j] * load(block.turned + j * CLASS_ROWS + i);
            store(score + k * CLASS_ROWS + i, s);
            top = largest(top, s);
        }
        const V chosen = load(block.chosen + i), weight = load(block.weights + i);
        V sum = exp(V{} - top), own = V{};
        for (size_t k = 0; k < others; k++) {
            const V s = load(score + k * CLASS_ROWS + i), e = exp(s - top);
            sum += s == s ? e : s;
            own = chosen == (double)(k + 1) ? s : own;
            store(score + k * CLASS_ROWS + i, e);
        }
        total += weight * (own - (top + log(sum)));
        if (!curvature) continue;
        for (size_t k = 0; k < others; k++) store(score + k * CLASS_ROWS + i, load(score + k * CLASS_ROWS + i) / sum);
        double* to = bend + i;
        for (size_t k = 0; k < others; k++) {
            const V share = load(score + k * CLASS_ROWS + i);
            store(to, weight * (share * (1.0 - share)));
            to += CLASS_ROWS;
            for (size_t l = k + 1; l < others; l++, to += CLASS_ROWS)
                store(to, V{} - weight * (share * load(score + l * CLASS_ROWS + i)));
            // share by share the score gives way to data minus model; later pairs read only later shares
            store(score + k * CLASS_ROWS + i, weight * ((chosen == (double)(k + 1) ? fill(1) : V{}) - share));
        }
    }
    if (curvature) {
        double unused[TOGETHER * W] = {};
        for (size_t j = 0; j < p; j++) {
            const double* x = block.turned + j * CLASS_ROWS;
            for (size_t k = 0; k < others; k++) {
                V s = load(gradient + (k * p + j) * W);
                for (size_t i = 0; i < CLASS_ROWS; i += W) s += load(x + i) * load(score + k * CLASS_ROWS + i);
                store(gradient + (k * p + j) * W, s);
            }
            double* sums = curvature + j * (2 * p - j + 1) / 2 * pairs * W;  // the pairs (j, j), (j, j + 1), …
            size_t l = j;
            for (; l + 1 < p; l += 2, sums += 2 * pairs * W)
                products_of(pairs, x, block.turned + l * CLASS_ROWS, block.turned + (l + 1) * CLASS_ROWS, bend, sums,
                            sums + pairs * W);
            for (size_t at = 0; l < p && at < pairs; at += TOGETHER) {
                const size_t now = pairs - at < TOGETHER ? pairs - at : TOGETHER;
                products_of(now, x, block.turned + l * CLASS_ROWS, x, bend + at * CLASS_ROWS, sums + at * W, unused);
            }
        }
    }
    double lanes[W], value = 0;
    store(lanes, total);
    for (size_t i = 0; i < W; i++) value += lanes[i];
    return value;
}

}  // namespace
}  // namespace likely::LIKELY_ISA
