#include "lantoa/breaks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "lantoa/error.hpp"

namespace {

using Eigen::ArrayXXd;
using lantoa::Code;
using lantoa::Codes;

Codes codes(const std::vector<Code>& values) {
  return Eigen::Map<const Codes>(values.data(), static_cast<Eigen::Index>(values.size()));
}

ArrayXXd two_years(const std::vector<double>& before, const std::vector<double>& after) {
  ArrayXXd out(static_cast<Eigen::Index>(before.size()), 2);
  for (std::size_t row = 0; row < before.size(); ++row) {
    out(static_cast<Eigen::Index>(row), 0) = before[row];
    out(static_cast<Eigen::Index>(row), 1) = after[row];
  }
  return out;
}

lantoa::YearSteps step(const ArrayXXd& values) {
  return lantoa::year_steps(values, codes({0}), codes({1}));
}

// Medians 3 and 13, distances 2 1 0 1 2 and 4 2 0 2 4: spreads 1 and 2 times 1.4826.
TEST(YearSteps, TellShiftSpreadAndOrder) {
  const auto found = step(two_years({1, 2, 3, 4, 5}, {9, 11, 13, 15, 17}));
  EXPECT_EQ(found.told[0], 1);
  EXPECT_NEAR(found.shift[0], 10 / (1.4826 * std::sqrt(2.0)), 1e-12);
  EXPECT_NEAR(found.spread[0], std::log(2.0), 1e-12);
  EXPECT_DOUBLE_EQ(found.order[0], 1);
}

TEST(YearSteps, LeaveOutWhoIsMissingInOneYear) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto found = step(two_years({1, 2, 3, 4, 5, none, 9}, {9, 11, 13, 15, 17, 1e9, none}));
  EXPECT_EQ(found.subjects[0], 5);
  EXPECT_NEAR(found.spread[0], std::log(2.0), 1e-12);
}

TEST(YearSteps, AreNotToldOfFewSubjectsOrOfAYearWhereMostAreAlike) {
  EXPECT_EQ(step(two_years({1, 2, 3, 4}, {1, 2, 3, 4})).told[0], 0);
  EXPECT_EQ(step(two_years({1, 1, 1, 1, 9}, {1, 2, 3, 4, 5})).told[0], 0);
  EXPECT_EQ(step(ArrayXXd(0, 2)).told[0], 0);
}

TEST(YearSteps, DoNotDependOnTheUnit) {
  const std::vector<double> before{1, 2, 4, 4, 7, 9};
  const std::vector<double> after{2, 3, 3, 8, 9, 9};
  const auto plain = step(two_years(before, after));
  for (const double unit : {1e300, 1e-300, 1e-3}) {
    const auto scaled = step(two_years(before, after) * unit);
    EXPECT_NEAR(scaled.shift[0], plain.shift[0], 1e-12);
    EXPECT_NEAR(scaled.spread[0], plain.spread[0], 1e-12);
    EXPECT_EQ(scaled.order[0], plain.order[0]);
  }
}

TEST(YearSteps, RefuseColumnsThatAreNotThere) {
  EXPECT_THROW(static_cast<void>(lantoa::year_steps(ArrayXXd(5, 2), codes({0}), codes({2}))),
               lantoa::InputError);
}

/// Ten subjects over ten years that wander a little, each at its own beat.
ArrayXXd wandering() {
  ArrayXXd out(10, 10);
  for (Eigen::Index row = 0; row < 10; ++row) {
    for (Eigen::Index year = 0; year < 10; ++year) {
      const auto beat = static_cast<double>(row * 7 + year * 13 + row * year);
      out(row, year) = static_cast<double>(row) + 1.5 * std::sin(beat);
    }
  }
  return out;
}

lantoa::Unusual judged(const ArrayXXd& values) {
  const Codes before = codes({0, 1, 2, 3, 4, 5, 6, 7, 8});
  const Codes after = before.array() + 1;
  return lantoa::unusual(lantoa::year_steps(values, before, after), Codes::Zero(9));
}

TEST(UnusualSteps, AreNoneAmongSteadyYears) {
  EXPECT_GT(judged(wandering()).chance.minCoeff(), 0.05);
}

TEST(UnusualSteps, AreFoundWhereTheScaleMoved) {
  ArrayXXd values = wandering();
  values.rightCols(4) = values.rightCols(4) * 3 + 500;
  const auto found = judged(values);
  Eigen::Index least = -1;
  EXPECT_LT(found.chance.minCoeff(&least), 0.01);
  EXPECT_EQ(least, 5);
  EXPECT_GT(found.shift[5], 10);
}

TEST(UnusualSteps, AreCertainWhereNothingElseEverMoved) {
  ArrayXXd values = wandering().col(0).replicate(1, 10);
  values.rightCols(4) += 500;
  const auto found = judged(values);
  EXPECT_EQ(found.chance[5], 0);
  EXPECT_EQ(found.chance[4], 1);
}

TEST(UnusualSteps, OfOneStepCannotBeTold) {
  const auto steps = step(two_years({1, 2, 3, 4, 5}, {901, 902, 903, 904, 905}));
  EXPECT_GT(lantoa::unusual(steps, codes({0})).chance[0], 0.2);
  EXPECT_THROW(static_cast<void>(lantoa::unusual(steps, codes({0, 1}))), lantoa::InputError);
}

}  // namespace
