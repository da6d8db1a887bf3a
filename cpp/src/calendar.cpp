#include "lantoa/calendar.hpp"

#include <chrono>

namespace lantoa {

namespace chrono = std::chrono;

Day day_of(int year, int month, int day) {
  const chrono::year_month_day first{chrono::year{year},
                                     chrono::month{static_cast<unsigned>(month)}, chrono::day{1}};
  return static_cast<Day>(chrono::sys_days{first}.time_since_epoch().count()) + day - 1;
}

int year_of(Day day) {
  return static_cast<int>(chrono::year_month_day{chrono::sys_days{chrono::days{day}}}.year());
}

}  // namespace lantoa
