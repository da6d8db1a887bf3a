// Rows of numbers as one number each, which stand in the same order.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/rank.hpp"

namespace lantoa {

using Key = std::uint64_t;

/// One of the rows that are ranked.
struct Keyed {
  Key key;
  Code row;
};

/// Those who are ranked, the groups one after the other, within them whoever stands before first.
struct Keys {
  std::vector<Keyed> low;   ///< by what is on record
  std::vector<Keyed> high;  ///< by the best of what is missing
  /// The best of those whose group nobody knows, as keys of the group 0.
  std::vector<Key> anywhere;
  int shift = 0;           ///< the bits of a key that are not its group
  bool is_settled = true;  ///< nothing is missing: both orders are one

  /// No key of the same group is smaller.
  [[nodiscard]] Key start_of(Key key) const { return shift >= 64 ? 0 : (key >> shift) << shift; }
};

/// Equal rows of a group have equal keys, and whoever stands before has the smaller one.
[[nodiscard]] Keys keys_of(const Contest& contest);

/// The same of what is on record alone, in the order of the rows.
[[nodiscard]] std::vector<Keyed> unsorted_keys_of(const Contest& contest);

/// Sorts by key; the order of equal keys decides nothing.
///
/// @param bits  how many bits, from the lowest, the greatest key needs
void sort_keyed(std::vector<Keyed>& keyed, int bits);

/// Where each group begins in rows that lie group after group, and the end of the last one.
[[nodiscard]] std::vector<std::size_t> starts_of(const Contest& contest,
                                                 const std::vector<Keyed>& rows);

}  // namespace lantoa
