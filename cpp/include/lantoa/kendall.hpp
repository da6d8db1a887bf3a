// Whether a short series of years rises or falls, and by how much a year.
//
// S counts the pairs of years in which the later value is above the earlier one, less those in
// which it is below (Mann 1945). A missing year, NaN, is in no pair: it shortens the series. p is
// exact for the series as it is, with its ties: over all orders of its values, equally likely.
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// Yearly values, a row per subject, a column per year in order; NaN where nothing is known.
using Yearly = Eigen::Ref<const Eigen::ArrayXXd>;

inline constexpr Eigen::Index kMostYears = 100;  ///< the counts of orders stay finite doubles

/// What the pairs of years of n series come to.
struct Kendall {
  Codes years;    ///< with a value
  Codes s;        ///< pairs that rise less pairs that fall
  Codes unequal;  ///< pairs that rise or fall: the most that |S| can be
};

/// @throws InputError when there are more than `kMostYears` columns
[[nodiscard]] Kendall kendall(const Yearly& values, Threads threads = kAllThreads);

/// The normal approximation, for comparison with other programs.
struct KendallNormal {
  Eigen::ArrayXd variance;  ///< of S over all orders, corrected for ties
  Eigen::ArrayXd z;         ///< (|S| - 1) / sd with the sign of S; 0 where S is 0
  Eigen::ArrayXd p;         ///< two-sided
};

/// @throws InputError when there are more than `kMostYears` columns
[[nodiscard]] KendallNormal kendall_normal(const Yearly& values, Threads threads = kAllThreads);

/// The exact test of each series.
struct KendallExact {
  Codes s;
  Eigen::ArrayXd p;  ///< P(|S*| >= |S|); 1 where nothing can be told
  /// The least p that any order of these very values gives: 2 over the number of their orders.
  Eigen::ArrayXd smallest;
};

/// By the number of inversions of a multiset, whose counts are Gaussian coefficients.
///
/// Counts are whole numbers below 2^53 up to 18 years, so p is the nearest double there.
///
/// @throws InputError when there are more than `kMostYears` columns
[[nodiscard]] KendallExact kendall_exact(const Yearly& values, Threads threads = kAllThreads);

/// P(|S*| >= |S|) for |S| = 0, 1, 2, ... up to the number of unequal pairs.
///
/// @param ties  how often each distinct value occurs, each at least 1
/// @throws InputError when they are more than `kMostYears` in all
[[nodiscard]] std::vector<double> kendall_tail(const std::vector<int>& ties);

/// The median slope of all pairs of years of each series; NaN with fewer than two years.
///
/// Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 1968.
///
/// @param times  when the columns are, strictly rising
/// @throws InputError when `times` does not fit
[[nodiscard]] Eigen::ArrayXd theil_sen(const Yearly& values, const Codes& times,
                                       Threads threads = kAllThreads);

using Flags = Eigen::Array<bool, Eigen::Dynamic, 1>;

/// Between which slopes the true one lies; NaN where there is none.
struct SlopeRanges {
  Eigen::ArrayXd least;  ///< of all pairs of years
  Eigen::ArrayXd most;
  Eigen::ArrayXd low;  ///< ends at the level below
  Eigen::ArrayXd high;
  Flags low_open;   ///< low is 0, and the test of the very values rejects 0: it is not in the range
  Flags high_open;  ///< high likewise
  Eigen::ArrayXd
      level;  ///< the exact level, at least what was asked for; 0: so few years have none
};

/// The slopes b that the exact test of S does not reject of x - b t, errors being exchangeable.
///
/// A slope between those of two pairs of years leaves no values equal, so S is compared with its
/// distribution without ties. At the slope of a pair it is compared with that of the ties; breaking
/// ties moves S by at most their number, so the test can reject there only at an end, which is then
/// open. This is told of an end at 0, the slope that `kendall_exact` tests: 0 lies in the range
/// where its p is above 1 - level, and nowhere else.
///
/// @param level  0 to 1, both out, such as 0.95
/// @throws InputError when `times` or `level` does not fit
[[nodiscard]] SlopeRanges slope_ranges(const Yearly& values, const Codes& times, double level,
                                       Threads threads = kAllThreads);

}  // namespace lantoa
