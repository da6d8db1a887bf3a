// One value on its scale, and what every caller of it checks first.
#pragma once

#include "lantoa/composite.hpp"

namespace lantoa {

/// The scale between two ends, the better one 1.
[[nodiscard]] Affine between(bool less, double low, double high);

/// A value that is there, on its scale.
[[nodiscard]] inline double placed(double value, const Affine& affine) {
  if (affine.constant) return affine.base;
  const double at = (value - affine.offset) * affine.slope;
  if (!affine.clipped) return at;
  return at < 0.0 ? 0.0 : at > 1.0 ? 1.0 : at;
}

/// @throws InputError when there is no Affine for a row and column
void check_scaling(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                   const Scaling& scaling);

}  // namespace lantoa
