// Quotas: how many may be named in each group, and where that line cuts.
//
// A quota caps, it never admits: people decide. Those who are tied across the line go to the
// council together. Whole numbers throughout: in binary floating point 0.7 x 90 rounds to 62.
#pragma once

#include <cstdint>

#include "lantoa/rank.hpp"

namespace lantoa {

/// How a share that is no whole number is rounded.
enum class Rounding : std::uint8_t { kDown, kUp };

/// A share of a number, as an exact fraction, with the places that it has at least.
struct Share {
  std::int64_t part = 0;      ///< so many
  std::int64_t whole = 1000;  ///< of so many: a third is 1 of 3
  /// The share is one of those beside the named, not of all: 1 of 5 names 1 of 6, beside 5.
  bool is_of_others = false;
  Rounding rounding = Rounding::kDown;
  std::int64_t minimum = 0;  ///< raises a share that rounds to less; nobody has no places
};

/// The places that a share of `base` gives.
///
/// 15 % of 6: 0, with a minimum of 1: 1; of 0: 0. 20 % of the others among 12: 2, beside 10.
///
/// @throws InputError when a number is negative, the whole is 0, or the seats are too many
[[nodiscard]] std::int64_t seats(const Share& share, std::int64_t base);

/// Where a subject stands to the line of its group.
enum class Side : std::uint8_t {
  kNone,    ///< it has no place, or its group no quota
  kWithin,  ///< it and all that share its place have seats
  kTied,    ///< those that share its place are more than the seats that are left
  kBeyond,  ///< whoever stands before it has every seat
};

/// The lines of n subjects.
struct Sides {
  Codes side;  ///< a Side of each, on record; of one perhaps in only `kBeyond` is ever told
  Codes sure;  ///< 1 where no missing value can change it
};

/// The seats of each group, with what is not known about them.
struct Seats {
  Codes on_record;  ///< by group; kBlank: it has no quota
  Codes low;        ///< the least that missing values leave
  Codes high;       ///< the most
};

/// Draws the line in each group.
///
/// @throws InputError when a group has no entry in `seats` or `low`, `on_record`
///         and `high` do not grow
[[nodiscard]] Sides draw_lines(const Contest& contest, const Places& places, const Seats& seats);

/// Who may be ranked in a quota inside another: an Entry of each, by the sides of the outer line.
///
/// Whoever is tied at the outer line is perhaps in: the council decides.
[[nodiscard]] Codes inside(const Contest& outer, const Sides& sides);

}  // namespace lantoa
