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

constexpr std::size_t SAMPLE = 16384;  // at most; an eighth of a short column
constexpr std::size_t SHORT = 4096;    // so few are all looked at

struct Found : Outside {
    std::vector<double> between;  // strictly: ties with an end of the bracket are counted, not kept
};

Found scan(const Table& table, const Column& x, double low, double high, int threads) {
    const std::size_t pieces = (x.length + PIECE - 1) / PIECE;
    std::vector<Found> found(pieces);
    share_out(pieces, threads, [&](std::size_t p) {
        Found& mine = found[p];
        const std::size_t end = std::min(x.length, (p + 1) * PIECE);
        double buffer[BLOCK], kept[BLOCK];
        for (std::size_t i = p * PIECE, n; i < end; i += n) {
            n = std::min(BLOCK, end - i);
            const std::size_t count = table.between(x.read(i, n, buffer), n, low, high, mine, kept);
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

// Every step-th number.
std::vector<double> sample(const Column& x, std::size_t step) {
    std::vector<double> values;
    for (std::size_t i = 0; i < x.length; i += step) {
        double one;
        const double v = *x.read(i, 1, &one);
        if (v == v) values.push_back(v);
    }
    return values;
}

double of_rank(std::vector<double>& values, double rank, double otherwise) {
    if (!(rank >= 0 && rank < static_cast<double>(values.size()))) return otherwise;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return *at;
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

Ranked ranked(const Table& table, const Column& x, std::size_t first, std::size_t last, int threads) {
    constexpr double INF = std::numeric_limits<double>::infinity();
    constexpr double NOT_A_NUMBER = std::numeric_limits<double>::quiet_NaN();
    double low = -INF, high = INF;
    if (x.length > SHORT) {
        const std::size_t step = std::max<std::size_t>(8, x.length / SAMPLE);
        std::vector<double> values = sample(x, step);
        const double size = static_cast<double>(values.size());
        const double room = 2 * std::sqrt(size) + 1;  // four standard deviations of a rank in a sample
        const double from = static_cast<double>(first) / static_cast<double>(step) - room;
        const double to = static_cast<double>(last) / static_cast<double>(step) + room;
        low = of_rank(values, from, low);
        high = of_rank(values, to, high);
    }
    for (;;) {
        Found found = scan(table, x, low, high, threads);
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
