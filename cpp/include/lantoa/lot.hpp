// What a lot could have drawn instead: tests by the draw itself, without a model of the outcomes.
//
// Of every stratum as many are drawn as were. The statistic is the sum, over those drawn, of what
// each has above the mean of its stratum: of one stratum it orders draws as the difference of
// means does, of several as the difference within strata that least squares gives. It is 0 on the
// average of all draws, so that two-sided is |T*| >= |T|. (Fisher 1935; Imbens and Rubin 2015.)
#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// Beyond so many arrangements they are sampled.
inline constexpr std::int64_t kMostArrangements = 2'000'000;
inline constexpr std::int64_t kMostDraws = 10'000'000;

/// How far to go, and which draws.
struct Budget {
  std::int64_t most = kMostArrangements;  ///< enumerate up to here
  std::int64_t draws = 9'999;             ///< sample so many beyond
  std::uint64_t seed = 0;
  Threads threads = kAllThreads;
};

/// Arrangements at least as extreme as the one that was drawn, which is among them.
///
/// Sums that roundings may part count as equal. p = upper / counted and so on: of a sample it is
/// (1 + #) / (draws + 1).
struct Tails {
  std::int64_t counted = 0;
  std::int64_t upper = 0;
  std::int64_t lower = 0;
  std::int64_t two = 0;
  bool is_exact = false;
};

/// How many arrangements there are, at the most `kCountless`.
///
/// @param drawn    n flags, 1 for those that were drawn
/// @param stratum  n codes from 0
/// @throws InputError when the two differ in length or hold other numbers
[[nodiscard]] std::int64_t arrangement_count(const Codes& drawn, const Codes& stratum);

/// The smallest two-sided p value that some outcome could have: no outcome is asked.
///
/// One over the number of arrangements; twice that where in every stratum half are drawn, for
/// then the draw turned round is as extreme. A sample of R gives no less than 1 / (R + 1).
[[nodiscard]] double smallest_p(const Codes& drawn, const Codes& stratum, const Budget& effort);

/// Compares the draw with all others.
///
/// @param values          n outcomes, finite
/// @param drawn, stratum  as above
/// @param is_studentised  compare the sum over its standard error, from variances of those drawn
///                        and not drawn in each stratum, instead of the sum (Chung and Romano 2013)
/// @throws InputError as above, when a value is not finite, or when, studentised, a stratum that is
///                    drawn from has fewer than two of either
[[nodiscard]] Tails lot_tails(const Eigen::Ref<const Eigen::VectorXd>& values, const Codes& drawn,
                              const Codes& stratum, bool is_studentised, const Budget& effort);

}  // namespace lantoa
