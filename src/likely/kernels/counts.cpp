#include "counts.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "pieces.hpp"

namespace likely {

Counts count_values(const Column& x, std::int64_t* counts, std::size_t cap, int threads) {
    const std::size_t pieces = (x.length + PIECE - 1) / PIECE;
    // A thread has its own histogram; integers add to the same total in any order.
    const int helpers = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(std::max(1, threads)), pieces));
    std::vector<std::vector<std::int64_t>> local(static_cast<std::size_t>(helpers));
    std::vector<Counts> others(static_cast<std::size_t>(helpers));
    for (auto& histogram : local) histogram.assign(2 * cap, 0);
    const double limit = static_cast<double>(cap);
    share_out(static_cast<std::size_t>(helpers), helpers, [&](std::size_t me) {
        Counts other;
        // Two histograms by turns: a run of equal values would wait for its own additions.
        std::int64_t* even = local[me].data();
        double buffer[BLOCK];
        for (std::size_t p = me; p < pieces; p += static_cast<std::size_t>(helpers)) {
            const std::size_t end = std::min(x.length, (p + 1) * PIECE);
            for (std::size_t i = p * PIECE, n; i < end; i += n) {
                n = std::min(BLOCK, end - i);
                const double* v = x.read(i, n, buffer);
                for (std::size_t k = 0; k < n; k++) {
                    if (v[k] >= 0 && v[k] < limit) {
                        const auto whole = static_cast<std::int64_t>(v[k]);
                        if (static_cast<double>(whole) == v[k])
                            even[2 * static_cast<std::size_t>(whole) + (k & 1)]++;
                        else
                            other.fractional++;
                    } else if (v[k] != v[k]) {
                        other.missing++;
                    } else if (v[k] < 0) {
                        other.negative++;
                    } else if (v[k] < 0x1p52 && v[k] != static_cast<double>(static_cast<std::int64_t>(v[k]))) {
                        other.fractional++;
                    } else {
                        other.above++;
                    }
                }
            }
        }
        others[me] = other;
    });
    Counts total;
    std::fill(counts, counts + cap, 0);
    for (std::size_t me = 0; me < local.size(); me++) {
        for (std::size_t v = 0; v < cap; v++) counts[v] += local[me][2 * v] + local[me][2 * v + 1];
        total.above += others[me].above;
        total.negative += others[me].negative;
        total.fractional += others[me].fractional;
        total.missing += others[me].missing;
    }
    return total;
}

std::int64_t ties_at_most(const Column& x, int threads) {
    constexpr std::size_t CLASSES = 4096;
    const std::size_t pieces = (x.length + PIECE - 1) / PIECE;
    const std::size_t helpers = std::min<std::size_t>(static_cast<std::size_t>(std::max(1, threads)), pieces);
    std::vector<std::vector<std::int64_t>> local(helpers);
    for (auto& histogram : local) histogram.assign(2 * CLASSES, 0);
    share_out(helpers, static_cast<int>(helpers), [&](std::size_t me) {
        std::int64_t* even = local[me].data();
        double buffer[BLOCK];
        for (std::size_t p = me; p < pieces; p += helpers) {
            const std::size_t end = std::min(x.length, (p + 1) * PIECE);
            for (std::size_t i = p * PIECE, n; i < end; i += n) {
                n = std::min(BLOCK, end - i);
                const double* v = x.read(i, n, buffer);
                for (std::size_t k = 0; k < n; k++) {
                    const double one = v[k] + 0.0;  // −0 is 0
                    std::uint64_t bits;
                    std::memcpy(&bits, &one, sizeof bits);
                    even[((bits * 0x9E3779B97F4A7C15u) >> 52) * 2 + (k & 1)]++;  // 2⁶⁴ over the golden ratio
                }
            }
        }
    });
    std::int64_t most = 0;
    for (std::size_t c = 0; c < CLASSES; c++) {
        std::int64_t together = 0;
        for (const auto& histogram : local) together += histogram[2 * c] + histogram[2 * c + 1];
        most = std::max(most, together);
    }
    return most;
}

}  // namespace likely
