#include "lantoa/kendall.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace {

using Eigen::ArrayXXd;
using lantoa::Code;
using lantoa::Codes;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

ArrayXXd series(const std::vector<double>& years) {
  return Eigen::Map<const ArrayXXd>(years.data(), 1, static_cast<Eigen::Index>(years.size()));
}

Codes times(Eigen::Index years) {
  return Codes::LinSpaced(years, 2015, static_cast<Code>(2014 + years));
}

ArrayXXd noise(Eigen::Index n, Eigen::Index years, bool rounded) {
  ArrayXXd out(n, years);
  for (Eigen::Index i = 0; i < out.size(); ++i) {
    const lantoa::Draws draws(7, lantoa::Stream::kErrors, static_cast<std::uint64_t>(i));
    const double drawn = draws.normals(0)[0];
    out.data()[i] = rounded ? std::round(drawn) : drawn;
  }
  return out;
}

// The annual series of the Holy Cross mountains, as data/README.md of the references has it.
const std::vector<double> kHolyCross{12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9,
                                     11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7};

TEST(Kendall, AgreesWithAPublishedSeries) {
  const auto normal = lantoa::kendall_normal(series(kHolyCross));
  EXPECT_EQ(lantoa::kendall(series(kHolyCross)).s[0], 54);
  EXPECT_NEAR(normal.variance[0], 332.6666667, 1e-6);
  EXPECT_NEAR(normal.z[0], 2.905836845996537, 1e-12);
  EXPECT_NEAR(normal.p[0], 0.0036627237628823472, 1e-12);
  EXPECT_NEAR(lantoa::kendall_exact(series(kHolyCross)).p[0], 0.0023905795, 1e-9);
  EXPECT_NEAR(lantoa::theil_sen(series(kHolyCross), times(14))[0], 0.5666666667, 1e-9);
}

TEST(Kendall, IsExactUnderTies) {
  const auto p = [](const std::vector<double>& x) { return lantoa::kendall_exact(series(x)).p[0]; };
  EXPECT_DOUBLE_EQ(p({2, 2, 3, 3, 4}), 2.0 / 30);
  EXPECT_DOUBLE_EQ(p({1, 2, 3, 4, 4}), 2.0 / 60);
  EXPECT_DOUBLE_EQ(p({3, 3, 4, 4, 4}), 2.0 / 10);
  EXPECT_DOUBLE_EQ(p({3, 4, 4, 4, 4}), 2.0 / 5);
  EXPECT_DOUBLE_EQ(p({4, 4, 4, 4, 4}), 1);
}

TEST(Kendall, KnowsTheLeastThatASeriesCouldReach) {
  const auto least = [](const std::vector<double>& x) {
    return lantoa::kendall_exact(series(x)).smallest[0];
  };
  EXPECT_DOUBLE_EQ(least({3, 1, 2}), 2.0 / 6);
  EXPECT_DOUBLE_EQ(least({3, 1, 4, 2}), 2.0 / 24);
  EXPECT_DOUBLE_EQ(least({3, 1, 5, 4, 2}), 2.0 / 120);
  EXPECT_DOUBLE_EQ(least({3, 1, 4, 4, 4}), 2.0 / 20);
  EXPECT_DOUBLE_EQ(least({3, kNone, 3, 3}), 1);
  EXPECT_DOUBLE_EQ(least({3}), 1);
}

TEST(Kendall, LeavesOutMissingYears) {
  const auto with = series({1, kNone, 3, 2, kNone, 5});
  const auto without = series({1, 3, 2, 5});
  EXPECT_EQ(lantoa::kendall(with).s[0], lantoa::kendall(without).s[0]);
  EXPECT_EQ(lantoa::kendall(with).years[0], 4);
  EXPECT_EQ(lantoa::kendall_exact(with).p[0], lantoa::kendall_exact(without).p[0]);
}

TEST(Kendall, CountsAllOrdersOfAMultiset) {
  std::vector<double> values{1, 1, 2, 3, 3, 3, 4};
  const auto observed = lantoa::kendall_exact(series({1, 3, 1, 3, 2, 3, 4}));
  std::int64_t orders = 0;
  std::int64_t beyond = 0;
  do {
    ++orders;
    beyond += std::abs(lantoa::kendall(series(values)).s[0]) >= std::abs(observed.s[0]) ? 1 : 0;
  } while (std::ranges::next_permutation(values).found);
  EXPECT_DOUBLE_EQ(observed.p[0], static_cast<double>(beyond) / static_cast<double>(orders));
}

TEST(Kendall, IsTheSameForOneThreadAndTwo) {
  for (const bool rounded : {false, true}) {
    const ArrayXXd values = noise(70'000, 6, rounded);
    const auto one = lantoa::kendall_exact(values, 1);
    const auto two = lantoa::kendall_exact(values, 2);
    EXPECT_TRUE(one.s == two.s);
    EXPECT_TRUE((one.p == two.p).all());
    const auto slope = lantoa::theil_sen(values, times(6), 1);
    EXPECT_TRUE((slope == lantoa::theil_sen(values, times(6), 2)).all());
  }
}

TEST(TheilSen, KeepsTheGapsOfTime) {
  EXPECT_DOUBLE_EQ(lantoa::theil_sen(series({0, kNone, kNone, 3}), times(4))[0], 1);
  EXPECT_TRUE(std::isnan(lantoa::theil_sen(series({0, kNone}), times(2))[0]));
  EXPECT_TRUE(std::isnan(lantoa::theil_sen(ArrayXXd(1, 0), Codes(0))[0]));
}

TEST(TheilSen, SortsManyRowsAtOnceAsItSortsOne) {
  const ArrayXXd values = noise(70, 9, false);
  const auto all = lantoa::theil_sen(values, times(9));
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    const ArrayXXd one = values.row(row);
    EXPECT_DOUBLE_EQ(all[row], lantoa::theil_sen(one, times(9))[0]);
  }
}

TEST(SlopeRanges, HaveTheExactLevel) {
  const auto five = lantoa::slope_ranges(series({1, 2, 4, 8, 16}), times(5), 0.95);
  EXPECT_DOUBLE_EQ(five.level[0], 1 - 2.0 / 120);  // only the perfect orders are outside
  EXPECT_DOUBLE_EQ(five.low[0], five.least[0]);
  EXPECT_DOUBLE_EQ(five.high[0], five.most[0]);
  EXPECT_DOUBLE_EQ(five.least[0], 1);
  EXPECT_DOUBLE_EQ(five.most[0], 8);
  const auto four = lantoa::slope_ranges(series({1, 2, 4, 8}), times(4), 0.95);
  EXPECT_EQ(four.level[0], 0);
  EXPECT_TRUE(std::isnan(four.low[0]));
}

TEST(SlopeRanges, HoldZeroWhereTheTestDoesNotRejectIt) {
  for (const double level : {0.95, 0.9, 0.8}) {
    const double rounds = level == 0.95 ? 1 : 0.7;
    const ArrayXXd values = (noise(20'000, 8, false) * rounds).round();
    const auto exact = lantoa::kendall_exact(values);
    const auto found = lantoa::slope_ranges(values, times(8), level);
    int open = 0;
    for (Eigen::Index row = 0; row < values.rows(); ++row) {
      const bool above = found.low_open[row] ? found.low[row] < 0 : found.low[row] <= 0;
      const bool below = found.high_open[row] ? found.high[row] > 0 : found.high[row] >= 0;
      ASSERT_EQ(above && below, exact.p[row] > 1 - level + 1e-12) << values.row(row);
      open += found.low_open[row] || found.high_open[row] ? 1 : 0;
      EXPECT_GE(found.level[row], level - 1e-12);
    }
    EXPECT_GT(open, 100);
  }
}

TEST(SlopeRanges, AreClosedWithoutTies) {
  const auto found = lantoa::slope_ranges(noise(2'000, 8, false), times(8), 0.95);
  EXPECT_FALSE(found.low_open.any() || found.high_open.any());
  EXPECT_TRUE((found.level == found.level[0]).all());
}

TEST(SlopeRanges, CoverTheTruthAsOftenAsTheySay) {
  const ArrayXXd values = noise(20'000, 8, false);
  const auto found = lantoa::slope_ranges(values, times(8), 0.9);
  const double covered = (found.low <= 0 && found.high >= 0).cast<double>().mean();
  EXPECT_NEAR(covered, found.level[0], 0.01);
  EXPECT_GE(found.level[0], 0.9);
}

TEST(Kendall, RefusesWhatDoesNotFit) {
  EXPECT_THROW((void)lantoa::kendall(ArrayXXd(1, 101)), lantoa::InputError);
  EXPECT_THROW((void)lantoa::theil_sen(series({1, 2}), times(3)), lantoa::InputError);
  EXPECT_THROW((void)lantoa::theil_sen(series({1, 2}), Codes::Zero(2)), lantoa::InputError);
  EXPECT_THROW((void)lantoa::slope_ranges(series({1, 2}), times(2), 1), lantoa::InputError);
  EXPECT_THROW((void)lantoa::kendall_tail(std::vector<int>{0}), lantoa::InputError);
}

}  // namespace
