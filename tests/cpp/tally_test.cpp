#include "lantoa/tally.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"

namespace {

using namespace lantoa;  // NOLINT: the whole stem is under test

TallyCondition within(Code evidence, std::int64_t low, std::int64_t high) {
  return {.evidence = evidence,
          .has_low = true,
          .has_high = true,
          .high_open = true,
          .low = {low, 1},
          .high = {high, 1}};
}

TallyCondition from(Code evidence, std::int64_t low) {
  return {.evidence = evidence, .has_low = true, .low = {low, 1}};
}

TallyRule per_case(Amount points, Code evidence) {
  return {.kind = TallyKind::kPerCase, .evidence = evidence, .points = points};
}

TallyRule first_of(std::vector<TallyCase> cases) {
  return {.kind = TallyKind::kFirstOf, .cases = std::move(cases)};
}

/// One item of 300 with a rule for each evidence.
TallyTable one_item(std::vector<TallyRule> rules, std::size_t evidence = 2) {
  TallyTable table;
  table.shares.assign(evidence, {kBlank, kBlank});
  table.items = {{.base = 300}};
  table.rules = std::move(rules);
  return table;
}

TallyEvidence one_row(const std::vector<Quotient>& values) {
  const auto columns = static_cast<Eigen::Index>(values.size());
  TallyEvidence evidence{Points(1, columns), Points(1, columns)};
  for (Eigen::Index column = 0; column < columns; ++column) {
    evidence.numerator(0, column) = values[static_cast<std::size_t>(column)].first;
    evidence.denominator(0, column) = values[static_cast<std::size_t>(column)].second;
  }
  return evidence;
}

Interval total(const TallyTable& table, const std::vector<Quotient>& values) {
  const Tallied found = tally(table, one_row(values));
  return {found.total_low(0, 0), found.total_high(0, 0)};
}

Interval exactly(Amount amount) { return {amount, amount}; }

constexpr Quotient kMissing{0, 0};

TEST(Tally, StartsWithTheBaseAndDeductsForEveryCase) {
  const TallyTable table = one_item({per_case(-50, 0)}, 1);
  EXPECT_EQ(total(table, {{0, 1}}), exactly(300));
  EXPECT_EQ(total(table, {{2, 1}}), exactly(200));
  EXPECT_EQ(total(table, {{8, 1}}), exactly(-100));
}

TEST(Tally, CapsDeductionsAndLeavesTheBonusAlone) {
  TallyTable table = one_item({per_case(-50, 0), per_case(100, 1)});
  table.caps = {{.rules = {0, 1}, .deductions = true, .at_most = 150}};
  EXPECT_EQ(total(table, {{8, 1}, {4, 1}}), exactly(550));
  table.caps = {{.rules = {1}, .deductions = false, .at_most = 150}};
  EXPECT_EQ(total(table, {{1, 1}, {4, 1}}), exactly(400));
}

TEST(Tally, CapsLetTheFirstRulesKeepTheirPoints) {
  TallyTable table = one_item({per_case(-50, 0), per_case(-50, 1)});
  table.caps = {{.rules = {0, 1}, .deductions = true, .at_most = 150}};
  const Tallied found = tally(table, one_row({{2, 1}, {4, 1}}));
  EXPECT_EQ(found.rules_low(0, 1), -200);
  EXPECT_EQ(found.counted_low(0, 0), -100);
  EXPECT_EQ(found.counted_low(0, 1), -50);
}

TEST(Tally, DoesNotCountCasesThatAreExempt) {
  TallyTable table = one_item({per_case(-50, 0)});
  table.rules[0].exempt = 1;
  EXPECT_EQ(total(table, {{3, 1}, {1, 1}}), exactly(200));
  EXPECT_EQ(total(table, {{3, 1}, {5, 1}}), exactly(300));
  EXPECT_EQ(total(table, {{3, 1}, kMissing}), (Interval{150, 300}));
}

TEST(Tally, LeavesAnIntervalWhereEvidenceIsMissing) {
  TallyTable table = one_item({per_case(-50, 0)}, 1);
  EXPECT_EQ(total(table, {kMissing}), (Interval{kNoLeast, 300}));
  table.caps = {{.rules = {0}, .deductions = true, .at_most = 150}};
  EXPECT_EQ(total(table, {kMissing}), (Interval{150, 300}));
  table.rules[0].points = 100;
  EXPECT_EQ(total(table, {kMissing}), (Interval{300, kNoMost}));
}

TEST(Tally, TakesTheFirstCaseWhoseConditionsHold) {
  const TallyTable table =
      one_item({first_of({{.when = {from(0, 99), from(1, 95)}, .low = 200, .high = 200},
                          {.when = {from(0, 99)}, .low = 100, .high = 100}})});
  EXPECT_EQ(total(table, {{99, 1}, {95, 1}}), exactly(500));
  EXPECT_EQ(total(table, {{99, 1}, {949, 10}}), exactly(400));
  EXPECT_EQ(total(table, {{989, 10}, {100, 1}}), exactly(300));
  EXPECT_EQ(total(table, {{99, 1}, kMissing}), (Interval{400, 500}));
}

TEST(Tally, ComparesFractionsExactly) {
  const TallyTable table =
      one_item({first_of({{.when = {within(0, 97, 98)}, .low = 1, .high = 1}})}, 1);
  EXPECT_EQ(total(table, {{97'999'999, 1'000'000}}), exactly(301));
  EXPECT_EQ(total(table, {{98, 1}}), exactly(300));
  EXPECT_EQ(total(table, {{294, 3}}), exactly(300));
}

TEST(Tally, SaysThatEvidenceLiesInAGap) {
  TallyTable table =
      one_item({first_of({{.when = {within(0, 97, 98)}, .low = 400, .high = 400},
                          {.when = {from(0, 98)}, .low = 400, .high = 500, .gap = true}})},
               1);
  const Tallied found = tally(table, one_row({{98, 1}}));
  EXPECT_EQ(found.notes(0, 0) & kInNoBand, kInNoBand);
  EXPECT_EQ(found.total_low(0, 0), 700);
  EXPECT_EQ(found.total_high(0, 0), 800);
}

TEST(Tally, AddsForEveryFurtherStepAndForPartsOfItOnlyWhenLinear) {
  TallyRule rule{.kind = TallyKind::kPerFurther, .points = 10, .start = {92, 1}, .further = 10};
  EXPECT_EQ(total(one_item({rule}, 1), {{92, 1}}), exactly(300));
  EXPECT_EQ(total(one_item({rule}, 1), {{929, 10}}), exactly(310));
  EXPECT_EQ(total(one_item({rule}, 1), {{977, 10}}), exactly(360));
  rule.linear = true;
  EXPECT_EQ(total(one_item({rule}, 1), {{977, 10}}), exactly(367));
}

TEST(Tally, GivesABonusOnlyWhereNothingWasDeducted) {
  TallyRule bonus = per_case(100, 1);
  bonus.if_no_deduction = true;
  const TallyTable table = one_item({bonus, per_case(-50, 0)});
  EXPECT_EQ(total(table, {{0, 1}, {1, 1}}), exactly(400));
  EXPECT_EQ(total(table, {{1, 1}, {1, 1}}), exactly(250));
  EXPECT_EQ(total(table, {kMissing, {1, 1}}), (Interval{kNoLeast, 400}));
}

TEST(Tally, OverridesTheItemWithItsBonus) {
  TallyRule zero{.kind = TallyKind::kOverride, .only_if = {from(1, 1)}};
  const TallyTable table = one_item({per_case(100, 0), zero});
  EXPECT_EQ(total(table, {{2, 1}, {1, 1}}), exactly(0));
  EXPECT_EQ(total(table, {{2, 1}, {0, 1}}), exactly(500));
  EXPECT_EQ(total(table, {{2, 1}, kMissing}), (Interval{0, 500}));
}

TEST(Tally, FloorsDeductionsAndClampsWhatMoves) {
  TallyTable table = one_item({per_case(-200, 0), per_case(50, 1)});
  table.items[0].floor = 0;
  EXPECT_EQ(total(table, {{3, 1}, {1, 1}}), exactly(50));
  table.items[0].floor = kNoLeast;
  table.items[0].least = -300;
  table.items[0].most = 300;
  EXPECT_EQ(total(table, {{9, 1}, {0, 1}}), exactly(0));
  EXPECT_EQ(total(table, {{0, 1}, {9, 1}}), exactly(600));
}

TEST(Tally, AddsGroupsIntoTheirParentsAndClampsThem) {
  TallyTable table = one_item({per_case(-100, 0)}, 1);
  table.groups = {{}, {.parent = 0, .least = -200, .most = 200}};
  table.items = {{.group = 1, .base = 300}, {.group = 0, .base = 50}, {.base = 7}};
  const Tallied found = tally(table, one_row({{5, 1}}));
  EXPECT_EQ(found.groups_low(0, 1), 100);
  EXPECT_EQ(found.groups_low(0, 0), 150);
  EXPECT_EQ(found.total_low(0, 0), 157);
}

TEST(Tally, FindsTheBestBandWhoseFloorsHold) {
  TallyTable table = one_item({per_case(-50, 0)}, 1);
  table.bands = {{.at_least = 300, .items = {300}}, {.at_least = 200, .items = {kNoLeast}}};
  EXPECT_EQ(tally(table, one_row({{0, 1}})).bands(0, 0), 0);
  EXPECT_EQ(tally(table, one_row({{1, 1}})).bands(0, 0), 1);
  EXPECT_EQ(tally(table, one_row({{3, 1}})).bands(0, 0), kBlank);
  const Tallied open = tally(table, one_row({kMissing}));
  EXPECT_EQ(open.bands(0, 0), kBlank);
  EXPECT_EQ(open.bands(0, 1), 0);
}

TEST(Tally, SaysWhetherAGateHolds) {
  TallyTable table = one_item({}, 1);
  table.gates = {{from(0, 1)}};
  EXPECT_EQ(tally(table, one_row({{0, 1}})).gates(0, 0), 0);
  EXPECT_EQ(tally(table, one_row({kMissing})).gates(0, 0), 1);
  EXPECT_EQ(tally(table, one_row({{1, 1}})).gates(0, 0), 2);
}

TEST(Tally, MakesSharesOfWhatIsCounted) {
  TallyTable table = one_item({first_of({{.when = {from(2, 7)}, .low = 1, .high = 1}})}, 3);
  table.shares[2] = {0, 1};
  EXPECT_EQ(total(table, {{70, 1}, {1000, 1}, kMissing}), exactly(301));
  EXPECT_EQ(total(table, {{69, 1}, {1000, 1}, kMissing}), exactly(300));
  EXPECT_EQ(total(table, {{0, 1}, {0, 1}, kMissing}), (Interval{300, 301}));
}

TEST(Tally, RefusesPointsBeyondItsRange) {
  const TallyTable table = one_item({per_case(kAmountMax, 0)}, 1);
  EXPECT_EQ(total(table, {{1, 1}}), exactly(kAmountMax + 300));
  EXPECT_THROW((void)total(table, {{2, 1}}), InputError);
}

TEST(Tally, RefusesWhatIsNotThere) {
  EXPECT_THROW((void)total(one_item({per_case(1, 5)}, 1), {{1, 1}}), InputError);
  EXPECT_THROW((void)total(one_item({per_case(1, 0)}, 1), {{-1, 1}}), InputError);
  EXPECT_THROW((void)total(one_item({per_case(1, 0)}, 1), {{1, 2}}), InputError);
  EXPECT_THROW((void)total(one_item({}, 2), {{1, 1}}), InputError);
  TallyTable circle = one_item({}, 1);
  circle.groups = {{.parent = 0}};
  EXPECT_THROW((void)total(circle, {{1, 1}}), InputError);
  TallyTable share = one_item({}, 2);
  share.shares = {{1, 1}, {0, 0}};
  EXPECT_THROW((void)total(share, {{1, 1}, {1, 1}}), InputError);
}

TEST(Tally, NeedsNoSubjects) {
  const Tallied none = tally(one_item({per_case(-50, 0)}, 1), {Points(0, 1), Points(0, 1)});
  EXPECT_EQ(none.total_low.rows(), 0);
}

/// What is entered for one subject: by rule, under no rule, of the item as a whole.
TallyEntered entered(std::vector<Amount> rules, Amount extra = kNotEntered,
                     Amount stated = kNotEntered) {
  TallyEntered out{Points(1, static_cast<Eigen::Index>(rules.size())),
                   Points::Constant(1, 1, extra), Points::Constant(1, 1, stated)};
  for (std::size_t at = 0; at < rules.size(); ++at) {
    out.rules(0, static_cast<Eigen::Index>(at)) = rules[at];
  }
  return out;
}

Amount as_entered(const TallyEntered& given) {
  TallyTable table = one_item({per_case(-50, 0), per_case(100, 1)});
  table.caps = {{.rules = {1}, .deductions = false, .at_most = 200}};
  const Tallied written = tally(table, one_row({{1, 1}, {4, 1}}));
  return add_entered(table, written, given).total_low(0, 0);
}

TEST(AddEntered, KeepsWhatWasEnteredBeyondTheCaps) {
  EXPECT_EQ(as_entered(entered({kNotEntered, kNotEntered})), 450);
  EXPECT_EQ(as_entered(entered({kNotEntered, 400})), 650);
  EXPECT_EQ(as_entered(entered({kNotEntered, 400}, 50)), 700);
  EXPECT_EQ(as_entered(entered({kNotEntered, kNotEntered}, kNotEntered, 123)), 123);
  EXPECT_EQ(as_entered(entered({0, 400}, kNotEntered, 123)), 700);
}

TEST(AddEntered, RefusesAmountsBeyondItsRange) {
  EXPECT_THROW((void)as_entered(entered({kAmountMax + 1, 0})), InputError);
  EXPECT_THROW((void)as_entered(entered({0})), InputError);
}

}  // namespace
