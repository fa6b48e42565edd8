// Values by rank: a sample tells between which two values the rank must lie, one pass counts what is below
// and keeps what is between. Only if the sample misled is there another pass, with the bracket opened.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "counts.hpp"
#include "pieces.hpp"

namespace likely {
namespace {

constexpr std::size_t SAMPLE = 16384;

struct Found {
    std::size_t below = 0, at_low = 0, at_high = 0, missing = 0;
    std::vector<double> between;  // strictly: ties with an end of the bracket are counted, not kept
};

Found scan(const Column& x, double low, double high, int threads) {
    const std::size_t pieces = (x.length + PIECE - 1) / PIECE;
    std::vector<Found> found(pieces);
    share_out(pieces, threads, [&](std::size_t p) {
        Found& mine = found[p];
        const std::size_t end = std::min(x.length, (p + 1) * PIECE);
        double buffer[BLOCK], kept[BLOCK];
        for (std::size_t i = p * PIECE, n; i < end; i += n) {
            n = std::min(BLOCK, end - i);
            const double* v = x.read(i, n, buffer);
            std::size_t below = 0, at_low = 0, at_high = 0, missing = 0, count = 0;
            for (std::size_t k = 0; k < n; k++) {  // the compiler turns this loop into vectors
                below += v[k] < low;
                at_low += v[k] == low;
                at_high += v[k] == high;
                missing += v[k] != v[k];
            }
            for (std::size_t k = 0; k < n; k++) {  // no branch: its outcome could not be foreseen
                kept[count] = v[k];
                count += static_cast<std::size_t>((v[k] > low) & (v[k] < high));
            }
            mine.below += below;
            mine.at_low += at_low;
            mine.at_high += at_high;
            mine.missing += missing;
            mine.between.insert(mine.between.end(), kept, kept + count);
        }
    });
    Found all;
    for (Found& piece : found) {
        all.below += piece.below;
        all.at_low += piece.at_low;
        all.at_high += piece.at_high;
        all.missing += piece.missing;
        all.between.insert(all.between.end(), piece.between.begin(), piece.between.end());
        std::vector<double>().swap(piece.between);
    }
    return all;
}

// Every step-th number, sorted.
std::vector<double> sample(const Column& x, std::size_t step) {
    std::vector<double> values;
    for (std::size_t i = 0; i < x.length; i += step) {
        double one;
        const double v = *x.read(i, 1, &one);
        if (v == v) values.push_back(v);
    }
    std::sort(values.begin(), values.end());
    return values;
}

// The value of a rank, if it lies in the bracket.
bool value_at(Found& found, double low, double high, std::size_t rank, double& value) {
    if (rank < found.below) return false;
    rank -= found.below;
    if (rank < found.at_low) {
        value = low;
        return true;
    }
    rank -= found.at_low;
    if (rank < found.between.size()) {
        const auto at = found.between.begin() + static_cast<std::ptrdiff_t>(rank);
        std::nth_element(found.between.begin(), at, found.between.end());
        value = *at;
        return true;
    }
    value = high;
    return rank - found.between.size() < found.at_high;
}

}  // namespace

Ranked ranked(const Column& x, std::size_t first, std::size_t last, int threads) {
    constexpr double INF = std::numeric_limits<double>::infinity();
    constexpr double NOT_A_NUMBER = std::numeric_limits<double>::quiet_NaN();
    double low = -INF, high = INF;
    if (x.length > 4 * SAMPLE) {
        const std::size_t step = x.length / SAMPLE;
        const std::vector<double> values = sample(x, step);
        const double size = static_cast<double>(values.size());
        const double room = 2 * std::sqrt(size) + 1;  // four standard deviations of a rank in a sample
        const double from = static_cast<double>(first) / static_cast<double>(step) - room;
        const double to = static_cast<double>(last) / static_cast<double>(step) + room;
        if (from >= 0 && from < size) low = values[static_cast<std::size_t>(from)];
        if (to >= 0 && to < size) high = values[static_cast<std::size_t>(to)];
    }
    for (;;) {
        Found found = scan(x, low, high, threads);
        if (low == high) found.at_high = 0;  // the same numbers: counted once
        Ranked result{NOT_A_NUMBER, NOT_A_NUMBER, static_cast<std::int64_t>(found.missing)};
        if (last >= x.length - found.missing) return result;
        const bool low_found = value_at(found, low, high, first, result.low);
        const bool high_found = value_at(found, low, high, last, result.high);
        if (low_found && high_found) return result;
        // the sample misled: open the side on which a rank lies outside
        if (first < found.below) low = -INF;
        if (!high_found && last >= found.below) high = INF;
    }
}

}  // namespace likely
