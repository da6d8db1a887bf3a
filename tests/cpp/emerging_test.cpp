#include "lantoa/emerging.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "lantoa/error.hpp"
#include "noisy_office.hpp"

namespace {

using Eigen::ArrayXXd;
using lantoa::Code;
using lantoa::Codes;
using noisy::office;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Codes times(Eigen::Index years) {
  return Codes::LinSpaced(years, 2015, static_cast<Code>(2014 + years));
}

lantoa::Emerging found(const ArrayXXd& values, bool beside = false, lantoa::Threads threads = 1) {
  return lantoa::emerging(values, times(values.cols()), beside, 0.95, 999, 3, threads);
}

TEST(Emerging, FitsLeastSquares) {
  ArrayXXd values(3, 5);
  values << 1, 2, 3, 4, 5, 1, kNone, 5, kNone, 9, 7, kNone, kNone, kNone, 8;
  const auto slope = found(values).slope;
  EXPECT_NEAR(slope[0], 1, 1e-12);
  EXPECT_NEAR(slope[1], 2, 1e-12);
  EXPECT_TRUE(std::isnan(slope[2]));
}

TEST(Emerging, OfOneSeriesIsTheExactTestOfItsSlope) {
  ArrayXXd values(1, 5);
  values << 1, 2, 3, 4, 5;
  EXPECT_DOUBLE_EQ(found(values).p[0], 2.0 / 120);
  EXPECT_DOUBLE_EQ(found(values).smallest, 2.0 / 120);
  values << 0.1, 0.1, 0.1, 0.1, 0.1;
  EXPECT_DOUBLE_EQ(found(values).p[0], 1);
}

TEST(Emerging, DoesNotTurnOnRounding) {
  ArrayXXd small(2, 5);
  small << 0.1, 0.3, 0.2, 0.3, 0.5, 0.2, 0.2, 0.3, 0.1, 0.1;
  const auto plain = found(small);
  const auto high = found((small * 10).round() + 1'000'000);
  const auto tiny = found((small * 10).round() * 0x1p-900);
  for (Eigen::Index row = 0; row < 2; ++row) {
    EXPECT_EQ(plain.p[row], high.p[row]);
    EXPECT_EQ(plain.p[row], tiny.p[row]);
  }
}

TEST(Emerging, NamesNobodyInErrorMoreOftenThanTheLevel) {
  int named = 0;
  int apart = 0;
  constexpr int kRuns = 1'000;
  for (int run = 0; run < kRuns; ++run) {
    const auto here = found(office(30, 5, 1, static_cast<std::uint64_t>(run)), run % 2 == 0);
    named += here.p.minCoeff() <= 0.05 ? 1 : 0;
    apart += here.best.maxCoeff() > 1 ? 1 : 0;  // all slopes are truly equal
  }
  EXPECT_LE(named, 0.065 * kRuns);
  EXPECT_GE(named, 0.02 * kRuns);
  EXPECT_LE(apart, 0.065 * kRuns);
}

TEST(Emerging, FindsWhoRisesAndPutsThemFirst) {
  int hits = 0;
  int ranks = 0;
  for (int run = 0; run < 100; ++run) {
    ArrayXXd values = office(30, 6, 1, static_cast<std::uint64_t>(run));
    for (Eigen::Index year = 0; year < 6; ++year)
      values(4, year) += 2.0 * static_cast<double>(year);
    const auto here = found(values, true);
    hits += here.p[4] <= 0.05 ? 1 : 0;
    ranks += here.worst[4] < 25 ? 1 : 0;
  }
  EXPECT_GE(hits, 95);
  EXPECT_GE(ranks, 50);
}

TEST(Emerging, IsTheSameForOneThreadAndTwo) {
  const ArrayXXd values = office(20, 9, 1, 4);
  const auto one = found(values, false, 1);
  const auto two = found(values, false, 2);
  EXPECT_TRUE((one.p == two.p).all());
  EXPECT_TRUE(one.best == two.best);
}

TEST(RecentGain, HasAsManyOrdersAsYears) {
  ArrayXXd values(2, 4);
  values << 1, 2, 3, 10, 1, 1, 2, kNone;
  const auto here = lantoa::recent_gain(values, false);
  EXPECT_NEAR(here.gain[0], 8, 1e-12);
  EXPECT_TRUE(std::isnan(here.gain[1]));
  EXPECT_DOUBLE_EQ(here.p[0], 1.0 / 4);
  EXPECT_DOUBLE_EQ(here.smallest, 1.0 / 4);
}

TEST(Emerging, RefusesWhatDoesNotFit) {
  ArrayXXd values = office(2, 5, 0, 1);
  EXPECT_THROW((void)lantoa::emerging(values, times(4), false, 0.95, 9, 1), lantoa::InputError);
  EXPECT_THROW((void)lantoa::emerging(values, times(5), false, 1, 9, 1), lantoa::InputError);
  values(0, 0) = std::numeric_limits<double>::infinity();
  EXPECT_THROW((void)found(values), lantoa::InputError);
  EXPECT_THROW((void)lantoa::recent_gain(values, true), lantoa::InputError);
}

TEST(Emerging, OfNobodyIsNothing) {
  EXPECT_EQ(found(ArrayXXd(0, 5)).p.size(), 0);
  EXPECT_EQ(found(ArrayXXd(2, 0)).p.size(), 2);
  EXPECT_EQ(lantoa::recent_gain(ArrayXXd(0, 0), true).p.size(), 0);
}

TEST(Emerging, KnowsItsFloorWhereOrdersAreDrawn) {
  ArrayXXd values = ArrayXXd::Ones(3, 10);
  EXPECT_GT(found(values).smallest, 0.99);
  values(0, 9) = 2;
  EXPECT_NEAR(found(values).smallest, 0.2, 0.05);
  EXPECT_GE(found(values).p[0], found(values).smallest);
}

}  // namespace
