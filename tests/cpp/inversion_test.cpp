#include "lantoa/inversion.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

Codes first(Eigen::Index k, Eigen::Index n) {
  Codes out = Codes::Zero(n);
  out.head(k).setOnes();
  return out;
}

Eigen::VectorXd waves(Eigen::Index n) {
  Eigen::VectorXd out(n);
  for (Eigen::Index row = 0; row < n; ++row) out[row] = std::sin(static_cast<double>(row * row));
  return out;
}

/// p of the test after a difference is taken from those drawn.
double p_without(double shift, const Eigen::VectorXd& values, const Codes& drawn,
                 const Codes& stratum) {
  const Eigen::VectorXd taken = values - shift * drawn.cast<double>();
  const Tails tails = lot_tails(taken, drawn, stratum, false, {});
  return static_cast<double>(tails.two) / static_cast<double>(tails.counted);
}

TEST(Inversion, HoldsWhatTheTestKeepsAndNothingElse) {
  const Eigen::VectorXd values = waves(12);
  Codes stratum = Codes::Zero(12);
  stratum.tail(5).setOnes();
  Codes drawn = first(3, 12);
  drawn.tail(2).setOnes();
  for (const double alpha : {0.05, 0.1, 0.32}) {
    const Shift shift = shift_interval(values, drawn, stratum, alpha, {});
    EXPECT_LE(shift.low, shift.estimate);
    EXPECT_LE(shift.estimate, shift.high);
    EXPECT_GT(p_without(shift.low + 1e-9, values, drawn, stratum), alpha);
    EXPECT_GT(p_without(shift.high - 1e-9, values, drawn, stratum), alpha);
    EXPECT_LE(p_without(shift.low - 1e-9, values, drawn, stratum), alpha);
    EXPECT_LE(p_without(shift.high + 1e-9, values, drawn, stratum), alpha);
  }
}

TEST(Inversion, MovesWithADifferenceAndWithTheUnit) {
  const Eigen::VectorXd values = waves(11);
  const Codes drawn = first(4, 11);
  const Codes one = Codes::Zero(11);
  const Shift plain = shift_interval(values, drawn, one, 0.05, {});
  const Eigen::VectorXd more = 1e6 * (values + 2.5 * drawn.cast<double>());
  const Shift moved = shift_interval(more, drawn, one, 0.05, {});
  EXPECT_NEAR(moved.estimate, 1e6 * (plain.estimate + 2.5), 1e-6);
  EXPECT_NEAR(moved.low, 1e6 * (plain.low + 2.5), 1e-6);
  EXPECT_NEAR(moved.high, 1e6 * (plain.high + 2.5), 1e-6);
  EXPECT_NEAR(plain.estimate, values.head(4).mean() - values.tail(7).mean(), 1e-12);
}

TEST(Inversion, ExcludesNothingBelowTheFloor) {
  const Shift one = shift_interval(waves(10), first(1, 10), Codes::Zero(10), 0.05, {});
  EXPECT_EQ(one.low, -kInfinite);
  EXPECT_EQ(one.high, kInfinite);
  // 20 arrangements, but each is as extreme turned round.
  const Shift half = shift_interval(waves(6), first(3, 6), Codes::Zero(6), 0.05, {});
  EXPECT_EQ(half.low, -kInfinite);
  const Shift wider = shift_interval(waves(6), first(3, 6), Codes::Zero(6), 0.1, {});
  EXPECT_GT(wider.low, -kInfinite);
  EXPECT_LT(wider.high, kInfinite);
}

TEST(Inversion, IsTheSameOnOneThreadAndOnTwo) {
  const Codes one = Codes::Zero(60);
  const Shift a = shift_interval(waves(60), first(25, 60), one, 0.05, {.seed = 3, .threads = 1});
  const Shift b = shift_interval(waves(60), first(25, 60), one, 0.05, {.seed = 3, .threads = 2});
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
  EXPECT_FALSE(a.is_exact);
}

TEST(Inversion, RefusesALotThatPartsNobody) {
  const Codes all = Codes::Ones(4);
  EXPECT_THROW(static_cast<void>(shift_interval(waves(4), all, Codes::Zero(4), 0.05, {})),
               InputError);
  EXPECT_THROW(static_cast<void>(shift_interval(waves(4), first(2, 4), Codes::Zero(4), 1, {})),
               InputError);
}

}  // namespace
}  // namespace lantoa
