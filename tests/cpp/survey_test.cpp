#include "lantoa/survey.hpp"

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr Day kMiddle = day_of(2025, 6, 30);

Trace trace(const Asked& asked, Code subject = kPerson, Code rule = 0) {
  const Facts facts = asked.facts();
  const Plan plan = asked.whole_plan();
  return Inspector(facts, plan).inspect(subject, rule);
}

std::vector<Part> parts(const Trace& trace) {
  std::vector<Part> found;
  found.reserve(trace.notes.rows.size());
  for (const Note& note : trace.notes.rows) found.push_back(note.part);
  return found;
}

std::uint32_t bit(Why why) { return 1U << static_cast<unsigned>(why); }

Asked two_years(Day as_of, Rows rows) {
  Asked asked = ratings(as_of, std::move(rows));
  asked.rule().kind = Kind::kYearsAtLeast;
  asked.rule().threshold = 2;
  return asked;
}

TEST(Trace, HasTheBitsOfTheEvaluation) {
  for (const Day as_of : {kMiddle, kOver}) {
    const Asked asked = two_years(as_of, {rated(2021, kGood), rated(2022, kFair)});
    EXPECT_EQ(trace(asked).whole.bits, asked.bits());
  }
}

TEST(Trace, IsNotAskedWhereTheRuleIsNot) {
  Asked asked = ratings(kOver);
  asked.rule().for_people = false;
  EXPECT_FALSE(trace(asked).asked);
}

TEST(Trace, TellsWhatIsDoneAndWhatMayBe) {
  const LineTrace whole = trace(two_years(kMiddle, {rated(2021, kGood)})).whole;
  EXPECT_EQ(whole.done, 1);
  EXPECT_EQ(whole.may, 5);  // three missing years and an open one
}

TEST(Trace, CountsWhatAnOpenRuleNeeds) {
  Rows rows = rated_from(2021, 2024, kFair);
  rows[0] = rated(2021, kGood);
  EXPECT_EQ(trace(two_years(kMiddle, rows)).whole.needed, 1);
  EXPECT_EQ(trace(two_years(kOver, rows)).whole.needed, -1);
}

TEST(Trace, NotesTheRowsThatCountAndBreak) {
  const Trace found = trace(ratings(kMiddle, {rated(2021, kGood), rated(2022, kFair)}));
  EXPECT_EQ(parts(found), (std::vector<Part>{Part::kCounts, Part::kBreaks, Part::kMissing,
                                             Part::kMissing, Part::kOpenYear}));
  EXPECT_EQ(found.notes.rows[1].row, 1);
  EXPECT_EQ(found.notes.rows[1].year, 2022);
  EXPECT_EQ(found.notes.open_years, 0b10000U);
}

TEST(Trace, LeavesOutARowThatALaterDecisionReplaced) {
  Rows rows = {rated(2021, kFair), rated(2021, kGood, day_of(2022, 2, 1))};
  const Trace found = trace(ratings(kOver, rows));
  EXPECT_EQ(found.notes.rows.front().row, 1);
  EXPECT_EQ(found.notes.rows.front().part, Part::kCounts);
}

TEST(Trace, SaysWhyAnUnknownIsUnknown) {
  EXPECT_EQ(trace(ratings(kOver)).notes.why, bit(Why::kRowMissing));
  Asked conflict = ratings(kOver, rated_from(2021, 2025, kGood));
  conflict.rows.push_back(rated(2023, kFair));
  EXPECT_EQ(trace(conflict).notes.why, bit(Why::kConflict));
  Asked absent = ratings(kOver);
  absent.absent = true;
  EXPECT_EQ(trace(absent).notes.why, bit(Why::kRegisterGap));
  Asked blank = events(kOver, {Event{.level = kBlank}});
  blank.rule().levels = {at_least(kGood)};
  EXPECT_EQ(trace(blank).notes.why, bit(Why::kCellUnreadable));
}

TEST(Trace, NamesTheRowsOfMembers) {
  Asked asked = events(kOver, {Event{}});
  asked.rule().over = Over::kMembers;
  const Trace found = trace(asked, kUnit);
  ASSERT_EQ(found.notes.rows.size(), 1U);
  EXPECT_EQ(found.notes.rows.front().subject, kPerson);
}

TEST(Trace, HasALineForEachPredecessor) {
  Asked asked = ratings(kOver);
  asked.units = 3;
  asked.opened = asked.closed = std::vector<Code>(3, kBlank);
  asked.memberships.clear();
  asked.changes = {{day_of(2023, 7, 1), Change::kMerge, 0, 2},
                   {day_of(2023, 7, 1), Change::kMerge, 1, 2}};
  const Trace found = trace(asked, 2);
  ASSERT_EQ(found.lines.size(), 2U);
  EXPECT_EQ(found.lines[0].subject, 0);
  EXPECT_EQ(found.lines[1].subject, 1);
  EXPECT_EQ(found.notes.rows.back().line, 1);
}

TEST(Trace, GathersTheNotesOfParts) {
  Asked asked = ratings(kOver, {rated(2021, kGood)});
  Rule k_of{.kind = Kind::kKOf, .for_people = true, .threshold = 1};
  k_of.parts = {0, 1};
  asked.rules = {asked.rule(), asked.rule(), k_of};
  EXPECT_EQ(trace(asked, kPerson, 2).notes.rows.size(), 10U);
  EXPECT_EQ(trace(asked, kPerson, 2).whole.bits, asked.bits(kPerson, 2));
}

TEST(Survey, ListsEveryPairThatIsAsked) {
  Asked asked = ratings(kOver, {rated(2021, kGood)});
  asked.rules.push_back(asked.rule());
  asked.rules[1].for_units = false;
  const Facts facts = asked.facts();
  const Plan plan = asked.whole_plan();
  const Survey found = Inspector(facts, plan).survey(codes({kUnit, kPerson}), codes({0, 1}));
  EXPECT_EQ(found.subject, codes({kUnit, kPerson, kPerson}));
  EXPECT_EQ(found.rule, codes({0, 0, 1}));
  EXPECT_EQ(found.bits[1], asked.bits());
  EXPECT_EQ(found.note_pair.size(), 15);
}

}  // namespace
