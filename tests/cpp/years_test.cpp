// What one year of a fact says: by the rows of it, by none, or by what a gap may hide.

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr Day kMiddle = day_of(2025, 6, 30);  // 2025 is open

Asked with_takes(Take take, Absent absent, Rows rows) {
  Asked asked = ratings(kOver, std::move(rows));
  asked.fact.take = take;
  asked.fact.absent = absent;
  return asked;
}

// The latest decision

TEST(LatestDecision, ReplacesAnEarlierOne) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows.push_back(rated(2023, kFair, day_of(2024, 3, 1)));
  EXPECT_EQ(ratings(kOver, rows).verdict(), kFailed);
  EXPECT_EQ(ratings(day_of(2024, 2, 1), rows).verdict(), kOpen);  // not decided yet
}

TEST(LatestDecision, KeepsALateRowOutOfAYearThatIsSettled) {
  Asked asked = ratings(kOver, rated_from(2021, 2025, kGood));
  asked.rows.push_back(rated(2025, kFair, day_of(2026, 5, 1)));
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(LatestDecision, LetsALateRowKeepAYearOpen) {
  Rows rows = rated_from(2021, 2024, kGood);
  rows.push_back(rated(2025, kGood, day_of(2026, 5, 1)));
  EXPECT_EQ(ratings(kOver, rows).verdict(), kOpen);
}

TEST(LatestDecision, SeesARowWithoutADateFromTheClosingDayOn) {
  Rows rows = rated_from(2021, 2024, kGood);
  rows.push_back(rated(2025, kGood, kBlank));
  EXPECT_EQ(ratings(day_of(2025, 12, 14), rows).verdict(), kOpen);
  EXPECT_EQ(ratings(day_of(2025, 12, 15), rows).verdict(), kMet);
}

TEST(LatestDecision, DoesNotKnowWhichOfTwoOnOneDay) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows.push_back(rated(2023, kFair));
  EXPECT_EQ(ratings(kOver, rows).verdict(), kUnknown);
}

TEST(LatestDecision, DoesNotMindTwoRowsThatSayTheSame) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows.push_back(rated(2023, kGood));
  EXPECT_EQ(ratings(kOver, rows).verdict(), kMet);
}

TEST(LatestDecision, CannotOrderAnUndatedRow) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows.push_back(rated(2023, kFair, kBlank));
  EXPECT_EQ(ratings(kOver, rows).verdict(), kUnknown);
}

TEST(LatestDecision, TakesAConflictWithNotRatedForAnyLevel) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows.push_back(not_rated(2023));
  Asked asked = ratings(kOver, rows);
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.plan.policy.unrated_year = Unrated::kFail;  // it is not "not rated" any more
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(LatestDecision, MayLeaveEveryDifferenceUnknown) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows.push_back(rated(2023, kFair, day_of(2024, 3, 1)));
  Asked asked = ratings(kOver, rows);
  asked.plan.policy.conflicts_are_unknown = true;
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(LatestDecision, LetsAnUnreadableValueBeAny) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows[2][2] = kUnreadable;
  Asked asked = ratings(kOver, rows);
  asked.fact.unrated = kNoColumn;
  EXPECT_EQ(asked.verdict(), kUnknown);
}

// Titles: any of several a year, and no row means no

TEST(Any, HoldsIfOneRowHolds) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows.push_back(rated(2023, kPoor));
  EXPECT_EQ(with_takes(Take::kAny, Absent::kNo, rows).verdict(), kMet);
}

TEST(Any, HoldsNothingWithoutARow) {
  EXPECT_EQ(with_takes(Take::kAny, Absent::kNo, rated_from(2021, 2024, kGood)).verdict(), kFailed);
}

TEST(Any, HoldsNothingOffTheLadder) {
  Rows rows = rated_from(2021, 2024, kGood);
  rows.push_back(rated(2025, kBadge));
  EXPECT_EQ(with_takes(Take::kAny, Absent::kNo, rows).verdict(), kFailed);
}

TEST(Any, HasNoSettledYearBeforeItCloses) {
  Asked asked = with_takes(Take::kAny, Absent::kNo, {rated(2025, kGood, day_of(2025, 3, 1))});
  asked.rule().kind = Kind::kYearsAtLeast;
  asked.rule().threshold = 1;
  asked.plan.as_of = kMiddle;
  EXPECT_EQ(asked.verdict(), kMet);
  EXPECT_EQ(asked.provisional(), kFailed);
}

TEST(Any, MayStillBringAHigherLevelAndNoLowerOne) {
  Asked asked = with_takes(Take::kAny, Absent::kNo, {rated(2025, kFair, day_of(2025, 3, 1))});
  asked.rule().kind = Kind::kYearsAtLeast;
  asked.rule().threshold = 1;
  asked.plan.as_of = kMiddle;
  asked.rule().holds = every_year(at_least(kGood));
  EXPECT_EQ(asked.verdict(), kOpen);
  asked.rule().holds = every_year(1U << kPoor);
  EXPECT_EQ(asked.bits() & 0x08, 0);  // nothing below what is seen may come
}

TEST(Any, CountsASilentYearAsNotRated) {
  Asked asked = with_takes(Take::kAny, Absent::kNo, rated_from(2021, 2024, kGood));
  asked.rule().threshold = -1;
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rule().asks_rated_years = true;
  asked.plan.policy.min_rated_years = 5;
  EXPECT_EQ(asked.verdict(), kFailed);
}

// Gaps

TEST(Gap, MayHideATitleOfASilentYear) {
  Asked asked = with_takes(Take::kAny, Absent::kNo, rated_from(2021, 2024, kGood));
  asked.gaps = {{0, day_of(2025, 3, 1), day_of(2025, 3, 31)}};
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.gaps = {{0, day_of(2024, 3, 1), day_of(2024, 3, 31)}};
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(Gap, CountsOnlyUpToTheAsOfDate) {
  Asked asked = with_takes(Take::kAny, Absent::kNo, rated_from(2021, 2024, kGood));
  asked.fact.closing = {.month = 6, .day = 30};
  asked.plan.as_of = day_of(2025, 7, 1);
  asked.gaps = {{0, day_of(2025, 8, 1), day_of(2025, 8, 31)}};
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(Gap, OfAnotherRegisterHidesNothing) {
  Asked asked = with_takes(Take::kAny, Absent::kNo, rated_from(2021, 2024, kGood));
  asked.gaps = {{1, day_of(2025, 1, 1), day_of(2025, 12, 31)}};
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(Gap, AddsNothingToAMissingYear) {
  Asked asked = ratings(kOver, rated_from(2021, 2024, kGood));
  asked.gaps = {{0, day_of(2025, 1, 1), day_of(2025, 12, 31)}};
  asked.plan.policy.missing_past_value = Missing::kFail;
  EXPECT_EQ(asked.verdict(), kFailed);
}

// The year of the decision

TEST(YearOfDecision, IsWhereARowCounts) {
  Asked asked = with_takes(Take::kAny, Absent::kNo, {rated(2021, kGood, day_of(2022, 3, 1))});
  asked.fact.year_of_decision = true;
  asked.rule().kind = Kind::kYearsAtLeast;
  asked.rule().threshold = 1;
  asked.rule().holds = {0, at_least(kGood), 0, 0, 0};  // only 2022 can hold
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(YearOfDecision, IsPerhapsEitherOfTwoYearsWithoutADate) {
  Asked asked = with_takes(Take::kAny, Absent::kNo, {rated(2021, kGood, kBlank)});
  asked.fact.year_of_decision = true;
  asked.rule().kind = Kind::kYearsAtLeast;
  asked.rule().threshold = 1;
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rule().threshold = 3;
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rule().threshold = 1;
  asked.rule().holds = {0, at_least(kGood), 0, 0, 0};  // the second of the two
  EXPECT_EQ(asked.verdict(), kUnknown);
}

// A year of which it is not known whether a row settles it

/// Two rows of levels without a date: of 2021 or 2022, where no row means that it is missing.
Asked unsettled(Missing missing, Levels wanted) {
  Asked asked = with_takes(Take::kAny, Absent::kUnknown, {rated(2021, kFair, kBlank)});
  asked.fact.year_of_decision = true;
  asked.fact.unrated = kNoColumn;
  asked.plan.window = {2021, 2021};
  asked.plan.policy.missing_past_value = missing;
  asked.rule().holds = {wanted};
  return asked;
}

TEST(UnsettledYear, MayBeMissingAndThenHoldAnyLevel) {
  EXPECT_EQ(unsettled(Missing::kUnknown, at_least(kGood)).verdict(), kUnknown);
  EXPECT_EQ(unsettled(Missing::kUnknown, at_least(kPoor)).verdict(), kMet);
}

TEST(UnsettledYear, MayBeMissingAndThenHoldNothing) {
  EXPECT_EQ(unsettled(Missing::kFail, at_least(kGood)).verdict(), kFailed);
  EXPECT_EQ(unsettled(Missing::kFail, at_least(kFair)).verdict(), kUnknown);
}

TEST(UnsettledYear, MayBeMissingAndThenNotBeAsked) {
  EXPECT_EQ(unsettled(Missing::kSkip, at_least(kGood)).verdict(), kUnknown);
  EXPECT_EQ(unsettled(Missing::kSkip, at_least(kFair)).verdict(), kMet);
  Asked latest = unsettled(Missing::kSkip, at_least(kFair));
  latest.rule().kind = Kind::kLatest;
  latest.rule().threshold = 1;
  EXPECT_EQ(latest.verdict(), kUnknown);  // met, or before its first year
}

TEST(UnsettledYear, IsPerhapsKeptOpenByALateRowThatPerhapsCounts) {
  Asked asked = with_takes(Take::kAny, Absent::kNo, {rated(2021, kGood, kOver + 9)});
  asked.fact.where = {{.column = 3, .allowed = {1, 0}}};
  asked.fact.unrated = kNoColumn;
  asked.rows.front()[4] = kUnreadable;
  asked.rule().kind = Kind::kYearsAtLeast;
  asked.rule().threshold = 1;
  EXPECT_EQ(asked.verdict(), kUnknown);  // failed, or open until the decision
  asked.rows.front()[4] = 0;
  EXPECT_EQ(asked.verdict(), kOpen);
  asked.rows.front()[4] = 1;
  EXPECT_EQ(asked.verdict(), kFailed);
}

// The least and the most of several rows

TEST(MinAndMax, TakeTheExtremeLevelOfAYear) {
  Rows rows = rated_from(2021, 2025, kExcellent);
  rows.push_back(rated(2023, kFair));
  EXPECT_EQ(with_takes(Take::kMin, Absent::kUnknown, rows).verdict(), kFailed);
  EXPECT_EQ(with_takes(Take::kMax, Absent::kUnknown, rows).verdict(), kMet);
}

TEST(MinAndMax, KnowThatABlankRowMayLieBeyond) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows.push_back({kPerson, 2023, kBlank, kBlank, kBlank});
  Asked asked = with_takes(Take::kMin, Absent::kUnknown, rows);
  asked.fact.unrated = kNoColumn;
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.fact.take = Take::kMax;
  EXPECT_EQ(asked.verdict(), kMet);
}

// Ratios: planned and achieved, each a high and a low half

TEST(Ratio, ComparesExactlyWithThePerMille) {
  EXPECT_EQ(targets(Take::kMin, kept(1000, 1000)).verdict(), kMet);
  EXPECT_EQ(targets(Take::kMin, kept(1000000, 999999)).verdict(), kFailed);
  Asked more = targets(Take::kMin, kept(1000000, 1000001));
  more.rule().least.assign(5, 2001);  // more than 1000
  EXPECT_EQ(more.verdict(), kMet);
}

TEST(Ratio, TurnsRoundWhereLessIsBetter) {
  Asked asked = targets(Take::kMin, kept(100, 80));
  EXPECT_EQ(asked.verdict(), kFailed);
  for (auto& row : asked.rows) row[6] = 1;
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(Ratio, OfNothingWhereLessIsBetterIsTwice) {
  Asked asked = targets(Take::kMin, kept(7, 0));
  for (auto& row : asked.rows) row[6] = 1;
  asked.rule().least.assign(5, 4000);
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rule().least.assign(5, 4001);
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(Ratio, OfANothingThatIsKeptIsOne) {
  Asked asked = targets(Take::kMin, kept(0, 0));
  for (auto& row : asked.rows) row[6] = 1;
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rule().least.assign(5, 2001);
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(Ratio, IsBlankWhereNothingWasPlannedOrANumberIsNegative) {
  EXPECT_EQ(targets(Take::kMin, kept(0, 5)).verdict(), kUnknown);
  Asked asked = targets(Take::kMin, kept(5, 5));
  asked.rows[1][4] = -1;
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(Ratio, UsesBothHalvesOfANumber) {
  Asked asked = targets(Take::kMin, kept(-1, -1));  // a low half of 2^32 - 1
  for (auto& row : asked.rows) row[2] = 1;          // planned is 2^32 more than achieved
  EXPECT_EQ(asked.verdict(), kFailed);
  for (auto& row : asked.rows) row[4] = 1;
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(Ratio, TakesTheWorstTheBestOrTheMeanOfAYear) {
  auto rows = kept(100, 100);
  rows.push_back({2023, 100, 90});
  rows.push_back({2023, 100, 110});
  EXPECT_EQ(targets(Take::kMin, rows).verdict(), kFailed);
  EXPECT_EQ(targets(Take::kMax, rows).verdict(), kMet);
  EXPECT_EQ(targets(Take::kMean, rows).verdict(), kMet);
  rows.push_back({2023, 1000, 999});
  EXPECT_EQ(targets(Take::kMean, rows).verdict(), kFailed);
}

TEST(Ratio, ChecksTheBlankRowOfAMeanFromZeroUp) {
  auto rows = kept(100, 300);
  rows.push_back({2023, 0, 1});  // blank
  Asked asked = targets(Take::kMean, rows);
  asked.rule().least.assign(5, 3000);
  EXPECT_EQ(asked.verdict(), kMet);  // 3 and 0 have the mean 1.5
  asked.rule().least.assign(5, 3001);
  EXPECT_EQ(asked.verdict(), kUnknown);
}

}  // namespace
