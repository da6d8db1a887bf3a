// Which places a subject may really have, where what ranks it was counted or sampled.
//
// Sampling error only: of a survey's estimate or of a count. What is known without error needs no
// such set, and weights that might be others are no sampling error. Who stands before whom is
// tested for all ordered pairs jointly; then, of a subject, best = 1 + those found before it, and
// worst = n - those found behind it. All sets hold at once with the level that is asked for.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

using Counts = Eigen::Matrix<std::int64_t, Eigen::Dynamic, 1>;

/// Places between which the true ones lie.
struct RankSets {
  Codes best;
  Codes worst;
  /// By how many standard errors an estimate must exceed another; 0 where counts are compared.
  double critical = 0;
  /// Ordered pairs that doubles cannot decide: they count as not found, so that sets are wider.
  std::int64_t undecided = 0;
};

inline constexpr Eigen::Index kMostRanked = 5000;
inline constexpr std::int64_t kMostCounted = std::int64_t{1} << 50U;

/// Sets for how often each of n categories was counted in one sample, more is better.
///
/// Of a pair, j is tested against k by P(Bin(x_j + x_k, 1/2) >= x_j), exact whatever the size;
/// over all n (n - 1) ordered pairs by Holm's step-down.
///
/// @param counts  n counts, 0 to `kMostCounted`
/// @param level   1/2 to 1, both out
/// @throws InputError when a count or the level is out of range or n is not 1 to `kMostRanked`
///
/// O(n^2 (log n + sqrt(count))), less where counts lie far apart.
[[nodiscard]] RankSets count_sets(const Eigen::Ref<const Counts>& counts, double level);

/// Sets for independent estimates with normal errors, more is better.
///
/// Mogstad, Romano, Shaikh and Wilhelm, "Inference for ranks", 2024, in one step: j stands before
/// k where the difference exceeds its standard error times a critical value, which is the level's
/// quantile, over simulated errors, of the greatest such ratio of all ordered pairs. Of R
/// simulations the quantile is the ceil(level (R + 1))-th smallest: with few it errs to be wide.
///
/// @param values  n estimates, finite
/// @param errors  n standard errors, 0 or more; 0: known for certain
/// @throws InputError when sizes differ, a number or the level is out of range, n is not 1 to
///         `kMostRanked`, or level (draws + 1) exceeds the draws
///
/// About O(draws n): of a simulation only the pairs that can be the greatest are looked at.
[[nodiscard]] RankSets estimate_sets(const Eigen::Ref<const Eigen::VectorXd>& values,
                                     const Eigen::Ref<const Eigen::VectorXd>& errors, double level,
                                     std::int64_t draws, std::uint64_t seed,
                                     Threads threads = kAllThreads);

}  // namespace lantoa
