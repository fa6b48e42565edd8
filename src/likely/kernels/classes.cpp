#include "classes.hpp"

#include <cstring>
#include <vector>

#include "pieces.hpp"

namespace likely {
namespace {

constexpr std::size_t SHARES = 16;  // of the rows, however many threads there are: so the result is the same
constexpr std::size_t LEAST = 32 * CLASS_ROWS;

struct Share {
    double value = 0, lost = 0;
    std::vector<double> gradient, curvature;

    void add(double x) {  // Neumaier
        const double sum = value + x;
        lost += (value < 0 ? -value : value) >= (x < 0 ? -x : x) ? (value - sum) + x : (x - sum) + value;
        value = sum;
    }
};

// The partial sums of each number, lane after lane.
void gather(const std::vector<double>& partial, std::size_t lanes, std::vector<double>& sums) {
    sums.resize(partial.size() / lanes);
    for (std::size_t i = 0; i < sums.size(); i++) {
        double sum = 0;
        for (std::size_t k = 0; k < lanes; k++) sum += partial[i * lanes + k];
        sums[i] = sum;
    }
}

}  // namespace

double rows_classes(const RowsTable& table, const Matrix& rows, std::size_t classes, const double* coefficients,
                    const double* chosen, const double* weights, int threads, double* gradient, double* curvature) {
    const std::size_t p = rows.columns, others = classes - 1, pairs = others * (others + 1) / 2;
    const std::size_t bends = curvature ? p * (p + 1) / 2 * pairs : 0;
    const std::size_t length = std::max(LEAST, ((rows.rows / SHARES + CLASS_ROWS) / CLASS_ROWS) * CLASS_ROWS);
    const std::size_t count = (rows.rows + length - 1) / length;
    std::vector<Share> shares(count);
    share_out(count, threads, [&](std::size_t at) {
        Share& share = shares[at];
        const std::size_t end = std::min(rows.rows, (at + 1) * length);
        std::vector<double> turned(p * CLASS_ROWS), own(2 * CLASS_ROWS), scratch((others + pairs) * CLASS_ROWS);
        std::vector<double> slopes(curvature ? others * p * table.lanes : 0), bent(bends * table.lanes);
        for (std::size_t start = at * length; start < end; start += CLASS_ROWS) {
            const std::size_t n = std::min(CLASS_ROWS, end - start);
            if (n < CLASS_ROWS) {
                std::fill(turned.begin(), turned.end(), 0.0);
                std::fill(own.begin(), own.end(), 0.0);
            }
            for (std::size_t i = 0; i < n; i++) {
                const unsigned char* row = rows.data + static_cast<std::ptrdiff_t>(start + i) * rows.row_stride;
                for (std::size_t j = 0; j < p; j++)
                    std::memcpy(&turned[j * CLASS_ROWS + i], row + static_cast<std::ptrdiff_t>(j) * rows.column_stride,
                                sizeof(double));
            }
            std::copy(chosen + start, chosen + start + n, own.begin());
            std::copy(weights + start, weights + start + n, own.begin() + CLASS_ROWS);
            const ClassBlock block{turned.data(), own.data(), own.data() + CLASS_ROWS, p, classes};
            share.add(table.classes(block, coefficients, scratch.data(), curvature ? slopes.data() : nullptr,
                                    curvature ? bent.data() : nullptr));
        }
        if (curvature) {
            gather(slopes, table.lanes, share.gradient);
            gather(bent, table.lanes, share.curvature);
        }
    });
    Share whole;
    if (curvature) {
        std::fill(gradient, gradient + others * p, 0.0);
        std::fill(curvature, curvature + bends, 0.0);
    }
    for (const Share& share : shares) {
        whole.add(share.value);
        whole.add(share.lost);
        for (std::size_t i = 0; i < share.gradient.size(); i++) gradient[i] += share.gradient[i];
        for (std::size_t i = 0; i < share.curvature.size(); i++) curvature[i] += share.curvature[i];
    }
    return whole.value + whole.lost;
}

}  // namespace likely
