#include "lantoa/convergence.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace {

using Eigen::ArrayXXd;
using lantoa::Code;
using lantoa::Codes;

Codes times(Eigen::Index years) {
  return Codes::LinSpaced(years, 2015, static_cast<Code>(2014 + years));
}

/// Subjects that keep their level, with noise of every year and what is left of the year before.
ArrayXXd office(Eigen::Index n, Eigen::Index years, double kept, std::uint64_t replicate) {
  const lantoa::Draws draws(19, lantoa::Stream::kErrors, replicate);
  std::uint32_t position = 0;
  ArrayXXd out(n, years);
  for (Eigen::Index row = 0; row < n; ++row) {
    const double level = draws.normals(position++)[0];
    double noise = draws.normals(position++)[0];
    for (Eigen::Index year = 0; year < years; ++year) {
      out(row, year) = level + noise;
      noise = kept * noise + std::sqrt(1 - kept * kept) * draws.normals(position++)[0];
    }
  }
  return out;
}

TEST(Convergence, IsNotRegressionToTheMean) {
  int found = 0;
  double slope = 0;
  double naive = 0;
  constexpr int kRuns = 500;
  for (int run = 0; run < kRuns; ++run) {
    const auto here =
        lantoa::convergence(office(12, 5, 0, static_cast<std::uint64_t>(run)), 199, 3);
    found += here.p <= 0.05 ? 1 : 0;
    slope += here.slope / kRuns;
    naive += here.naive / kRuns;
  }
  EXPECT_LE(found, 0.07 * kRuns);
  EXPECT_NEAR(slope, 0, 0.05);
  EXPECT_LT(naive, -0.4);  // half of the first year's differences were luck
}

TEST(Convergence, CountsEveryExchangeOfFewSubjects) {
  ArrayXXd values(4, 3);
  values << 1, 1, 9, 2, 2, 6, 3, 3, 4, 4, 4, 4;
  const auto found = lantoa::convergence(values, 0, 1);
  EXPECT_EQ(found.subjects, 4);
  EXPECT_TRUE(found.orders.exact);
  EXPECT_DOUBLE_EQ(found.p, 2.0 / 24);
  EXPECT_DOUBLE_EQ(found.smallest, 2.0 / 24);
  EXPECT_LT(found.slope, 0);
}

TEST(Convergence, NeedsThreeYearsAndThreeSubjects) {
  EXPECT_DOUBLE_EQ(lantoa::convergence(ArrayXXd::Random(9, 2), 9, 1).p, 1);
  EXPECT_DOUBLE_EQ(lantoa::convergence(ArrayXXd::Random(2, 4), 9, 1).p, 1);
  EXPECT_DOUBLE_EQ(lantoa::convergence(ArrayXXd::Ones(9, 4), 9, 1).p, 1);
}

TEST(Convergence, OfManySubjectsIsNormal) {
  const auto found = lantoa::convergence(office(2'001, 4, 0, 1), 9, 1);
  EXPECT_EQ(found.orders.count, 0);
  EXPECT_GT(found.p, 0.001);
}

TEST(PooledLag, IsZeroForIndependentYears) {
  double plain = 0;
  double kept = 0;
  for (std::uint64_t run = 0; run < 40; ++run) {
    plain += lantoa::pooled_lag(office(200, 8, 0, run), times(8)) / 40;
    kept += lantoa::pooled_lag(office(200, 8, 0.6, run), times(8)) / 40;
  }
  EXPECT_NEAR(plain, 0, 0.01);
  EXPECT_GT(kept, 0.2);
  EXPECT_LT(kept, 0.6);
}

TEST(PooledLag, IsUnknownWhereNothingIsLeft) {
  EXPECT_TRUE(std::isnan(lantoa::pooled_lag(ArrayXXd::Ones(3, 5), times(5))));
  EXPECT_TRUE(std::isnan(lantoa::pooled_lag(ArrayXXd::Random(3, 3), times(3))));
  ArrayXXd line(1, 5);
  line << 0.1, 0.2, 0.3, 0.4, 0.5;
  EXPECT_TRUE(std::isnan(lantoa::pooled_lag(line, times(5))));
  EXPECT_THROW((void)lantoa::pooled_lag(line, times(4)), lantoa::InputError);
}

}  // namespace
