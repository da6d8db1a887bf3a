// Who is still tied after the chain: numbers that part equals, one after the other.
//
// A chain stops where one of those who are tied has no number: unknown is not the least. They
// stay tied then, as do those who are equal in all of it, and the council decides.
#pragma once

#include <cstdint>
#include <limits>

#include "lantoa/rank.hpp"

namespace lantoa {

inline constexpr std::int64_t kNoNumber = std::numeric_limits<std::int64_t>::min();

/// What a chain makes of those who are in, on record.
struct Parted {
  Codes step;     ///< from 1 within the group, equal where they are still tied; 0: not ranked
  Codes by;       ///< the last column that parted it from somebody; 0: its points are its own
  Codes stopped;  ///< the column where the chain stopped for want of a number; kBlank: nowhere
};

/// Parts those with equal points by the chain.
///
/// @param contest  whose `low` has the points in column 0, then the chain, where kNoNumber is
///                 what nobody knows; `high` is not looked at
/// @throws InputError when the parts differ in size, there are no points, or somebody who is in
///         has none
[[nodiscard]] Parted part(const Contest& contest);

}  // namespace lantoa
