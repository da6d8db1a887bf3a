// Who rises more than chance would make the best of so many rise, and where each may stand.
//
// Of many subjects one always looks best. So each slope is compared with the greatest slope of all
// subjects in every order of the years (max-T, Westfall and Young 1993): what subjects share in a
// year stays shared, and the chance that anybody is named in error stays below the level. All
// slopes are measured by one scale for all: with each subject's own spread, of five years, the
// greatest would be whoever happened to vary least.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/year_permutation.hpp"

namespace lantoa {

/// Slopes of n subjects, least squares on the years; NaN, and p = 1, below three known years.
struct Emerging {
  Eigen::ArrayXd slope;  ///< a year
  Eigen::ArrayXd p;      ///< family-wise: P(greatest |t*| of all >= |t| of this one)
  double smallest = 1;   ///< the least p that any order of these years gives anybody
  /// Places by slope, steepest rise first, between which the true ones lie, all at once; of those
  /// with every year, 0 for others.
  Codes best;
  Codes worst;
  OrderCount orders;
};

/// Max-T over subjects on the slope.
///
/// t = slope times the root of the squared distances of the known years: slopes over equal years
/// are compared as they are, one over fewer years counts for less. Two places are told apart where
/// the difference of their slopes is exceeded by the range of all slopes in at most 1 - `level` of
/// the orders. Numbers within rounding of each other count as equal, hence as far out.
///
/// @param times   when the columns are, strictly rising
/// @param beside  whether every year's mean over the subjects is taken off first
/// @param level   of the places, 0 to 1, both out
/// @throws InputError when `times` or `level` does not fit, or a value is infinite
[[nodiscard]] Emerging emerging(const Yearly& values, const Codes& times, bool beside, double level,
                                std::int64_t draws, std::uint64_t seed,
                                Threads threads = kAllThreads);

/// The last year less the mean of the years before it.
struct RecentGain {
  Eigen::ArrayXd gain;  ///< NaN, and p = 1, without the last year or any before
  Eigen::ArrayXd p;     ///< family-wise, over which year is the last
  double smallest = 1;  ///< at least 1 / T: only T years can be the last
  std::int64_t orders = 0;
};

/// Max-T over subjects on the recent gain, likewise.
///
/// @throws InputError when a value is infinite
[[nodiscard]] RecentGain recent_gain(const Yearly& values, bool beside);

}  // namespace lantoa
