#include "lantoa/outrank.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "lantoa/error.hpp"

namespace {

using namespace lantoa;  // NOLINT: the test speaks the core's words
using Eigen::MatrixXd;
using Eigen::VectorXd;
using enum Preference;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

MatrixXd table(const std::vector<std::vector<double>>& rows) {
  MatrixXd out(static_cast<Eigen::Index>(rows.size()),
               static_cast<Eigen::Index>(rows.empty() ? 1 : rows.front().size()));
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    for (Eigen::Index column = 0; column < out.cols(); ++column) {
      out(row, column) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    }
  }
  return out;
}

VectorXd numbers(const std::vector<double>& values) {
  return Eigen::Map<const VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// The same function for every column.
Preferences every(Preference kind, Eigen::Index m, double q = 0, double p = 0) {
  return {Codes::Constant(m, static_cast<Code>(kind)), VectorXd::Constant(m, q),
          VectorXd::Constant(m, p)};
}

Outranking asked(const MatrixXd& values, const Preferences& preferences, const VectorXd& weights) {
  return outranking_of(flows_of(values, orders_of(values), preferences), weights);
}

/// The definition.
double degree(Preference kind, double d, double q, double p) {
  if (!(d > 0)) return 0;
  if (kind == kUsual) return 1;
  if (kind == kU) return d > q ? 1 : 0;
  if (kind == kV) return d < p ? d / p : 1;
  if (kind == kLevel) return d > p ? 1 : (d > q ? 0.5 : 0);
  return d > q ? (d < p ? (d - q) / (p - q) : 1) : 0;
}

double plus_by_pairs(const MatrixXd& values, Eigen::Index row, Preference kind, double q,
                     double p) {
  double sum = 0;
  for (Eigen::Index other = 0; other < values.rows(); ++other) {
    sum += degree(kind, values(row, 0) - values(other, 0), q, p);
  }
  return sum / static_cast<double>(std::max<Eigen::Index>(values.rows() - 1, 1));
}

void expect_the_definition(const MatrixXd& values, Preference kind, double q, double p) {
  const Outranking found = asked(values, every(kind, 1, q, p), numbers({1}));
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    ASSERT_NEAR(found.plus[row], plus_by_pairs(values, row, kind, q, p), 1e-12) << "row " << row;
    ASSERT_NEAR(found.minus[row], plus_by_pairs(-values, row, kind, q, p), 1e-12) << "row " << row;
    ASSERT_NEAR(found.net[row], found.plus[row] - found.minus[row], 1e-12) << "row " << row;
  }
}

TEST(Outrank, CountsWhomASubjectBeatsAndATieForNobody) {
  const Outranking found = asked(table({{1}, {1}, {2}}), every(kUsual, 1), numbers({1}));
  EXPECT_EQ(found.net, numbers({-0.5, -0.5, 1}));
}

TEST(Outrank, WeighsTheCriteria) {
  const MatrixXd values = table({{4, 3, 2}, {3, 2, 4}, {5, 1, 3}});
  const Outranking found = asked(values, every(kUsual, 3), numbers({.5, .3, .2}));
  EXPECT_TRUE(found.net.isApprox(numbers({.1, -.3, .2}), 1e-15));
  EXPECT_TRUE(found.plus.isApprox(numbers({.55, .35, .60}), 1e-15));
  EXPECT_TRUE(found.minus.isApprox(numbers({.45, .65, .40}), 1e-15));
}

TEST(Outrank, IsTheDefinitionOnTiedGrids) {
  std::mt19937_64 random(7);  // NOLINT(bugprone-random-generator-seed): the same draws every time
  for (const double step : {1.0, 0.1, 0.01, 1e-9, 1e9}) {
    MatrixXd values(60, 1);
    for (double& value : values.reshaped()) {
      value = static_cast<double>(static_cast<int>(random() % 41) - 20) * step;
    }
    for (const Preference kind : {kUsual, kU, kV, kLevel, kLinear}) {
      expect_the_definition(values, kind, 3 * step, 7 * step);
      expect_the_definition(values, kind, 0, 7 * step);
      expect_the_definition(values, kind, 3 * step, 3 * step);
      expect_the_definition(values, kind, 0, 0);
    }
  }
}

TEST(Outrank, ComparesDifferencesOfTheValuesThemselvesWithThresholds) {
  // A mean taken off first moves the difference across the threshold: 0.3 - 0.1 is below 0.2 + ulp.
  const MatrixXd values = table({{.1}, {.3}, {.7}, {1.1}});
  const double d = .3 - .1;
  expect_the_definition(values, kU, std::nextafter(d, 0), 1);
  expect_the_definition(values, kU, d, 1);
}

TEST(Outrank, KeepsSmallRampsBesideHugeValues) {
  const MatrixXd values = table({{1e15}, {0}, {.25}, {.5}, {1}, {-1e15}});
  expect_the_definition(values, kV, 0, 1);
  expect_the_definition(values, kLinear, .25, 1);
  const MatrixXd far = values.array() + 1e9;
  expect_the_definition(far, kV, 0, 1);
}

TEST(Outrank, TakesMagnitudesFromTheSmallestToTheLargest) {
  const double tiny = std::numeric_limits<double>::denorm_min();
  expect_the_definition(table({{1e290}, {-1e290}, {tiny}, {0}, {-0.0}, {3 * tiny}}), kV, 0,
                        2 * tiny);
  expect_the_definition(table({{1e290}, {-1e290}, {1}, {0}}), kLinear, 1, 1e290);
}

TEST(Outrank, SumsOfWholeNumbersAreExact) {
  const double most = 9007199254740991;  // 2^53 - 1
  const MatrixXd values = table({{most}, {1}, {0}, {most - 2}});
  const Flows found = flows_of(values, orders_of(values), every(kV, 1, 0, most));
  // most + (most - 1) + 2 = 2^54 - 1, which no double is.
  EXPECT_EQ(found.plus(0, 0), 18014398509481984);
  EXPECT_EQ(found.plus_rest(0, 0), -1);
  EXPECT_EQ(found.unit[0], most);
  // For the 0 it is most + 1 + (most - 2) = 2^54 - 3.
  EXPECT_EQ(found.minus(2, 0), 18014398509481980);
  EXPECT_EQ(found.minus_rest(2, 0), 1);
}

TEST(Outrank, LosesNothingOfAThresholdBesideALargeValue) {
  const double large = 1152921504606846976.0;  // 2^60
  const MatrixXd values = table({{large}, {0}});
  const Flows found = flows_of(values, orders_of(values), every(kLinear, 1, 1, 2 * large));
  EXPECT_EQ(found.plus(0, 0), large);
  EXPECT_EQ(found.plus_rest(0, 0), -1);
}

TEST(Outrank, PrefersNothingToAMissingValue) {
  const Outranking found =
      asked(table({{1, 1}, {kMissing, 2}, {2, kMissing}}), every(kUsual, 2), numbers({.5, .5}));
  EXPECT_EQ(found.plus, numbers({0, .25, .25}));
  EXPECT_EQ(found.minus, numbers({.5, 0, 0}));
}

TEST(Outrank, OfOneSubjectOrNoneIsNothing) {
  EXPECT_EQ(asked(table({{5}}), every(kV, 1, 0, 1), numbers({1})).net, numbers({0}));
  const MatrixXd none(0, 1);
  EXPECT_EQ(asked(none, every(kUsual, 1), numbers({1})).net.size(), 0);
}

TEST(Outrank, OfAConstantColumnIsNothing) {
  for (const Preference kind : {kUsual, kU, kV, kLevel, kLinear}) {
    const Outranking found = asked(table({{3}, {3}, {3}}), every(kind, 1, 0, 2), numbers({1}));
    EXPECT_EQ(found.plus, VectorXd::Zero(3));
    EXPECT_EQ(found.minus, VectorXd::Zero(3));
  }
}

TEST(Outrank, IsTheSameForAnyOrderOfRowsAndAnyThreads) {
  std::mt19937_64 random(3);  // NOLINT(bugprone-random-generator-seed): the same draws every time
  const Eigen::Index n = 70'000;
  MatrixXd values(n, 3);
  for (double& value : values.reshaped()) value = static_cast<double>(random() % 9973) / 7;
  const Preferences ramp = every(kLinear, 3, 10, 300);
  const Orders orders = orders_of(values, 1);
  const Flows found = flows_of(values, orders, ramp, 1);
  EXPECT_EQ(orders.row, orders_of(values, 2).row);
  EXPECT_EQ(found.plus, flows_of(values, orders, ramp, 2).plus);

  const MatrixXd turned = values.colwise().reverse();
  const Flows again = flows_of(turned, orders_of(turned), ramp);
  EXPECT_EQ(found.plus, MatrixXd(again.plus.colwise().reverse()));
  EXPECT_EQ(found.minus_rest, MatrixXd(again.minus_rest.colwise().reverse()));
  EXPECT_NEAR(outranking_of(found, numbers({.2, .3, .5})).net.sum(), 0, 1e-9);
}

TEST(Outrank, SaysWhichNumbersItCannotTake) {
  const MatrixXd values = table({{1, 2}, {3, 4}});
  const Orders orders = orders_of(values);
  EXPECT_THROW((void)flows_of(values, orders, every(kU, 1, 0, 0)), InputError);
  EXPECT_THROW((void)flows_of(values, orders, every(kU, 2, -1, 0)), InputError);
  EXPECT_THROW((void)flows_of(values, orders, every(kLinear, 2, 2, 1)), InputError);
  EXPECT_THROW((void)flows_of(values, orders, every(kV, 2, 0, kMissing)), InputError);
  EXPECT_THROW((void)flows_of(table({{1}}), orders, every(kUsual, 1)), InputError);
  EXPECT_THROW((void)orders_of(table({{1}, {1e291}})), InputError);
  EXPECT_THROW((void)orders_of(table({{-std::numeric_limits<double>::infinity()}})), InputError);
  EXPECT_THROW((void)outranking_of(flows_of(values, orders, every(kUsual, 2)), numbers({1})),
               InputError);
  EXPECT_THROW((void)flows_of(values, orders, every(static_cast<Preference>(9), 2)), InputError);
}

}  // namespace
