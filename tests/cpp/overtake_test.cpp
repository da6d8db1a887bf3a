#include "lantoa/overtake.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "lantoa/attained.hpp"
#include "lantoa/error.hpp"
#include "scores.hpp"

namespace {

using namespace lantoa;  // NOLINT: the subject
using namespace scores;  // NOLINT: makers

constexpr std::int64_t kEffort = 1'000'000'000;

TEST(Overtake, TheLeadOverWhatItCanMoveIsTheChange) {
  // 6 against 4; with weights .4 .6 they are level: a change of a fifth.
  const Scores values = table({{12, 0}, {0, 8}});
  const Doubles found = level_changes(values, numbers({0.5, 0.5}), 0);
  EXPECT_EQ(found[0], 0);
  EXPECT_DOUBLE_EQ(found[1], 0.2);
  const Doubles weights = level_weights(values, numbers({0.5, 0.5}), 0, 1);
  EXPECT_DOUBLE_EQ(weights[0], 0.4);
  EXPECT_DOUBLE_EQ(weights[1], 0.6);
}

TEST(Overtake, WhoIsWorseInEverythingNeverDrawsLevel) {
  const Scores values = table({{2, 2}, {1, 1}});
  EXPECT_EQ(level_changes(values, numbers({0.5, 0.5}), 0)[1], kNoChange);
  EXPECT_EQ(level_weights(values, numbers({0.5, 0.5}), 0, 1).size(), 0);
}

TEST(Overtake, BothSeeTheSameChange) {
  const Scores values = table({{3, 1, 2}, {1, 2, 3}, {2, 2, 1}});
  const Doubles weights = numbers({5, 3, 2});
  for (Eigen::Index a = 0; a < 3; ++a) {
    for (Eigen::Index b = 0; b < 3; ++b) {
      EXPECT_DOUBLE_EQ(level_changes(values, weights, a)[b], level_changes(values, weights, b)[a]);
    }
  }
}

TEST(Overtake, AtItsWeightsTheTwoAreLevel) {
  const Scores values = table({{9, 4, 1, 6}, {2, 8, 6, 5}});
  const Doubles weights = numbers({0.4, 0.1, 0.2, 0.3});
  const Doubles found = level_weights(values, weights, 0, 1);
  const Doubles sums = values * found;
  EXPECT_NEAR(sums[0], sums[1], 1e-12);
  EXPECT_NEAR(found.sum(), 1, 1e-12);
  const double change = level_changes(values, weights, 0)[1];
  EXPECT_NEAR((found.array() / weights.array() - 1).abs().maxCoeff(), change, 1e-12);
}

TEST(Overtake, OneWeightMovesAndTheOthersKeepTheirProportions) {
  // 5 5 2 on .5 .3 .2 against 3 6 4: level where the first weight has fallen to 3/8.
  const Scores values = table({{5, 5, 2}, {3, 6, 4}});
  const Doubles found = line_weights(values, numbers({0.5, 0.3, 0.2}), 0, 1);
  EXPECT_NEAR(found[0], 7.0 / 17, 1e-12);  // 2 t = (1 - t) (.6 * 1 + .4 * 2)
}

TEST(Overtake, WhoPassesOnTheWayIsCountedBeforeOthersFallBack) {
  // As the first weight grows, the third passes the subject before the second falls behind.
  const Scores values = table({{4, 4}, {0, 9}, {9, 2.5}, {1, 1}});
  const Doubles found = line_weights(values, numbers({0.2, 0.8}), 0, 1);
  EXPECT_EQ(found[0], kNoChange);
  EXPECT_NEAR(line_weights(values, numbers({0.2, 0.8}), 0, 2)[0], 3.0 / 13, 1e-12);
}

TEST(Overtake, AWeightThatCannotDoItSaysSo) {
  const Scores values = table({{5, 5}, {3, 4}});
  const Doubles found = line_weights(values, numbers({0.5, 0.5}), 0, 1);
  EXPECT_EQ(found[0], kNoChange);
  EXPECT_EQ(found[1], kNoChange);
  EXPECT_EQ(line_weights(table({{5}, {3}}), numbers({1}), 0, 1)[0], kNoChange);
}

TEST(Overtake, WhoIsAtTheLineAlreadyNeedsNoChange) {
  const Scores values = table({{2, 2}, {2, 2}, {1, 1}});
  EXPECT_EQ(line_weights(values, numbers({0.5, 0.5}), 0, 1), numbers({0.5, 0.5}));
  EXPECT_EQ(line_change(values, numbers({0.5, 0.5}), 0, 1, kEffort).change, 0);
}

TEST(Overtake, TheFirstFallsWhereTheNearestRivalDrawsLevel) {
  const Scores values = table({{9, 4, 1, 6}, {2, 8, 6, 5}, {8, 3, 3, 5}, {1, 1, 1, 1}});
  const Doubles weights = numbers({0.4, 0.1, 0.2, 0.3});
  const Doubles pairs = level_changes(values, weights, 0);
  const LineChange found = line_change(values, weights, 0, 1, kEffort);
  EXPECT_NEAR(found.change, std::min(pairs[1], pairs[2]), 1e-9);
  EXPECT_NEAR(found.bound, found.change, 1e-9);
}

TEST(Overtake, JustBeyondTheChangeTheOtherSideOfTheLineIsAttained) {
  const Scores values = scattered(40, 5);
  const Doubles weights = Doubles::Constant(5, 0.2);
  for (Eigen::Index row = 0; row < 40; ++row) {
    const LineChange found = line_change(values, weights, row, 10, kEffort);
    ASSERT_FALSE(found.is_stopped);
    const auto within = [&](double change) {
      const WeightSet set{weights * (1 - change), weights * (1 + change), 1, {}};
      const AttainedPlaces places = attained_places(values, set, weights, row, kEffort);
      return std::pair{places.best.place <= 10, places.worst.place > 10};
    };
    const auto reach = within(found.change == kNoChange ? 1 : found.change * (1 - 1e-6));
    EXPECT_FALSE(reach.first && reach.second);
    if (found.change == kNoChange || found.change >= 0.999) continue;
    const auto beyond = within(found.change * (1 + 1e-6));
    EXPECT_TRUE(beyond.first && beyond.second);
  }
}

TEST(Overtake, QuestionsWithoutSenseAreRefused) {
  const Scores values = table({{1, 2}, {2, 1}});
  EXPECT_THROW((void)level_changes(values, numbers({1}), 0), InputError);
  EXPECT_THROW((void)level_changes(values, numbers({1, -1}), 0), InputError);
  EXPECT_THROW((void)level_changes(values, numbers({0, 0}), 0), InputError);
  EXPECT_THROW((void)level_changes(values, numbers({1, 1}), 2), InputError);
  EXPECT_THROW((void)line_weights(values, numbers({1, 1}), 0, 0), InputError);
  EXPECT_THROW((void)line_weights(values, numbers({1, 1}), 0, 2), InputError);
  EXPECT_THROW((void)line_change(values, numbers({1, 1}), 0, 2, 1), InputError);
}

}  // namespace
