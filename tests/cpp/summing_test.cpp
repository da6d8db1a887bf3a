#include "summing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "paired.hpp"
#include "row_order.hpp"

namespace lantoa {
namespace {

std::vector<double> numbers(double scale) {
  std::mt19937_64 chance(3);
  std::uniform_real_distribution<double> size(-40, 0);
  std::vector<double> out;
  for (int at = 0; at < 1'000; ++at) {
    out.push_back(std::ldexp(scale, static_cast<int>(size(chance))) * (size(chance) + 20));
  }
  return out;
}

double summed(const std::vector<double>& terms) {
  return unordered_sum(Eigen::Map<const Eigen::ArrayXd>(terms.data(), std::ssize(terms)));
}

TEST(Summing, NoOrderChangesABit) {
  for (const double scale : {1.0, 1e-300, 1e-310, 1e290}) {
    std::vector<double> terms = numbers(scale);
    const double expected = summed(terms);
    PairedSum careful;
    for (const double term : terms) careful.add(term);
    EXPECT_NEAR(expected / scale, careful.total().high / scale, 1e-12);
    std::mt19937_64 chance(1);
    for (int order = 0; order < 50; ++order) {
      std::shuffle(terms.begin(), terms.end(), chance);
      EXPECT_EQ(summed(terms), expected);
    }
  }
}

TEST(Summing, WhatIsTakenOffAgainLeavesNothing) {
  const std::vector<double> terms = numbers(1);
  const Cut cut(64, std::ssize(terms));
  Sum<double> sum{0, 0};
  for (const double term : terms) cut.add(term, sum);
  for (const double term : terms) cut.add(-term, sum);
  EXPECT_EQ(sum.high, 0);
  EXPECT_EQ(sum.low, 0);
}

TEST(Summing, NothingIsNothing) {
  EXPECT_EQ(summed({}), 0);
  EXPECT_EQ(summed({0, 0}), 0);
}

TEST(Summing, RowsStandByWhatTheyHold) {
  Eigen::ArrayXXd table(4, 2);
  table << 1, 2, 0, 5, 1, -1, 0, 3;
  EXPECT_EQ(rows_in_order(table), (std::vector<Eigen::Index>{3, 1, 2, 0}));
}

}  // namespace
}  // namespace lantoa
