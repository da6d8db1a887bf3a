// What would read outside an array is refused before anything is read.

#include <string>

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

std::string refusal(const Asked& asked) {
  try {
    static_cast<void>(asked.evaluate());
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Check, AcceptsWhatFits) {
  EXPECT_EQ(refusal(ratings(kOver, {rated(2021, kBadge)})), "");
  EXPECT_EQ(refusal(events(kOver, {Event{.status = 1}})), "");
}

TEST(Check, RefusesAColumnThatIsNotThere) {
  Asked asked = ratings(kOver);
  asked.fact.year = 4;
  EXPECT_EQ(refusal(asked), "fact 0: a column = 4 is not from -1 to 3");
}

TEST(Check, RefusesARegisterThatIsNotThere) {
  Asked asked = ratings(kOver);
  asked.fact.table = 2;
  EXPECT_EQ(refusal(asked), "fact 0: table = 2 is not from 0 to 1");
}

TEST(Check, RefusesCodesThatAListDoesNotHave) {
  EXPECT_EQ(refusal(ratings(kOver, {rated(2021, 5)})), "fact 0: the ladder has 5 entries, not 6");
  EXPECT_NE(refusal(events(kOver, {Event{.status = 2}})), "");
}

TEST(Check, RefusesARuleOfAnotherWindow) {
  Asked asked = ratings(kOver);
  asked.rule().holds.pop_back();
  EXPECT_EQ(refusal(asked), "rule 0: holds has 4 entries, not 5");
  asked.plan.window = {2021, 2060};
  EXPECT_EQ(refusal(asked), "window: years = 40 is not from 1 to 32");
}

TEST(Check, RefusesPartsThatComeLater) {
  Asked asked = ratings(kOver);
  Rule k_of{.kind = Kind::kKOf, .threshold = 1};
  k_of.parts = {1};
  asked.rules = {k_of, asked.rule()};
  EXPECT_EQ(refusal(asked), "rule 0: parts = 1 is not from 0 to -1");
}

TEST(Check, RefusesFiltersOfOtherDays) {
  Asked asked = events(kOver);
  asked.rule().since = {kFirstDay, kOver};
  asked.rule().shares = {500};
  EXPECT_EQ(refusal(asked), "rule 0: shares has 1 entries, not 2");
}

}  // namespace
