#include "lantoa/criterion.hpp"

#include <gtest/gtest.h>

namespace {

using lantoa::kBlank;
using lantoa::kFirstDay;
using lantoa::kNoDay;
using lantoa::kOffLadder;
using lantoa::kUnreadable;
using lantoa::Ladder;
using lantoa::Levels;
using lantoa::Rule;

constexpr Levels kFirst = 1;
constexpr Levels kSecond = 2;

TEST(Ladder, GivesACodeItsLevel) {
  const Ladder ladder = Ladder::of(3, 0, 2, {1, 0, -1});
  EXPECT_EQ(ladder.at(0, kBlank), kSecond);
  EXPECT_EQ(ladder.at(1, kBlank), kFirst);
  EXPECT_EQ(ladder.at(2, kBlank), kOffLadder);
}

TEST(Ladder, LetsABlankCellBeAnyLevelOrNone) {
  const Ladder ladder = Ladder::of(2, 0, 2, {0, 1});
  EXPECT_EQ(ladder.at(kBlank, kBlank), kFirst | kSecond | kOffLadder);
  EXPECT_EQ(ladder.at(kUnreadable, kBlank), kFirst | kSecond | kOffLadder);
}

TEST(Ladder, JoinsTwoColumns) {
  // bang_khen/co_so off, bang_khen/tinh first, huan_chuong/nha_nuoc second
  const Ladder ladder = Ladder::of(2, 3, 2, {-1, 0, -1, -1, -1, 1});
  EXPECT_EQ(ladder.at(0, 1), kFirst);
  EXPECT_EQ(ladder.at(1, 2), kSecond);
  EXPECT_EQ(ladder.at(1, 0), kOffLadder);
}

TEST(Ladder, LetsOneBlankOfTwoBeEveryCodeOfItsColumn) {
  const Ladder ladder = Ladder::of(2, 3, 2, {-1, 0, -1, -1, -1, -1});
  EXPECT_EQ(ladder.at(0, kBlank), kFirst | kOffLadder);
  EXPECT_EQ(ladder.at(kBlank, 1), kFirst | kOffLadder);
  EXPECT_EQ(ladder.at(1, kBlank), kOffLadder);  // no code of the column helps
}

TEST(Rule, ReadsItsFiltersAsTheyStoodOnTheDay) {
  Rule rule;
  rule.since = {kFirstDay, 100, 200};
  EXPECT_EQ(rule.in_force(99), 0U);
  EXPECT_EQ(rule.in_force(100), 1U);
  EXPECT_EQ(rule.in_force(199), 1U);
  EXPECT_EQ(rule.in_force(5000), 2U);
  EXPECT_EQ(rule.in_force(kNoDay), 2U);
}

}  // namespace
