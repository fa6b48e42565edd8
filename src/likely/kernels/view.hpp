// What Python hands over: anything with the buffer protocol, seen as columns and matrices of numbers.
#pragma once

#include <nanobind/nanobind.h>

#include <string>

#include "column.hpp"
#include "rows.hpp"

namespace likely {

// A buffer held for as long as this lives. Byte strides, so that fields of records can be read in place.
class View {
public:
    View(nanobind::handle object, const char* what, bool writable = false);
    View(const View&) = delete;
    View& operator=(const View&) = delete;
    ~View() { PyBuffer_Release(&buffer_); }

    Column column() const;            // TypeError, ValueError if it is none
    Matrix matrix() const;            // float32, float64, or uint16 for bfloat16
    double* doubles(std::size_t n) const;  // contiguous and writable
    std::size_t length() const { return column().length; }

private:
    std::string message(const char* problem) const;
    char format() const;  // the code of a single number; 0 if there is more, or the bytes are swapped
    Py_buffer buffer_{};
    const char* what_;
};

}  // namespace likely
