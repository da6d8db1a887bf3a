#include "lantoa/lineage.hpp"

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr Day kMerger = day_of(2023, 7, 1);

/// Three units without people, and ratings of the same level in the years they say.
Asked three_units(std::vector<Moved> changes) {
  Asked asked = ratings(kOver);
  asked.units = 3;
  asked.people = 3;  // 3, 4 and 5
  asked.opened = asked.closed = {kBlank, kBlank, kBlank};
  asked.memberships.clear();
  asked.changes = std::move(changes);
  return asked;
}

void rate(Asked& asked, Code unit, int first, int last, Code level) {
  for (auto row : rated_from(first, last, level)) {
    row[0] = unit;
    asked.rows.push_back(row);
  }
}

Asked merged(Code level_of_0, Code level_of_1) {
  Asked asked = three_units({{kMerger, Change::kMerge, 0, 2}, {kMerger, Change::kMerge, 1, 2}});
  rate(asked, 0, 2021, 2022, level_of_0);
  rate(asked, 1, 2021, 2022, level_of_1);
  rate(asked, 2, 2023, 2025, kGood);
  return asked;
}

// Opening and closing

TEST(Lineage, JudgesAUnitFromItsFirstToItsLastDay) {
  Asked asked = three_units({});
  asked.opened[0] = kOver;
  asked.closed[1] = kOver;
  EXPECT_EQ(asked.out(0), Out::kIn);
  EXPECT_EQ(asked.out(1), Out::kIn);
  asked.opened[0] = kOver + 1;
  asked.closed[1] = kOver - 1;
  EXPECT_EQ(asked.out(0), Out::kNotYet);
  EXPECT_EQ(asked.out(1), Out::kClosed);
}

TEST(Lineage, OpensAUnitOnTheDayOfTheChangeThatMadeIt) {
  EXPECT_EQ(three_units({{kOver + 1, Change::kSplit, 0, 1}}).out(1), Out::kNotYet);
  EXPECT_EQ(three_units({{kOver, Change::kSplit, 0, 1}}).out(1), Out::kIn);
}

TEST(Lineage, OpensAUnitOnTheFirstOfTheChangesThatNameIt) {
  Asked asked = three_units({{kMerger, Change::kMerge, 0, 2}, {kOver + 1, Change::kMerge, 1, 2}});
  EXPECT_EQ(asked.out(2), Out::kIn);
  asked.plan.as_of = kMerger - 1;
  EXPECT_EQ(asked.out(2), Out::kNotYet);
}

TEST(Lineage, TakesAUnitThatHadMembersForAnOldOne) {
  Asked asked = three_units({{kOver + 1, Change::kMerge, 0, 1}});
  asked.memberships = {{3, 1, kBlank, day_of(2020, 1, 1), kBlank}};
  EXPECT_EQ(asked.out(1), Out::kIn);
}

// Renaming

TEST(Rename, JoinsTheIdsUnderTheOneInForce) {
  Asked asked = three_units({{kMerger, Change::kRename, 0, 1}});
  EXPECT_EQ(asked.out(0), Out::kRenamed);
  EXPECT_EQ(asked.out(1), Out::kIn);
  asked.plan.as_of = kMerger - 1;
  EXPECT_EQ(asked.out(0), Out::kIn);
  EXPECT_EQ(asked.out(1), Out::kNotYet);
}

TEST(Rename, CountsTheRowsOfBothIds) {
  Asked asked = three_units({{kMerger, Change::kRename, 0, 1}});
  rate(asked, 0, 2021, 2022, kGood);
  rate(asked, 1, 2023, 2025, kGood);
  EXPECT_EQ(asked.verdict(1), kMet);
}

TEST(Rename, MayMakeANewUnit) {
  Asked asked = three_units({{kMerger, Change::kRename, 0, 1}});
  rate(asked, 1, 2023, 2025, kGood);
  asked.plan.policy.renamed_is_same = false;
  EXPECT_EQ(asked.verdict(1), kMet);  // asked from 2023 on
  EXPECT_EQ(asked.out(0), Out::kRenamed);
}

TEST(Rename, LeadsThroughSeveralNames) {
  Asked asked =
      three_units({{kMerger, Change::kRename, 0, 1}, {day_of(2025, 1, 1), Change::kRename, 1, 2}});
  EXPECT_EQ(asked.out(2), Out::kIn);
  EXPECT_EQ(asked.out(0), Out::kRenamed);
  EXPECT_EQ(asked.out(1), Out::kRenamed);
}

// Merging

TEST(Merge, TakesAUnitOutOfScopeFromItsDay) {
  Asked asked = merged(kGood, kGood);
  EXPECT_EQ(asked.out(0), Out::kMerged);
  asked.plan.as_of = kMerger - 1;
  EXPECT_EQ(asked.out(0), Out::kIn);
}

TEST(Merge, AsksEveryPredecessor) {
  EXPECT_EQ(merged(kGood, kGood).verdict(2), kMet);
  EXPECT_EQ(merged(kGood, kFair).verdict(2), kFailed);
}

TEST(Merge, LeavesTheYearOfTheMergerToTheUnitItself) {
  Asked asked = merged(kGood, kGood);
  rate(asked, 0, 2023, 2023, kFair);
  EXPECT_EQ(asked.verdict(2), kMet);
}

TEST(Merge, MayAskAnyPredecessor) {
  Asked asked = merged(kGood, kFair);
  asked.plan.policy.merged = Merged::kAny;
  EXPECT_EQ(asked.verdict(2), kMet);
  asked = merged(kFair, kFair);
  asked.plan.policy.merged = Merged::kAny;
  EXPECT_EQ(asked.verdict(2), kFailed);
}

TEST(Merge, MayAskTheLargestPredecessor) {
  Asked asked = merged(kGood, kFair);
  asked.plan.policy.merged = Merged::kLargest;
  asked.memberships = {{3, 0, kBlank, day_of(2020, 1, 1), kBlank},
                       {4, 0, kBlank, day_of(2020, 1, 1), kBlank},
                       {5, 1, kBlank, day_of(2020, 1, 1), kBlank}};
  EXPECT_EQ(asked.verdict(2), kMet);
  asked.memberships[0][1] = 1;
  EXPECT_EQ(asked.verdict(2), kFailed);
}

TEST(Merge, AsksAllThatAreTiedForTheLargest) {
  Asked asked = merged(kGood, kFair);
  asked.plan.policy.merged = Merged::kLargest;
  EXPECT_EQ(asked.verdict(2), kFailed);  // nobody in either
}

TEST(Merge, MayMakeANewUnit) {
  Asked asked = merged(kFair, kFair);
  asked.plan.policy.merged = Merged::kNewUnit;
  EXPECT_EQ(asked.verdict(2), kMet);
}

TEST(Merge, IntoAnOldUnitMakesItAPredecessorOfItself) {
  Asked asked = three_units({{kMerger, Change::kMerge, 0, 1}});
  asked.opened[1] = day_of(2015, 1, 1);
  rate(asked, 0, 2021, 2022, kGood);
  rate(asked, 1, 2021, 2025, kGood);
  EXPECT_EQ(asked.verdict(1), kMet);
  asked.rows[2][2] = kFair;  // its own 2021
  EXPECT_EQ(asked.verdict(1), kFailed);
}

TEST(Merge, GivesALineForEachPredecessorOfAPredecessor) {
  Asked asked =
      three_units({{day_of(2022, 5, 1), Change::kMerge, 0, 1}, {kMerger, Change::kMerge, 1, 2}});
  rate(asked, 0, 2021, 2021, kFair);
  rate(asked, 1, 2022, 2022, kGood);
  rate(asked, 2, 2023, 2025, kGood);
  EXPECT_EQ(asked.verdict(2), kFailed);
  asked.rows[0][2] = kGood;
  EXPECT_EQ(asked.verdict(2), kMet);
}

TEST(Merge, AsksEventsOfThePredecessorBeforeTheDayAndOwnFromItOn) {
  Asked asked = events(kOver);
  asked.units = 2;
  asked.opened = asked.closed = {kBlank, kBlank};
  asked.memberships.clear();
  asked.changes = {{kMerger, Change::kMerge, 0, 1}};
  asked.rows = {Event{.subject = 0, .day = kMerger - 1}};
  EXPECT_EQ(asked.verdict(1), kMet);
  asked.rows = {Event{.subject = 0, .day = kMerger}};
  EXPECT_EQ(asked.verdict(1), kFailed);
  asked.rows = {Event{.subject = 1, .day = kMerger}};
  EXPECT_EQ(asked.verdict(1), kMet);
  asked.rows = {Event{.subject = 1, .day = kMerger - 1}};
  EXPECT_EQ(asked.verdict(1), kFailed);
}

TEST(Merge, TakesTheMembersOfAPredecessorUntilItsLastDay) {
  Asked asked = events(kOver, {Event{.subject = 2, .day = kMerger - 1}});
  asked.units = 2;
  asked.opened = asked.closed = {kBlank, kBlank};
  asked.memberships = {{2, 0, kBlank, day_of(2020, 1, 1), kMerger - 1},
                       {2, 1, kBlank, kMerger, kBlank}};
  asked.changes = {{kMerger, Change::kMerge, 0, 1}};
  asked.rule().over = Over::kMembers;
  EXPECT_EQ(asked.verdict(1), kMet);
}

// Who belongs for how long

TEST(WholeWindow, CountsAMergedUnitWhereAPredecessorDid) {
  Asked asked = merged(kGood, kGood);
  asked.plan.belongs = Belongs::kWholeWindow;
  EXPECT_EQ(asked.out(2), Out::kIn);
  asked.plan.policy.merged = Merged::kNewUnit;
  EXPECT_EQ(asked.out(2), Out::kNotWholeWindow);
}

TEST(WholeWindow, CountsAPredecessorOfAMergerAfterTheWindow) {
  Asked asked = three_units({{day_of(2026, 1, 31), Change::kMerge, 0, 1}});
  asked.opened[1] = day_of(2026, 1, 31);
  asked.plan.belongs = Belongs::kWholeWindow;
  asked.plan.as_of = day_of(2026, 1, 31);
  EXPECT_EQ(asked.out(1), Out::kIn);
  asked.opened[0] = day_of(2021, 1, 2);
  EXPECT_EQ(asked.out(1), Out::kNotWholeWindow);
}

TEST(WholeWindow, CountsPredecessorsThatWereThereOneAfterTheOther) {
  Asked asked = three_units(
      {{day_of(2023, 1, 1), Change::kMerge, 0, 2}, {day_of(2024, 1, 1), Change::kMerge, 1, 2}});
  asked.opened[1] = day_of(2022, 6, 1);
  asked.opened[2] = day_of(2023, 5, 1);
  asked.plan.belongs = Belongs::kWholeWindow;
  EXPECT_EQ(asked.out(2), Out::kIn);
  asked.opened[1] = day_of(2023, 1, 2);  // nobody was there on 1 January
  EXPECT_EQ(asked.out(2), Out::kNotWholeWindow);
}

TEST(WholeWindow, DoesNotHoldANewUnitThatAMergerMakesAfterTheWindow) {
  Asked asked = three_units({{day_of(2026, 1, 31), Change::kMerge, 0, 1}});
  asked.opened[1] = day_of(2015, 1, 1);
  asked.plan.belongs = Belongs::kWholeWindow;
  asked.plan.policy.merged = Merged::kNewUnit;
  asked.plan.as_of = day_of(2026, 1, 30);
  EXPECT_EQ(asked.out(1), Out::kIn);
  asked.plan.as_of = day_of(2026, 1, 31);
  EXPECT_EQ(asked.out(1), Out::kNotWholeWindow);
}

TEST(WholeWindow, JudgesAUnitThatClosedAfterwards) {
  Asked asked = three_units({});
  asked.closed = {day_of(2025, 12, 31), day_of(2025, 12, 30), kBlank};
  asked.plan.belongs = Belongs::kWholeWindow;
  EXPECT_EQ(asked.out(0), Out::kIn);
  EXPECT_EQ(asked.out(1), Out::kClosed);
}

TEST(AnyTime, JudgesAUnitAsOfItsLastDay) {
  Asked asked = three_units({});
  asked.closed[0] = day_of(2024, 6, 30);
  rate(asked, 0, 2021, 2023, kGood);
  asked.plan.belongs = Belongs::kAnyTime;
  EXPECT_EQ(asked.verdict(0), Verdict::kOpen);  // 2024 had not closed
  EXPECT_EQ(asked.verdict(1), kUnknown);
}

}  // namespace
