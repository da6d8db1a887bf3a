// Yearly rules on one fact: what a year says, and what the years make of a rule.

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr auto kMet = Verdict::kMet;
constexpr auto kOpen = Verdict::kOpen;
constexpr auto kUnknown = Verdict::kUnknown;
constexpr auto kFailed = Verdict::kFailed;

constexpr Day kMiddle = day_of(2025, 6, 30);  // 2025 is open
constexpr Day kOver = day_of(2026, 1, 1);     // every year is closed

Asked two_years(Day as_of, Rows rows) {
  Asked asked = ratings(as_of, std::move(rows));
  asked.rule().kind = Kind::kYearsAtLeast;
  asked.rule().holds = every_year(at_least(kExcellent));
  asked.rule().threshold = 2;
  return asked;
}

Asked with_takes(Take take, Absent absent, Rows rows) {
  Asked asked = ratings(kOver, std::move(rows));
  asked.fact.take = take;
  asked.fact.absent = absent;
  return asked;
}

// Every year

TEST(EveryYear, IsMetWhenAllYearsHold) {
  EXPECT_EQ(ratings(kOver, rated_from(2021, 2025, kGood)).verdict(), kMet);
}

TEST(EveryYear, FailsOnOneYear) {
  Rows rows = rated_from(2021, 2024, kExcellent);
  rows.push_back(rated(2025, kFair));
  EXPECT_EQ(ratings(kOver, rows).verdict(), kFailed);
}

TEST(EveryYear, ForgivesAsManyYearsAsItSays) {
  Rows rows = rated_from(2021, 2024, kExcellent);
  rows.push_back(rated(2025, kFair));
  Asked asked = ratings(kOver, rows);
  asked.rule().threshold = -1;
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(EveryYear, StaysOpenUntilTheLastYearCloses) {
  Asked asked = ratings(kMiddle, rated_from(2021, 2024, kGood));
  EXPECT_EQ(asked.verdict(), kOpen);
  EXPECT_EQ(asked.provisional(), kMet);
}

TEST(EveryYear, ClosesAYearOnItsClosingDay) {
  Asked asked = ratings(day_of(2025, 12, 14), rated_from(2021, 2024, kGood));
  EXPECT_EQ(asked.verdict(), kOpen);
  asked.plan.as_of = day_of(2025, 12, 15);
  EXPECT_EQ(asked.verdict(), kUnknown);  // missing from that day on
}

TEST(EveryYear, FailsAtOnceThoughYearsAreOpen) {
  EXPECT_EQ(ratings(kMiddle, {rated(2021, kFair)}).verdict(), kFailed);
}

TEST(EveryYear, DoesNotKnowAMissingYear) {
  EXPECT_EQ(ratings(kOver, rated_from(2022, 2025, kGood)).verdict(), kUnknown);
}

TEST(EveryYear, ReadsAMissingYearByPolicy) {
  Asked asked = ratings(kOver, rated_from(2022, 2025, kGood));
  asked.plan.policy.missing_past_value = Missing::kFail;
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.plan.policy.missing_past_value = Missing::kSkip;
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(EveryYear, StepsOverAYearThatIsNotRated) {
  Rows rows = rated_from(2021, 2024, kGood);
  rows.push_back(not_rated(2025));
  EXPECT_EQ(ratings(kOver, rows).verdict(), kMet);
}

TEST(EveryYear, ReadsAYearThatIsNotRatedByPolicy) {
  Rows rows = rated_from(2021, 2024, kGood);
  rows.push_back(not_rated(2025));
  Asked asked = ratings(kOver, rows);
  asked.plan.policy.unrated_year = Unrated::kFail;
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.plan.policy.unrated_year = Unrated::kUnknown;
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(EveryYear, TakesALeftOutYearForAYearThatIsLeft) {
  Asked asked = ratings(day_of(2022, 6, 1), {not_rated(2021)});
  EXPECT_EQ(asked.provisional(), kMet);
  asked.rows.clear();
  asked.plan.policy.missing_past_value = Missing::kSkip;
  EXPECT_EQ(asked.provisional(), kMet);
}

TEST(EveryYear, AsksForEnoughRatedYears) {
  Rows rows = rated_from(2021, 2022, kGood);
  for (const int year : {2023, 2024, 2025}) rows.push_back(not_rated(year));
  Asked asked = ratings(kOver, rows);
  asked.rule().asks_rated_years = true;
  asked.plan.policy.min_rated_years = 2;
  EXPECT_EQ(asked.verdict(), kMet);
  asked.plan.policy.min_rated_years = 3;
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(EveryYear, CountsAnOpenYearAmongTheRatedOnesButNotProvisionally) {
  Asked asked = ratings(kMiddle, rated_from(2021, 2024, kGood));
  asked.rule().asks_rated_years = true;
  asked.plan.policy.min_rated_years = 5;
  EXPECT_EQ(asked.verdict(), kOpen);
  EXPECT_EQ(asked.provisional(), kFailed);
}

TEST(EveryYear, CountsAMissingYearAsRatedOnlyWhereItIsUnknown) {
  Asked asked = ratings(kOver, rated_from(2022, 2025, kGood));
  asked.rule().asks_rated_years = true;
  asked.plan.policy.min_rated_years = 5;
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.plan.policy.missing_past_value = Missing::kSkip;
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(EveryYear, IsUnknownForEverybodyWithoutItsRegister) {
  Asked asked = ratings(day_of(2021, 2, 1));
  asked.absent = true;
  EXPECT_EQ(asked.bits(), kUnknownBits);
}

TEST(EveryYear, IsProvisionallyOpenBeforeAnyYearIsLeft) {
  EXPECT_EQ(ratings(day_of(2021, 2, 1)).provisional(), kOpen);
}

TEST(EveryYear, LeavesOpenYearsOutIfThePlanSaysSo) {
  Asked asked = ratings(kMiddle, rated_from(2021, 2024, kGood));
  asked.plan.policy.leave_out_open_years = true;
  EXPECT_EQ(asked.verdict(), kMet);
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

// Late joiners

TEST(LateJoiner, IsAskedFromTheFirstYear) {
  Asked asked = ratings(kOver, rated_from(2023, 2025, kGood));
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2023, 12, 31), kBlank}};
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(LateJoiner, MayBeAskedForTheWholeWindow) {
  Asked asked = ratings(kOver, rated_from(2021, 2025, kGood));
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2023, 1, 1), kBlank}};
  asked.plan.policy.joined_late = Late::kWholeWindow;
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(LateJoiner, MayBringRatingsOfAFormerAgency) {
  Asked asked = ratings(kOver, rated_from(2021, 2025, kGood));
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2023, 1, 1), kBlank}};
  asked.plan.policy.joined_late = Late::kFormerAgency;
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rows.erase(asked.rows.begin());
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(LateJoiner, IsNoLateJoinerWhereTheFirstDayIsBlank) {
  Asked asked = ratings(kOver, rated_from(2022, 2025, kGood));
  asked.memberships = {{kPerson, kUnit, kBlank, kBlank, kBlank}};
  EXPECT_EQ(asked.verdict(), kUnknown);  // 2021 is asked and missing
}

TEST(LateJoiner, LeavesAUnitToItsOwnPolicy) {
  Asked asked = ratings(kOver, rated_from(2023, 2025, kGood));
  for (auto& row : asked.rows) row[0] = kUnit;
  asked.opened = {day_of(2023, 4, 1)};
  EXPECT_EQ(asked.verdict(kUnit), kMet);
  asked.plan.policy.new_unit = Late::kWholeWindow;
  EXPECT_EQ(asked.verdict(kUnit), kFailed);
}

// So many years

TEST(YearsAtLeast, CountsTheYearsThatHold) {
  EXPECT_EQ(two_years(kOver, {rated(2021, kExcellent), rated(2025, kExcellent)}).verdict(), kMet);
}

TEST(YearsAtLeast, IsMetBeforeTheWindowIsOver) {
  EXPECT_EQ(two_years(day_of(2023, 1, 1), rated_from(2021, 2022, kExcellent)).verdict(), kMet);
}

TEST(YearsAtLeast, IsUnknownWhereMissingYearsMightHold) {
  EXPECT_EQ(two_years(kOver, rated_from(2021, 2024, kGood)).verdict(), kFailed);
  EXPECT_EQ(two_years(kOver, rated_from(2021, 2023, kGood)).verdict(), kUnknown);
}

TEST(YearsAtLeast, IsOpenWhereAnOpenYearMayStillHold) {
  Rows rows = rated_from(2021, 2024, kGood);
  rows[0] = rated(2021, kExcellent);
  EXPECT_EQ(two_years(kMiddle, rows).verdict(), kOpen);
  EXPECT_EQ(two_years(kMiddle, rows).provisional(), kFailed);
  EXPECT_EQ(two_years(kMiddle, rated_from(2021, 2024, kGood)).verdict(), kFailed);
}

TEST(YearsAtLeast, AsksForARunIfTheyMustBeConsecutive) {
  Rows rows = rated_from(2021, 2025, kExcellent);
  for (const std::size_t year : {1U, 3U}) rows[year][2] = kGood;
  Asked asked = two_years(kOver, rows);
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rule().consecutive = true;
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(YearsAtLeast, StepsOverAYearThatIsLeftOutOfARun) {
  Rows rows = rated_from(2021, 2025, kGood);
  rows[1] = rated(2022, kExcellent);
  rows[2] = not_rated(2023);
  rows[3] = rated(2024, kExcellent);
  Asked asked = two_years(kOver, rows);
  asked.rule().consecutive = true;
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(YearsAtLeast, ReadsTheLevelsOfEachYear) {
  Asked asked = two_years(kOver, rated_from(2021, 2025, kGood));
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rule().holds[3] = asked.rule().holds[4] = at_least(kGood);
  EXPECT_EQ(asked.verdict(), kMet);
}

// The latest year

TEST(Latest, LooksAtTheLastClosedYear) {
  Rows rows = rated_from(2021, 2024, kFair);
  rows.push_back(rated(2025, kGood));
  Asked asked = ratings(kOver, rows);
  asked.rule().kind = Kind::kLatest;
  asked.rule().threshold = 1;
  EXPECT_EQ(asked.verdict(), kMet);
  asked.plan.as_of = kMiddle;
  EXPECT_EQ(asked.verdict(), kFailed);  // 2024 is the last closed one
}

TEST(Latest, IsOpenBeforeTheFirstYearCloses) {
  Asked asked = ratings(day_of(2021, 6, 1));
  asked.rule().kind = Kind::kLatest;
  asked.rule().threshold = 1;
  EXPECT_EQ(asked.verdict(), kOpen);
  EXPECT_EQ(asked.provisional(), kOpen);
}

TEST(Latest, DoesNotKnowAMissingLastYear) {
  Asked asked = ratings(kOver, rated_from(2021, 2024, kGood));
  asked.rule().kind = Kind::kLatest;
  asked.rule().threshold = 1;
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(Latest, StepsOverAYearThatIsNotRated) {
  Rows rows = rated_from(2021, 2024, kGood);
  rows.push_back(not_rated(2025));
  Asked asked = ratings(kOver, rows);
  asked.rule().kind = Kind::kLatest;
  asked.rule().threshold = 1;
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(Latest, StepsOverAYearThatALateRowKeepsOpen) {
  Rows rows = rated_from(2021, 2024, kGood);
  rows.push_back(rated(2025, kFair, day_of(2026, 5, 1)));
  Asked asked = ratings(kOver, rows);
  asked.rule().kind = Kind::kLatest;
  asked.rule().threshold = 1;
  EXPECT_EQ(asked.verdict(), kMet);
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

/// Targets of the unit; the rule: at least the plan in every year.
Asked targets(Take take, const std::vector<std::array<Code, 3>>& year_planned_achieved) {
  Asked asked = ratings(kOver);
  asked.width = 6;
  for (const auto& [year, planned, achieved] : year_planned_achieved) {
    asked.rows.push_back({kPerson, year, 0, planned, 0, achieved, kBlank});
  }
  asked.fact = {.take = take, .absent = Absent::kUnknown, .year = 0};
  asked.fact.has_ratio = true;
  asked.fact.planned = {1, 2, 3, 4};
  asked.fact.better = 5;
  asked.rule().holds.clear();
  asked.rule().least = std::vector<std::int32_t>(5, 2000);
  return asked;
}

std::vector<std::array<Code, 3>> kept(Code planned, Code achieved) {
  std::vector<std::array<Code, 3>> rows;
  for (int year = 2021; year <= 2025; ++year) rows.push_back({year, planned, achieved});
  return rows;
}

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

TEST(MeanOverWindow, IsExactOverTheAskedYears) {
  Asked asked = targets(Take::kMean, kept(1000, 1000));
  asked.rows[0][5] = 999;
  asked.rows[1][5] = 1001;
  asked.rule().kind = Kind::kMeanOverWindow;
  asked.rule().threshold = 2000;
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rows[1][5] = 1000;
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(MeanOverWindow, LetsAnOpenYearBeAnything) {
  Asked asked = targets(Take::kMean, kept(1000, 1300));
  asked.rows.pop_back();
  asked.rule().kind = Kind::kMeanOverWindow;
  asked.rule().threshold = 2000;
  asked.plan.as_of = kMiddle;
  EXPECT_EQ(asked.verdict(), kMet);  // 4 x 1.3 over 5 is 1.04
  asked.rule().threshold = 2081;
  EXPECT_EQ(asked.verdict(), kOpen);
  EXPECT_EQ(asked.provisional(), kMet);
}

TEST(MeanOverWindow, CountsAMissingYearAsZeroUnderFail) {
  Asked asked = targets(Take::kMean, kept(1000, 1000));
  asked.rows.pop_back();
  asked.rule().kind = Kind::kMeanOverWindow;
  asked.plan.policy.missing_past_value = Missing::kFail;
  asked.rule().threshold = 1600;
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rule().threshold = 1601;
  EXPECT_EQ(asked.verdict(), kFailed);
}

}  // namespace
