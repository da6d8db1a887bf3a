// Who is asked: one line of one subject, on a day.
#pragma once

#include <span>

#include "lantoa/calendar.hpp"
#include "lantoa/lineage.hpp"

namespace lantoa {

/// A person, or one line of a unit. It borrows its segments and ids.
struct Asker {
  std::span<const Segment> segments;  ///< whose rows are its own, and when
  std::span<const Code> ids;          ///< all ids of the subject itself
  bool is_unit = false;
  Day clock = 0;           ///< the day on which the subject is judged
  Day opened = kFirstDay;  ///< of a unit: presence, for launches
  int first_year = 0;      ///< the first year present; the window's or before: always there

  /// The subject that a row which is not there would belong to.
  [[nodiscard]] Code last_subject() const { return segments.back().subject; }
};

}  // namespace lantoa
