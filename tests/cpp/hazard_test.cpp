#include "lantoa/hazard.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "lantoa/error.hpp"

namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::ArrayXXi;
using lantoa::Codes;
using lantoa::Link;
using lantoa::Penalty;

lantoa::Hazard fit(const ArrayXXd& design, const ArrayXd& at_risk, const ArrayXd& events,
                   Link link = Link::kLogit, Penalty penalty = Penalty::kNone) {
  return lantoa::fit_hazard(design, at_risk, events, link, penalty);
}

/// Two rows of 10 at risk: with a column of ones and one that tells them apart.
ArrayXXd two_rows() {
  ArrayXXd design(2, 2);
  design << 1, 0, 1, 1;
  return design;
}

TEST(Hazard, OfTwoGroupsIsTheirLogOddsRatio) {
  const auto found = fit(two_rows(), ArrayXd::Constant(2, 10), (ArrayXd(2) << 2, 5).finished());
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.coefficient[0], std::log(2.0 / 8), 1e-12);
  EXPECT_NEAR(found.coefficient[1], std::log((5.0 / 5) / (2.0 / 8)), 1e-12);
  EXPECT_NEAR(found.error[1], std::sqrt(1 / 2.0 + 1 / 8.0 + 1 / 5.0 + 1 / 5.0), 1e-12);
}

TEST(Hazard, OfRatesIsTheirLogRatio) {
  const auto found =
      fit(two_rows(), ArrayXd::Constant(2, 10), (ArrayXd(2) << 2, 5).finished(), Link::kCloglog);
  EXPECT_NEAR(found.coefficient[1], std::log(std::log(0.5) / std::log(0.8)), 1e-12);
}

TEST(Hazard, SaysWhereACoefficientRunsAway) {
  for (const Link link : {Link::kLogit, Link::kCloglog}) {
    for (const double events : {0.0, 10.0}) {
      const auto found =
          fit(two_rows(), ArrayXd::Constant(2, 10), (ArrayXd(2) << 2, events).finished(), link);
      EXPECT_TRUE(found.separated) << events;
      EXPECT_FALSE(found.converged) << events;
    }
  }
}

TEST(Hazard, IsFiniteWithAPenalty) {
  const auto found = fit(two_rows(), ArrayXd::Constant(2, 10), (ArrayXd(2) << 2, 0).finished(),
                         Link::kLogit, Penalty::kFirth);
  // With one parameter per group the penalty adds half an event and half a survivor to each.
  EXPECT_TRUE(found.converged);
  EXPECT_FALSE(found.separated);
  EXPECT_NEAR(found.coefficient[0], std::log(2.5 / 8.5), 1e-9);
  EXPECT_NEAR(found.coefficient[1], std::log(0.5 / 10.5) - std::log(2.5 / 8.5), 1e-9);
}

TEST(Hazard, RefusesColumnsThatSayTheSame) {
  ArrayXXd design(2, 3);
  design << 1, 0, 1, 1, 1, 0;
  EXPECT_TRUE(fit(design, ArrayXd::Constant(2, 10), ArrayXd::Constant(2, 3)).collinear);
}

TEST(Hazard, RefusesNumbersThatCannotBe) {
  EXPECT_THROW((void)fit(two_rows(), ArrayXd::Constant(2, 1), ArrayXd::Constant(2, 2)),
               lantoa::InputError);
  EXPECT_THROW((void)fit(two_rows(), ArrayXd::Constant(3, 1), ArrayXd::Constant(3, 0)),
               lantoa::InputError);
}

TEST(AtRisk, CountsRowsThatAreAlike) {
  ArrayXXi rows(5, 2);
  rows << 1, 0, 0, 2, 1, 0, 0, 2, 0, 1;
  const Codes events = (Codes(5) << 1, 0, 1, 1, 0).finished();
  const auto found = lantoa::counted_at_risk(rows, events);
  ASSERT_EQ(found.at_risk.size(), 3);
  EXPECT_EQ(found.codes(0, 1), 1);
  EXPECT_EQ(found.codes(1, 1), 2);
  EXPECT_EQ(found.codes(2, 0), 1);
  EXPECT_EQ(found.at_risk[2], 2);
  EXPECT_EQ(found.events[2], 2);
  EXPECT_EQ(found.events[1], 1);
}

TEST(AtRisk, CountsTheSameWithManyLevels) {
  ArrayXXi rows(4, 3);
  rows << 9'999'999, 1, 0, 5, 0, 0, 9'999'999, 1, 0, 5, 0, 7;
  const auto found = lantoa::counted_at_risk(rows, Codes::Ones(4));
  ASSERT_EQ(found.at_risk.size(), 3);
  EXPECT_EQ(found.codes(2, 0), 9'999'999);
  EXPECT_EQ(found.at_risk[2], 2);
  EXPECT_EQ(found.codes(1, 2), 7);
}

TEST(AtRisk, RefusesWhatIsNoCodeOrFlag) {
  EXPECT_THROW((void)lantoa::counted_at_risk(ArrayXXi::Constant(2, 1, -1), Codes::Zero(2)),
               lantoa::InputError);
  EXPECT_THROW((void)lantoa::counted_at_risk(ArrayXXi::Zero(2, 1), Codes::Constant(2, 2)),
               lantoa::InputError);
  EXPECT_THROW((void)lantoa::counted_at_risk(ArrayXXi::Zero(2, 1), Codes::Zero(3)),
               lantoa::InputError);
}

}  // namespace
