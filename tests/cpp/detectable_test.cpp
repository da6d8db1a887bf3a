#include "lantoa/detectable.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

Codes first(Eigen::Index k, Eigen::Index n) {
  Codes out = Codes::Zero(n);
  out.head(k).setOnes();
  return out;
}

TEST(Detectable, KeepsItsPromise) {
  const Eigen::Index n = 16;
  const Codes drawn = first(6, n);
  const Codes stratum = Codes::Zero(n);
  const double shift = detectable_shift(drawn, stratum, 0.05, 0.8, 2'000, 1, 2).shift;
  int found = 0;
  for (std::uint64_t office = 0; office < 1'000; ++office) {
    const Draws draws(99, Stream::kErrors, office);
    Eigen::VectorXd values(n);
    for (Eigen::Index row = 0; row < n; ++row) {
      values[row] = draws.normals(static_cast<std::uint32_t>(row))[0] + shift * drawn[row];
    }
    const Tails tails = lot_tails(values, drawn, stratum, false, {});
    found += 20 * tails.two <= tails.counted ? 1 : 0;
  }
  EXPECT_NEAR(found / 1'000.0, 0.8, 0.05);
}

TEST(Detectable, KeepsItsPromiseWhereTheNoiseIsToldByFewDegreesOfFreedom) {
  const Eigen::Index n = 12;
  const std::int64_t freedom = 6;
  const Codes drawn = first(6, n);
  const Codes stratum = Codes::Zero(n);
  const double shift = detectable_shift(drawn, stratum, 0.05, 0.8, 2'000, 1, 2, freedom).shift;
  int found = 0;
  for (std::uint64_t office = 0; office < 2'000; ++office) {
    const Draws draws(98, Stream::kErrors, office);
    double told = 0;  // the variance that the promise is made by
    for (std::int64_t at = 0; at < freedom; ++at) {
      const double normal = draws.normals(static_cast<std::uint32_t>(n + at))[0];
      told += normal * normal / static_cast<double>(freedom);
    }
    Eigen::VectorXd values(n);
    for (Eigen::Index row = 0; row < n; ++row) {
      values[row] =
          draws.normals(static_cast<std::uint32_t>(row))[0] + std::sqrt(told) * shift * drawn[row];
    }
    const Tails tails = lot_tails(values, drawn, stratum, false, {});
    found += 20 * tails.two <= tails.counted ? 1 : 0;
  }
  EXPECT_NEAR(found / 2'000.0, 0.8, 0.03);
  const auto known = detectable_shift(drawn, stratum, 0.05, 0.8, 2'000, 1, 2);
  EXPECT_GT(shift, 1.08 * known.shift);
  EXPECT_EQ(detectable_shift(drawn, stratum, 0.05, 0.8, 2'000, 1, 2, 1'001).shift, known.shift);
}

TEST(Detectable, IsNearTheClosedFormInLargeOfficesAndAboveItInSmallOnes) {
  const Detectable large =
      detectable_shift(first(100, 200), Codes::Zero(200), 0.05, 0.8, 2'000, 1, 2);
  EXPECT_NEAR(large.closed_form, 2.801585 * 0.1414214, 1e-5);
  EXPECT_NEAR(large.shift, large.closed_form, 0.05 * large.closed_form);
  const Detectable small = detectable_shift(first(4, 10), Codes::Zero(10), 0.05, 0.8, 2'000, 1, 2);
  EXPECT_GT(small.shift, 1.1 * small.closed_form);
}

TEST(Detectable, IsTheClosedFormInALargeOfficeThatHasRoom) {
  const Codes one = Codes::Zero(2'000);
  const Detectable many = detectable_shift(first(700, 2'000), one, 0.05, 0.8, 2'000, 1, 2);
  EXPECT_EQ(many.shift, many.closed_form);
  const Detectable alone = detectable_shift(first(1, 600), Codes::Zero(600), 0.001, 0.8, 50, 1, 2);
  EXPECT_EQ(alone.shift, kInfinite);
}

TEST(Detectable, IsNothingBelowTheFloorAndTheSameOnAnyThreads) {
  EXPECT_EQ(detectable_shift(first(1, 10), Codes::Zero(10), 0.05, 0.8, 200, 1, 1).shift, kInfinite);
  Codes stratum = Codes::Zero(40);
  stratum.tail(15).setOnes();
  Codes drawn = first(9, 40);
  drawn.tail(4).setOnes();
  EXPECT_EQ(detectable_shift(drawn, stratum, 0.05, 0.8, 500, 7, 1).shift,
            detectable_shift(drawn, stratum, 0.05, 0.8, 500, 7, 2).shift);
}

TEST(Detectable, RefusesWhatIsOutOfRange) {
  const Codes one = Codes::Zero(4);
  const auto ask = [&](const Codes& drawn, double alpha, double power, std::int64_t offices) {
    static_cast<void>(detectable_shift(drawn, one, alpha, power, offices, 1, 1));
  };
  EXPECT_THROW(ask(first(4, 4), 0.05, 0.8, 10), InputError);
  EXPECT_THROW(ask(first(2, 4), 0, 0.8, 10), InputError);
  EXPECT_THROW(ask(first(2, 4), 0.05, 1, 10), InputError);
  EXPECT_THROW(ask(first(2, 4), 0.05, 0.8, 0), InputError);
  EXPECT_THROW(static_cast<void>(detectable_shift(first(2, 4), one, 0.05, 0.8, 10, 1, 1, -1)),
               InputError);
}

}  // namespace
}  // namespace lantoa
