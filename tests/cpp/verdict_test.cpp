// Above a rule: gates, parts, heads, scope; and laws that hold of every evaluation.
#include "lantoa/verdict.hpp"

#include <gtest/gtest.h>

#include "lantoa/survey.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr Code kHead = 0;  // a role
constexpr Code kStaff = 1;

BitColumn bits_of(const std::vector<Bits>& bits) {
  return Eigen::Map<const BitColumn>(bits.data(), static_cast<Eigen::Index>(bits.size()));
}

/// The rule of some ratings, asked for a level: a year is enough.
Rule one_year_of(Code level) {
  Rule rule = ratings(0).rule();
  rule.kind = Kind::kYearsAtLeast;
  rule.threshold = 1;
  rule.holds = every_year(at_least(level));
  return rule;
}

/// A unit rule (good in a year) and the link of its head; the unit has a rating of `level`.
Asked headed(Code level, Rows memberships) {
  Asked asked = ratings(kOver, {{kUnit, 2023, level, day_of(2023, 12, 10), kBlank}});
  asked.plan.policy.missing_past_value = Missing::kFail;
  asked.memberships = std::move(memberships);
  asked.rules = {one_year_of(kGood), Rule{}};
  asked.rules[0].for_people = false;
  asked.rules[1] = {.kind = Kind::kLinked, .fact = 0, .for_people = true};
  asked.rules[1].gate = asked.rules[1].countable = true;
  asked.rules[1].roles = {1, 0};
  asked.rules[1].needs = {0};
  return asked;
}

std::vector<Code> member(Code role, Day from = day_of(2020, 1, 1), Day to = kBlank) {
  return {kPerson, kUnit, role, from, to};
}

// Counting

TEST(Counted, SaysWhoIsIn) {
  const BitColumn bits = bits_of({0x00, 0xFA, 0xFF, 0xCC, 0x0F});  // failed, open, met, unknown
  EXPECT_EQ(counted(bits, Counting::kMet), codes({0, 0, 1, 0, 1}));
  EXPECT_EQ(counted(bits, Counting::kPossible), codes({0, 1, 1, 0, 1}));
  EXPECT_EQ(counted(bits, Counting::kProvisional), codes({0, 1, 1, 0, 0}));
}

TEST(Verdicts, AreReadRowByRow) {
  const BitColumn bits = bits_of({0x00, 0xFA, 0xCF});
  EXPECT_EQ(verdicts(bits, false), codes({0, 1, 3}));
  EXPECT_EQ(verdicts(bits, true), codes({0, 3, 2}));
}

// Gates

TEST(Gates, AreMetTogether) {
  Asked asked = ratings(kOver, {rated(2023, kGood)});
  asked.plan.policy.missing_past_value = Missing::kFail;
  asked.rules = {one_year_of(kFair), one_year_of(kExcellent)};
  EXPECT_EQ(verdict_of(asked.evaluate().all[1]), kFailed);
  asked.rules[1].gate = false;
  EXPECT_EQ(verdict_of(asked.evaluate().all[1]), kMet);
}

TEST(Gates, LeaveOutTheOnesThatAreNotCountable) {
  Asked asked = ratings(kOver, {rated(2023, kGood)});
  asked.plan.policy.missing_past_value = Missing::kFail;
  asked.rules = {one_year_of(kFair), one_year_of(kExcellent)};
  asked.rules[1].countable = false;
  EXPECT_EQ(verdict_of(asked.evaluate().countable[1]), kMet);
}

TEST(Gates, DoNotAskAPersonWhatIsAskedOfUnits) {
  Asked asked = ratings(kOver, {rated(2023, kFair)});
  asked.plan.policy.missing_past_value = Missing::kFail;
  asked.rules = {one_year_of(kExcellent)};
  asked.rules[0].for_people = false;
  EXPECT_EQ(asked.bits(), kMetBits);
}

// k_of

Asked parts(const std::vector<Code>& levels, std::int32_t least) {
  Asked asked = ratings(kOver, {rated(2023, kGood)});
  asked.plan.policy.missing_past_value = Missing::kFail;
  asked.rules.clear();
  Rule k_of{.kind = Kind::kKOf, .for_people = true, .threshold = least};
  for (const Code level : levels) {
    k_of.parts.push_back(static_cast<Code>(asked.rules.size()));
    asked.rules.push_back(one_year_of(level));
  }
  asked.rules.push_back(k_of);
  return asked;
}

Verdict last(const Asked& asked) {
  return asked.verdict(kPerson, static_cast<Eigen::Index>(asked.rules.size()) - 1);
}

TEST(KOf, CountsThePartsThatHold) {
  EXPECT_EQ(last(parts({kFair, kGood, kExcellent}, 2)), kMet);
  EXPECT_EQ(last(parts({kFair, kGood, kExcellent}, 3)), kFailed);
  EXPECT_EQ(last(parts({kFair, kGood, kFair}, 3)), kMet);
  EXPECT_EQ(last(parts({kExcellent}, 1)), kFailed);
}

TEST(KOf, AsksNothingForNone) { EXPECT_EQ(last(parts({kExcellent}, 0)), kMet); }

TEST(KOf, FailsWhereItAsksForMorePartsThanThereAre) {
  EXPECT_EQ(last(parts({kFair, kFair}, 3)), kFailed);
}

TEST(KOf, CountsBitByBit) {
  Asked asked = parts({kFair, kExcellent, kExcellent}, 2);
  asked.plan.policy.missing_past_value = Missing::kUnknown;
  EXPECT_EQ(last(asked), kUnknown);
}

// Heads

TEST(Linked, GivesAHeadWhatTheUnitHas) {
  EXPECT_EQ(headed(kGood, {member(kHead)}).verdict(kPerson, 1), kMet);
  EXPECT_EQ(headed(kFair, {member(kHead)}).verdict(kPerson, 1), kFailed);
}

TEST(Linked, AsksNothingOfOthers) {
  EXPECT_EQ(headed(kFair, {member(kStaff)}).verdict(kPerson, 1), kMet);
}

TEST(Linked, LooksAtTheRoleOnTheDay) {
  const Rows was = {member(kHead, day_of(2020, 1, 1), day_of(2024, 1, 1)),
                    member(kStaff, day_of(2024, 1, 2))};
  Asked asked = headed(kFair, was);
  EXPECT_EQ(asked.verdict(kPerson, 1), kMet);
  asked.rules[1].any_time = true;
  EXPECT_EQ(asked.verdict(kPerson, 1), kFailed);
}

TEST(Linked, LooksAtTheWindowForARoleAtAnyTime) {
  const Rows was = {member(kHead, day_of(2019, 1, 1), day_of(2020, 12, 31)),
                    member(kStaff, day_of(2021, 1, 1))};
  Asked asked = headed(kFair, was);
  asked.rules[1].any_time = true;
  EXPECT_EQ(asked.verdict(kPerson, 1), kMet);
}

TEST(Linked, DoesNotKnowWithABlankRole) {
  EXPECT_EQ(headed(kFair, {member(kBlank)}).verdict(kPerson, 1), kUnknown);
  EXPECT_EQ(headed(kGood, {member(kBlank)}).verdict(kPerson, 1), kMet);
}

TEST(Linked, AsksTheCountableGatesForTheCountableNeedsOnly) {
  Asked asked = headed(kFair, {member(kHead)});
  asked.rules[0].countable = false;
  const Evaluation found = asked.evaluate();
  EXPECT_EQ(verdict_of(found.all[1]), kFailed);
  EXPECT_EQ(verdict_of(found.countable[1]), kMet);
}

TEST(Linked, DoesNotKnowAUnitThatNeverOpened) {
  Asked asked = headed(kGood, {member(kHead)});
  asked.opened = {kOver + 1};
  EXPECT_EQ(asked.verdict(kPerson, 1), kUnknown);
}

// Who is judged

Asked member_from_to(Day from, Day to, Belongs belongs = Belongs::kOnAsOfDate) {
  Asked asked = ratings(kOver);
  asked.memberships = {member(kStaff, from, to)};
  asked.plan.belongs = belongs;
  return asked;
}

TEST(Scope, CoversBothEndsOfAMembership) {
  EXPECT_EQ(member_from_to(kOver, kOver).out(kPerson), Out::kIn);
  EXPECT_EQ(member_from_to(kOver + 1, kBlank).out(kPerson), Out::kNotYet);
  EXPECT_EQ(member_from_to(kBlank, kOver - 1).out(kPerson), Out::kLeft);
}

TEST(Scope, SaysWhoHasNoMembership) {
  Asked asked = ratings(kOver);
  asked.memberships.clear();
  EXPECT_EQ(asked.out(kPerson), Out::kNoMembership);
}

TEST(Scope, LeavesOutWhomThePlanDoesNotJudge) {
  Asked asked = member_from_to(kBlank, kBlank);
  asked.plan.judges_people = false;
  EXPECT_EQ(asked.out(kPerson), Out::kNotAsked);
  EXPECT_EQ(asked.evaluate().subjects.size(), 1);
  asked.plan.judges_people = true;
  asked.plan.judges_units = false;
  EXPECT_EQ(asked.out(0), Out::kNotAsked);
  EXPECT_EQ(asked.out(kPerson), Out::kIn);
}

TEST(Scope, CallsAHoleNoMembership) {
  Asked asked = ratings(kOver);
  asked.memberships = {member(kStaff, kBlank, kOver - 9), member(kStaff, kOver + 9)};
  EXPECT_EQ(asked.out(kPerson), Out::kNoMembership);
}

TEST(Scope, AsksForTheWholeWindowDayByDay) {
  const Day first = day_of(2021, 1, 1);
  EXPECT_EQ(member_from_to(first, kBlank, Belongs::kWholeWindow).out(kPerson), Out::kIn);
  EXPECT_EQ(member_from_to(first + 1, kBlank, Belongs::kWholeWindow).out(kPerson),
            Out::kNotWholeWindow);
  Asked asked = member_from_to(first, day_of(2022, 5, 1), Belongs::kWholeWindow);
  asked.memberships.push_back(member(kStaff, day_of(2022, 5, 2)));
  EXPECT_EQ(asked.out(kPerson), Out::kIn);
  asked.memberships[1][3] = day_of(2022, 5, 3);
  EXPECT_EQ(asked.out(kPerson), Out::kNotWholeWindow);
}

TEST(Scope, JudgesSomebodyWhoLeftAsOfTheLastDay) {
  Asked asked = member_from_to(kBlank, day_of(2023, 6, 30), Belongs::kAnyTime);
  asked.rows = rated_from(2021, 2022, kGood);
  EXPECT_EQ(asked.verdict(), kOpen);  // 2023 had not closed
  asked.plan.belongs = Belongs::kOnAsOfDate;
  EXPECT_EQ(asked.out(kPerson), Out::kLeft);
}

TEST(Scope, NamesTheUnitOfTheLaterMembership) {
  Asked asked = ratings(kOver);
  asked.units = 2;
  asked.opened = asked.closed = {kBlank, kBlank};
  asked.memberships = {{2, 1, kBlank, day_of(2024, 1, 1), kBlank},
                       {2, 0, kBlank, day_of(2020, 1, 1), kBlank}};
  EXPECT_EQ(asked.evaluate().units[2], 1);
}

// Laws

/// A crowd with every kind of row, made by a small recurrence.
///
/// @param repeats  also several rows a year, some of them in conflict
Asked crowd(bool repeats = false) {
  Asked asked = ratings(day_of(2025, 6, 30));
  asked.units = 5;
  asked.people = 9000;  // more than a block
  asked.opened = asked.closed = std::vector<Code>(5, kBlank);
  asked.changes = {{day_of(2023, 7, 1), Change::kMerge, 0, 1}};
  asked.memberships.clear();
  unsigned state = 1;
  const auto next = [&](unsigned below) {
    state = state * 1664525U + 1013904223U;
    return static_cast<Code>((state >> 8U) % below);
  };
  for (Code person = 5; person < 9005; ++person) {
    asked.memberships.push_back(
        {person, next(5), next(3) == 0 ? kHead : kStaff, day_of(2018 + next(6), 3, 1), kBlank});
    for (int year = 2021; year <= 2025; ++year) {
      const Code level = next(8) == 0 ? kBlank : next(4);
      const Day decided = next(9) == 0 ? kBlank : day_of(year, 11, 1 + next(28));
      if (next(7) != 0) asked.rows.push_back({person, year, level, decided, kBlank});
      const Day again = is_blank(decided) ? kBlank : decided + next(2);
      if (repeats && next(9) == 0) asked.rows.push_back({person, year, next(4), again, kBlank});
    }
  }
  for (Code unit = 0; unit < 5; ++unit) {
    asked.rows.push_back({unit, 2022 + next(2), kGood, kBlank, kBlank});
  }
  Rule link = headed(kGood, {}).rules[1];
  link.needs = {0};
  Rule k_of{.kind = Kind::kKOf, .for_people = true, .gate = true, .threshold = 1};
  k_of.parts = {1, 2};
  asked.rules = {one_year_of(kGood), ratings(0).rule(), one_year_of(kExcellent), link, k_of};
  return asked;
}

void expect_same(const Evaluation& a, const Evaluation& b) {
  EXPECT_EQ(a.subjects, b.subjects);
  EXPECT_EQ(a.units, b.units);
  EXPECT_EQ(a.bits, b.bits);
  EXPECT_EQ(a.all, b.all);
  EXPECT_EQ(a.countable, b.countable);
  EXPECT_EQ(a.out, b.out);
}

TEST(Evaluation, IsTheSameOnAnyNumberOfThreads) {
  const Asked asked = crowd();
  const Evaluation one = asked.evaluate(1);
  EXPECT_GT(one.subjects.size(), 8500);
  for (const int threads : {0, 2, 3}) expect_same(asked.evaluate(threads), one);
}

TEST(Evaluation, IsTheSameInAnyOrderOfRows) {
  Asked asked = crowd();
  const Evaluation before = asked.evaluate();
  std::ranges::reverse(asked.rows);
  std::ranges::rotate(asked.memberships, asked.memberships.begin() + 1234);
  expect_same(asked.evaluate(), before);
}

TEST(Evaluation, HoldsEveryVerdictInTheLawsCrowd) {
  const Evaluation found = crowd().evaluate();
  for (const Verdict verdict : {kFailed, kOpen, kUnknown, kMet}) {
    const auto is = [&](Bits bits) { return verdict_of(bits) == verdict; };
    EXPECT_TRUE(std::ranges::any_of(found.bits.reshaped(), is)) << static_cast<int>(verdict);
  }
}

TEST(Evaluation, SaysOfEachWhatIsSaidWhenOneAsksForTheReasons) {
  const Asked asked = crowd(true);
  const Facts facts = asked.facts();
  const Plan plan = asked.whole_plan();
  const Evaluation found = evaluate(facts, plan);
  const Survey survey = Inspector(facts, plan).survey(found.subjects, codes({0, 1, 2, 3, 4}));
  Eigen::Index row = 0;
  for (Eigen::Index pair = 0; pair < survey.subject.size(); ++pair) {
    while (found.subjects[row] != survey.subject[pair]) ++row;
    ASSERT_EQ(survey.bits[pair], found.bits(row, survey.rule[pair])) << "subject " << row;
  }
}

TEST(Evaluation, JudgesNobodyInAnEmptyOffice) {
  Asked asked = ratings(kOver);
  asked.units = asked.people = 0;
  asked.opened = asked.closed = {};
  asked.memberships.clear();
  EXPECT_EQ(asked.evaluate().subjects.size(), 0);
}

TEST(Evaluation, NeverGetsWorseWhenARowGetsBetter) {
  Asked asked = crowd();
  const Evaluation before = asked.evaluate();
  for (auto& row : asked.rows) {
    if (row[2] == kFair) row[2] = kGood;
  }
  const Evaluation after = asked.evaluate();
  for (Eigen::Index i = 0; i < before.all.size(); ++i) EXPECT_EQ(before.all[i] & ~after.all[i], 0);
}

}  // namespace
