#include "lantoa/bass.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

TEST(Bass, ACurveIsFoundAgain) {
  Eigen::VectorXd share(12);
  for (int t = 0; t < 12; ++t) share[t] = bass_share(0.03, 0.38, t + 1);
  const Bass found = bass(share);
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.innovation, 0.03, 1e-9);
  EXPECT_NEAR(found.imitation, 0.38, 1e-8);
  EXPECT_LT(found.residual, 1e-16);
}

TEST(Bass, WhatHasNoCurveSaysSo) {
  EXPECT_FALSE(bass(Eigen::VectorXd::Zero(6)).converged);
  EXPECT_THROW((void)bass(Eigen::VectorXd::Constant(2, 0.5)), InputError);
  EXPECT_THROW((void)bass(Eigen::VectorXd::Constant(5, 1.5)), InputError);
}

}  // namespace
}  // namespace lantoa
