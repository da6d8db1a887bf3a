// Places by points within groups: exact, with the interval that missing values leave open.
//
// Whoever has more points stands before; the declared chain parts those with as many, and whom
// it does not part share a place. Nothing else decides: no order of rows, no id.
#pragma once

#include <cstdint>

#include "lantoa/points.hpp"

namespace lantoa {

/// Whether somebody is ranked.
enum class Entry : std::uint8_t {
  kOut,
  kPerhaps,  ///< it may turn out to be in: its place stays open, and so do those of the others
  kSoFar,    ///< it is in by what is on record, and missing values may take it out
  kIn,
};

/// n subjects that are ranked by k numbers, more is better.
struct Contest {
  /// The group of each: places are counted within it. kBlank: it has none, and is out;
  /// kUnreadable: it has one that nobody knows, and no place, but it may be anybody's rival.
  Codes group;
  Codes entry;  ///< an Entry of each
  Points low;   ///< n x k on record: the points, then each of the chain that parts equals
  Points high;  ///< n x k at the best filling of what is missing; nowhere below `low`
};

/// Places from 1; 0 where there is none.
struct Places {
  Codes place;  ///< on record: 1 + those in of the group with more; equals share it
  Codes tied;   ///< how many of those in share it, itself included
  Codes best;   ///< the best place that the missing values leave possible, were it in
  Codes worst;  ///< the worst one, those who are perhaps in counted
  /// The last place of those tied with it, at the best and at the worst: place + tied - 1.
  Codes last_best;
  Codes last_worst;
};

/// Ranks everybody within the groups.
///
/// @throws InputError when the parts differ in size or a `high` lies below its `low`
[[nodiscard]] Places rank(const Contest& contest);

}  // namespace lantoa
