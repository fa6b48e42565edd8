#include "rows.hpp"

#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "pieces.hpp"

namespace likely {
namespace {

constexpr std::size_t size_of(Real kind) { return kind == Real::f64 ? 8 : kind == Real::f32 ? 4 : 2; }

std::int64_t target_of(const Targets& targets, std::size_t row) {
    std::int64_t value;
    std::memcpy(&value, targets.data + static_cast<std::ptrdiff_t>(row) * targets.stride, sizeof value);
    return value;
}

double get(Real kind, const unsigned char* row, std::size_t column) {
    const unsigned char* from = row + column * size_of(kind);
    if (kind == Real::f64) {
        double x;
        std::memcpy(&x, from, sizeof x);
        return x;
    }
    std::uint32_t bits = 0;
    if (kind == Real::f32) {
        std::memcpy(&bits, from, 4);
    } else {
        std::uint16_t upper;
        std::memcpy(&upper, from, 2);
        bits = static_cast<std::uint32_t>(upper) << 16;
    }
    float x;
    std::memcpy(&x, &bits, sizeof x);
    return static_cast<double>(x);
}

void set(Real kind, unsigned char* row, std::size_t column, double x) {
    unsigned char* to = row + column * size_of(kind);
    if (kind == Real::f64) {
        std::memcpy(to, &x, sizeof x);
        return;
    }
    const float narrow = static_cast<float>(x);
    std::uint32_t bits;
    std::memcpy(&bits, &narrow, sizeof bits);
    if (kind == Real::f32) {
        std::memcpy(to, &bits, 4);
        return;
    }
    const std::uint16_t upper =
        x != x ? 0x7fc0 : static_cast<std::uint16_t>((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
    std::memcpy(to, &upper, 2);
}

// The row where it lies, or a copy in `buffer` if its numbers are apart or unaligned.
const unsigned char* contiguous(const Matrix& m, std::size_t row, std::vector<unsigned char>& buffer) {
    const std::size_t size = size_of(m.kind);
    const unsigned char* from = m.data + static_cast<std::ptrdiff_t>(row) * m.row_stride;
    if (m.column_stride == static_cast<std::ptrdiff_t>(size)) return from;
    buffer.resize(m.columns * size);
    for (std::size_t i = 0; i < m.columns; i++)
        std::memcpy(&buffer[i * size], from + static_cast<std::ptrdiff_t>(i) * m.column_stride, size);
    return buffer.data();
}

// Rows in pieces of about a megabyte; work(row, values, sum, target) for each row. Returns the first bad row.
template <class Work>
std::int64_t for_rows(const RowsTable& table, const Matrix& m, const Targets* targets, int threads, double* result,
                      double* picked, Work work) {
    constexpr std::int64_t NONE = std::numeric_limits<std::int64_t>::max();
    std::atomic<std::int64_t> bad{NONE};
    const std::size_t together = std::max<std::size_t>(1, (std::size_t{1} << 18) / std::max<std::size_t>(1, m.columns));
    share_out((m.rows + together - 1) / together, threads, [&](std::size_t piece) {
        std::vector<unsigned char> buffer;
        const std::size_t end = std::min(m.rows, (piece + 1) * together);
        for (std::size_t row = piece * together; row < end; row++) {
            const unsigned char* values = contiguous(m, row, buffer);
            const RowSum sum = table.sum(m.kind, values, m.columns);
            result[row] = sum.sum == 1 || !std::isfinite(sum.top) ? sum.top * sum.sum : sum.top + std::log(sum.sum);
            std::int64_t target = -1;  // ignored
            if (targets) {
                target = target_of(*targets, row);
                if (target == targets->ignore) {
                    target = -1;
                } else if (target < 0 || static_cast<std::uint64_t>(target) >= m.columns) {
                    std::int64_t first = bad;
                    while (static_cast<std::int64_t>(row) < first && !bad.compare_exchange_weak(first, static_cast<std::int64_t>(row))) {}
                    continue;
                }
                picked[row] = target < 0 ? 0 : get(m.kind, values, static_cast<std::size_t>(target));
            }
            work(row, values, sum, target);
        }
    });
    return bad == NONE ? -1 : bad.load();
}

}  // namespace

std::int64_t rows_logsumexp(const RowsTable& table, const Matrix& logits, const Targets* targets, int threads,
                            double* result, double* picked) {
    return for_rows(table, logits, targets, threads, result, picked,
                    [](std::size_t, const unsigned char*, const RowSum&, std::int64_t) {});
}

std::int64_t rows_softmax_minus_onehot(const RowsTable& table, const Matrix& logits, const Targets& targets,
                                       double scale, int threads, const Matrix& out, double* result, double* picked) {
    return for_rows(table, logits, &targets, threads, result, picked,
                    [&](std::size_t row, const unsigned char* values, const RowSum& sum, std::int64_t target) {
                        unsigned char* to = out.data + static_cast<std::ptrdiff_t>(row) * out.row_stride;
                        if (target < 0) {
                            std::memset(to, 0, logits.columns * size_of(out.kind));
                            return;
                        }
                        const auto column = static_cast<std::size_t>(target);
                        const double factor = std::isfinite(sum.top) ? scale / sum.sum : sum.top - sum.top;  // NaN: no softmax
                        // the target's own share, in double: 1 − a share near 1 must not cancel in float
                        const double own = std::exp(get(logits.kind, values, column) - sum.top);
                        table.softmax(logits.kind, values, logits.columns, sum.top, factor, to);
                        set(out.kind, to, column, factor * (own - sum.sum));
                    });
}

}  // namespace likely
