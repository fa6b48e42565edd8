// Compiled once per instruction set (CMakeLists.txt): exponentials over a row of logits.
//
// A row is read in tiles that stay in the first-level cache: the tile's maximum first, then its
// exponentials relative to the largest number so far; when that grows, the sum so far is rescaled. So a row
// is fetched from memory once. Unlike the sums, these may fuse multiplications and additions.
#include "classes_block.hpp"
#include "elementary.hpp"
#include "rows.hpp"

namespace likely::LIKELY_ISA {
namespace {

constexpr size_t TILE = 1024;

typedef float F __attribute__((vector_size(LIKELY_VECTOR_BYTES)));
typedef int32_t FI __attribute__((vector_size(LIKELY_VECTOR_BYTES)));
typedef uint32_t FU __attribute__((vector_size(LIKELY_VECTOR_BYTES)));
typedef uint16_t Half __attribute__((vector_size(LIKELY_VECTOR_BYTES / 2)));

// e to the d for d ≤ 0, within 2e-7; below the smallest normal float it is 0.
// 2^r on [−½, ½] by interpolation at Chebyshev nodes: error 2e-9 (mpmath.chebyfit, degree 6).
inline F exp_down(F d) {
    const float shift = 0x1.8p23f;
    F bounded = d < -87.0f ? F{} - 87.0f : d;
    F t = bounded * 1.44269504f;
    F n = (t + shift) - shift;
    F r = t - n;
    r += bounded * 1.92596299e-8f;  // log2 e is not a float; this is the rest of it
    F p = r * 0.0001546144469856913f + 0.0013400428177615838f;
    p = p * r + 0.009618056678524637f;
    p = p * r + 0.05550327226670302f;
    p = p * r + 0.24022650922288757f;
    p = p * r + 0.6931472067028326f;
    p = p * r + 1.0f;
    // n as an integer from the low bits of n + shift; multiplying lets a NaN through
    F power = (F)(((FU)(n + shift) << 23) + (uint32_t)0x3f800000);
    F result = p * power;
    return d < -87.0f ? F{} : result;
}

inline V exp_down(V d) { return exp(d); }

// How numbers of each kind are read into, and written from, vectors to compute with.
struct Single {
    typedef F Vector;
    typedef float Number;
    static constexpr size_t size = 4, width = LIKELY_VECTOR_BYTES / 4;
    static Vector get(const unsigned char* p) {
        Vector v;
        memcpy(&v, p, sizeof v);
        return v;
    }
    static void put(unsigned char* p, Vector v) { memcpy(p, &v, sizeof v); }
};

struct Double {
    typedef V Vector;
    typedef double Number;
    static constexpr size_t size = 8, width = W;
    static Vector get(const unsigned char* p) {
        Vector v;
        memcpy(&v, p, sizeof v);
        return v;
    }
    static void put(unsigned char* p, Vector v) { memcpy(p, &v, sizeof v); }
};

struct Brain {  // bfloat16
    typedef F Vector;
    typedef float Number;
    static constexpr size_t size = 2, width = LIKELY_VECTOR_BYTES / 4;
    static Vector get(const unsigned char* p) {
        Half h;
        memcpy(&h, p, sizeof h);
        return (F)(__builtin_convertvector(h, FU) << 16);
    }
    static void put(unsigned char* p, Vector v) {  // to the nearest, ties to even
        FU b = (FU)v;
        FU rounded = (b + 0x7fff + ((b >> 16) & 1)) >> 16;
        rounded = v == v ? rounded : FU{} + 0x7fc0;
        Half h = __builtin_convertvector(rounded, Half);
        memcpy(p, &h, sizeof h);
    }
};

// −∞ adds nothing and is never the maximum: it fills the last, incomplete vector.
template <class T>
inline typename T::Vector get_part(const unsigned char* p, size_t n) {
    unsigned char bytes[T::size * T::width];
    for (size_t i = 0; i < T::width; i++) {
        if (T::size == 2) {
            const uint16_t lowest = 0xff80;
            memcpy(bytes + i * T::size, &lowest, T::size);
        } else {
            const typename T::Number lowest = (typename T::Number)-INFINITE;
            memcpy(bytes + i * T::size, &lowest, T::size);
        }
    }
    memcpy(bytes, p, n * T::size);
    return T::get(bytes);
}

// Calls step(chain, vector) for a tile; four chains keep the adders busy.
template <class T, class Step>
inline __attribute__((always_inline)) void over_tile(const unsigned char* p, size_t n, Step step) {
    size_t i = 0;
    for (; i + 4 * T::width <= n; i += 4 * T::width) {
        LIKELY_UNROLL
        for (size_t c = 0; c < 4; c++) step(c, T::get(p + (i + c * T::width) * T::size));
    }
    for (; i + T::width <= n; i += T::width) step(0, T::get(p + i * T::size));
    if (i < n) step(0, get_part<T>(p + i * T::size, n - i));
}

template <class T>
inline typename T::Number across(typename T::Vector v, bool sum) {
    typename T::Number a[T::width], result;
    memcpy(a, &v, sizeof a);
    result = a[0];
    for (size_t i = 1; i < T::width; i++) result = sum ? result + a[i] : a[i] > result ? a[i] : result;
    return result;
}

template <class T>
RowSum row_sum(const unsigned char* row, size_t n) {
    typedef typename T::Vector Vector;
    typedef typename T::Number Number;
    double top = -INFINITE, sum = 0;
    for (size_t start = 0; start < n; start += TILE) {
        const unsigned char* tile = row + start * T::size;
        const size_t length = n - start < TILE ? n - start : TILE;
        Vector high[4];
        for (size_t c = 0; c < 4; c++) high[c] = Vector{} - (Number)INFINITE;
        over_tile<T>(tile, length, [&](size_t c, Vector v) { high[c] = v > high[c] ? v : high[c]; });
        high[0] = high[0] > high[1] ? high[0] : high[1];
        high[2] = high[2] > high[3] ? high[2] : high[3];
        const Number tile_top = across<T>(high[0] > high[2] ? high[0] : high[2], false);
        if ((double)tile_top > top) {
            sum *= sum > 0 ? __builtin_exp(top - (double)tile_top) : 1;
            top = (double)tile_top;
        }
        Vector total[4] = {Vector{}, Vector{}, Vector{}, Vector{}};
        if (top < INFINITE && top > -INFINITE) {
            const Number t = (Number)top;
            over_tile<T>(tile, length, [&](size_t c, Vector v) { total[c] += exp_down(v - t); });
        } else {  // comparisons pass over a NaN: it shows in 0·x where x is not infinite
            over_tile<T>(tile, length, [&](size_t c, Vector v) { total[c] += v == v ? Vector{} : v; });
        }
        sum += (double)across<T>((total[0] + total[1]) + (total[2] + total[3]), true);
    }
    if (sum == 0) sum = 1;  // all are −∞
    if (top == INFINITE && sum == sum) sum = 1;
    return {top, sum};
}

template <class T>
void row_softmax(const unsigned char* row, size_t n, double top, double factor, unsigned char* out) {
    typedef typename T::Number Number;
    const Number t = (Number)top, f = (Number)factor;
    size_t i = 0;
    for (; i + T::width <= n; i += T::width)
        T::put(out + i * T::size, exp_down(T::get(row + i * T::size) - t) * f);
    if (i < n) {
        unsigned char bytes[T::size * T::width];
        T::put(bytes, exp_down(get_part<T>(row + i * T::size, n - i) - t) * f);
        memcpy(out + i * T::size, bytes, (n - i) * T::size);
    }
}

RowSum sum_of(Real kind, const void* row, size_t n) {
    const unsigned char* bytes = (const unsigned char*)row;
    if (kind == Real::f64) return row_sum<Double>(bytes, n);
    return kind == Real::f32 ? row_sum<Single>(bytes, n) : row_sum<Brain>(bytes, n);
}

void softmax_of(Real kind, const void* row, size_t n, double top, double factor, void* out) {
    const unsigned char* bytes = (const unsigned char*)row;
    unsigned char* to = (unsigned char*)out;
    if (kind == Real::f64) return row_softmax<Double>(bytes, n, top, factor, to);
    return kind == Real::f32 ? row_softmax<Single>(bytes, n, top, factor, to)
                             : row_softmax<Brain>(bytes, n, top, factor, to);
}

}  // namespace

extern const RowsTable rows_table;
const RowsTable rows_table = {sum_of, softmax_of, classes_block, W};

}  // namespace likely::LIKELY_ISA
