// What one year does for a yearly rule: it holds, it does not, or it is left out.
#pragma once

#include "years.hpp"

namespace lantoa {

/// From bad news to good.
enum class Does : std::uint8_t { kFails, kLeftOut, kHolds };

/// What a year does at each corner, filling x future.
struct Hold {
  Does worst_lo = Does::kFails;
  Does worst_hi = Does::kFails;
  Does best_lo = Does::kFails;
  Does best_hi = Does::kFails;

  [[nodiscard]] bool sure() const { return worst_lo == Does::kHolds; }
  [[nodiscard]] bool never() const { return best_hi != Does::kHolds; }
  [[nodiscard]] bool settled() const { return worst_lo == best_lo; }
};

/// A year of levels.
///
/// @param wanted  the levels that hold
/// @param all     the levels of the scale
[[nodiscard]] Hold hold_of_levels(const YearCell& cell, Levels wanted, Levels all);

/// A year of ratios.
///
/// @param least  the least that holds
[[nodiscard]] Hold hold_of_ratio(const YearCell& cell, Notch least);

/// The year without what keeps it open; one that is surely open is left out.
[[nodiscard]] YearCell provisionally(YearCell cell);

}  // namespace lantoa
