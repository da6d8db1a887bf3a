// Who cannot come to the line anywhere in a range: left out before anything is followed.
#pragma once

#include <vector>

#include "sweep_lines.hpp"

namespace lantoa {

/// Those of one group who may stand within or be tied somewhere between two values, as lines.
///
/// Whoever is left out has `seats` others with more points at both ends, so everywhere between.
///
/// @param rows  those who are ranked in the group
[[nodiscard]] std::vector<Bundle> candidates(const Lines& lines, std::vector<Code> rows,
                                             std::int64_t seats, const Theta& from,
                                             const Theta& to);

/// Lines whose side is still open on an open range, and the seats that are left for them.
struct Band {
  std::vector<Code> which;
  std::int64_t seats = 0;
};

/// Where a line stands in one order.
struct LinePosition {
  Code position = 0;
  std::int64_t before = 0;  ///< subjects
};

/// Leaves out who is surely within or surely beyond on the whole open range.
///
/// @param room  one for each line, of any content: many calls share it
[[nodiscard]] Band narrowed(std::span<const Bundle> lines, const Band& band, const Theta& from,
                            const Theta& to, std::vector<LinePosition>& room);

}  // namespace lantoa
