// Did those who took something up stand next to earlier takers more often than chance would give?
//
// The times of taking up, "not seen" among them, are exchanged within strata; who has which ties
// stays. The statistic is the mean, over those seen taking it up from period 2 on who have ties
// then, of the share of their sources that had it one period before. What a stratum holds fixed
// (the block, how often one is a source) cannot be the reason of what is found.
#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "lantoa/facts.hpp"
#include "lantoa/lot.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// The stratum of who is not exchanged, and is a source only.
inline constexpr Code kHeld = -1;

/// Ties from sources to takers, in any order.
struct TieRows {
  Codes source;
  Codes taker;
  Eigen::VectorXd weight;  ///< 0 or more
  Codes since;             ///< first period of the tie
  Codes until;             ///< last one
};

/// What the exchange gives. p = upper / counted and so on; of a sample the observed is one of them.
struct Permuted {
  double observed = 0;       ///< the mean share
  std::int64_t members = 0;  ///< over how many
  std::int64_t counted = 0;
  std::int64_t upper = 0;  ///< at least as large as the observed
  std::int64_t lower = 0;
  std::int64_t two = 0;         ///< at least as far from the mean of all
  std::int64_t empty = 0;       ///< arrangements without members: each counts as extreme
  std::int64_t at_the_end = 0;  ///< as far from the mean as any: no p is below this over `counted`
  double mean = 0;              ///< of all, the observed among them
  double deviation = 0;
  /// The least distance from the mean that gives p <= alpha; infinite where none does.
  double critical = 0;
  /// The greatest distance from the mean of any arrangement that gives p > alpha: of no rejection.
  double tolerated = 0;
  bool is_exact = false;
  Eigen::VectorXd values;  ///< of each arrangement, in their order; -1 where there are no members
};

/// How many different arrangements of the times there are, at the most `kCountless`.
///
/// @param adopted  n periods from 1, 0 where not seen
/// @param stratum  n codes from 0, `kHeld` for who is not exchanged
/// @throws InputError when the two differ in length or hold other numbers
[[nodiscard]] std::int64_t permutation_count(const Codes& adopted, const Codes& stratum);

/// Exchanges the times, all arrangements where these are few, else a sample.
///
/// Few: at most `most` of them, and a thousand million looks at subjects and ties altogether.
///
/// Statistics within 1e-11 of each other count as equal. Replicate r shuffles by draws of its own.
/// Of two practices the values say nothing together: `jointly_permuted` exchanges subjects for all.
///
/// @param adopted  n periods from 1, 0 where not seen; of who is held: since when it was a source
/// @param stratum  n codes from 0, or `kHeld`
/// @param ties     sources and takers as codes of subjects
/// @param stop     0, or: end after a thousand draws that bring the number of those as far out to
///                 this; p is then known to be large
/// @throws InputError when lengths differ, a code or period is out of range, a weight is negative
///                    or not finite, or alpha does not lie between 0 and 1
[[nodiscard]] Permuted permuted_exposure(const Codes& adopted, const Codes& stratum,
                                         const TieRows& ties, double alpha, std::int64_t stop,
                                         const Budget& effort);

}  // namespace lantoa
