#include "lantoa/exposure.hpp"

#include <gtest/gtest.h>
#include <cmath>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

Codes codes(std::initializer_list<Code> values) {
  Codes made(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), made.data());
  return made;
}

/// Subjects 1 and 2 are sources of 0, 0 of 3.
const Codes kSource = codes({1, 2, 0});
const Codes kTaker = codes({0, 0, 3});

TEST(Exposure, TheShareOfTheSourcesThatHaveItByThen) {
  const PeriodTable share = exposure(rows_of(4, kTaker, kSource), codes({3, 1, 2, 0}), 3);
  EXPECT_EQ(share.row(0), Eigen::RowVector3d(0.5, 1, 1));
  EXPECT_EQ(share.row(3), Eigen::RowVector3d(0, 0, 1));
}

TEST(Exposure, WithoutASourceOrASourceThatTookUpItIsNothing) {
  const PeriodTable share = exposure(rows_of(4, kTaker, kSource), codes({0, 0, 0, 1}), 2);
  EXPECT_EQ(share, PeriodTable::Zero(4, 2));
}

TEST(Exposure, InTimeOnlyTiesAndSpellsOfThePeriodCount) {
  const Holding ties{Eigen::Vector3d(1, 3, 1), codes({1, 2, 1}), codes({3, 3, 1})};
  const Carrying spells{codes({0, 0, 1, 3, 3}), codes({1, 1, 3}), codes({2, 1, 3})};
  const PeriodTable share = exposure_in_time(rows_of(4, kTaker, kSource), ties, spells, 3);
  EXPECT_EQ(share.row(0), Eigen::RowVector3d(1, 0.25, 0.75));
  EXPECT_EQ(share.row(3), Eigen::RowVector3d(0, 0, 0));
}

TEST(Exposure, BrokenWeightsLeaveNoRestBehind) {
  const Holding ties{Eigen::Vector3d(0.1, 0.2, 1), codes({1, 1, 1}), codes({3, 3, 3})};
  const Carrying spells{codes({0, 0, 1, 2, 2}), codes({1, 1}), codes({2, 1})};
  const PeriodTable share = exposure_in_time(rows_of(4, kTaker, kSource), ties, spells, 3);
  EXPECT_EQ(share(0, 0), 1);
  EXPECT_DOUBLE_EQ(share(0, 1), 1 / 3.0);
  EXPECT_EQ(share(0, 2), 0);
}

TEST(Exposure, ForGoodIsInTimeWithoutAnEnd) {
  const Network rows = rows_of(4, kTaker, kSource);
  const Holding ties{Eigen::Vector3d(1, 1, 1), codes({1, 1, 1}), codes({300, 300, 300})};
  const Carrying spells{codes({0, 1, 2, 2, 2}), codes({299, 4}), codes({300, 300})};
  EXPECT_EQ(exposure(rows, codes({299, 4, 0, 0}), 300), exposure_in_time(rows, ties, spells, 300));
}

TEST(Exposure, WhatCannotBeIsRefused) {
  const Network rows = rows_of(4, kTaker, kSource);
  EXPECT_THROW((void)exposure(rows, codes({0, 0, 0}), 3), InputError);
  EXPECT_THROW((void)exposure(rows, codes({0, 0, 0, 4}), 3), InputError);
  EXPECT_THROW((void)exposure(rows, codes({0, 0, 0, -1}), 3), InputError);
  EXPECT_THROW((void)exposure(rows, codes({0, 0, 0, 0}), 0), InputError);
  const Carrying spells{codes({0, 0, 0, 0, 0}), codes({}), codes({})};
  const Holding negative{Eigen::Vector3d(1, -1, 1), codes({1, 1, 1}), codes({1, 1, 1})};
  EXPECT_THROW((void)exposure_in_time(rows, negative, spells, 1), InputError);
}

TEST(TimingOfTies, LooksAtSourcesBeforeAndTakersAfter) {
  const Timing found = timing(kSource, kTaker, codes({3, 1, 2, 4}), 1);
  EXPECT_EQ(found.threshold[0], 1);
  EXPECT_EQ(found.threshold_before[0], 1);
  EXPECT_EQ(found.susceptibility[0], 0.5);
  EXPECT_EQ(found.infection[0], 1);
  EXPECT_EQ(found.infection[1], 0);
  EXPECT_EQ(found.infection[2], 1);
  EXPECT_TRUE(std::isnan(found.threshold_before[1]));
  EXPECT_EQ(found.sources, codes({2, 0, 0, 1}));
}

TEST(TimingOfTies, LaterLagsWeighLess) {
  const Timing found = timing(kSource, kTaker, codes({3, 1, 2, 0}), 2);
  EXPECT_DOUBLE_EQ(found.susceptibility[0], (1 + 0.5) / (1 + 1.5));
  EXPECT_TRUE(std::isnan(found.threshold[3]));
}

TEST(TimingOfTies, WhatCannotBeIsRefused) {
  EXPECT_THROW((void)timing(kSource, kTaker, codes({1, 1, 1}), 1), InputError);
  EXPECT_THROW((void)timing(kSource, kTaker, codes({1, 1, 1, 1}), 0), InputError);
  EXPECT_THROW((void)timing(kSource, kTaker, codes({1, 1, 1, 1}), 21), InputError);
  EXPECT_THROW((void)timing(kSource, kTaker, codes({1, 1, 1, -1}), 1), InputError);
}

}  // namespace
}  // namespace lantoa
