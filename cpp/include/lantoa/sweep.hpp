// A weight that moves: who stands within k seats for every value of it, exactly.
//
// While theta runs over a range everybody's points are a line a + b theta, and whoever has more
// stands before; the chain parts equals, and whom it does not part share a place. Equal lines
// tie throughout; at a crossing the chain decides, beside it the slopes. Values of theta are
// fractions of whole numbers, compared by products of 128 bits: nothing is rounded.
#pragma once

#include <cstdint>

#include "lantoa/quota.hpp"

namespace lantoa {

using Integers = Eigen::Matrix<std::int64_t, Eigen::Dynamic, 1>;

/// A value of what moves: numerator / denominator, the denominator positive.
struct Theta {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

/// n subjects in groups with seats, ranked by lines: more is better.
struct Lines {
  Integers a;    ///< points at 0
  Integers b;    ///< points for each 1 of theta
  Points chain;  ///< n x c: what parts equals, in its order; it does not move
  Codes group;   ///< below 0: not ranked
  Codes seats;   ///< of each group, 0 or more
};

/// The sides of everybody over a range: at its lower end, then change by change.
struct Sweep {
  Codes start;  ///< a `Side` of each exactly at the lower end, kNone of who is not ranked
  Integers numerator;
  Integers denominator;  ///< of e breakpoints, ascending, in lowest terms
  Integers first;        ///< e + 1 numbers: breakpoint i has the changes from first[i] on
  Codes row;             ///< of each change, ascending within a breakpoint
  Codes before;          ///< its side on the stretch before; at the lower end that of the end
  Codes at;              ///< exactly at the breakpoint
  Codes after;           ///< on the stretch after; at the upper end that of the end
};

/// Who stands within, is tied at or stands beyond the line, for every theta from `from` to `to`.
///
/// Between two breakpoints nobody changes sides; at each somebody does. Both ends belong to the
/// range and may be equal.
///
/// @param most  of changes that are told
/// @throws InputError when the parts differ in size, a number is too great to be compared, the
///         range is empty, or more than `most` changes would have to be told
///
/// O(n + (s + c) log s) typically, s those who are within at some theta, c the changes.
[[nodiscard]] Sweep sweep(const Lines& lines, const Theta& from, const Theta& to,
                          std::int64_t most);

/// The values around one at which everybody's side is the same.
struct Unchanged {
  Theta from;
  Theta to;
  bool has_from = true;  ///< whether it is the same at the ends themselves
  bool has_to = true;
};

/// How far theta may move from `now`, within the range, until somebody changes sides.
///
/// @throws InputError as `sweep` does, and when `now` lies outside the range
[[nodiscard]] Unchanged unchanged(const Lines& lines, const Theta& from, const Theta& to,
                                  const Theta& now);

/// The place of one subject in its group at p points of the range, and between them.
struct Course {
  Integers numerator;
  Integers denominator;  ///< the ends of the range and every theta at which another line crosses
  Codes place;           ///< exactly there: 1 + those who stand before
  Codes tied;            ///< how many share it, itself included
  Codes place_after;     ///< on the stretch after; at the last point as there
  Codes tied_after;
};

/// Follows one subject. O(n + c log c) for c crossings.
///
/// @throws InputError as `sweep` does, and when the row is none that is ranked
[[nodiscard]] Course course(const Lines& lines, const Theta& from, const Theta& to,
                            std::int64_t row);

}  // namespace lantoa
