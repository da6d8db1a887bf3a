#include "lantoa/ordinal.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "lantoa/error.hpp"

namespace {

using lantoa::Codes;
using lantoa::ordinal_order;
using lantoa::ordinal_trend;
using Table = Eigen::Matrix<lantoa::Code, Eigen::Dynamic, Eigen::Dynamic>;

Codes years(Eigen::Index count) { return Codes::LinSpaced(count, 0, static_cast<int>(count) - 1); }

// With two levels it is the logit of a 2 x 2 table: 2 of 8 above, then 6 of 8.
TEST(OrdinalTrend, OfTwoLevelsAndYearsIsTheLogOddsRatio) {
  Table levels(8, 2);
  for (Eigen::Index row = 0; row < 8; ++row) {
    levels(row, 0) = row < 2 ? 1 : 0;
    levels(row, 1) = row < 6 ? 1 : 0;
  }
  const auto found = ordinal_trend(levels, years(2), 2);
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.slope, std::log(9.0), 1e-12);
  EXPECT_NEAR(found.cuts[0], std::log(3.0), 1e-12);
  EXPECT_NEAR(found.model_error, std::sqrt(2.0 / 6 + 2.0 / 2), 1e-12);
  EXPECT_EQ(found.ratings, 16);
  EXPECT_EQ(found.subjects, 8);
}

TEST(OrdinalTrend, DoesNotConvergeWhereYearsPartLevels) {
  Table levels(3, 2);
  levels << 0, 1, 0, 1, 0, 1;
  EXPECT_FALSE(ordinal_trend(levels, years(2), 2).converged);
}

TEST(OrdinalTrend, IsTheNegativeWhenYearsRunBackwards) {
  Table levels(4, 3);
  levels << 0, 1, 2, 1, 1, 1, 2, -1, 0, 0, 2, 1;
  Codes back(3);
  back << 0, -1, -2;
  const auto one = ordinal_trend(levels, years(3), 3);
  const auto other = ordinal_trend(levels, back, 3);
  EXPECT_NEAR(one.slope, -other.slope, 1e-9);
  EXPECT_NEAR(one.error, other.error, 1e-9);
}

TEST(OrdinalOrder, OfFiveRisingYearsIsTwoOfAllOrders) {
  Table levels(10, 5);
  for (Eigen::Index year = 0; year < 5; ++year) {
    for (Eigen::Index row = 0; row < 10; ++row) levels(row, year) = row < 2 * year ? 1 : 0;
  }
  const auto found = ordinal_order(levels, years(5), 2);
  EXPECT_EQ(found.orders, 120);
  EXPECT_DOUBLE_EQ(found.p, 2.0 / 120);
  EXPECT_DOUBLE_EQ(found.smallest, 2.0 / 120);
}

TEST(OrdinalTrend, RefusesLevelsThatDoNotOccur) {
  Table levels(2, 2);
  levels << 0, 0, 2, 2;
  EXPECT_THROW(static_cast<void>(ordinal_trend(levels, years(2), 3)), lantoa::InputError);
  EXPECT_THROW(static_cast<void>(ordinal_trend(levels, years(2), 2)), lantoa::InputError);
  EXPECT_THROW(static_cast<void>(ordinal_trend(levels, years(3), 3)), lantoa::InputError);
}

}  // namespace
