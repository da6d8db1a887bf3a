// `attested`: the latest recorded judgement decides, and none is invented.

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr Day kMay = day_of(2023, 5, 1);
constexpr Code kNo = 0;
constexpr Code kYes = 1;

/// Judgements: day, criterion, verdict, votes for, votes of all. The rule: criterion 5 is met.
Asked judged(Rows rows, Day as_of = kOver) {
  Asked asked = events(as_of, std::move(rows));
  asked.width = 5;
  asked.fact = {.absent = Absent::kUnknown, .value = {2, kNoColumn}, .seen_on = 0, .key = 1};
  asked.fact.votes = {3, 4};
  asked.rule().kind = Kind::kAttested;
  asked.rule().attested_as = 5;
  asked.rule().threshold = 0;
  return asked;
}

std::vector<Code> said(Day day, Code verdict, Code votes = kBlank, Code of = kBlank) {
  return {kPerson, day, 5, verdict, votes, of};
}

Asked voted(Rows rows, std::int32_t threshold) {
  Asked asked = judged(std::move(rows));
  asked.rule().asks_votes = true;
  asked.rule().threshold = threshold;
  return asked;
}

TEST(Attested, IsWhatTheLatestJudgementSays) {
  EXPECT_EQ(judged({said(kMay, kYes)}).verdict(), kMet);
  EXPECT_EQ(judged({said(kMay, kYes), said(kMay + 1, kNo)}).verdict(), kFailed);
  EXPECT_EQ(judged({said(kMay + 1, kNo), said(kMay, kYes)}).verdict(), kFailed);
}

TEST(Attested, DoesNotKnowWithoutAJudgementWhateverTheDate) {
  EXPECT_EQ(judged({}, day_of(2021, 2, 1)).verdict(), kUnknown);
  Asked asked = judged({});
  asked.plan.policy.missing_judgement_fails = true;
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(Attested, DoesNotSeeAJudgementToCome) {
  EXPECT_EQ(judged({said(kMay, kYes)}, kMay - 1).verdict(), kUnknown);
  EXPECT_EQ(judged({said(kMay, kYes)}, kMay).verdict(), kMet);
}

TEST(Attested, HasNoFuture) {
  Asked asked = judged({said(kMay, kNo)}, kMay);
  EXPECT_EQ(asked.verdict(), kFailed);
  EXPECT_EQ(asked.provisional(), kFailed);
}

TEST(Attested, LooksAtItsOwnCriterionOnly) {
  Asked asked = judged({said(kMay, kYes)});
  asked.rows[0][2] = 6;
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rule().attested_as = -1;  // no row of the register names it
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(Attested, AsksForAShareOfTheVotes) {
  EXPECT_EQ(voted({said(kMay, kYes, 2, 3)}, 1333).verdict(), kMet);
  EXPECT_EQ(voted({said(kMay, kYes, 2, 3)}, 1334).verdict(), kFailed);
  EXPECT_EQ(voted({said(kMay, kYes, 1, 2)}, 1001).verdict(), kFailed);  // more than half
}

TEST(Attested, LetsBlankVotesBeAnyShare) {
  EXPECT_EQ(voted({said(kMay, kYes)}, 1000).verdict(), kUnknown);
  EXPECT_EQ(voted({said(kMay, kYes, 0, 0)}, 1000).verdict(), kUnknown);
  EXPECT_EQ(voted({said(kMay, kNo)}, 1000).verdict(), kFailed);
  EXPECT_EQ(voted({said(kMay, kYes)}, 0).verdict(), kMet);  // any share will do
}

TEST(Attested, LetsABlankVerdictBeEither) {
  EXPECT_EQ(judged({said(kMay, kBlank)}).verdict(), kUnknown);
  EXPECT_EQ(voted({said(kMay, kBlank, 1, 3)}, 1000).verdict(), kFailed);
}

TEST(Attested, KeepsTheWorstAndTheBestOfOneDay) {
  EXPECT_EQ(judged({said(kMay, kNo), said(kMay, kYes)}).verdict(), kUnknown);
  EXPECT_EQ(judged({said(kMay, kYes), said(kMay, kYes)}).verdict(), kMet);
}

TEST(Attested, LetsAnUndatedRowBeTheLatestOrNotThereYet) {
  EXPECT_EQ(judged({said(kBlank, kYes)}).verdict(), kUnknown);
  EXPECT_EQ(judged({said(kBlank, kYes), said(kMay, kYes)}).verdict(), kMet);
  EXPECT_EQ(judged({said(kBlank, kNo), said(kMay, kYes)}).verdict(), kUnknown);
}

TEST(Attested, JudgesSeveralCriteriaOfOneRegister) {
  Asked asked = judged({said(kMay, kYes), said(kMay, kNo)});
  asked.rows[1][2] = 6;
  asked.rules.push_back(asked.rule());
  asked.rules[1].attested_as = 6;
  asked.rules.push_back(asked.rule());
  EXPECT_EQ(asked.verdict(kPerson, 0), kMet);
  EXPECT_EQ(asked.verdict(kPerson, 1), kFailed);
  EXPECT_EQ(asked.verdict(kPerson, 2), kMet);  // the same criterion twice
}

TEST(Attested, JudgesARenamedUnitUnderAllItsIds) {
  Asked asked = judged({said(kMay, kYes)});
  asked.units = 2;
  asked.opened = asked.closed = {kBlank, kBlank};
  asked.memberships = {{2, 1, kBlank, kBlank, kBlank}};
  asked.rows[0][0] = 0;
  asked.changes = {{day_of(2024, 1, 1), Change::kRename, 0, 1}};
  EXPECT_EQ(asked.verdict(1), kMet);
  asked.changes = {{day_of(2024, 1, 1), Change::kMerge, 0, 1}};
  EXPECT_EQ(asked.verdict(1), kUnknown);  // a merged unit: its own
}

}  // namespace
