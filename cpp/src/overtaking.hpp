// What questions about changes of weights share.
#pragma once

#include <cstdint>

#include "lantoa/overtake.hpp"

namespace lantoa {

/// The weights that a common change allows: each from so much less to so much more of itself.
[[nodiscard]] WeightSet around(const Doubles& weights, double change);

void check_present(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                   std::int64_t row);

/// By how much each of n leads the row, in sums that every build has alike.
[[nodiscard]] Doubles leads(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                            std::int64_t row);

/// The first share of the way from `now` to `end` with no more positive leads than allowed;
/// kNoChange where there is none. Who is level is not positive.
[[nodiscard]] double way_to(const Doubles& now, const Doubles& end, std::int64_t allowed);

/// What it takes that the row comes to the line, in sums that speak against it.
struct AtLine {
  double sign = 1;           ///< of a rival's lead: positive speaks against
  std::int64_t allowed = 0;  ///< how many rivals may speak against it at the line
};

/// @param lead  n sums: by how much each leads the row now
[[nodiscard]] AtLine at_line(const Doubles& lead, std::int64_t row, std::int64_t seats);

}  // namespace lantoa
