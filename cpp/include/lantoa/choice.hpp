// Which few of many would reach most, exactly over all sets, on live ties that all sets share.
//
// Reach on fixed live ties is a coverage: what a candidate adds falls as others join. So the most
// that a set can still gain is bounded by the largest single gains, and whole families of sets
// are left out unseen without losing the best (branch and bound).
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

#include "lantoa/cascade.hpp"

namespace lantoa {

/// What a search may cost before it stops and says how far it may be from the best.
inline constexpr std::int64_t kMostWork = 2'000'000'000;  // words of 64 live ties; some seconds

/// The most live ends, draws times subjects, that one search holds.
inline constexpr std::int64_t kMostEnds = 30'000'000;

/// A set of candidates; what sets reach is counted in sum over the draws.
struct Chosen {
  Codes member;      ///< k candidates, sorted
  double worth = 0;  ///< what was made as large as possible
  double bound = 0;  ///< no set is worth more; above worth: cut short
};

/// The best set of each scenario, and the one that never falls far behind.
struct Choice {
  std::vector<Chosen> best;  ///< `worth` is what it reaches in its own scenario
  Chosen steady;             ///< `worth` is minus the most by which it falls behind a best
};

/// The best sets of k candidates in each of several scenarios over the same subjects.
///
/// The draws are those of `cascade_reach`. Of sets that reach the same, the one is taken whose
/// members reach more alone, then the one with lower codes.
///
/// @param scenarios  arcs that differ in their chances
/// @param candidates codes of subjects, each once
/// @param k          1 up to the number of candidates
/// @throws InputError when these cannot be used, or draws times subjects are above kMostEnds
[[nodiscard]] Choice best_sets(const std::vector<Arcs>& scenarios, Model model,
                               const Codes& candidates, Eigen::Index k,
                               const Replicates& replicates, std::int64_t most_work = kMostWork);

}  // namespace lantoa
