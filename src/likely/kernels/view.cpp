#include "view.hpp"

#include <cstdint>
#include <cstring>

namespace likely {

namespace nb = nanobind;

View::View(nb::handle object, const char* what, bool writable) : what_(what) {
    const int flags = PyBUF_STRIDES | PyBUF_FORMAT | (writable ? PyBUF_WRITABLE : 0);
    if (PyObject_GetBuffer(object.ptr(), &buffer_, flags) != 0) {
        PyErr_Clear();
        throw nb::type_error((std::string(what) + (writable ? " must be a writable array of numbers, not "
                                                            : " must be an array of numbers, not ") +
                              Py_TYPE(object.ptr())->tp_name)
                                 .c_str());
    }
}

std::string View::message(const char* problem) const {
    return std::string(what_) + " " + problem + ", not format '" + (buffer_.format ? buffer_.format : "B") + "'";
}

char View::format() const {
    const char* f = buffer_.format ? buffer_.format : "B";
    const std::uint16_t probe = 1;
    unsigned char first;
    std::memcpy(&first, &probe, 1);
    const bool little = first == 1;
    if (*f == '@' || *f == '=') f++;
    else if (*f == '<' || *f == '>' || *f == '!') {
        if ((*f == '<') != little && buffer_.itemsize > 1) return 0;
        f++;
    }
    return *f && !f[1] ? *f : 0;
}

Column View::column() const {
    if (buffer_.ndim != 1) throw nb::value_error((std::string(what_) + " must have one dimension").c_str());
    Column c;
    c.data = static_cast<const unsigned char*>(buffer_.buf);
    c.length = static_cast<std::size_t>(buffer_.shape[0]);
    c.stride = buffer_.strides ? buffer_.strides[0] : buffer_.itemsize;
    const char f = format();
    const Py_ssize_t size = buffer_.itemsize;
    if (f == 'd' && size == 8) c.kind = Kind::f64;
    else if (f == 'f' && size == 4) c.kind = Kind::f32;
    else if (f && std::strchr("bhilqn", f))
        c.kind = size == 1 ? Kind::i8 : size == 2 ? Kind::i16 : size == 4 ? Kind::i32 : Kind::i64;
    else if (f && std::strchr("?BHILQN", f))
        c.kind = size == 1 ? Kind::u8 : size == 2 ? Kind::u16 : size == 4 ? Kind::u32 : Kind::u64;
    else
        throw nb::type_error(
            message("must hold booleans, integers, float32 or float64 in this machine's byte order").c_str());
    return c;
}

Matrix View::matrix() const {
    if (buffer_.ndim != 2) throw nb::value_error((std::string(what_) + " must have two dimensions").c_str());
    Matrix m{};
    const char f = format();
    if (f == 'd' && buffer_.itemsize == 8) m.kind = Real::f64;
    else if (f == 'f' && buffer_.itemsize == 4) m.kind = Real::f32;
    else if (f == 'H' && buffer_.itemsize == 2) m.kind = Real::bf16;
    else
        throw nb::type_error(
            message("must hold float32, float64, or bfloat16 seen as uint16, in this machine's byte order").c_str());
    m.data = static_cast<unsigned char*>(buffer_.buf);
    m.rows = static_cast<std::size_t>(buffer_.shape[0]);
    m.columns = static_cast<std::size_t>(buffer_.shape[1]);
    m.row_stride = buffer_.strides[0];
    m.column_stride = buffer_.strides[1];
    return m;
}

double* View::doubles(std::size_t n) const {
    const Column c = column();
    const bool aligned = reinterpret_cast<std::uintptr_t>(c.data) % alignof(double) == 0;
    if (c.kind != Kind::f64 || c.length != n || (n > 1 && c.stride != sizeof(double)) || !aligned)
        throw nb::value_error((std::string(what_) + " must be contiguous float64, one number a row").c_str());
    return static_cast<double*>(buffer_.buf);
}

}  // namespace likely
