#include "lantoa/points.hpp"

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

Scoring map() { return {.from = {0, 2, 5}, .to = {0, 400, 1000}}; }

std::pair<std::int64_t, std::int64_t> points(const Asked& asked, const Scoring& scoring,
                                             Eigen::Index row = 1) {
  const Scored found = score(asked.facts(), asked.whole_plan(), asked.evaluate(), {scoring});
  return {found.low(row, 0), found.high(row, 0)};
}

TEST(Mapped, IsLinearBetweenThePointsAndFlatOutside) {
  EXPECT_EQ(mapped(map(), -3), 0);
  EXPECT_EQ(mapped(map(), 1), 200);
  EXPECT_EQ(mapped(map(), 2), 400);
  EXPECT_EQ(mapped(map(), 3), 600);
  EXPECT_EQ(mapped(map(), 7), 1000);
}

TEST(Mapped, RoundsDownOnTheWayUpAndOnTheWayDown) {
  EXPECT_EQ(mapped({.from = {0, 3}, .to = {0, 100}}, 1), 33);
  EXPECT_EQ(mapped({.from = {0, 3}, .to = {100, 0}}, 1), 66);
}

TEST(Mapped, IsNothingWithoutAPoint) { EXPECT_EQ(mapped({}, 5), 0); }

TEST(Score, CountsWhatIsOnRecordAndWhatMissingYearsCouldAdd) {
  Asked asked = ratings(kOver, rated_from(2021, 2023, kGood));
  asked.rule().kind = Kind::kYearsAtLeast;
  EXPECT_EQ(points(asked, map()), std::pair(std::int64_t{600}, std::int64_t{1000}));
}

TEST(Score, AddsNothingForOpenYears) {
  Asked asked = ratings(day_of(2025, 6, 30), rated_from(2021, 2024, kFair));
  asked.rule().kind = Kind::kYearsAtLeast;
  EXPECT_EQ(points(asked, map()), std::pair(std::int64_t{0}, std::int64_t{0}));
}

TEST(Score, TakesTheHighestLevelOfTheEvents) {
  Asked asked = events(kOver, {Event{.level = kFair}, Event{.level = kExcellent}});
  const Scoring levels{.statistic = Statistic::kHighestLevel, .to = {10, 20, 30, 40}};
  EXPECT_EQ(points(asked, levels), std::pair(std::int64_t{40}, std::int64_t{40}));
  asked.rows[1][2] = kBlank;
  EXPECT_EQ(points(asked, levels), std::pair(std::int64_t{20}, std::int64_t{40}));
  asked.rows.clear();
  EXPECT_EQ(points(asked, levels), std::pair(std::int64_t{0}, std::int64_t{0}));
}

TEST(Score, GivesNoPointsWhereNothingIsAskedOrTheRegisterIsAbsent) {
  Asked asked = ratings(kOver);
  asked.rule().for_people = false;
  EXPECT_EQ(points(asked, map()).first, kNoPoints);
  asked = ratings(kOver);
  asked.absent = true;
  EXPECT_EQ(points(asked, map()).second, kNoPoints);
}

}  // namespace
