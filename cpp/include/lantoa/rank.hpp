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
  Codes step;   ///< 1 + the different numbers of those in of the group that are more
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

/// How equals share places. The example shows 900 700 700 500 points.
enum class TieRule : std::uint8_t {
  kMin,    ///< 1 2 2 4: 1 + those with more
  kMax,    ///< 1 3 3 4: 1 + those with more + the others with as many
  kDense,  ///< 1 2 2 3: 1 + the different numbers that are more
};

/// The places on record by one of the rules; 0 where there is none.
[[nodiscard]] Codes shared(const Places& places, TieRule tie_rule);

/// 1 + those with more + half of the others with as many, on record; 0 where there is no place.
///
/// For sums and correlations of ranks (1 2.5 2.5 4). It is no place: half a place does not exist.
[[nodiscard]] Eigen::VectorXd average_ranks(const Places& places);

}  // namespace lantoa
