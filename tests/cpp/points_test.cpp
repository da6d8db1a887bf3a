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

/// Three rules on five years: good or better in some number of them, two of which must hold.
Asked two_of(const std::vector<std::int32_t>& years, Rows rows) {
  Asked asked = ratings(kOver, std::move(rows));
  asked.rule().kind = Kind::kYearsAtLeast;
  asked.rules.resize(years.size(), asked.rule());
  Rule whole = {.kind = Kind::kKOf, .for_people = true, .threshold = 2};
  for (std::size_t i = 0; i < years.size(); ++i) {
    asked.rules[i].threshold = years[i];
    whole.parts.push_back(static_cast<Code>(i));
  }
  asked.rules.push_back(whole);
  return asked;
}

TEST(Score, CountsThePartsThatHoldOnRecordAndThoseThatMissingYearsCouldAdd) {
  const Scoring parts{.rule = 3, .from = {0, 3}, .to = {0, 900}};
  const Asked asked = two_of({1, 3, 4}, rated_from(2021, 2023, kGood));  // two years are missing
  EXPECT_EQ(points(asked, parts), std::pair(std::int64_t{600}, std::int64_t{900}));
  const Asked none = two_of({1, 3, 5}, rated_from(2021, 2025, kFair));
  EXPECT_EQ(points(none, parts), std::pair(std::int64_t{0}, std::int64_t{0}));
}

TEST(Score, CountsNoPartThatIsStillOpen) {
  Asked asked = two_of({1, 3, 4}, rated_from(2021, 2023, kGood));
  asked.plan.as_of = day_of(2024, 6, 30);  // 2024 and 2025 may still come
  const Scoring parts{.rule = 3, .from = {0, 3}, .to = {0, 900}};
  EXPECT_EQ(points(asked, parts), std::pair(std::int64_t{600}, std::int64_t{600}));
}

TEST(Score, LeavesAKOfOutWhereTheRegisterOfAPartIsAbsent) {
  Asked asked = two_of({1, 3, 4}, {});
  asked.absent = true;
  EXPECT_EQ(points(asked, {.rule = 3, .from = {0, 3}, .to = {0, 900}}).first, kNoPoints);
}

}  // namespace
