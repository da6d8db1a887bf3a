// Days, years and the window that a plan covers.
//
// A day is a count from 1 January 1970, as NumPy's datetime64[D] has it. A day that is
// not known is kNoDay: it is before nothing and after nothing, so ask for it first.
#pragma once

#include <cstdint>
#include <limits>

namespace lantoa {

using Day = std::int32_t;

inline constexpr Day kNoDay = std::numeric_limits<Day>::min();
inline constexpr Day kFirstDay = std::numeric_limits<Day>::min() / 2;  ///< "always before"
inline constexpr Day kLastDay = std::numeric_limits<Day>::max() / 2;   ///< "no end"

/// The day of a date of the Gregorian calendar; 31 February counts on into March.
///
/// A year before -9999 is kFirstDay, one after 9999 kLastDay.
[[nodiscard]] Day day_of(int year, int month, int day);

[[nodiscard]] int year_of(Day day);

/// Whole years: 1 January of `first` to 31 December of `last`, both included.
struct Window {
  int first = 0;
  int last = -1;

  [[nodiscard]] int years() const { return last - first + 1; }
  [[nodiscard]] bool has_year(int year) const { return first <= year && year <= last; }
  [[nodiscard]] Day first_day() const { return day_of(first, 1, 1); }
  [[nodiscard]] Day last_day() const { return day_of(last, 12, 31); }
};

/// From when a year counts as closed: a day of that year, or of the next. The day itself counts.
struct Closing {
  int month = 12;
  int day = 31;
  bool next_year = false;

  [[nodiscard]] Day of(int year) const { return day_of(year + (next_year ? 1 : 0), month, day); }
};

}  // namespace lantoa
