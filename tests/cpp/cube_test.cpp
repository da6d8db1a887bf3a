#include "lantoa/cube.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "lantoa/measurements.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

/// Units, a merged one among them, their heads, and gates of every sort.
Asked rules() {
  Asked asked = ratings(day_of(2025, 6, 30));
  asked.units = 4;
  asked.people = 5;
  asked.opened = asked.closed = std::vector<Code>(4, kBlank);
  asked.changes = {{day_of(2023, 7, 1), Change::kMerge, 0, 2},
                   {day_of(2023, 7, 1), Change::kMerge, 1, 2}};
  asked.memberships = {{4, 2, 0, day_of(2023, 7, 1), kBlank},
                       {5, 2, 1, day_of(2022, 1, 1), kBlank},
                       {6, 3, kBlank, day_of(2020, 1, 1), kBlank},
                       {7, 3, 0, day_of(2020, 1, 1), kBlank},
                       {8, 3, kBlank, day_of(2020, 1, 1), kBlank}};
  for (Code subject = 0; subject < 9; ++subject) {
    for (int year = 2021; year <= 2024; ++year) {
      const Code level = subject > 6 ? 3 : (subject + year) % 4;
      asked.rows.push_back({subject, year, level, day_of(year, 12, 1), kBlank});
    }
  }
  asked.rows.erase(asked.rows.begin() + 9);
  Rule years = asked.rule();
  years.kind = Kind::kYearsAtLeast;
  years.threshold = 2;
  Rule every = asked.rule();
  every.threshold = -4;
  Rule k_of{.kind = Kind::kKOf, .for_units = true, .for_people = true, .gate = true};
  k_of.countable = true;
  k_of.parts = {0, 1};
  k_of.threshold = 1;
  Rule link{.kind = Kind::kLinked, .fact = 0, .for_people = true, .gate = true, .countable = true};
  link.roles = {1, 0};
  link.needs = {1, 3};
  asked.rules = {every, years, years, k_of, link};
  asked.rules[0].gate = false;
  asked.rules[1].gate = false;
  asked.rules[2].countable = false;
  asked.rules[2].threshold = 0;
  return asked;
}

/// Every number that decides, from none to more than anybody has.
const std::vector<Axis>& all_axes() {
  static const std::vector<Axis> axes = {{0, codes({-5, -3, -2, -1, 0})},
                                         {1, codes({0, 1, 2, 3, 5})},
                                         {2, codes({0, 1, 2, 4})},
                                         {3, codes({1, 2})}};
  return axes;
}

constexpr Counting kCountings[] = {Counting::kPossible, Counting::kProvisional, Counting::kMet};

Codes nobody(const Measurements& found) { return Codes::Zero(found.evaluation().subjects.size()); }

Measurements measured(const Asked& asked) { return {asked.facts(), asked.whole_plan(), 1}; }

/// Who counts as in when everybody is judged again with the thresholds of a cell.
Codes judged_again(Asked asked, const std::vector<Axis>& axes, const Codes& cell, Counting counting,
                   bool countable_only) {
  for (std::size_t i = 0; i < axes.size(); ++i) {
    asked.rules[static_cast<std::size_t>(axes[i].rule)].threshold =
        axes[i].thresholds[cell[static_cast<Eigen::Index>(i)]];
  }
  const Evaluation found = asked.evaluate();
  return counted(countable_only ? found.countable : found.all, counting);
}

/// Units that are in and were, units that were not, and the same of people.
Points counts_of(const Evaluation& base, const Codes& now, const Codes& then, Code units) {
  Points counts = Points::Zero(1, 4);
  for (Eigen::Index row = 0; row < then.size(); ++row) {
    const Eigen::Index kind = base.subjects[row] < units ? 0 : 2;
    counts(0, kind + 1 - now[row]) += then[row];
  }
  return counts;
}

/// Every cell of a cube must say what judging again says.
void expect_as_judged_again(const Asked& asked, const std::vector<Axis>& axes, Counting counting,
                            bool countable_only) {
  const Evaluation base = asked.evaluate();
  const Codes now = counted(countable_only ? base.countable : base.all, counting);
  const Cube cube = measured(asked).cube(axes, counting, countable_only, now, 1);
  const Points table = cube.table();
  ASSERT_EQ(table.rows(), cube.cells());
  Codes cell = Codes::Zero(cube.sizes().size());
  for (Eigen::Index at = 0; at < table.rows(); ++at) {
    Eigen::Index rest = at;
    for (Eigen::Index axis = cell.size(); axis-- > 0;) {
      cell[axis] = static_cast<Code>(rest % cube.sizes()[axis]);
      rest /= cube.sizes()[axis];
    }
    const Codes expected = judged_again(asked, axes, cell, counting, countable_only);
    ASSERT_EQ(cube.counted(cell), expected) << "cell " << cell.transpose();
    const Points counts = counts_of(base, now, expected, asked.units);
    ASSERT_EQ(cube.at(cell), counts) << "cell " << cell.transpose();
    ASSERT_EQ(Points(table.row(at)), counts) << "cell " << cell.transpose();
  }
}

TEST(Cube, SaysInEveryCellWhatJudgingAgainSays) {
  for (const Counting counting : kCountings) {
    for (const bool countable_only : {false, true}) {
      expect_as_judged_again(rules(), all_axes(), counting, countable_only);
    }
  }
}

TEST(Cube, FollowsThePolicies) {
  for (const Merged merged : {Merged::kAny, Merged::kLargest}) {
    for (const bool leave_out : {false, true}) {
      Asked asked = rules();
      asked.plan.policy.merged = merged;
      asked.plan.policy.leave_out_open_years = leave_out;
      for (const Counting counting : kCountings) {
        expect_as_judged_again(asked, {all_axes()[0], all_axes()[1]}, counting, false);
      }
    }
  }
}

TEST(Cube, KeepsAxesApartThatNoGateJoins) {
  Asked asked = rules();
  asked.rules[0].gate = asked.rules[1].gate = true;
  for (const Counting counting : kCountings) {
    expect_as_judged_again(asked, {all_axes()[0], all_axes()[1], all_axes()[2]}, counting, false);
  }
}

TEST(Cube, HasAnAxisWhoseRuleDecidesNothing) {
  Asked asked = rules();
  asked.rules[2].gate = false;
  expect_as_judged_again(asked, {all_axes()[2], all_axes()[1]}, Counting::kPossible, false);
}

TEST(Cube, TakesMoreValuesThanAWordHasBits) {
  Codes many(100);
  for (Eigen::Index i = 0; i < many.size(); ++i) many[i] = static_cast<Code>(i - 90);
  expect_as_judged_again(rules(), {{2, many}}, Counting::kPossible, false);
}

TEST(Cube, AsksAPerhapsHeadAtTheWorstFillingAlone) {
  Asked asked = rules();
  asked.rules[1].threshold = 3;  // not varied, and the unit of person 8 may still reach it
  for (const Counting counting : kCountings) {
    expect_as_judged_again(asked, {all_axes()[2]}, counting, false);
  }
}

TEST(Cube, OfNoAxesHasOneCell) {
  expect_as_judged_again(rules(), {}, Counting::kProvisional, false);
}

TEST(Cube, OfARuleWithoutItsRegister) {
  Asked asked = rules();
  asked.absent = true;
  expect_as_judged_again(asked, {all_axes()[1]}, Counting::kPossible, false);
}

TEST(Cube, IsTheSameOnAnyNumberOfThreads) {
  Asked asked = rules();
  asked.people = 30'000;
  asked.memberships.clear();
  for (Code person = 0; person < asked.people; ++person) {
    const Code role = person % 97 == 0 ? 0 : 1;
    asked.memberships.push_back(
        {4 + person, person % 3 == 0 ? 2 : 3, role, day_of(2020, 1, 1), kBlank});
    for (int year = 2021; year <= 2024; ++year) {
      if (person < 5 || (person + year) % 11 == 0) continue;
      asked.rows.push_back(
          {4 + person, year, (person * 7 + year * person) % 4, day_of(year, 12, 1), kBlank});
    }
  }
  const Measurements found = measured(asked);
  const Codes now = nobody(found);
  const Cube one = found.cube(all_axes(), Counting::kPossible, false, now, 1);
  const Cube two = found.cube(all_axes(), Counting::kPossible, false, now, 2);
  EXPECT_GT(one.records(), 20);
  EXPECT_EQ(one.table(), two.table());
  const Codes cell = codes({2, 1, 1, 0});
  EXPECT_EQ(one.counted(cell), two.counted(cell));
  EXPECT_EQ(one.counted(cell), judged_again(asked, all_axes(), cell, Counting::kPossible, false));
}

TEST(Cube, RefusesWhatIsNoAxis) {
  const Measurements found = measured(rules());
  const auto make = [&](const std::vector<Axis>& axes) {
    return found.cube(axes, Counting::kMet, false, nobody(found), 1);
  };
  EXPECT_THROW(make({{4, codes({1})}}), InputError);               // a link
  EXPECT_THROW(make({{9, codes({1})}}), InputError);               // no rule
  EXPECT_THROW(make({{1, codes({2, 2})}}), InputError);            // does not grow
  EXPECT_THROW(make({{1, Codes()}}), InputError);                  // no value
  EXPECT_THROW(make({all_axes()[1], all_axes()[1]}), InputError);  // twice
  EXPECT_THROW((void)found.cube({all_axes()[1]}, Counting::kMet, false, codes({1}), 1), InputError);
  EXPECT_THROW((void)make({all_axes()[1]}).at(codes({5})), InputError);  // outside
  EXPECT_THROW((void)make({all_axes()[1]}).counted(codes({0, 0})), InputError);
}

TEST(Cube, AnswersOneOfMoreCellsThanATableHolds) {
  Asked asked = rules();
  asked.rules[3].gate = false;
  std::vector<Axis> axes;
  for (Code rule = 0; rule < 3; ++rule) {
    asked.rules[static_cast<std::size_t>(rule)].gate = true;
    Codes many(200);
    for (Eigen::Index i = 0; i < many.size(); ++i) many[i] = static_cast<Code>(i - 100);
    axes.push_back({rule, many});
  }
  asked.rules[4].needs = {1};
  const Measurements found = measured(asked);
  const Cube cube = found.cube(axes, Counting::kPossible, false, nobody(found), 1);
  EXPECT_EQ(cube.cells(), 8'000'000);
  EXPECT_THROW((void)cube.table(), InputError);
  for (const auto& cell : {codes({97, 101, 100}), codes({99, 102, 104}), codes({0, 0, 0})}) {
    EXPECT_EQ(cube.counted(cell), judged_again(asked, axes, cell, Counting::kPossible, false));
  }
}

TEST(Cube, RefusesGatesThatJoinTooMuch) {
  Asked asked = rules();
  Codes many(300);
  for (Eigen::Index i = 0; i < many.size(); ++i) many[i] = static_cast<Code>(i - 100);
  const std::vector<Axis> axes = {{0, many}, {1, many}};
  const Measurements found = measured(asked);
  EXPECT_THROW((void)found.cube(axes, Counting::kMet, false, nobody(found), 1), InputError);
}

TEST(Measurements, ReevaluateAsEvaluatingWould) {
  Asked asked = rules();
  const Measurements found = measured(asked);
  const Codes other = codes({-2, 3, 1, 2, 0});
  const Evaluation again = found.reevaluate(other, 1);
  for (std::size_t i = 0; i < asked.rules.size(); ++i) {
    asked.rules[i].threshold = other[static_cast<Eigen::Index>(i)];
  }
  const Evaluation expected = asked.evaluate();
  EXPECT_EQ(again.bits, expected.bits);
  EXPECT_EQ(again.all, expected.all);
  EXPECT_EQ(again.countable, expected.countable);
  EXPECT_EQ(again.subjects, expected.subjects);
  EXPECT_EQ(again.units, expected.units);
  EXPECT_EQ(again.out, expected.out);
}

}  // namespace
