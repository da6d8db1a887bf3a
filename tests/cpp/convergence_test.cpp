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

/// Subjects of blocks of `size` that share what a year brings to their block, with `shock` noises.
ArrayXXd shaken(Eigen::Index n, Eigen::Index size, double shock, std::uint64_t replicate) {
  ArrayXXd out = office(n, 5, 0, replicate);
  const lantoa::Draws draws(23, lantoa::Stream::kErrors, replicate);
  for (Eigen::Index row = 0; row < n; ++row) {
    for (Eigen::Index year = 0; year < out.cols(); ++year) {
      const auto at = static_cast<std::uint32_t>(row / size * out.cols() + year);
      out(row, year) += shock * draws.normals(at)[0];
    }
  }
  return out;
}

Codes blocks_of(Eigen::Index n, Eigen::Index size) {
  Codes out(n);
  for (Eigen::Index row = 0; row < n; ++row) out[row] = static_cast<Code>(row / size);
  return out;
}

TEST(Convergence, WithinBlocksDoesNotSeeWhatABlockShares) {
  int free = 0;
  int within = 0;
  int between = 0;
  constexpr int kRuns = 400;
  for (int run = 0; run < kRuns; ++run) {
    const ArrayXXd values = shaken(80, 8, 0.7, static_cast<std::uint64_t>(run));
    const Codes block = blocks_of(80, 8);
    free += lantoa::convergence(values, 199, 3).p <= 0.05 ? 1 : 0;
    within += lantoa::convergence_within(values, block, 199, 3).p <= 0.05 ? 1 : 0;
    between += lantoa::convergence_between(values, block, 199, 3).p <= 0.05 ? 1 : 0;
  }
  EXPECT_GE(free, 0.1 * kRuns);
  EXPECT_LE(within, 0.07 * kRuns);
  EXPECT_LE(between, 0.07 * kRuns);
}

TEST(Convergence, WithinBlocksCountsEveryExchangeInThem) {
  ArrayXXd values(7, 3);
  values << 1, 1, 9, 2, 2, 6, 3, 3, 4, 14, 9, 9, 15, 9, 8, 16, 9, 7, 90, 0, 99;
  Codes block(7);
  block << 0, 0, 0, 1, 1, 1, 2;
  const auto found = lantoa::convergence_within(values, block, 0, 1);
  EXPECT_EQ(found.subjects, 6);  // the last is alone in its block
  EXPECT_EQ(found.orders.count, 36);
  EXPECT_DOUBLE_EQ(found.p, 2.0 / 36);
  EXPECT_DOUBLE_EQ(found.smallest, 2.0 / 36);
  EXPECT_DOUBLE_EQ(found.slope, -9.0 / 4);
}

TEST(Convergence, WithinBlocksSaysNothingWhereTheyAreAlike) {
  ArrayXXd values(6, 3);
  values << 0.1, 1, 2, 0.1, 3, 1, 0.1, 2, 2, 0.7, 1, 4, 0.7, 5, 1, 0.7, 2, 6;
  EXPECT_DOUBLE_EQ(lantoa::convergence_within(values, blocks_of(6, 3), 9, 1).p, 1);
  EXPECT_DOUBLE_EQ(lantoa::convergence_within(values, blocks_of(6, 1), 9, 1).p, 1);
  EXPECT_DOUBLE_EQ(lantoa::convergence_within(values, Codes::Constant(6, -1), 9, 1).p, 1);
  EXPECT_DOUBLE_EQ(lantoa::convergence_between(values, Codes::Constant(6, -1), 9, 1).p, 1);
  EXPECT_THROW((void)lantoa::convergence_within(values, Codes::Zero(5), 9, 1), lantoa::InputError);
}

TEST(Convergence, BetweenBlocksIsThatOfTheirMeans) {
  const ArrayXXd values = shaken(12, 3, 0.5, 1);
  ArrayXXd means(4, 5);
  for (Eigen::Index at = 0; at < 4; ++at)
    means.row(at) = values.middleRows(3 * at, 3).colwise().mean();
  const auto found = lantoa::convergence_between(values, blocks_of(12, 3), 0, 1);
  const auto plain = lantoa::convergence(means, 0, 1);
  EXPECT_NEAR(found.slope, plain.slope, 1e-12);
  EXPECT_DOUBLE_EQ(found.p, plain.p);
  EXPECT_EQ(found.subjects, 4);
}

TEST(Convergence, WithinManyIsNormalAndNearTheExchange) {
  const ArrayXXd values = shaken(2'000, 8, 0.5, 4);
  ArrayXXd more(2'008, 5);
  more << values, ArrayXXd::Zero(8, 5);
  const auto exchanged = lantoa::convergence_within(values, blocks_of(2'000, 8), 1'999, 1);
  const auto normal = lantoa::convergence_within(more, blocks_of(2'008, 8), 1'999, 1);
  EXPECT_EQ(normal.orders.count, 0);
  EXPECT_NEAR(normal.p, exchanged.p, 0.04);
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
