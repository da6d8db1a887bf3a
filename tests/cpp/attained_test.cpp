#include "lantoa/attained.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "lantoa/robust.hpp"
#include "scores.hpp"

namespace {

using namespace lantoa;  // NOLINT: the subject
using namespace scores;  // NOLINT: makers

constexpr std::int64_t kEffort = 1'000'000'000;

Doubles equal(std::int64_t p) { return Doubles::Constant(p, 1.0 / static_cast<double>(p)); }

std::int64_t place(const Scores& values, const Doubles& weights, Eigen::Index row) {
  const Doubles sums = values * weights;
  return 1 + (sums.array() > sums[row] + 1e-12).count();
}

TEST(Attained, RivalsThatNeedDifferentWeightsAreNotAboveTogether) {
  // Either rival may pass the subject, each where the other cannot.
  const Scores values = table({{5, 5}, {9, 0}, {0, 9}});
  EXPECT_EQ(pair_bound(values, equal_box(2, 1)).worst[0], 3);
  const AttainedPlaces found = attained_places(values, equal_box(2, 1), equal(2), 0, kEffort);
  EXPECT_EQ(found.worst.place, 2);
  EXPECT_TRUE(found.worst.is_exact());
  EXPECT_EQ(found.best.place, 1);
  EXPECT_TRUE(found.best.is_exact());
}

TEST(Attained, PlacesAreReachedAtTheWeightsGivenBackAndWithinTheBound) {
  const Scores values = scattered(60, 5);
  const WeightSet set = equal_box(5, 0.5);
  const PairBound bound = pair_bound(values, set);
  for (Eigen::Index row = 0; row < 60; ++row) {
    const AttainedPlaces found = attained_places(values, set, equal(5), row, kEffort);
    EXPECT_TRUE(found.best.is_exact() && found.worst.is_exact());
    EXPECT_GE(found.best.place, bound.best[row]);
    EXPECT_LE(found.worst.place, bound.worst[row]);
    for (const Attained& end : {found.best, found.worst}) {
      EXPECT_EQ(place(values, end.weights, row), end.place);
      EXPECT_NEAR(end.weights.sum(), 1, 1e-12);
      EXPECT_TRUE((end.weights.array() >= set.low.array() - 1e-12).all());
      EXPECT_TRUE((end.weights.array() <= set.high.array() + 1e-12).all());
    }
  }
}

TEST(Attained, NoWeightsOfAGridLeaveTheTwoPlaces) {
  const Scores values = scattered(25, 3);
  const WeightSet set = equal_box(3, 0.6);
  for (Eigen::Index row = 0; row < 25; ++row) {
    const AttainedPlaces found = attained_places(values, set, equal(3), row, kEffort);
    for (int a = 0; a <= 40; ++a) {
      for (int b = 0; b <= 40; ++b) {
        const double first = set.low[0] + a * 0.01;
        const double second = set.low[1] + b * 0.01;
        const double third = 1 - first - second;
        if (third < set.low[2] || third > set.high[2]) continue;
        const std::int64_t here = place(values, numbers({first, second, third}), row);
        EXPECT_GE(here, found.best.place);
        EXPECT_LE(here, found.worst.place);
      }
    }
  }
}

TEST(Attained, AnOrderOfWeightsIsSearchedLikeABox) {
  const Scores values = table({{1, 0, 3}, {2, 1, 0}, {0, 3, 1}});
  const WeightSet set = ordered({0, 1, 2}, 0, 6);
  const AttainedPlaces found = attained_places(values, set, numbers({3, 2, 1}), 0, kEffort);
  EXPECT_EQ(found.best.place, 1);   // 2 2 2: four for everybody but the second
  EXPECT_EQ(found.worst.place, 3);  // 3 3 0
  EXPECT_TRUE(found.best.is_exact() && found.worst.is_exact());
}

TEST(Attained, NoWeightsOfAnOrderLeaveTheTwoPlaces) {
  const Scores values = scattered(40, 4);
  const WeightSet set = ordered({3, 1, 0, 2}, 0, 1);
  const Scores shares = scattered(3000, 4);  // of the corners
  for (Eigen::Index row = 0; row < 40; ++row) {
    const AttainedPlaces found =
        attained_places(values, set, numbers({0.2, 0.3, 0.1, 0.4}), row, kEffort);
    EXPECT_TRUE(found.best.is_exact() && found.worst.is_exact());
    for (Eigen::Index drawn = 0; drawn < shares.rows(); ++drawn) {
      const Doubles parts = shares.row(drawn) / shares.row(drawn).sum();
      const std::int64_t here = place(values, corners_of(set) * parts, row);
      EXPECT_GE(here, found.best.place);
      EXPECT_LE(here, found.worst.place);
    }
  }
}

TEST(Attained, LevelDoesNotPushDownWhereWholeNumbersTell) {
  const WeightSet set{numbers({2, 2}), numbers({2, 2}), 4, {}};
  const Scores values = table({{3, 1}, {1, 3}, {2, 2}, {2, 2}});
  const AttainedPlaces found = attained_places(values, set, numbers({2, 2}), 2, kEffort);
  EXPECT_EQ(found.best.place, 1);
  EXPECT_EQ(found.worst.place, 1);
  EXPECT_TRUE(found.best.is_exact() && found.worst.is_exact());
}

TEST(Attained, WhatOnlyRoundingWouldDecideIsLeftOpen) {
  // Level with both only where all three are, and thirds are no doubles.
  const Scores values = table({{1, 1}, {2, 0}, {0, 2}}) / 3.0;
  const AttainedPlaces found = attained_places(values, equal_box(2, 1), equal(2), 0, kEffort);
  EXPECT_EQ(found.best.bound, 1);
  EXPECT_LE(found.best.place, 2);
  EXPECT_EQ(found.worst.place, 2);
}

TEST(Attained, WithoutEffortItSaysThatItWasStopped) {
  const Scores values = scattered(300, 6);
  const AttainedPlaces found = attained_places(values, equal_box(6, 0.9), equal(6), 150, 1);
  EXPECT_TRUE(found.best.is_stopped || found.best.is_exact());
  EXPECT_TRUE(found.best.is_stopped || found.worst.is_stopped);
  const AttainedPlaces whole = attained_places(values, equal_box(6, 0.9), equal(6), 150, kEffort);
  for (const Attained& end : {found.best, found.worst}) EXPECT_NE(end.is_stopped, end.is_exact());
  EXPECT_LE(found.best.bound, whole.best.place);
  EXPECT_LE(whole.best.place, found.best.place);
  EXPECT_GE(found.worst.bound, whole.worst.place);
  EXPECT_GE(whole.worst.place, found.worst.place);
}

TEST(Attained, AloneItIsFirst) {
  const AttainedPlaces found =
      attained_places(table({{1, 2}}), equal_box(2, 0.5), equal(2), 0, kEffort);
  EXPECT_EQ(found.best.place, 1);
  EXPECT_EQ(found.worst.place, 1);
}

TEST(Attained, QuestionsWithoutSenseAreRefused) {
  const Scores values = scattered(4, 3);
  EXPECT_THROW((void)attained_places(values, equal_box(3, 0.5), equal(3), 4, 1), InputError);
  EXPECT_THROW((void)attained_places(values, equal_box(3, 0.5), equal(2), 0, 1), InputError);
  EXPECT_THROW((void)attained_places(scattered(4, 20), equal_box(20, 0.5), equal(20), 0, 1),
               InputError);
}

}  // namespace
