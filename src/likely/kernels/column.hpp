// A column of numbers as it lies in memory: any numeric type, any stride, any alignment.
#pragma once

#include <cstddef>

namespace likely {

enum class Kind { f64, f32, i8, i16, i32, i64, u8, u16, u32, u64 };

struct Column {
    const unsigned char* data = nullptr;
    std::ptrdiff_t stride = 0;  // bytes from one number to the next
    std::size_t length = 0;
    Kind kind = Kind::f64;

    // Numbers start … start + n as doubles: where they lie if they can be read there, else in `buffer`.
    const double* read(std::size_t start, std::size_t n, double* buffer) const;
};

// A weight that is negative or not finite makes a pass fail.
struct BadWeight {};

}  // namespace likely
