#include "moments.hpp"

#include <atomic>
#include <cmath>
#include <cstring>

#include "gaps.hpp"
#include "pieces.hpp"

namespace likely {
namespace {

constexpr double INF = std::numeric_limits<double>::infinity();
constexpr double NOT_A_NUMBER = std::numeric_limits<double>::quiet_NaN();
constexpr double LN2 = 0x1.62e42fefa39efp-1;
constexpr double SMALLEST_NORMAL = std::numeric_limits<double>::min();

// Values at the edge of where a function is defined decide its sum, whatever the others are.
void settle_edges(Moments& m, unsigned wanted) {
    if (wanted & LOG && m.low <= 0) m.log_gap = {m.low < 0 ? NOT_A_NUMBER : INF, 0};
    if (wanted & LOG1M && m.high >= 1) m.log1m_gap = {m.high > 1 ? NOT_A_NUMBER : INF, 0};
    if (wanted & RECIPROCAL && m.low <= 0) m.reciprocal_gap = {m.low < 0 ? NOT_A_NUMBER : INF, 0};
}

// weight · (log mean − log part), part = whole·(1 + t): the share of one side in the gap of both.
TwoWord log_share(TwoWord weight, double t, double part, double whole) {
    return {-weight.high * log1pmx(t, part, whole), 0};
}

double up_to_one(TwoWord mean) { return (TwoWord{1, 0} - mean).high; }

// Σ log x = log of the product, less n·log m; the exponents, being integers, cancel exactly.
double log_gap_of(Product p, std::size_t n, double m) {
    int e;
    const double f = std::frexp(m, &e), count = static_cast<double>(n);
    const double whole = count * e - static_cast<double>(p.exponent);
    const TwoWord part = two_product(count, std::log(f)) + -std::log(p.mantissa);
    return (two_product(whole, LN2) + part).high;
}

// Πx where some x is denormal.
Product careful_product(const double* x, std::size_t n) {
    Product p{1, 0};
    for (std::size_t i = 0; i < n; i++) {
        int a, b;
        const double f = std::frexp(x[i], &a);
        p.mantissa = std::frexp(p.mantissa * f, &b);
        p.exponent += a + b;
    }
    return p;
}

bool nearly(const Spread& s, double c, double unit) {
    const double room = NEARLY * unit;
    return s.high - c <= room && c - s.low <= room;
}

// The mean of finite numbers whose sum overflows.
double scaled_mean(const double* x, const double* w, std::size_t n, double weight) {
    double mean = 0;
    for (std::size_t i = 0; i < n; i++) mean += x[i] * ((w ? w[i] : 1) / weight);
    return mean;
}

// Moments of one block of finite numbers, n ≥ 1.
Moments of_block(const Table& table, const double* x, std::size_t n, const Spread& s, unsigned wanted) {
    Moments m;
    const double count = static_cast<double>(n);
    m.count = static_cast<std::int64_t>(n);
    m.weight = {count, 0};
    m.low = s.low;
    m.high = s.high;
    const double c = std::isfinite(s.sum) ? s.sum / count : scaled_mean(x, nullptr, n, count);
    const Centre centre = table.centre(x, n, c);
    const double shift = centre.sum / count;  // what c is short of the mean
    m.mean = two_sum(c, std::isfinite(shift) ? shift : 0);
    m.square = two_sum(centre.square, -shift * centre.sum);
    if (wanted & LOG && s.low > 0) {
        if (nearly(s, c, c))
            m.log_gap.high = -table.log_deviation(x, n, c, c) + count * log1pmx(shift / c, c + shift, c);
        else
            m.log_gap.high = log_gap_of(s.low < SMALLEST_NORMAL ? careful_product(x, n) : table.product(x, n), n, c) +
                             count * std::log1p(shift / c);
    }
    if (wanted & LOG1M && s.high < 1) {
        const double unit = 1 - c;
        if (nearly(s, c, unit))
            m.log1m_gap.high =
                -table.log_deviation(x, n, c, -unit) + count * log1pmx(-shift / unit, unit - shift, unit);
        else
            m.log1m_gap.high = log_gap_of(table.product1m(x, n), n, unit) + count * std::log1p(-shift / unit);
    }
    if (wanted & RECIPROCAL && s.low > 0) {
        const double ratio = shift / c;
        m.reciprocal_gap.high = table.reciprocal_deviation(x, n, c) / c / c - count * ratio * ratio / c;
    }
    settle_edges(m, wanted);
    return m;
}

// The same with weights > 0.
Moments of_block(const Table& table, const double* x, const double* w, std::size_t n, const Spread& s, unsigned wanted) {
    Moments m;
    m.count = static_cast<std::int64_t>(n);
    m.low = s.low;
    m.high = s.high;
    const double weight = table.spread(w, n).sum;
    m.weight = {weight, 0};
    double c = table.weighted_sum(x, w, n) / weight;
    if (!std::isfinite(c)) c = scaled_mean(x, w, n, weight);
    c = c < s.low ? s.low : c > s.high ? s.high : c;
    const Centre centre = table.weighted_centre(x, w, n, c);
    const double shift = centre.sum / weight;
    m.mean = two_sum(c, std::isfinite(shift) ? shift : 0);
    m.square = two_sum(centre.square, -shift * centre.sum);
    if (wanted & LOG && s.low > 0)
        m.log_gap.high =
            nearly(s, c, c)
                ? -table.weighted_log_deviation(x, w, n, c, c) + weight * log1pmx(shift / c, c + shift, c)
                : -table.weighted_log_ratio(x, w, n, 0, 1, c) + weight * std::log1p(shift / c);
    if (wanted & LOG1M && s.high < 1) {
        const double unit = 1 - c;
        m.log1m_gap.high =
            nearly(s, c, unit)
                ? -table.weighted_log_deviation(x, w, n, c, -unit) + weight * log1pmx(-shift / unit, unit - shift, unit)
                : -table.weighted_log_ratio(x, w, n, 1, -1, unit) + weight * std::log1p(-shift / unit);
    }
    if (wanted & RECIPROCAL && s.low > 0) {
        const double ratio = shift / c;
        m.reciprocal_gap.high =
            table.weighted_reciprocal_deviation(x, w, n, c) / c / c - weight * ratio * ratio / c;
    }
    settle_edges(m, wanted);
    return m;
}

// Moves finite numbers of positive weight to the front of x (and w); counts the others in m.
std::size_t sift(double* x, double* w, std::size_t n, Moments& m, std::atomic<bool>& bad_weight) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < n; i++) {
        if (w && !(w[i] >= 0 && w[i] < INF)) bad_weight = true;
        if (w && !(w[i] > 0)) continue;
        if (std::isfinite(x[i])) {
            if (w) w[kept] = w[i];
            x[kept++] = x[i];
        } else if (x[i] != x[i]) {
            m.missing++;
        } else {
            m.infinite++;
            m.low = x[i] < m.low ? x[i] : m.low;
            m.high = x[i] > m.high ? x[i] : m.high;
        }
    }
    return kept;
}

// log x for the numbers of a block; what has no logarithm becomes −∞, what is missing stays so.
const double* logs(const Table& table, const double* x, std::size_t n, double* buffer) {
    table.log_each(x, n, 1.0, buffer);
    if (!std::isfinite(table.spread(buffer, n).sum))
        for (std::size_t i = 0; i < n; i++)
            if (buffer[i] != buffer[i] && x[i] <= 0) buffer[i] = -INF;
    return buffer;
}

}  // namespace

Moments merge(const Moments& a, const Moments& b, unsigned wanted) {
    Moments m = a.count ? a : b;
    m.count = a.count + b.count;
    m.missing = a.missing + b.missing;
    m.infinite = a.infinite + b.infinite;
    m.low = b.low < a.low ? b.low : a.low;
    m.high = b.high > a.high ? b.high : a.high;
    if (a.count && b.count) {
        m.weight = a.weight + b.weight;
        const TwoWord between = b.mean - a.mean, share = b.weight / m.weight;
        const TwoWord up = between * share, down = between - up;  // from a's mean, and to b's
        m.mean = a.mean + up;
        if (!std::isfinite(between.high))
            m.mean = {a.mean.high * (a.weight.high / m.weight.high) + b.mean.high * share.high, 0};
        m.square = a.square + b.square + between * up * a.weight;
        const double mean = m.mean.high;
        if (wanted & LOG)
            m.log_gap = a.log_gap + b.log_gap + log_share(a.weight, -up.high / mean, a.mean.high, mean) +
                        log_share(b.weight, down.high / mean, b.mean.high, mean);
        if (wanted & LOG1M) {
            const double rest = up_to_one(m.mean);
            m.log1m_gap = a.log1m_gap + b.log1m_gap + log_share(a.weight, up.high / rest, up_to_one(a.mean), rest) +
                          log_share(b.weight, -down.high / rest, up_to_one(b.mean), rest);
        }
        if (wanted & RECIPROCAL) {
            const double p = up.high / mean, q = down.high / mean;
            m.reciprocal_gap = a.reciprocal_gap + b.reciprocal_gap + a.weight.high * p * p / a.mean.high +
                               b.weight.high * q * q / b.mean.high;
        }
    }
    settle_edges(m, wanted);
    return m;
}

Moments moments(const Table& table, const Column& x, const Column* weights, unsigned wanted, bool of_log,
                int threads) {
    std::atomic<bool> bad_weight{false};
    auto piece = [&](std::size_t start, std::size_t length) {
        double buffer[BLOCK], log_buffer[BLOCK], weight_buffer[BLOCK];
        Moments total;
        for (std::size_t i = start, n; i < start + length; i += n) {
            n = start + length - i < BLOCK ? start + length - i : BLOCK;
            const double* values = x.read(i, n, buffer);
            if (of_log) values = logs(table, values, n, log_buffer);
            Moments others;
            if (weights) {
                const double* w = weights->read(i, n, weight_buffer);
                if (values != buffer) values = static_cast<double*>(std::memcpy(buffer, values, n * sizeof *values));
                if (w != weight_buffer) std::memcpy(weight_buffer, w, n * sizeof *w);
                const std::size_t kept = sift(buffer, weight_buffer, n, others, bad_weight);
                if (kept)
                    others = merge(of_block(table, buffer, weight_buffer, kept, table.spread(buffer, kept), wanted),
                                   others, wanted);
            } else {
                Spread s = table.spread(values, n);
                std::size_t kept = n;
                if (!std::isfinite(s.sum)) {  // a NaN or an infinity, or the sum is too large
                    if (values != buffer)
                        values = static_cast<double*>(std::memcpy(buffer, values, n * sizeof *values));
                    kept = sift(buffer, nullptr, n, others, bad_weight);
                    if (kept) s = table.spread(buffer, kept);
                }
                if (kept == n) {
                    total = merge(total, of_block(table, values, n, s, wanted), wanted);
                    continue;
                }
                if (kept) others = merge(of_block(table, values, kept, s, wanted), others, wanted);
            }
            total = merge(total, others, wanted);
        }
        return total;
    };
    const Moments result = over_pieces<Moments>(
        x.length, threads, piece, [&](const Moments& a, const Moments& b) { return merge(a, b, wanted); });
    if (bad_weight) throw BadWeight{};
    return result;
}

}  // namespace likely
