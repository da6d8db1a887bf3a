// Do the numbers of takers move together with those of the sources that they name?
//
// Whole subjects change places: whoever is a taker and the source of another one takes its number
// along as both, so that nobody comes to stand beside itself.
#pragma once

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/lot.hpp"

namespace lantoa {

/// How the numbers of takers and of their sources go together within strata.
struct Pairing {
  double correlation = 0;  ///< of both less the means of their stratum; 0 where one never varies
  std::int64_t arrangements = 0;  ///< different ones, at the most `kCountless`
  std::int64_t at_the_end = 0;  ///< of those counted, how many lie as far from the mean as any does
  Tails tails;
};

/// Exchanges the changes of takers within strata, all arrangements where these are few, else a
/// sample.
///
/// The statistic is the sum, over takers, of one's change less the mean of its stratum times the
/// number of its source: the change that stands there now where the source is a taker too, else a
/// number that stays. A number that all sources of a stratum had more would change no arrangement.
/// Its mean over all is not 0 where takers have their source in their stratum: what one of n has
/// less the others have, so that each such pair adds -S / (n (n - 1)), S the sum of squares of the
/// stratum about its mean. Both tails are counted about that mean: two-sided is
/// |T* - mean| >= |T - mean|. Near-equal sums count as equal.
///
/// No two-sided p is below at_the_end / counted.
///
/// @param change   n numbers of takers, finite
/// @param source   n codes: who of the takers is one's source, -1 where it is nobody of them
/// @param given    n numbers of sources, finite where `source` is -1, and not looked at elsewhere
/// @param stratum  n codes from 0
/// @throws InputError when lengths differ, a number is not finite, a code is out of range or a
///                    taker is its own source
///
/// The same for any number of threads. Another order of rows gives the same where all arrangements
/// are looked at; of a sample the rows say which arrangements are drawn.
[[nodiscard]] Pairing pairing(const Eigen::Ref<const Eigen::VectorXd>& change, const Codes& source,
                              const Eigen::Ref<const Eigen::VectorXd>& given, const Codes& stratum,
                              const Budget& effort);

}  // namespace lantoa
