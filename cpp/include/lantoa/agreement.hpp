// How two orders of the same subjects agree, and where one would stand in another order.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>

#include "lantoa/facts.hpp"

namespace lantoa {

/// Larger is better, equal is a tie.
using Order = Eigen::Matrix<std::int64_t, Eigen::Dynamic, 1>;

/// Pairs of n subjects, and what they come to.
struct Agreement {
  std::int64_t concordant = 0;   ///< parted alike
  std::int64_t discordant = 0;   ///< parted the other way round
  std::int64_t tied_first = 0;   ///< equal in the first, those in both with them
  std::int64_t tied_second = 0;  ///< equal in the second, likewise
  std::int64_t tied_both = 0;
  /// Kendall's tau-b; none where one of the two parts nobody.
  std::optional<double> tau;
  /// Spearman's correlation of average ranks; none likewise.
  std::optional<double> spearman;
};

/// In O(n log n) (Knight 1966); the same for any order of rows.
///
/// @throws InputError when the two differ in length, or n is above 2^31
[[nodiscard]] Agreement agreement(const Order& first, const Order& second);

/// Kendall's tau-b alone, which is quicker; none where one of the two parts nobody.
///
/// @throws InputError as `agreement`
[[nodiscard]] std::optional<double> kendall_tau(const Order& first, const Order& second);

/// Where each would stand with a number of its own among the others as they were.
///
/// One more than the number of others whose `field` is above its `mine`. With both alike these
/// are the places, ties sharing the best.
///
/// @throws InputError when the two differ in length
[[nodiscard]] Codes places_among(const Order& mine, const Order& field);

}  // namespace lantoa
