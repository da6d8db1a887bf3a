// A polytope held by its corners, which may be cut again and again.
//
// A cut keeps the corners on its side and makes new ones where it crosses an edge. Which corners
// share an edge is told by the ends they share, so where they touch more ends than they need, a
// few points that are no corners are kept as well: they lie inside and do no harm.
#pragma once

#include <bitset>
#include <optional>
#include <vector>

#include "lantoa/weights.hpp"

namespace lantoa {

/// The ends that a corner touches: of the set it began with, then of the cuts.
using Touched = std::bitset<256>;

struct Polytope {
  Scores corners;  ///< d x v
  std::vector<Touched> touched;
  std::size_t edge = 0;  ///< ends that two corners of an edge share, at the least
};

/// The corners of a set that is to be searched.
///
/// @throws InputError when there are more than 6000
[[nodiscard]] Scores few_corners(const WeightSet& set);

/// A set of weights by its corners, as `corners` lists them.
[[nodiscard]] Polytope polytope(const WeightSet& set, const Scores& corners);

/// The part of it with normal * w <= limit. Empty of corners where there is none.
///
/// New corners are right to a few roundings, so a limit that counts is to be given some slack.
/// Nothing when there would be too many corners, or cuts that they touch, to go on.
[[nodiscard]] std::optional<Polytope> cut(const Polytope& whole, const Doubles& normal,
                                          double limit);

}  // namespace lantoa
