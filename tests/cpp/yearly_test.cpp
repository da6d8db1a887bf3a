// Yearly rules: what the years of one fact make of a rule.

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr Day kMiddle = day_of(2025, 6, 30);  // 2025 is open

Asked two_years(Day as_of, Rows rows) {
  Asked asked = ratings(as_of, std::move(rows));
  asked.rule().kind = Kind::kYearsAtLeast;
  asked.rule().holds = every_year(at_least(kExcellent));
  asked.rule().threshold = 2;
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

// The mean

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

TEST(MeanOverWindow, IsProvisionallyOpenWithoutAYearUntilTheWindowIsOver) {
  Asked asked = targets(Take::kMean, {});
  asked.rule().kind = Kind::kMeanOverWindow;
  asked.rule().threshold = 2000;
  asked.plan.policy.missing_past_value = Missing::kSkip;
  asked.plan.as_of = kMiddle;  // 2025 is open, the years before are skipped
  EXPECT_EQ(asked.provisional(), kOpen);
  asked.plan.as_of = kOver;
  EXPECT_EQ(asked.provisional(), kFailed);
}

}  // namespace
