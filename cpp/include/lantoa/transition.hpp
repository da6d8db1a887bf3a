// Who went from which class to which, and between which shares the true ones lie.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/facts.hpp"

namespace lantoa {

using Counted = Eigen::Matrix<std::int64_t, Eigen::Dynamic, Eigen::Dynamic>;

/// Moves between k classes over some steps: a row per class before, a column per class after.
///
/// @param classes  n x T codes 0 to k - 1, below 0 where nothing is known: such a move is none
/// @param before   steps: columns of it
/// @param after    the columns they go to
/// @throws InputError when a code or a column is out of range, or k is below 1
[[nodiscard]] Counted transitions(
    const Eigen::Ref<const Eigen::Matrix<Code, Eigen::Dynamic, Eigen::Dynamic>>& classes, Code k,
    const Codes& before, const Codes& after);

/// What a table of moves comes to; NaN where it has none to tell.
///
/// Prais, "Measuring social mobility", JRSS A 118 (1955); Bibby, "Methods of measuring mobility",
/// Quality and Quantity 9 (1975); Shorrocks, "The measurement of mobility", Econometrica 46 (1978).
struct ClassMobility {
  double prais_bibby = 0;       ///< the share that left its class
  double shorrocks = 0;         ///< (k - trace of the shares by row) / (k - 1); NaN: an empty row
  double average_movement = 0;  ///< the mean number of classes moved
};

/// @throws InputError when the table is not square with two classes or more
[[nodiscard]] ClassMobility class_mobility(const Counted& moves);

/// Ends of intervals of k shares.
struct ShareRanges {
  Eigen::ArrayXd low;
  Eigen::ArrayXd high;
};

/// Jeffreys intervals: quantiles of Beta(count + 1/2, total - count + 1/2) with equal tails.
///
/// The lower end is 0 where the count is, the upper end 1 where all were counted (Brown, Cai and
/// DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16, 2001). A
/// total of 0 leaves everything possible.
///
/// @param counts  k counts
/// @param totals  of how many each, the count or more
/// @param level   0 to 1, both out
/// @throws InputError when a number is out of range or sizes differ
[[nodiscard]] ShareRanges jeffreys(const Eigen::Array<std::int64_t, Eigen::Dynamic, 1>& counts,
                                   const Eigen::Array<std::int64_t, Eigen::Dynamic, 1>& totals,
                                   double level);

/// Wilson intervals (JASA 22, 1927); otherwise as `jeffreys`.
[[nodiscard]] ShareRanges wilson(const Eigen::Array<std::int64_t, Eigen::Dynamic, 1>& counts,
                                 const Eigen::Array<std::int64_t, Eigen::Dynamic, 1>& totals,
                                 double level);

}  // namespace lantoa
