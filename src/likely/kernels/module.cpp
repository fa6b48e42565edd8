// The extension module. Private: likely/kernels/__init__.py is what Python code calls.
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <memory>
#include <optional>

#include "classes.hpp"
#include "counts.hpp"
#include "dispatch.hpp"
#include "moments.hpp"
#include "sums.hpp"
#include "view.hpp"

namespace nb = nanobind;

namespace likely {
namespace {

using Optional = std::optional<nb::object>;

nb::builtin_exception bad_weight() { return nb::value_error("weights must be finite and not negative"); }

std::unique_ptr<View> weights_view(const Optional& weights, const Column& x) {
    if (!weights) return nullptr;
    auto view = std::make_unique<View>(*weights, "weights");
    if (view->column().length != x.length) throw nb::value_error("weights must be as many as the values");
    return view;
}

// Numbers in the order of the fields of `Moments` in __init__.py.
using MomentsTuple = std::tuple<std::int64_t, std::int64_t, std::int64_t, double, double, double, double, double, double,
                                double, double, double, double, double, double, double, double>;

MomentsTuple to_tuple(const Moments& m) {
    return {m.count,         m.missing,        m.infinite,       m.low,           m.high,
            m.weight.high,   m.weight.low,     m.mean.high,      m.mean.low,      m.square.high,
            m.square.low,    m.log_gap.high,   m.log_gap.low,    m.log1m_gap.high, m.log1m_gap.low,
            m.reciprocal_gap.high, m.reciprocal_gap.low};
}

Moments from_tuple(const MomentsTuple& t) {
    Moments m;
    std::tie(m.count, m.missing, m.infinite, m.low, m.high, m.weight.high, m.weight.low, m.mean.high, m.mean.low,
             m.square.high, m.square.low, m.log_gap.high, m.log_gap.low, m.log1m_gap.high, m.log1m_gap.low,
             m.reciprocal_gap.high, m.reciprocal_gap.low) = t;
    return m;
}

MomentsTuple py_moments(nb::object x, Optional weights, unsigned wanted, bool of_log, int threads) {
    const View view(x, "x");
    const Column column = view.column();
    const auto weight_view = weights_view(weights, column);
    Column w;
    if (weight_view) w = weight_view->column();
    Moments result;
    try {
        nb::gil_scoped_release release;
        result = moments(*chosen().table, column, weight_view ? &w : nullptr, wanted, of_log, threads);
    } catch (const BadWeight&) {
        throw bad_weight();
    }
    return to_tuple(result);
}

MomentsTuple py_merge(const MomentsTuple& a, const MomentsTuple& b, unsigned wanted) {
    return to_tuple(merge(from_tuple(a), from_tuple(b), wanted));
}

nb::tuple py_totals(const std::string& name, nb::object x, Optional weights, const std::vector<double>& parameters,
                    int threads) {
    const Table& table = *chosen().table;
    struct Offer {
        const char* name;
        Sums function;
        std::size_t parameters, sums;
    };
    const bool softmax = name == "quadratic_softmax" && !parameters.empty();  // its first parameter says how many
    const std::size_t components = softmax && parameters[0] >= 1 && parameters[0] <= 64
                                       ? static_cast<std::size_t>(parameters[0]) : 0;
    const Offer offers[] = {{"absolute", table.absolute, 1, 4},       {"power", table.power, 2, 4},
                            {"rational", table.rational, 3, 7},       {"exponential", table.exponential, 2, 3},
                            {"logistic", table.logistic, 2, 6},
                            {"quadratic_softmax", table.quadratic_softmax, 1 + 3 * components, 1 + 3 * components}};
    const Offer* offer = nullptr;
    for (const Offer& o : offers)
        if (name == o.name) offer = &o;
    if (!offer || parameters.size() != offer->parameters || (softmax && !components))
        throw nb::value_error("no such sum, or not its number of parameters");
    const View view(x, "x");
    const Column column = view.column();
    const auto weight_view = weights_view(weights, column);
    Column w;
    if (weight_view) w = weight_view->column();
    Totals result;
    try {
        nb::gil_scoped_release release;
        result = totals(offer->function, column, weight_view ? &w : nullptr, parameters, offer->sums, threads);
    } catch (const BadWeight&) {
        throw bad_weight();
    }
    nb::list high, low;
    for (const TwoWord& sum : result.sums) {
        high.append(sum.high);
        low.append(sum.low);
    }
    return nb::make_tuple(result.count, result.missing, nb::tuple(high), nb::tuple(low));
}

nb::tuple py_count_values(nb::object x, std::size_t cap, int threads) {
    const View view(x, "x");
    const Column column = view.column();
    std::vector<std::int64_t> counts(cap);
    Counts others;
    {
        nb::gil_scoped_release release;
        others = count_values(column, counts.data(), cap, threads);
    }
    while (!counts.empty() && counts.back() == 0) counts.pop_back();
    nb::list list;
    for (std::int64_t count : counts) list.append(count);
    return nb::make_tuple(nb::tuple(list), others.above, others.negative, others.fractional, others.missing);
}

std::tuple<double, double, std::int64_t> py_ranked(nb::object x, std::size_t first, std::size_t last, int threads) {
    const View view(x, "x");
    const Column column = view.column();
    if (first > last) throw nb::value_error("a rank must not exceed the next");
    nb::gil_scoped_release release;
    const Ranked result = ranked(*chosen().table, column, first, last, threads);
    return {result.low, result.high, result.missing};
}

std::int64_t py_ties_at_most(nb::object x, int threads) {
    const View view(x, "x");
    const Column column = view.column();
    nb::gil_scoped_release release;
    return ties_at_most(column, threads);
}

void py_logs(nb::object x, double unit, nb::object out, int threads) {
    const View view(x, "x"), out_view(out, "out", true);
    const Column column = view.column();
    double* result = out_view.doubles(column.length);
    nb::gil_scoped_release release;
    logs(*chosen().table, column, unit, result, threads);
}

Targets targets_of(const View& view, std::size_t rows, std::int64_t ignore) {
    const Column c = view.column();
    if (c.kind != Kind::i64) throw nb::type_error("targets must hold int64");
    if (c.length != rows) throw nb::value_error("targets must be one a row");
    return {c.data, c.stride, ignore};
}

void check_targets(std::int64_t bad_row) {
    if (bad_row >= 0)
        throw nb::index_error(("row " + std::to_string(bad_row) + ": the target is not a column of the logits").c_str());
}

void py_rows_logsumexp(nb::object logits, Optional targets, std::int64_t ignore, int threads, nb::object result,
                       nb::object picked) {
    const View view(logits, "logits"), result_view(result, "result", true), picked_view(picked, "picked", true);
    const Matrix m = view.matrix();
    double* sums = result_view.doubles(m.rows);
    double* picks = picked_view.doubles(targets ? m.rows : 0);
    std::unique_ptr<View> target_view;
    Targets t;
    if (targets) {
        target_view = std::make_unique<View>(*targets, "targets");
        t = targets_of(*target_view, m.rows, ignore);
    }
    std::int64_t bad;
    {
        nb::gil_scoped_release release;
        bad = rows_logsumexp(*chosen().rows, m, targets ? &t : nullptr, threads, sums, picks);
    }
    check_targets(bad);
}

// First and last byte of a matrix, for telling whether two overlap.
std::pair<std::uintptr_t, std::uintptr_t> extent(const Matrix& m, std::ptrdiff_t size) {
    std::ptrdiff_t low = 0, high = size;
    for (auto [count, stride] : {std::pair(m.rows, m.row_stride), std::pair(m.columns, m.column_stride)}) {
        const std::ptrdiff_t reach = count ? static_cast<std::ptrdiff_t>(count - 1) * stride : 0;
        (reach < 0 ? low : high) += reach;
    }
    const auto base = reinterpret_cast<std::uintptr_t>(m.data);
    return {base + static_cast<std::uintptr_t>(low), base + static_cast<std::uintptr_t>(high)};
}

void py_rows_softmax_minus_onehot(nb::object logits, nb::object targets, nb::object out, double scale,
                                  std::int64_t ignore, int threads, nb::object result, nb::object picked) {
    const View view(logits, "logits"), target_view(targets, "targets"), out_view(out, "out", true),
        result_view(result, "result", true), picked_view(picked, "picked", true);
    const Matrix m = view.matrix(), to = out_view.matrix();
    const std::ptrdiff_t size = m.kind == Real::f64 ? 8 : m.kind == Real::f32 ? 4 : 2;
    if (to.kind != m.kind || to.rows != m.rows || to.columns != m.columns)
        throw nb::value_error("out must have the shape and type of the logits");
    if (to.columns > 1 && to.column_stride != size) throw nb::value_error("the rows of out must be contiguous");
    const auto [a, b] = extent(m, size);
    const auto [c, d] = extent(to, size);
    const bool same = m.data == to.data && m.row_stride == to.row_stride && m.column_stride == to.column_stride;
    if (m.rows && m.columns && a < d && c < b && !same)
        throw nb::value_error("out must be the logits themselves, or memory apart from them");
    const Targets t = targets_of(target_view, m.rows, ignore);
    double* sums = result_view.doubles(m.rows);
    double* picks = picked_view.doubles(m.rows);
    std::int64_t bad;
    {
        nb::gil_scoped_release release;
        bad = rows_softmax_minus_onehot(*chosen().rows, m, t, scale, threads, to, sums, picks);
    }
    check_targets(bad);
}

double py_rows_classes(nb::object rows, std::size_t classes, nb::object coefficients, nb::object chosen_classes,
                       nb::object weights, int threads, Optional gradient, Optional curvature) {
    const View view(rows, "rows"), b_view(coefficients, "coefficients"), c_view(chosen_classes, "chosen"),
        w_view(weights, "weights");
    const Matrix m = view.matrix();
    if (m.kind != Real::f64) throw nb::type_error("rows must hold float64");
    if (classes < 2 || classes > 1000) throw nb::value_error("classes must be from 2 to 1,000");
    if (gradient.has_value() != curvature.has_value()) throw nb::value_error("give both gradient and curvature, or neither");
    const std::size_t others = classes - 1, p = m.columns;
    const double* b = b_view.doubles(others * p);
    const double* c = c_view.doubles(m.rows);
    const double* w = w_view.doubles(m.rows);
    std::unique_ptr<View> g_view, h_view;
    double *g = nullptr, *h = nullptr;
    if (gradient) {
        g_view = std::make_unique<View>(*gradient, "gradient", true);
        h_view = std::make_unique<View>(*curvature, "curvature", true);
        g = g_view->doubles(others * p);
        h = h_view->doubles(p * (p + 1) / 2 * (others * classes / 2));
    }
    nb::gil_scoped_release release;
    return rows_classes(*chosen().rows, m, classes, b, c, w, threads, g, h);
}

}  // namespace
}  // namespace likely

NB_MODULE(_native, m) {
    using namespace likely;
    m.attr("LOG") = static_cast<int>(LOG);
    m.attr("LOG1M") = static_cast<int>(LOG1M);
    m.attr("RECIPROCAL") = static_cast<int>(RECIPROCAL);
    m.def("moments", py_moments, nb::arg("x").none(), nb::arg("weights").none(), nb::arg("wanted"), nb::arg("of_log"),
          nb::arg("threads"));
    m.def("merge", py_merge);
    m.def("totals", py_totals, nb::arg("name"), nb::arg("x").none(), nb::arg("weights").none(), nb::arg("parameters"),
          nb::arg("threads"));
    m.def("count_values", py_count_values, nb::arg("x").none(), nb::arg("cap"), nb::arg("threads"));
    m.def("ties_at_most", py_ties_at_most, nb::arg("x").none(), nb::arg("threads"));
    m.def("logs", py_logs, nb::arg("x").none(), nb::arg("unit"), nb::arg("out"), nb::arg("threads"));
    m.def("ranked", py_ranked, nb::arg("x").none(), nb::arg("first"), nb::arg("last"), nb::arg("threads"));
    m.def("rows_logsumexp", py_rows_logsumexp, nb::arg("logits").none(), nb::arg("targets").none(), nb::arg("ignore"),
          nb::arg("threads"), nb::arg("result"), nb::arg("picked"));
    m.def("rows_softmax_minus_onehot", py_rows_softmax_minus_onehot);
    m.def("rows_classes", py_rows_classes, nb::arg("rows"), nb::arg("classes"), nb::arg("coefficients"),
          nb::arg("chosen"), nb::arg("weights"), nb::arg("threads"), nb::arg("gradient").none(),
          nb::arg("curvature").none());
    m.def("instruction_sets", instruction_sets);
    m.def("chosen", [] { return std::string(chosen().table->name); });
    m.def("choose", choose);
}
