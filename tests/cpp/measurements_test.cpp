#include "lantoa/measurements.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr Day kMiddle = day_of(2025, 6, 30);

/// Rules of one fact, a k_of of them, and a head's link to the unit's.
Asked rules() {
  Asked asked = ratings(kMiddle);
  asked.units = 4;
  asked.people = 3;  // 4, 5 and 6
  asked.opened = asked.closed = std::vector<Code>(4, kBlank);
  asked.changes = {{day_of(2023, 7, 1), Change::kMerge, 0, 2},
                   {day_of(2023, 7, 1), Change::kMerge, 1, 2}};
  asked.memberships = {{4, 2, 0, day_of(2023, 7, 1), kBlank},
                       {5, 2, 1, day_of(2022, 1, 1), kBlank},
                       {6, 3, kBlank, day_of(2020, 1, 1), kBlank}};
  for (Code subject = 0; subject < 7; ++subject) {
    for (int year = 2021; year <= 2024; ++year) {
      const Code level = (subject + year) % 4;
      asked.rows.push_back({subject, year, level, day_of(year, 12, 1), kBlank});
    }
  }
  asked.rows.erase(asked.rows.begin() + 9);
  Rule years = asked.rule();
  years.kind = Kind::kYearsAtLeast;
  years.threshold = 2;
  Rule k_of{.kind = Kind::kKOf, .for_units = true, .for_people = true, .gate = true};
  k_of.countable = true;
  k_of.parts = {0, 1};
  k_of.threshold = 1;
  Rule link{.kind = Kind::kLinked, .fact = 0, .for_people = true, .gate = true, .countable = true};
  link.roles = {1, 0};
  link.needs = {1};
  asked.rules = {asked.rule(), years, k_of, link};
  asked.rules[0].gate = false;
  asked.rules[1].gate = false;
  return asked;
}

Codes thresholds(const Asked& asked) {
  std::vector<Code> found;
  found.reserve(asked.rules.size());
  for (const Rule& rule : asked.rules) found.push_back(rule.threshold);
  return codes(found);
}

Measurements measured(const Asked& asked) { return {asked.facts(), asked.whole_plan(), 1}; }

/// Regating must give what evaluating the other plan gives.
void expect_as_evaluated(Asked asked, const Codes& other) {
  const Regated found = measured(asked).regate(other, 1);
  for (std::size_t i = 0; i < asked.rules.size(); ++i) {
    asked.rules[i].threshold = other[static_cast<Eigen::Index>(i)];
  }
  const Evaluation expected = asked.evaluate();
  EXPECT_EQ(found.all, expected.all);
  EXPECT_EQ(found.countable, expected.countable);
  for (Eigen::Index i = 0; i < found.rules.size(); ++i) {
    EXPECT_EQ(found.bits.col(i), expected.bits.col(found.rules[i])) << "rule " << found.rules[i];
  }
}

TEST(Measurements, StartFromTheEvaluation) {
  const Asked asked = rules();
  const Evaluation expected = asked.evaluate();
  const Measurements found = measured(asked);
  EXPECT_EQ(found.evaluation().bits, expected.bits);
  EXPECT_EQ(found.evaluation().all, expected.all);
}

TEST(Measurements, ChangeNothingAtTheSameThresholds) {
  const Asked asked = rules();
  const Regated found = measured(asked).regate(thresholds(asked));
  EXPECT_EQ(found.rules.size(), 0);
  EXPECT_EQ(found.all, asked.evaluate().all);
  EXPECT_EQ(found.countable, asked.evaluate().countable);
}

TEST(Measurements, NameTheRulesThatOtherThresholdsChange) {
  const Asked asked = rules();
  Codes other = thresholds(asked);
  other[2] = 2;
  EXPECT_EQ(measured(asked).regate(other).rules, codes({2}));
  other[1] = 3;
  EXPECT_EQ(measured(asked).regate(other).rules, codes({1, 2, 3}));
}

TEST(Measurements, GiveWhatEvaluatingWouldGive) {
  for (const Merged merged : {Merged::kAll, Merged::kAny, Merged::kLargest}) {
    for (const bool leave_out : {false, true}) {
      Asked asked = rules();
      asked.plan.policy.merged = merged;
      asked.plan.policy.leave_out_open_years = leave_out;
      for (Code every = -2; every <= 0; ++every) {
        for (Code years = 0; years <= 5; ++years) {
          for (Code parts = 0; parts <= 3; ++parts) {
            expect_as_evaluated(asked, codes({every, years, parts, 0}));
          }
        }
      }
    }
  }
}

TEST(Measurements, KeepARuleWithoutItsRegisterUnknown) {
  Asked asked = rules();
  asked.absent = true;
  expect_as_evaluated(asked, codes({-2, 1, 1, 0}));
}

TEST(Measurements, GiveTheSameOnAnyNumberOfThreads) {
  const Asked asked = rules();
  Codes other = thresholds(asked);
  other[1] = 1;
  EXPECT_EQ(measured(asked).regate(other, 1).all, measured(asked).regate(other, 2).all);
}

TEST(Measurements, KeepNothingOfTheFacts) {
  const Asked asked = rules();
  Measurements kept = [&] {
    const Facts facts = asked.facts();
    return Measurements(facts, asked.whole_plan(), 1);
  }();
  EXPECT_EQ(kept.regate(thresholds(asked)).all, asked.evaluate().all);
}

TEST(Measurements, RefuseThresholdsThatAreNotOneForEachRule) {
  EXPECT_THROW(static_cast<void>(measured(rules()).regate(codes({1, 2}))), InputError);
}

}  // namespace
