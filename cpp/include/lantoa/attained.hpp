// The best and the worst place that one subject really attains while the weights move in a set.
//
// Unlike a bound from pairs, all rivals are compared under the same weights, and the weights are
// given back. The search is exact: it parts the set along the weights at which a rival draws
// level and leaves out what cannot be better. When it is stopped before its end, it says so.
#pragma once

#include <cstdint>

#include "lantoa/weights.hpp"

namespace lantoa {

/// One end: a place, weights that give it, and what is proved of all weights.
struct Attained {
  std::int64_t place = 0;   ///< under `weights`, with every comparison in doubt against it
  std::int64_t bound = 0;   ///< no weights of the set give a place beyond this one
  Doubles weights;          ///< p, their sum the total
  std::int64_t parts = 0;   ///< parts of the set that were looked at
  bool is_stopped = false;  ///< the effort was spent before all parts were looked at

  /// Whether the place is the best (or worst) there is.
  [[nodiscard]] bool is_exact() const { return place == bound; }
};

/// Both ends.
struct AttainedPlaces {
  Attained best;
  Attained worst;
};

/// The places that a subject attains; those who tie share the better place.
///
/// Best is the least number of rivals above it, worst the greatest, under one set of weights
/// each. `place` and `bound` differ where the effort was spent, and where only weights at which
/// rivals draw level would decide and rounding does not tell.
///
/// @param values  n x p as of `pair_bound`
/// @param now     weights of the set from which the search starts, the present ones
/// @param row     whose places
/// @param effort  multiplications at each end, before the search is stopped
/// @throws InputError as `pair_bound` does, when `now` or the row does not fit, or when the set
///         has more than 6000 corners: then pairs are all that can be asked
[[nodiscard]] AttainedPlaces attained_places(const Eigen::Ref<const Scores>& values,
                                             const WeightSet& set, const Doubles& now,
                                             std::int64_t row, std::int64_t effort);

}  // namespace lantoa
