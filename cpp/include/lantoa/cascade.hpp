// Who would be reached if some took a practice up: cascades along ties, as a scenario.
//
// Independent cascade: a tie carries with its chance, once. Linear threshold: a taker listens to at
// most one of its sources, to each with the chance of the tie. Both are asked of live ties, those
// that carry in one replicate, so that reach is what live ties lead to (Kempe, Kleinberg and
// Tardos, "Maximizing the spread of influence through a social network", KDD 2003). Whether a tie
// is live follows from seed, replicate and tie alone: the same live ties serve every set, and a
// higher chance only adds live ties.
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// Which ties are live: each for itself, or one at most of those to a taker.
enum class Model : std::uint8_t { kCascade, kThreshold };

/// k ties of n subjects, sorted by source: those of source i are first[i] up to first[i + 1].
struct Arcs {
  Codes first;             ///< n + 1, from 0 up to k
  Codes taker;             ///< k codes of subjects
  Eigen::VectorXd chance;  ///< k numbers from 0 to 1, drawn in steps of 2^-32

  [[nodiscard]] Eigen::Index n() const { return first.size() - 1; }
};

/// Sets of subjects: the members of set s are first[s] up to first[s + 1].
struct Groups {
  Codes first;   ///< one more than there are sets
  Codes member;  ///< codes of subjects

  [[nodiscard]] Eigen::Index size() const { return first.size() - 1; }
};

/// Which replicates: `draws` of them from `from` on.
struct Replicates {
  std::int64_t draws = 0;
  std::uint64_t seed = 0;
  std::int64_t from = 0;
};

/// The most states of live ties that `exact_reach` goes through.
inline constexpr std::int64_t kMostStates = std::int64_t{1} << 22;

/// How many subjects each set reaches in each replicate, itself counted; draws x sets.
///
/// @throws InputError when the arcs, the sets or the number of draws cannot be used
[[nodiscard]] Eigen::MatrixXi cascade_reach(const Arcs& arcs, Model model, const Groups& groups,
                                            const Replicates& replicates,
                                            Threads threads = kAllThreads);

/// In how many states the ties can be, as a double because they may be very many.
[[nodiscard]] double live_states(const Arcs& arcs, Model model);

/// How many subjects each set reaches on average, itself counted, over all states of the ties.
///
/// @throws InputError when there are more than 64 subjects or kMostStates states
[[nodiscard]] Eigen::VectorXd exact_reach(const Arcs& arcs, Model model, const Groups& groups);

}  // namespace lantoa
