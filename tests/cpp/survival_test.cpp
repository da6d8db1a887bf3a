#include "lantoa/survival.hpp"

#include <gtest/gtest.h>
#include <cmath>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

Codes codes(std::initializer_list<Code> values) {
  Codes made(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), made.data());
  return made;
}

TEST(Survival, CensoredSubjectsAreAtRiskUntilTheyAreLastSeen) {
  // Took up in 1, 2, 2; last seen without in 1 and 3.
  const Survival found =
      survival(codes({1, 2, 2, 0, 0}), codes({1, 1, 1, 1, 1}), codes({3, 3, 3, 1, 3}), 3, 1.96);
  EXPECT_EQ(found.at_risk, codes({5, 3, 1}));
  EXPECT_EQ(found.events, codes({1, 2, 0}));
  EXPECT_EQ(found.censored, codes({1, 0, 1}));
  EXPECT_DOUBLE_EQ(found.share[1], 0.8 / 3);
  EXPECT_DOUBLE_EQ(found.variance[0], 0.8 * 0.2 / 5);
  EXPECT_DOUBLE_EQ(found.variance[1], found.share[1] * found.share[1] * (1 / 20.0 + 2 / 3.0));
  EXPECT_LT(found.low[0], 0.8);
  EXPECT_GT(found.high[0], 0.8);
  EXPECT_EQ(first_taken(found.share, 0.5), 2);
}

TEST(Survival, WhoComesInLateIsNotAtRiskBefore) {
  const Survival found = survival(codes({2, 0}), codes({1, 2}), codes({3, 3}), 3, 1.96);
  EXPECT_EQ(found.at_risk, codes({1, 2, 1}));
  EXPECT_EQ(found.share[2], 0.5);
}

TEST(Survival, NobodyIsUnknownAndEverybodyHasNoInterval) {
  const Survival nobody = survival(codes({0}), codes({2}), codes({1}), 2, 1.96);
  EXPECT_TRUE(std::isnan(nobody.share[0]));
  EXPECT_FALSE(first_taken(nobody.share, 0.5).has_value());
  const Survival all = survival(codes({1}), codes({1}), codes({2}), 2, 1.96);
  EXPECT_EQ(all.share[0], 0);
  EXPECT_TRUE(std::isnan(all.low[0]));
  EXPECT_TRUE(std::isnan(all.share[1]));
}

TEST(Survival, WhileNobodyTookUpThereIsNoInterval) {
  const Survival found =
      survival(codes({0, 2, 0, 0}), Codes::Constant(4, 1), Codes::Constant(4, 3), 3, 1.96);
  EXPECT_EQ(found.share[0], 1);
  EXPECT_TRUE(std::isnan(found.low[0]));
  EXPECT_TRUE(std::isnan(found.high[0]));
  EXPECT_LT(found.low[1], found.high[1]);
}

TEST(Survival, AMedianThatRoundingWouldMissIsFound) {
  Codes adopted = Codes::Zero(10);
  adopted << 1, 2, 3, 4, 5, 0, 0, 0, 0, 0;
  const Survival found = survival(adopted, Codes::Constant(10, 1), Codes::Constant(10, 6), 6, 1.96);
  EXPECT_EQ(first_taken(found.share, 0.5), 5);
}

TEST(Survival, WhatCannotBeIsRefused) {
  EXPECT_THROW((void)survival(codes({3}), codes({1}), codes({2}), 3, 1.96), InputError);
  EXPECT_THROW((void)survival(codes({1}), codes({2}), codes({3}), 3, 1.96), InputError);
  EXPECT_THROW((void)survival(codes({0}), codes({1}), codes({4}), 3, 1.96), InputError);
  EXPECT_THROW((void)survival(codes({0}), codes({1, 1}), codes({3}), 3, 1.96), InputError);
  EXPECT_THROW((void)survival(codes({0}), codes({1}), codes({3}), 3, 0), InputError);
}

}  // namespace
}  // namespace lantoa
