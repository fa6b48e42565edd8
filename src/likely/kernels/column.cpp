#include "column.hpp"

#include <cstdint>
#include <cstring>

namespace likely {
namespace {

template <class T>
void copy(const unsigned char* from, std::ptrdiff_t stride, std::size_t n, double* to) {
    T value;
    if (stride == sizeof(T)) {  // a constant stride lets the compiler use vectors
        for (std::size_t i = 0; i < n; i++) {
            std::memcpy(&value, from + i * sizeof(T), sizeof(T));
            to[i] = static_cast<double>(value);
        }
    } else {
        for (std::size_t i = 0; i < n; i++) {
            std::memcpy(&value, from + static_cast<std::ptrdiff_t>(i) * stride, sizeof(T));
            to[i] = static_cast<double>(value);
        }
    }
}

}  // namespace

const double* Column::read(std::size_t start, std::size_t n, double* buffer) const {
    const unsigned char* from = data + static_cast<std::ptrdiff_t>(start) * stride;
    switch (kind) {
        case Kind::f64:
            if (stride == sizeof(double) && reinterpret_cast<std::uintptr_t>(from) % alignof(double) == 0)
                return reinterpret_cast<const double*>(from);
            copy<double>(from, stride, n, buffer);
            break;
        case Kind::f32: copy<float>(from, stride, n, buffer); break;
        case Kind::i8: copy<std::int8_t>(from, stride, n, buffer); break;
        case Kind::i16: copy<std::int16_t>(from, stride, n, buffer); break;
        case Kind::i32: copy<std::int32_t>(from, stride, n, buffer); break;
        case Kind::i64: copy<std::int64_t>(from, stride, n, buffer); break;
        case Kind::u8: copy<std::uint8_t>(from, stride, n, buffer); break;
        case Kind::u16: copy<std::uint16_t>(from, stride, n, buffer); break;
        case Kind::u32: copy<std::uint32_t>(from, stride, n, buffer); break;
        case Kind::u64: copy<std::uint64_t>(from, stride, n, buffer); break;
    }
    return buffer;
}

}  // namespace likely
