#include "lantoa/facts.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr Day kMay = day_of(2023, 5, 1);

Facts with_memberships(const Rows& rows) {
  Facts facts(3, 2);
  facts.set_memberships(column(rows, 0), column(rows, 1), codes(std::vector<Code>(rows.size())),
                        column(rows, 2), column(rows, 3));
  return facts;
}

Belonging on(Day day, const Rows& rows) {
  return belonging(with_memberships(rows).of_person(3), day);
}

TEST(Facts, KeepTheRowsOfASubjectTogetherInTheirOrder) {
  Facts facts(1, 2);
  add(facts, 1, {{2, 70}, {0, 71}, {2, 72}, {1, 73}});
  const Table& table = facts.table(0);
  EXPECT_EQ(table.end(0) - table.begin(0), 1);
  EXPECT_EQ(table.at(0, table.begin(2)), 70);
  EXPECT_EQ(table.at(0, table.begin(2) + 1), 72);
  EXPECT_EQ(table.row[static_cast<std::size_t>(table.begin(2)) + 1], 2);
}

TEST(Facts, PackALongRegisterLikeAShortOne) {
  constexpr Code kRows = 500'000;  // packed on several threads
  Facts facts(0, 1000);
  Codes subject(kRows);
  Codes number(kRows);
  for (Code row = 0; row < kRows; ++row) {
    subject[row] = (row * 7) % 1000;
    number[row] = row;
  }
  facts.add_table(subject, {number, -number});
  const Table& table = facts.table(0);
  for (Code person = 0; person < 1000; ++person) {
    for (Code at = table.begin(person); at < table.end(person); ++at) {
      const Code row = table.row[Table::index(at)];
      ASSERT_EQ(subject[row], person);
      ASSERT_EQ(table.at(0, at), row);
      ASSERT_EQ(table.at(1, at), -row);
    }
  }
  EXPECT_EQ(table.most, (std::vector<Code>{kRows - 1, 0}));
}

TEST(Facts, LeaveOutRowsThatAreNobodys) {
  Facts facts(1, 1);
  add(facts, 1, {{-1, 70}, {1, 71}});
  EXPECT_EQ(facts.table(0).row.size(), 1U);
  EXPECT_EQ(facts.table(0).at(0, facts.table(0).begin(1)), 71);
}

TEST(Facts, TellAnEmptyRegisterFromAnAbsentOne) {
  Facts facts(1, 1);
  add(facts, 1, {});
  facts.add_absent_table();
  EXPECT_TRUE(facts.table(0).present);
  EXPECT_FALSE(facts.table(1).present);
  EXPECT_EQ(facts.table(1).begin(1), facts.table(1).end(1));
}

TEST(Facts, RefuseWhatDoesNotFitTogether) {
  Facts facts(1, 1);
  EXPECT_THROW(facts.add_table(codes({0}), {codes({1, 2})}), InputError);
  EXPECT_THROW(facts.add_table(codes({2}), {}), InputError);
  EXPECT_THROW(facts.add_table(codes({-2}), {}), InputError);
  EXPECT_THROW(facts.set_units(codes({}), codes({0})), InputError);
  EXPECT_THROW(facts.add_unit_change(0, Change::kMerge, 0, 1), InputError);
  EXPECT_THROW(facts.set_memberships(codes({0}), codes({0}), codes({0}), codes({0}), codes({0})),
               InputError);  // a unit is no person
  EXPECT_THROW(facts.set_memberships(codes({1}), codes({0}), codes({}), codes({0}), codes({0})),
               InputError);
}

TEST(Facts, SortChangesByDayHoweverTheyCome) {
  Facts facts(2, 0);
  facts.add_unit_change(20, Change::kRename, 0, 1);
  facts.add_unit_change(10, Change::kSplit, 1, 0);
  EXPECT_EQ(facts.changes().front().day, 10);
}

TEST(Belonging, IsTheUnitOfTheDay) {
  EXPECT_EQ(on(kMay, {{3, 1, kMay, kMay}}).unit, 1);
  EXPECT_TRUE(is_blank(on(kMay + 1, {{3, 1, kMay, kMay}}).unit));
}

TEST(Belonging, IsTheLaterOfTwo) {
  EXPECT_EQ(on(kMay, {{3, 1, kMay - 9, kBlank}, {3, 0, kMay - 5, kBlank}}).unit, 0);
}

TEST(Belonging, IsTheOneThatEndsLaterOfTwoThatStartTogether) {
  EXPECT_EQ(on(kMay, {{3, 0, kMay - 9, kMay + 9}, {3, 1, kMay - 9, kMay + 1}}).unit, 0);
}

TEST(Belonging, IsPerhapsEitherOfTwoWithTheSameDays) {
  const Belonging found = on(kMay, {{3, 2, kMay, kMay}, {3, 1, kMay, kMay}});
  EXPECT_TRUE(found.somewhere);
  EXPECT_TRUE(is_blank(found.unit));
  EXPECT_EQ(found.perhaps, (std::vector<Code>{1, 2}));
  EXPECT_EQ(on(kMay, {{3, 2, kMay, kMay}, {3, 1, kMay, kMay}, {3, 0, kMay, kMay + 1}}).unit, 0);
}

TEST(Belonging, IsPerhapsEitherNeighbourInAHole) {
  const Belonging found = on(kMay, {{3, 0, kMay - 9, kMay - 1}, {3, 1, kMay + 1, kMay + 9}});
  EXPECT_TRUE(is_blank(found.unit));
  EXPECT_EQ(found.perhaps, (std::vector<Code>{0, 1}));
}

TEST(Belonging, LooksAcrossAHoleAtTheLastThatEnded) {
  const Rows rows = {
      {3, 2, kMay - 99, kMay - 50}, {3, 0, kMay - 49, kMay - 9}, {3, 1, kMay + 1, kBlank}};
  EXPECT_EQ(on(kMay, rows).perhaps, (std::vector<Code>{0, 1}));
}

TEST(Belonging, IsNothingBeforeTheFirstAndAfterTheLast) {
  const Rows rows = {{3, 0, kMay - 9, kMay - 5}, {3, 1, kMay + 5, kMay + 9}};
  for (const Day day : {kMay - 10, kMay + 10}) {
    EXPECT_TRUE(is_blank(on(day, rows).unit));
    EXPECT_TRUE(on(day, rows).perhaps.empty());
  }
}

TEST(Belonging, IsOnlyPerhapsWhereTheFirstDayIsNotKnown) {
  const Belonging found = on(kMay, {{3, 1, kBlank, kBlank}});
  EXPECT_TRUE(is_blank(found.unit));
  EXPECT_EQ(found.perhaps, std::vector<Code>{1});
}

TEST(Belonging, IsSureOnTheLastDayWheneverItBegan) {
  EXPECT_TRUE(on(kMay, {{3, 1, kBlank, kMay}}).somewhere);
  EXPECT_EQ(on(kMay, {{3, 1, kBlank, kMay}}).unit, 1);
  EXPECT_FALSE(on(kMay - 1, {{3, 1, kBlank, kMay}}).somewhere);
}

TEST(Belonging, IsSomewhereForSureThoughWhereIsNot) {
  const Belonging found = on(kMay, {{3, 0, kMay - 9, kMay + 9}, {3, 1, kBlank, kMay + 9}});
  EXPECT_TRUE(found.somewhere);
  EXPECT_TRUE(is_blank(found.unit));
  EXPECT_EQ(found.perhaps, (std::vector<Code>{1, 0}));
}

TEST(Belonging, HasNoNextNeighbourThatStartsAfterOneOfAnUnknownFirstDayEnds) {
  const Rows rows = {
      {3, 0, kMay - 9, kMay - 5}, {3, 1, kBlank, kMay + 4}, {3, 2, kMay + 5, kBlank}};
  EXPECT_EQ(on(kMay, rows).perhaps, (std::vector<Code>{1, 0}));
}

TEST(Naming, TakesABlankFirstDayForAlways) {
  const Facts facts = with_memberships({{3, 1, kBlank, kBlank}, {3, 0, kMay + 1, kBlank}});
  const auto memberships = facts.of_person(3);
  EXPECT_TRUE(names(memberships, memberships[0], kMay));
  EXPECT_FALSE(names(memberships, memberships[0], kMay + 1));
  EXPECT_TRUE(names(memberships, memberships[1], kMay + 1));
}

TEST(Naming, IsDoneByBothOfTwoWithTheSameDays) {
  const Facts facts = with_memberships({{3, 1, kMay, kMay}, {3, 0, kMay, kMay}});
  const auto memberships = facts.of_person(3);
  EXPECT_TRUE(names(memberships, memberships[0], kMay));
  EXPECT_TRUE(names(memberships, memberships[1], kMay));
  EXPECT_FALSE(names(memberships, memberships[1], kMay + 1));
}

}  // namespace
