// Whom to choose in networks too large to try all sets: with a guarantee that is printed.
//
// A reverse-reachable set holds everybody from whom a subject drawn at random would be reached.
// A set of candidates reaches n times the share of these sets that it hits. The candidates are
// chosen on one half of the sets and judged on the other, until the bounds of what they reach and
// of what the best could reach are near enough (Tang, Tang, Xiao and Yuan, "Online processing
// algorithms for influence maximization", SIGMOD 2018: OPIM-C).
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/cascade.hpp"

namespace lantoa {

/// When to stop drawing sets.
struct Stopping {
  double ratio = 0.53;         ///< enough: this share of what the best could reach (1 - 1/e - 0.1)
  double failure = 0.001;      ///< the chance, at most, that what is guaranteed does not hold
  std::int64_t least = 1024;   ///< sets in each half to begin with; doubled until it is enough
  std::int64_t most = 262144;  ///< sets in each half at most
};

/// Whom greedy covering chooses, and what that is worth.
struct Guaranteed {
  Codes member;             ///< k candidates, in the order of choosing
  double reach = 0;         ///< subjects reached on average, on the half that did not choose
  double error = 0;         ///< standard error of `reach`
  double at_least = 0;      ///< a bound from below of what they reach
  double best_at_most = 0;  ///< a bound from above of what any k candidates reach
  double ratio = 0;         ///< at_least / best_at_most
  double failure = 0;       ///< the chance, at most, that one of the bounds does not hold
  std::int64_t sets = 0;    ///< drawn, both halves
  bool is_enough = false;   ///< whether the ratio asked for was reached
};

/// The most members that all sets of a half may have together before no more are drawn.
inline constexpr std::int64_t kMostMembers = 200'000'000;

/// Reverse-reachable sets: set s is the one of replicate from + s; its root stands first.
///
/// @param arcs  ties sorted by *taker*: those to i are first[i] up to first[i + 1], `taker` holds
///              their sources
/// @throws InputError when the arcs or the number of draws cannot be used
[[nodiscard]] Groups reverse_sets(const Arcs& arcs, Model model, const Replicates& replicates,
                                  Threads threads = kAllThreads);

/// k candidates that hit the most sets, chosen one after the other; of equals the lowest code.
///
/// @throws InputError when the sets, the candidates or k cannot be used
[[nodiscard]] Codes hit_most(const Groups& sets, Eigen::Index n, const Codes& candidates,
                             Eigen::Index k);

/// k candidates whose reach is guaranteed.
///
/// @param arcs  ties sorted by taker, as for `reverse_sets`
/// @throws InputError when something cannot be used
[[nodiscard]] Guaranteed guaranteed_reach(const Arcs& arcs, Model model, const Codes& candidates,
                                          Eigen::Index k, const Stopping& stopping,
                                          std::uint64_t seed, Threads threads = kAllThreads);

}  // namespace lantoa
