// Yearly values without their level: what every statistic of differences starts from.
#pragma once

#include <Eigen/Core>

#include "lantoa/kendall.hpp"

namespace lantoa {

/// Values about the mean of their row, 0 where missing.
struct Levelled {
  Eigen::ArrayXXd values;
  Eigen::ArrayXXd known;  ///< 1 or 0
  Eigen::ArrayXd years;   ///< known ones of each row
  double scale = 1;       ///< what the values were divided by, a power of two
  double doubt = 0;       ///< below which a difference of sums over a row may be rounding
};

/// @param beside  whether every column's mean is taken off first
/// @throws InputError when a value is infinite
[[nodiscard]] Levelled levelled(const Yearly& values, bool beside);

}  // namespace lantoa
