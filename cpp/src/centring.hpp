// Outcomes as whole numbers around the mean of their stratum, so that equal sums are equal.
#pragma once

#include <cstdint>

#include "lantoa/lot.hpp"
#include "lantoa/revolving.hpp"

namespace lantoa {

/// The members of each stratum, in the order of their rows.
using Strata = std::vector<std::vector<std::size_t>>;

[[nodiscard]] Strata strata_of(const Codes& stratum);

/// n whole numbers; each times `unit` is what its value is above the mean of its stratum.
struct Centred {
  Wholes values;
  long double unit = 1;
  /// Sums that differ by no more than this may be equal: 0 where the numbers are exact.
  std::int64_t slack = 0;
};

/// Exact where the values are decimals of at most 15 places whose common denominator fits.
///
/// Otherwise rounded, with a slack above all roundings and above what four roundings of a caller
/// may have left in each value: sums that may be equal then count as equal.
///
/// @throws InputError when a value is not finite
[[nodiscard]] Centred centred(const Eigen::Ref<const Eigen::VectorXd>& values,
                              const Strata& strata);

}  // namespace lantoa
