#include "lantoa/calendar.hpp"

#include <chrono>

namespace lantoa {

namespace chrono = std::chrono;
namespace {

constexpr int kFarYear = 9999;  // beyond it a year is a slip of the pen, and chrono wraps around

}  // namespace

Day day_of(int year, int month, int day) {
  if (year < -kFarYear) return kFirstDay;
  if (year > kFarYear) return kLastDay;
  const chrono::year_month_day first{chrono::year{year},
                                     chrono::month{static_cast<unsigned>(month)}, chrono::day{1}};
  return static_cast<Day>(chrono::sys_days{first}.time_since_epoch().count()) + day - 1;
}

int year_of(Day day) {
  return static_cast<int>(chrono::year_month_day{chrono::sys_days{chrono::days{day}}}.year());
}

}  // namespace lantoa
