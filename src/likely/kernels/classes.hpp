// Softmax of scores that are linear in the columns of a design: the log-likelihood and its derivatives, in one pass.
#pragma once

#include "rows.hpp"

namespace likely {

// Scores are rows·coefficients for classes 1 … and 0 for class 0. Each array is contiguous:
// coefficients, gradient   (classes − 1) × columns
// chosen, weights          a number for each row
// curvature                minus the second derivatives: for columns j ≤ l, for classes k ≤ m from 1 on
// gradient and curvature may both be null. Returns Σ weight·log p(chosen).
double rows_classes(const RowsTable& table, const Matrix& rows, std::size_t classes, const double* coefficients,
                    const double* chosen, const double* weights, int threads, double* gradient, double* curvature);

}  // namespace likely
