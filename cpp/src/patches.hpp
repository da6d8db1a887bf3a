// Parts of a set of weights, and what is settled of the rivals in each of them.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "polytope.hpp"
#include "rivals.hpp"

namespace lantoa {

/// A patch: a part of the set of weights.
struct Patch {
  Polytope region;
  std::vector<Eigen::Index> open;  ///< rivals that speak against the end in some of it
  std::int64_t settled = 0;        ///< rivals that speak against it in all of it
  Scores sums;                     ///< open x corners, while it is looked at
  Eigen::Index parting = -1;       ///< the rival along which it is parted next; -1: it is not
  double bound = 0;                ///< of what is looked for, nothing in it is below
  std::int64_t number = 0;         ///< which patch it is, so that there is one order
};

/// The least bound first, of equals the first that was made.
struct LaterPatch {
  bool operator()(const Patch& a, const Patch& b) const {
    return std::pair{a.bound, a.number} > std::pair{b.bound, b.number};
  }
};

/// The whole set, nothing settled but what the rivals settle.
[[nodiscard]] Patch whole_patch(const Rivals& rivals, Polytope region);

/// Leaves in `open` those of whom the corners do not tell. Who is level at the most is dropped.
///
/// @param work  multiplications are added, here as below
void settle(const Rivals& rivals, Patch& patch, std::int64_t& work);

/// A lower bound of how many speak against the end somewhere in a settled patch.
[[nodiscard]] std::int64_t least_against(const Rivals& rivals, const Patch& patch,
                                         std::int64_t& work);

/// The patch where the parting rival does not speak against the end, and the one where it does;
/// nothing where the region has been cut too often.
[[nodiscard]] std::optional<std::pair<Patch, Patch>> parted(const Rivals& rivals,
                                                            const Patch& patch, std::int64_t& work);

}  // namespace lantoa
