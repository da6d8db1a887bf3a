#include "lantoa/cohort.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "lantoa/adjusted.hpp"
#include "lantoa/error.hpp"

namespace {

using Eigen::ArrayXXd;
using lantoa::Base;
using lantoa::Code;
using lantoa::Codes;
using lantoa::Controls;
using lantoa::Summary;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Codes codes(const std::vector<Code>& values) {
  return Eigen::Map<const Codes>(values.data(), static_cast<Eigen::Index>(values.size()));
}

ArrayXXd rows(const std::vector<std::vector<double>>& values) {
  ArrayXXd out(std::ssize(values), std::ssize(values.front()));
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    for (Eigen::Index t = 0; t < out.cols(); ++t) {
      out(row, t) = values[static_cast<std::size_t>(row)][static_cast<std::size_t>(t)];
    }
  }
  return out;
}

/// Two that are exposed in period 3, two never: they rise by 1 a period, the others by 3 in 3.
ArrayXXd small() { return rows({{0, 1, 4}, {0, 1, 6}, {5, 6, 7}, {5, 6, 7}}); }

lantoa::GroupTime cells(const ArrayXXd& values, const Codes& first,
                        const lantoa::Comparison& how = {}) {
  return lantoa::group_time(lantoa::cohort_moments(values, first), how);
}

TEST(CohortMoments, CountMeanAndMultiply) {
  const auto found = lantoa::cohort_moments(small(), codes({3, 3, 0, 0}));
  EXPECT_EQ(found.first, codes({0, 3}));
  EXPECT_EQ(found.size, codes({2, 2}));
  EXPECT_EQ(found.mean(1, 2), 5);
  EXPECT_EQ(found.product(5, 2), 2);  // (4 - 5)^2 + (6 - 5)^2
  EXPECT_EQ(found.product(0, 0), 0);
}

TEST(CohortMoments, LeaveOutWhoseValueIsNotKnown) {
  auto values = small();
  values(1, 0) = kNaN;
  const auto found = lantoa::cohort_moments(values, codes({3, 3, 0, 0}));
  EXPECT_EQ(found.left_out, 1);
  EXPECT_EQ(found.size, codes({2, 1}));
}

TEST(CohortMoments, RefuseWhatWouldSpoilTheNumbers) {
  auto values = small();
  EXPECT_THROW((void)lantoa::cohort_moments(values, codes({4, 3, 0, 0})), lantoa::InputError);
  EXPECT_THROW((void)lantoa::cohort_moments(values, codes({3, 3, 0})), lantoa::InputError);
  values(0, 0) = std::numeric_limits<double>::infinity();
  EXPECT_THROW((void)lantoa::cohort_moments(values, codes({3, 3, 0, 0})), lantoa::InputError);
}

TEST(GroupTime, ComparesWithTheLastCleanPeriod) {
  const auto found = cells(small(), codes({3, 3, 0, 0}));
  EXPECT_EQ(found.period, codes({1, 3}));
  EXPECT_EQ(found.base, codes({2, 2}));
  EXPECT_EQ(found.effect[0], 0);
  EXPECT_EQ(found.effect[1], 3);  // 4 against 1
  // Influences are 2 (-1), 2 (1) in the cohort and 0 beside it.
  EXPECT_DOUBLE_EQ(found.error[1], std::sqrt(8) / 4);
}

TEST(GroupTime, MovesTheBaseBackBeforeAnticipation) {
  const auto found = cells(small(), codes({3, 3, 0, 0}), {.anticipation = 1});
  EXPECT_EQ(found.base, codes({1, 1}));
  EXPECT_EQ(found.period, codes({2, 3}));
  EXPECT_THROW((void)cells(small(), codes({3, 3, 0, 0}), {.anticipation = -1}), lantoa::InputError);
}

TEST(GroupTime, TakesThoseNotYetExposedOnlyWhereAsked) {
  const auto values = rows({{0, 2, 9}, {0, 0, 4}, {0, 1, 1}});
  const auto first = codes({2, 3, 0});
  const auto never = cells(values, first, {.controls = Controls::kNever});
  const auto not_yet = cells(values, first);
  EXPECT_EQ(never.effect[0], 1);
  EXPECT_EQ(not_yet.effect[0], 1.5);  // 2 against the mean of 0 and 1
  EXPECT_EQ(not_yet.controls, codes({2, 1, 1, 1}));
  EXPECT_EQ(not_yet.effect[1], 8);  // in period 3 only the one that is never exposed is left
}

TEST(GroupTime, IsEmptyWhereAllAreExposedAtOnce) {
  const auto found = cells(small(), codes({3, 3, 3, 3}));
  EXPECT_EQ(found.effect.size(), 0);
  EXPECT_EQ(lantoa::summarised(found, Summary::kSimple).cells, 0);
  EXPECT_EQ(lantoa::pre_test(found).p, 1);
}

TEST(Summarised, WeighsByTheSizeOfTheCohort) {
  const auto values = rows({{0, 2, 2}, {0, 2, 2}, {0, 2, 2}, {0, 0, 8}, {0, 0, 0}});
  const auto found = cells(values, codes({2, 2, 2, 3, 0}));
  const auto dynamic = lantoa::summarised(found, Summary::kDynamic);
  EXPECT_EQ(dynamic.at, codes({-2, 0, 1}));
  EXPECT_DOUBLE_EQ(dynamic.effect[1], (3 * 2 + 8) / 4.0);
  EXPECT_DOUBLE_EQ(dynamic.overall, (3.5 + 2) / 2);
  EXPECT_DOUBLE_EQ(lantoa::summarised(found, Summary::kSimple).overall, (6 + 6 + 8) / 7.0);
  EXPECT_DOUBLE_EQ(lantoa::summarised(found, Summary::kGroup).overall, 3.5);
  EXPECT_EQ(lantoa::summarised(found, Summary::kCalendar).at, codes({2, 3}));
}

TEST(Adjusted, IsTheSameAsWithoutWhereTheCovariateSaysNothing) {
  const auto values = rows({{0, 3}, {0, 4}, {0, 1}, {0, 2}, {0, 5}, {0, 0}, {0, 2}, {0, 1}});
  const auto first = codes({2, 2, 2, 2, 0, 0, 0, 0});
  const ArrayXXd none(8, 0);
  const auto plain = cells(values, first);
  const auto found = lantoa::group_time_adjusted(values, first, none, {});
  EXPECT_NEAR(found.effect[0], plain.effect[0], 1e-12);
  EXPECT_NEAR(found.error[0], plain.error[0], 1e-12);
}

TEST(Adjusted, LeavesOutWhatCannotBeMadeAlike) {
  const auto values = rows({{0, 3}, {0, 4}, {0, 1}, {0, 2}});
  const auto first = codes({2, 2, 0, 0});
  const ArrayXXd apart = rows({{1}, {2}, {-1}, {-2}});
  EXPECT_EQ(lantoa::group_time_adjusted(values, first, apart, {}).effect.size(), 0);
  EXPECT_THROW((void)lantoa::group_time_adjusted(values, first, apart.topRows(2), {}),
               lantoa::InputError);
}

}  // namespace
