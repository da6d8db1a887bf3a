// What every subject adds to a contrast under every label, as whole numbers: equal sums are equal.
#pragma once

#include <cstdint>
#include <vector>

#include "contrast.hpp"

namespace lantoa {

/// By stratum, class and member; each times `unit` is what it adds.
struct Added {
  std::vector<std::vector<Wholes>> of;
  long double unit = 1;
  std::int64_t slack = 0;  ///< sums that differ by no more may be equal
};

/// Sums over years of what a class adds, times the values about the means of their stratum.
///
/// @param values  n x T, finite
[[nodiscard]] Added column_of(const Contrast& contrast,
                              const Eigen::Ref<const Eigen::ArrayXXd>& values);

/// n x T: 1 where a subject counted as given, as it was drawn.
[[nodiscard]] Eigen::ArrayXXd flags_of(const Turns& turns);

}  // namespace lantoa
