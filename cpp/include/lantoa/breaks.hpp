// Whether a measure moved from one year to the next as it, and the others, usually do.
//
// A scale that was redefined moves the level of everybody, or the spread, or the order of the
// subjects, further than years usually do. What is usual is taken from the steps themselves, with
// medians, so that up to half of them may be broken. Changes of unit leave every answer alone.
#pragma once

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

inline constexpr Code kFewestForAStep = 5;  ///< subjects with a value in both years
inline constexpr Code kFewestOwnSteps = 5;  ///< other steps of a measure before they count alone

/// k steps of measures from one year to the next.
struct YearSteps {
  Codes subjects;  ///< with a value in both years
  /// 1: it can be told; 0: too few subjects, or more than half of them are alike in a year. The
  /// numbers below are 0 then.
  Codes told;
  Eigen::ArrayXd shift;   ///< the median change, in spreads (the geometric mean of both years')
  Eigen::ArrayXd spread;  ///< the natural logarithm of later spread by earlier spread
  Eigen::ArrayXd order;   ///< Spearman's correlation of both years, ties at average ranks
  Eigen::ArrayXd jitter;  ///< the standard error that single subjects alone give the shift
};

/// How n subjects moved.
///
/// A spread is the median distance from the median, times 1.4826.
///
/// @param values  n x c, NaN where nothing is known, else finite
/// @param before  k columns of it
/// @param after   the k columns that follow these
/// @throws InputError when the two differ in length or name no column
[[nodiscard]] YearSteps year_steps(const Eigen::Ref<const Eigen::ArrayXXd>& values,
                                   const Codes& before, const Codes& after,
                                   Threads threads = kAllThreads);

/// How far k steps are from what is usual; 0 and a chance of 1 where a step is not told.
struct Unusual {
  Eigen::ArrayXd shift;   ///< in usual shifts
  Eigen::ArrayXd spread;  ///< in usual changes of the spread
  Eigen::ArrayXd order;   ///< in usual distances from the usual order; never above 0
  /// How often plain noise goes as far, adjusted for the number of steps: where those up to some
  /// level are reported, that share of them is expected to be false (Benjamini, Hochberg 1995).
  Eigen::ArrayXd chance;
};

/// Judges every step by all others.
///
/// Usual is the larger of three: the median of all steps, that of the measure's other steps where
/// there are `kFewestOwnSteps`, and what subjects that move each on its own would give.
/// The three distances are squared and added; the sum is judged as F with 3 and 0.37 (k - 1)
/// degrees of freedom: a median of distances is worth 0.37 of a variance (Rousseeuw, Croux 1993).
///
/// @param measure  the measure of each step
/// @throws InputError when the parts differ in length
[[nodiscard]] Unusual unusual(const YearSteps& steps, const Codes& measure);

}  // namespace lantoa
