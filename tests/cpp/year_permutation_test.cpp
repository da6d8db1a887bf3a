#include "lantoa/year_permutation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include "lantoa/error.hpp"
#include "noisy_office.hpp"
#include "year_orders.hpp"

namespace {

using Eigen::ArrayXXd;
using lantoa::Code;
using lantoa::Codes;
using noisy::office;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

lantoa::BlockTrend one_block(const ArrayXXd& values, lantoa::Threads threads = 1,
                             std::int64_t draws = 999) {
  return lantoa::block_trend(values, Codes::Zero(values.rows()), 1, draws, 5, threads);
}

TEST(YearOrders, AreAllOfThemOnce) {
  const lantoa::YearOrders orders(5, 0, 1);
  std::set<std::vector<Code>> seen;
  orders.each(7, 120, [&](auto, auto order) { seen.emplace(order.begin(), order.end()); });
  orders.each(0, 7, [&](auto, auto order) { seen.emplace(order.begin(), order.end()); });
  EXPECT_EQ(seen.size(), 120U);
  EXPECT_EQ(*seen.begin(), (std::vector<Code>{0, 1, 2, 3, 4}));
}

TEST(YearOrders, AreDrawnEvenlyWhereThereAreTooMany) {
  const lantoa::YearOrders orders(11, 22'000, 1);
  EXPECT_FALSE(orders.orders().exact);
  std::vector<int> first(11);
  orders.each(0, orders.count(), [&](auto, auto order) {
    ++first[static_cast<std::size_t>(order[0])];
    EXPECT_EQ(std::accumulate(order.begin(), order.end(), 0), 55);
  });
  for (const int times : first) EXPECT_NEAR(times, 2'000, 200);
}

TEST(YearSwaps, GiveOneOfEachOrderAndItsReverseByNeighboursThatChangePlaces) {
  std::size_t all = 1;
  for (Eigen::Index years = 0; years <= 6; ++years) {
    all *= static_cast<std::size_t>(std::max<Eigen::Index>(years, 1));
    std::vector<Code> order = lantoa::as_they_were(years);
    std::set<std::vector<Code>> seen{order};
    lantoa::YearSwaps swaps(years);
    while (const auto swap = swaps.next()) {
      const auto at = std::ranges::find(order, swap->earlier);
      ASSERT_NE(at + 1, order.end());
      ASSERT_EQ(*(at + 1), swap->later);
      std::iter_swap(at, at + 1);
      EXPECT_TRUE(seen.insert(order).second);
    }
    const std::size_t found = seen.size();
    for (const auto& one : std::set(seen)) seen.emplace(one.rbegin(), one.rend());
    EXPECT_EQ(seen.size(), years < 2 ? 1 : 2 * found);
    EXPECT_EQ(seen.size(), all);
  }
}

TEST(BlockTrend, IsThatOfOneSeriesWhenThereIsOne) {
  ArrayXXd one(1, 5);
  one << 2, 2, 3, 3, 4;
  const auto found = one_block(one);
  EXPECT_EQ(found.s[0], 8);
  EXPECT_DOUBLE_EQ(found.p[0], 2.0 / 30);
  EXPECT_DOUBLE_EQ(found.smallest[0], 2.0 / 30);
  EXPECT_EQ(found.orders.count, 120);
  EXPECT_EQ(found.spread[0], 0);
  EXPECT_DOUBLE_EQ(found.p_spread[0], 1);
}

TEST(BlockTrend, CountsEveryOrderOfTheYears) {
  ArrayXXd values = office(4, 5, 0.5, 3).round();
  values(1, 2) = kNone;
  values(2, 0) = kNone;
  std::vector<Eigen::Index> order{0, 1, 2, 3, 4};
  const auto sums = [&] {
    ArrayXXd moved(4, 5);
    for (Eigen::Index year = 0; year < 5; ++year) {
      moved.col(year) = values.col(order[static_cast<std::size_t>(year)]);
    }
    const Codes s = lantoa::kendall(moved).s;
    return std::pair{std::abs(s.sum()), 4 * s.squaredNorm() - s.sum() * s.sum()};
  };
  const auto [s, spread] = sums();
  int beyond = 0;
  int wider = 0;
  do {
    const auto [moved, moved_spread] = sums();
    beyond += moved >= s ? 1 : 0;
    wider += moved_spread >= spread ? 1 : 0;
  } while (std::ranges::next_permutation(order).found);
  const auto found = one_block(values);
  EXPECT_DOUBLE_EQ(found.p[0], beyond / 120.0);
  EXPECT_DOUBLE_EQ(found.p_spread[0], wider / 120.0);
}

TEST(BlockTrend, KeepsBlocksApartAndLeavesOutWhoIsInNone) {
  const ArrayXXd values = office(6, 5, 1, 1);
  Codes block(6);
  block << 1, 0, 1, -1, 0, 1;
  const auto both = lantoa::block_trend(values, block, 2, 99, 5);
  ArrayXXd second(3, 5);
  second << values.row(0), values.row(2), values.row(5);
  EXPECT_EQ(both.s[1], one_block(second).s[0]);
  EXPECT_EQ(both.p[1], one_block(second).p[0]);
  EXPECT_EQ(both.subjects[0], 2);
}

TEST(BlockTrend, JudgesSeveralBlocksByTheMostTellingOfThem) {
  const ArrayXXd values = office(9, 5, 0.5, 4);
  Codes block(9);
  block << 0, 0, 0, 1, 1, 1, 2, 2, 2;
  const auto found = lantoa::block_trend(values, block, 3, 99, 5);
  std::vector<Code> order{0, 1, 2, 3, 4};
  // Of each order the S of each block, its rank among all orders, and its share of the most.
  std::vector<std::vector<int>> sums(3);
  do {
    ArrayXXd moved(9, 5);
    for (Eigen::Index year = 0; year < 5; ++year) {
      moved.col(year) = values.col(order[static_cast<std::size_t>(year)]);
    }
    const Codes s = lantoa::kendall(moved).s;
    for (std::size_t at = 0; at < 3; ++at) {
      sums[at].push_back(std::abs(s.segment(static_cast<Eigen::Index>(3 * at), 3).sum()));
    }
  } while (std::ranges::next_permutation(order).found);
  const auto telling = [&](std::size_t at, int size) {
    return std::pair{std::ranges::count_if(sums[at], [&](int x) { return x >= size; }), -size};
  };
  for (std::size_t at = 0; at < 3; ++at) {
    int beyond = 0;
    for (std::size_t number = 0; number < 120; ++number) {
      bool any = false;
      for (std::size_t other = 0; other < 3; ++other) {
        any = any || telling(other, sums[other][number]) <= telling(at, sums[at][0]);
      }
      beyond += any ? 1 : 0;
    }
    const auto here = static_cast<Eigen::Index>(at);
    EXPECT_DOUBLE_EQ(found.p_joint[here], beyond / 120.0);
    EXPECT_GE(found.p_joint[here], found.p[here]);
    EXPECT_GE(found.p_joint[here], found.smallest_joint[here]);
  }
  EXPECT_DOUBLE_EQ(one_block(values).p_joint[0], one_block(values).p[0]);
  EXPECT_DOUBLE_EQ(one_block(values).smallest_joint[0], one_block(values).smallest[0]);
  const ArrayXXd many = office(9, 12, 0.5, 4);  // orders are drawn
  EXPECT_DOUBLE_EQ(one_block(many).p_joint[0], one_block(many).p[0]);
}

TEST(BlockTrend, NamesSomeBlockOfManyNoMoreOftenThanOfOne) {
  int joint = 0;
  int alone = 0;
  constexpr int kRuns = 300;
  Codes block(80);
  for (Eigen::Index row = 0; row < 80; ++row) block[row] = static_cast<Code>(row / 5);
  for (int run = 0; run < kRuns; ++run) {
    const ArrayXXd values = office(80, 6, 0, static_cast<std::uint64_t>(run));
    const auto found = lantoa::block_trend(values, block, 16, 99, 5);
    joint += found.p_joint.minCoeff() <= 0.05 ? 1 : 0;
    alone += found.p.minCoeff() <= 0.05 ? 1 : 0;
  }
  EXPECT_LE(joint, 0.07 * kRuns);
  EXPECT_GE(alone, 0.35 * kRuns);
}

// Years that all share make the summed z call a direction in a quarter of blocks without one.
TEST(BlockTrend, KeepsItsSizeWhenYearsAreShared) {
  int joint = 0;
  int summed = 0;
  constexpr int kRuns = 2'000;
  for (int run = 0; run < kRuns; ++run) {
    const ArrayXXd values = office(10, 5, 0.7, static_cast<std::uint64_t>(run));
    joint += one_block(values).p[0] <= 0.05 ? 1 : 0;
    const auto normal = lantoa::kendall_normal(values);
    const double s = lantoa::kendall(values).s.sum();
    summed += (std::abs(s) - 1) / std::sqrt(normal.variance.sum()) > 1.96 ? 1 : 0;
  }
  EXPECT_LE(joint, 0.06 * kRuns);
  EXPECT_GE(joint, 0.02 * kRuns);
  EXPECT_GE(summed, 0.2 * kRuns);
}

TEST(BlockTrend, FindsSubjectsThatGoTwoWays) {
  ArrayXXd values(6, 6);
  for (Eigen::Index row = 0; row < 6; ++row) {
    for (Eigen::Index year = 0; year < 6; ++year) {
      values(row, year) = static_cast<double>(row % 2 == 0 ? year : -year);
    }
  }
  const auto found = one_block(values);
  EXPECT_EQ(found.s[0], 0);
  EXPECT_DOUBLE_EQ(found.p[0], 1);
  EXPECT_DOUBLE_EQ(found.p_spread[0], 2.0 / 720);
}

TEST(BlockTrend, IsTheSameForOneThreadAndTwo) {
  for (const Eigen::Index years : {8, 12}) {
    const ArrayXXd values = office(9, years, 0.3, 2);
    const auto one = one_block(values, 1, 2'000);
    const auto two = one_block(values, 2, 2'000);
    EXPECT_EQ(one.p[0], two.p[0]);
    EXPECT_EQ(one.p_spread[0], two.p_spread[0]);
  }
}

TEST(BlockTrend, RefusesWhatDoesNotFit) {
  const ArrayXXd values = office(2, 5, 0, 1);
  EXPECT_THROW((void)lantoa::block_trend(values, Codes::Ones(2), 1, 9, 1), lantoa::InputError);
  EXPECT_THROW((void)lantoa::block_trend(values, Codes::Zero(1), 1, 9, 1), lantoa::InputError);
  EXPECT_THROW((void)one_block(ArrayXXd::Zero(1, 31)), lantoa::InputError);
  EXPECT_THROW((void)one_block(ArrayXXd::Zero(1, 12), 1, 0), lantoa::InputError);
}

// Ten years have more orders than are counted: what is drawn must not promise a p that none gives.
TEST(BlockTrend, KnowsItsFloorWhereOrdersAreDrawn) {
  ArrayXXd values = ArrayXXd::Ones(3, 10);
  EXPECT_GT(one_block(values).smallest[0], 0.99);
  EXPECT_GT(one_block(values).smallest_spread[0], 0.99);
  values.col(9) = 2;
  const auto found = one_block(values, 1, 9'999);
  EXPECT_FALSE(found.orders.exact);
  EXPECT_NEAR(found.smallest[0], 0.2, 0.02);
  EXPECT_GE(found.p[0], found.smallest[0]);
}

}  // namespace
