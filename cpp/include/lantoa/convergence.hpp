// Whether those who stood low have caught up, and whether years carry over into the next.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/year_permutation.hpp"

namespace lantoa {

/// Changes of n subjects against the level they started from.
struct Convergence {
  Code subjects = 0;  ///< with the first, the second and the last year
  double slope = 0;   ///< change by level; below 0: those who stood low have gained on the others
  double p = 1;       ///< two-sided, subjects (or blocks) exchanged
  double smallest = 1;
  /// The slope on the level of the year where the change starts. A lucky first year lowers the
  /// change that follows, so this one is below 0 by chance alone: it is for warning only.
  double naive = 0;
  OrderCount orders;  ///< none where the number of subjects makes p normal
};

inline constexpr Code kMostExchanged = 2'000;  ///< subjects; beyond, p is normal

/// The change from the second year to the last, by the level of the first.
///
/// The noise of the first year is in the level and not in the change, so without convergence the
/// slope is 0 (regression to the mean is not mistaken for it).
///
/// @param values  n x T, T at least 3, else p = 1; NaN where missing
/// @throws InputError when a value is infinite or there are too few draws
[[nodiscard]] Convergence convergence(const Yearly& values, std::int64_t draws, std::uint64_t seed);

/// The same within blocks: level and change about the mean of the block, exchanged within it.
///
/// What happens to all of a block in a year is in the level and the change of each of them, so that
/// subjects exchanged across blocks look as if they had converged or parted far too often. Within
/// blocks it falls out. Subjects alone in their block count for nothing.
///
/// @param block  n codes from 0, anything below 0 is in no block
/// @throws InputError when `block` does not fit, a value is infinite or there are too few draws
[[nodiscard]] Convergence convergence_within(const Yearly& values, const Codes& block,
                                             std::int64_t draws, std::uint64_t seed);

/// The same of the means of blocks, which are exchanged as wholes: for blocks of one or two.
///
/// @param block  n codes from 0, anything below 0 is in no block
/// @throws InputError as above
[[nodiscard]] Convergence convergence_between(const Yearly& values, const Codes& block,
                                              std::int64_t draws, std::uint64_t seed);

/// How alike neighbouring years are, over all subjects, when each one's line is taken off.
///
/// The pooled lag-1 autocorrelation of the residuals of least squares less what independent years
/// would give (a short residual series leans below 0). NaN where no subject has four known years
/// or all are on their lines.
///
/// @param times  when the columns are, strictly rising; neighbours are one year apart
/// @throws InputError when `times` does not fit or a value is infinite
[[nodiscard]] double pooled_lag(const Yearly& values, const Codes& times);

}  // namespace lantoa
