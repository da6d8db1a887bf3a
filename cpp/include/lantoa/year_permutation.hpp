// Whether a block of subjects moves one way, judged by changing the order of its years.
//
// What happens to everybody in a year, such as a new way of marking, makes the series of a block
// go together, and a test that adds them up as if they were independent finds a direction in 28 %
// of blocks that have none. Here all subjects keep their values of a year and the years change
// places, for all at once: whatever subjects share within a year stays shared.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/kendall.hpp"

namespace lantoa {

inline constexpr std::int64_t kMostOrders = 2'000'000;  ///< beyond, orders are drawn by lot
inline constexpr Eigen::Index kMostYearsTogether = 30;

/// The equally likely orders that a p value counts over.
struct OrderCount {
  std::int64_t count = 0;
  bool exact = false;  ///< all of them; else so many were drawn

  /// # / count, or (1 + #) / (count + 1) where they were drawn.
  [[nodiscard]] double p(std::int64_t beyond) const;

  /// The least p: of orders that were drawn it is what they show, and never below 1 / (count + 1).
  ///
  /// @param farthest  how many orders are as far out as the farthest of all, the years' own among
  ///                  them
  [[nodiscard]] double smallest(std::int64_t farthest) const;
};

/// What b blocks come to.
struct BlockTrend {
  Codes subjects;                                    ///< with two years or more
  Eigen::Matrix<std::int64_t, Eigen::Dynamic, 1> s;  ///< the sum of Kendall's S
  Eigen::ArrayXd p;                                  ///< P(|S*| >= |S|)
  Eigen::ArrayXd smallest;  ///< the least p that any order of the years of this block gives
  /// P(in an order of the years some block is as telling as this one): the p of who is named among
  /// several. What is telling is a low p of its own and then, of the farthest that |S| could be,
  /// the share (the least p of all, Westfall and Young 1993). Of a single block it is p.
  Eigen::ArrayXd p_joint;
  Eigen::ArrayXd smallest_joint;  ///< likewise, were this block as telling as it could be
  /// n sum S_i^2 - (sum S_i)^2: how far subjects differ in direction.
  Eigen::Matrix<std::int64_t, Eigen::Dynamic, 1> spread;
  Eigen::ArrayXd p_spread;  ///< P(spread* >= spread)
  Eigen::ArrayXd smallest_spread;
  OrderCount orders;
};

/// The sum of S (regional Mann-Kendall) and its spread, by joint permutation of years.
///
/// A missing value stays with its year and is in no pair. All statistics are whole numbers.
///
/// @param block   n codes from 0, anything below 0 is in no block
/// @param blocks  how many blocks there are
/// @param draws   orders drawn where there are more than `kMostOrders`
/// @throws InputError when `block` does not fit or there are more than `kMostYearsTogether` years
///
/// O(n T^4) to sum up; then whatever n is T^2 for each of all orders, T^4 for one that is drawn.
[[nodiscard]] BlockTrend block_trend(const Yearly& values, const Codes& block, Code blocks,
                                     std::int64_t draws, std::uint64_t seed,
                                     Threads threads = kAllThreads);

}  // namespace lantoa
