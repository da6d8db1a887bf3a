// `ratio_at_least`: what was launched, and what of it was answered.

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

/// Launches by key and day, answers of the person; the rule: half of them answered.
Asked calls(Day as_of, Rows launches, Rows answers) {
  Asked asked = events(as_of, std::move(answers));
  asked.launches = std::move(launches);
  asked.fact.key = 2;
  asked.fact.launches = 1;
  asked.fact.launch_key = 0;
  asked.fact.launched = 1;
  asked.rule().kind = Kind::kRatioAtLeast;
  asked.rule().threshold = 1000;  // the notch of 500 per mille
  return asked;
}

const Rows two_calls = {{7, day_of(2023, 3, 1)}, {8, day_of(2023, 9, 1)}};

TEST(RatioAtLeast, IsExactlyTheShare) {
  Asked asked = calls(kOver, two_calls, {Event{.key = 7}});
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rule().threshold = 1001;
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(RatioAtLeast, IsOneWhereNothingWasLaunched) {
  Asked asked = calls(kOver, {}, {});
  asked.rule().threshold = 2000;
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(RatioAtLeast, IsOpenUntilTheWindowIsOver) {
  Asked asked = calls(day_of(2024, 6, 30), two_calls, {Event{.key = 7}});
  EXPECT_EQ(asked.verdict(), kOpen);
  EXPECT_EQ(asked.provisional(), kMet);
}

TEST(RatioAtLeast, TakesAnAnswerOfTheYearOfTheLaunchOnly) {
  const Rows answers = {Event{.day = day_of(2024, 1, 1), .key = 7}};
  EXPECT_EQ(calls(kOver, {{7, day_of(2023, 3, 1)}}, answers).verdict(), kFailed);
}

TEST(RatioAtLeast, LeavesOutLaunchesBeforeTheSubjectCame) {
  Asked asked = calls(kOver, two_calls, {Event{.day = day_of(2023, 10, 1), .key = 8}});
  asked.rule().threshold = 2000;
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2023, 3, 2), kBlank}};
  EXPECT_EQ(asked.verdict(), kMet);
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2023, 3, 1), kBlank}};
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(RatioAtLeast, DoesNotKnowWhoWasThereInAHole) {
  Asked asked = calls(kOver, {{7, day_of(2023, 3, 1)}}, {});
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2020, 1, 1), day_of(2023, 2, 1)},
                       {kPerson, kUnit, kBlank, day_of(2023, 4, 1), kBlank}};
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(RatioAtLeast, LetsABlankKeyAnswerOneOfItsYear) {
  Asked asked = calls(kOver, two_calls, {Event{.key = kBlank}});
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rows = {Event{.day = day_of(2022, 5, 1), .key = kBlank}};
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rows = {Event{.key = kBlank}, Event{.key = 7}};
  asked.rule().threshold = 2000;
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(RatioAtLeast, SuspectsGapsOfTheAnswersFromTheLaunchOn) {
  Asked asked = calls(kOver, {{7, day_of(2023, 3, 1)}}, {});
  asked.gaps = {{0, day_of(2023, 12, 1), day_of(2023, 12, 31)}};
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.gaps = {{0, day_of(2023, 1, 1), day_of(2023, 2, 28)}};
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(RatioAtLeast, SuspectsGapsOfTheLaunches) {
  Asked asked = calls(kOver, {{7, day_of(2023, 3, 1)}}, {Event{.key = 7}});
  asked.gaps = {{1, day_of(2022, 1, 1), day_of(2022, 1, 31)}};
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(RatioAtLeast, KnowsThatAHiddenLaunchWentWithoutAnAnswer) {
  Asked asked = calls(day_of(2024, 6, 30), {{7, day_of(2023, 3, 1)}}, {Event{.key = 7}});
  asked.rule().threshold = 2000;
  EXPECT_EQ(asked.verdict(), kOpen);
  asked.gaps = {{1, day_of(2022, 1, 1), day_of(2022, 1, 31)}};
  EXPECT_EQ(asked.verdict(), kUnknown);  // at worst all that is to come cannot make up for it
}

TEST(RatioAtLeast, IsUnknownWithoutTheRegisterOfItsAnswers) {
  Asked asked = calls(kOver, two_calls, {});
  asked.absent = true;
  EXPECT_EQ(asked.bits(), kUnknownBits);
}

TEST(RatioAtLeast, LetsALateAnswerCome) {
  const Rows answers = {Event{.key = 7, .decided = day_of(2026, 5, 1)}};
  EXPECT_EQ(calls(kOver, {{7, day_of(2023, 3, 1)}}, answers).verdict(), kOpen);
}

TEST(RatioAtLeast, TakesABlankLaunchDayForPerhaps) {
  EXPECT_EQ(calls(kOver, {{7, kBlank}}, {}).verdict(), kUnknown);
}

// Launches without a day

TEST(RatioAtLeast, PerhapsAsksForALaunchWithoutADay) {
  const Rows launches = {{7, day_of(2023, 3, 1)}, {8, kBlank}};
  EXPECT_EQ(calls(kOver, launches, {Event{.key = 7}}).verdict(), kMet);  // a half at the worst
  Asked asked = calls(kOver, launches, {Event{.key = 8}});
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2010, 1, 1), day_of(2023, 12, 31)}};
  asked.plan.as_of = day_of(2023, 12, 31);
  EXPECT_EQ(asked.provisional(), kUnknown);
}

TEST(RatioAtLeast, LeavesOutALaunchWithoutADayOfWhoeverWasNeverThere) {
  Asked asked = calls(kOver, {{8, kBlank}}, {});
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.memberships = {{kPerson, kUnit, kBlank, kOver, kBlank}};
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(RatioAtLeast, KnowsTheYearOfALaunchWithoutADayWhereOnlyOneIsPossible) {
  Asked asked = calls(kOver, {{8, kBlank}}, {Event{.day = day_of(2025, 12, 20), .key = 8}});
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2025, 12, 15), kBlank}};
  EXPECT_EQ(asked.verdict(), kMet);  // answered, or never asked
}

TEST(RatioAtLeast, LetsABlankKeyAnswerALaunchWithoutADay) {
  Asked asked = calls(kOver, {{7, day_of(2022, 3, 1)}, {8, kBlank}}, {Event{.key = kBlank}});
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rule().threshold = 1001;
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(RatioAtLeast, TakesWhoeverWasSomewhereForPresent) {
  Asked asked = calls(kOver, {{7, day_of(2023, 3, 1)}}, {});
  asked.units = 2;
  asked.opened = asked.closed = {kBlank, kBlank};
  asked.memberships = {{2, 0, kBlank, day_of(2020, 1, 1), kBlank}, {2, 1, kBlank, kBlank, kBlank}};
  EXPECT_EQ(asked.verdict(2), kFailed);
}

}  // namespace
