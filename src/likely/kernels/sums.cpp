#include "sums.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>

#include "pieces.hpp"

namespace likely {

Totals totals(Sums function, const Column& x, const Column* weights, const std::vector<double>& parameters,
              std::size_t many, int threads) {
    std::atomic<bool> invalid{false};
    auto piece = [&](std::size_t start, std::size_t length) {
        Totals total;
        total.sums.resize(many);
        std::vector<double> block(many);
        double buffer[BLOCK], weight_buffer[BLOCK];
        for (std::size_t i = start, n; i < start + length; i += n) {
            n = std::min(BLOCK, start + length - i);
            const double* values = x.read(i, n, buffer);
            const double* w = weights ? weights->read(i, n, weight_buffer) : nullptr;
            bool usual = true;
            for (std::size_t k = 0; k < n; k++) usual &= values[k] == values[k];
            if (w)
                for (std::size_t k = 0; k < n; k++) usual &= w[k] > 0 && w[k] < HUGE_VAL;
            std::size_t kept = n;
            if (!usual) {  // rows that are missing, or weigh nothing, are left out
                if (values != buffer) values = static_cast<double*>(std::memcpy(buffer, values, n * sizeof(double)));
                if (w && w != weight_buffer)
                    w = static_cast<double*>(std::memcpy(weight_buffer, w, n * sizeof(double)));
                kept = 0;
                for (std::size_t k = 0; k < n; k++) {
                    if (w && !(w[k] >= 0 && w[k] < HUGE_VAL)) invalid = true;
                    if (w && !(w[k] > 0)) continue;
                    if (values[k] != values[k]) {
                        total.missing++;
                        continue;
                    }
                    if (w) weight_buffer[kept] = w[k];
                    buffer[kept++] = values[k];
                }
            }
            if (kept == 0) continue;
            function(values, w, kept, parameters.data(), block.data());
            total.count += static_cast<std::int64_t>(kept);
            for (std::size_t j = 0; j < many; j++) total.sums[j] = total.sums[j] + block[j];
        }
        return total;
    };
    Totals result = over_pieces<Totals>(x.length, threads, piece, [&](const Totals& a, const Totals& b) {
        Totals both = a;
        both.count += b.count;
        both.missing += b.missing;
        for (std::size_t j = 0; j < many; j++) both.sums[j] = both.sums[j] + b.sums[j];
        return both;
    });
    if (invalid) throw BadWeight{};
    return result;
}

void logs(const Table& table, const Column& x, double unit, double* out, int threads) {
    share_out((x.length + PIECE - 1) / PIECE, threads, [&](std::size_t p) {
        const std::size_t end = std::min(x.length, (p + 1) * PIECE);
        double buffer[BLOCK];
        for (std::size_t i = p * PIECE, n; i < end; i += n) {
            n = std::min(BLOCK, end - i);
            table.log_each(x.read(i, n, buffer), n, unit, out + i);
        }
    });
}

}  // namespace likely
