#include "lantoa/calendar.hpp"

#include <gtest/gtest.h>

namespace {

using lantoa::Closing;
using lantoa::Day;
using lantoa::day_of;
using lantoa::Window;
using lantoa::year_of;

TEST(Calendar, CountsDaysFromTheFirstOf1970) {
  EXPECT_EQ(day_of(1970, 1, 1), 0);
  EXPECT_EQ(day_of(1969, 12, 31), -1);
  EXPECT_EQ(day_of(2021, 1, 1), 18628);
}

TEST(Calendar, KnowsLeapYearsAndTheCenturiesThatAreNone) {
  EXPECT_EQ(day_of(2024, 3, 1) - day_of(2024, 2, 28), 2);
  EXPECT_EQ(day_of(2023, 3, 1) - day_of(2023, 2, 28), 1);
  EXPECT_EQ(day_of(2000, 3, 1) - day_of(2000, 2, 28), 2);
  EXPECT_EQ(day_of(1900, 3, 1) - day_of(1900, 2, 28), 1);
}

TEST(Calendar, LetsADayThatAMonthLacksCountOnIntoTheNext) {
  EXPECT_EQ(day_of(2023, 2, 31), day_of(2023, 3, 3));
}

TEST(Calendar, FindsTheYearOfItsFirstAndLastDay) {
  for (const int year : {1969, 1970, 2020, 2021, 2100}) {
    EXPECT_EQ(year_of(day_of(year, 1, 1)), year);
    EXPECT_EQ(year_of(day_of(year, 12, 31)), year);
  }
}

TEST(Calendar, PutsAYearThatIsASlipOfThePenBeforeOrAfterEverything) {
  EXPECT_EQ(day_of(20211, 1, 1), lantoa::kLastDay);
  EXPECT_EQ(day_of(-20211, 1, 1), lantoa::kFirstDay);
  EXPECT_EQ(day_of(65536 + 2021, 1, 1), lantoa::kLastDay);  // not 2021 again
}

TEST(Calendar, MakesAWindowOfWholeYears) {
  const Window window{2021, 2025};
  EXPECT_EQ(window.years(), 5);
  EXPECT_EQ(window.first_day(), day_of(2021, 1, 1));
  EXPECT_EQ(window.last_day(), day_of(2025, 12, 31));
  EXPECT_TRUE(window.has_year(2021) && window.has_year(2025));
  EXPECT_FALSE(window.has_year(2020) || window.has_year(2026));
}

TEST(Calendar, ClosesAYearOnADayOfItOrOfTheNext) {
  EXPECT_EQ((Closing{.month = 12, .day = 15}.of(2024)), day_of(2024, 12, 15));
  EXPECT_EQ((Closing{.month = 3, .day = 31, .next_year = true}.of(2024)), day_of(2025, 3, 31));
}

TEST(Calendar, KeepsAlwaysAndNeverApartFromUnknown) {
  EXPECT_LT(lantoa::kNoDay, lantoa::kFirstDay);
  EXPECT_GT(lantoa::kLastDay, day_of(9999, 12, 31));
  EXPECT_LT(lantoa::kFirstDay, day_of(-9999, 1, 1));
  EXPECT_GT(lantoa::kLastDay + Day{1}, lantoa::kLastDay);  // a day may be added
}

}  // namespace
