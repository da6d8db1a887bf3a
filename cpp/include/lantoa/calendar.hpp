// Days, years and the window that a plan covers.
//
// A day is a count from 1 January 1970, as NumPy's datetime64[D] has it. A day that is
// not known is kNoDay: it is before nothing and after nothing, so ask for it first.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

namespace lantoa {

using Day = std::int32_t;

inline constexpr Day kNoDay = std::numeric_limits<Day>::min();
inline constexpr Day kFirstDay = std::numeric_limits<Day>::min() / 2;  ///< "always before"
inline constexpr Day kLastDay = std::numeric_limits<Day>::max() / 2;   ///< "no end"

inline constexpr int kFarYear = 9999;  ///< a year beyond it is a slip of the pen

/// The day of a date of the Gregorian calendar; 31 February counts on into March.
///
/// A year before -kFarYear is kFirstDay, one after kFarYear kLastDay.
[[nodiscard]] constexpr Day day_of(int year, int month, int day) {
  if (year < -kFarYear) return kFirstDay;
  if (year > kFarYear) return kLastDay;
  const std::chrono::year_month_day first{std::chrono::year{year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{1}};
  return static_cast<Day>(std::chrono::sys_days{first}.time_since_epoch().count()) + day - 1;
}

[[nodiscard]] constexpr int year_of(Day day) {
  const std::chrono::sys_days days{std::chrono::days{day}};
  return static_cast<int>(std::chrono::year_month_day{days}.year());
}

/// Whole years: 1 January of `first` to 31 December of `last`, both included.
struct Window {
  int first = 0;
  int last = -1;

  [[nodiscard]] constexpr int years() const { return last - first + 1; }
  [[nodiscard]] constexpr bool has_year(int year) const { return first <= year && year <= last; }
  [[nodiscard]] constexpr Day first_day() const { return day_of(first, 1, 1); }
  [[nodiscard]] constexpr Day last_day() const { return day_of(last, 12, 31); }
};

/// From when a year counts as closed: a day of that year, or of the next. The day itself counts.
struct Closing {
  int month = 12;
  int day = 31;
  bool next_year = false;

  [[nodiscard]] constexpr Day of(int year) const {
    return day_of(year + (next_year ? 1 : 0), month, day);
  }
};

}  // namespace lantoa
