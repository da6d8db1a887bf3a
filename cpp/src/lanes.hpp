// Plain loops over a few rows of one measure: where a composite spends its time.
#pragma once

#include "lantoa/composite.hpp"

namespace lantoa {

/// How many values are NaN.
[[nodiscard]] Eigen::Index count_missing(const double* values, Eigen::Index count);

/// Values on their scale, 0 where missing, and whether they are there, 1 or 0.
void place_all(const double* values, const Affine& affine, Eigen::Index count, double* value,
               double* there);

/// Adds values on their scale to a weighted sum; none is missing.
void add_all(const double* values, const Affine& affine, double weight, Eigen::Index count,
             double* sum);

}  // namespace lantoa
