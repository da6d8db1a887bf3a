#include "lantoa/lot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

Codes codes(std::initializer_list<Code> list) {
  Codes out(static_cast<Eigen::Index>(list.size()));
  std::ranges::copy(list, out.begin());
  return out;
}

Eigen::VectorXd numbers(std::initializer_list<double> list) {
  Eigen::VectorXd out(static_cast<Eigen::Index>(list.size()));
  std::ranges::copy(list, out.begin());
  return out;
}

Codes first(Eigen::Index k, Eigen::Index n) {
  Codes out = Codes::Zero(n);
  out.head(k).setOnes();
  return out;
}

void expect(const Tails& tails, std::int64_t counted, std::int64_t upper, std::int64_t lower,
            std::int64_t two) {
  EXPECT_EQ(tails.counted, counted);
  EXPECT_EQ(tails.upper, upper);
  EXPECT_EQ(tails.lower, lower);
  EXPECT_EQ(tails.two, two);
}

TEST(Lot, CountsBothTailsOfALadyTastingTea) {
  const Eigen::VectorXd cups = numbers({1, 1, 1, 1, 0, 0, 0, 0});
  expect(lot_tails(cups, first(4, 8), Codes::Zero(8), false, {}), 70, 1, 70, 2);
  const Eigen::VectorXd once = numbers({1, 1, 1, 0, 1, 0, 0, 0});
  expect(lot_tails(once, first(4, 8), Codes::Zero(8), false, {}), 70, 17, 69, 34);
}

TEST(Lot, ClimbsNoLowerThanOneInTenForOneOfTen) {
  const Codes one = first(1, 10);
  EXPECT_EQ(arrangement_count(one, Codes::Zero(10)), 10);
  EXPECT_DOUBLE_EQ(smallest_p(one, Codes::Zero(10), {}), 0.1);
  EXPECT_DOUBLE_EQ(smallest_p(first(3, 6), Codes::Zero(6), {}),
                   0.1);  // 20 draws, and as many turned
  EXPECT_DOUBLE_EQ(smallest_p(first(2, 6), Codes::Zero(6), {}), 1.0 / 15);
  EXPECT_DOUBLE_EQ(smallest_p(first(0, 6), Codes::Zero(6), {}), 1);
  EXPECT_DOUBLE_EQ(smallest_p(first(20, 40), Codes::Zero(40), {.draws = 999}), 0.001);
}

TEST(Lot, DrawsWithinStrata) {
  const Codes stratum = codes({0, 0, 0, 1, 1});
  const Codes drawn = codes({1, 0, 0, 0, 1});
  const Eigen::VectorXd values = numbers({9, 5, 4, 2, 3});
  // Sums above the strata's means: {3, -1, -2} with {-.5, .5}.
  expect(lot_tails(values, drawn, stratum, false, {}), 6, 1, 6, 1);
  EXPECT_DOUBLE_EQ(smallest_p(drawn, stratum, {}), 1.0 / 6);
}

TEST(Lot, TakesEqualDecimalsForEqual) {
  // .1 + .2 and .3 + 0 part as doubles.
  const Eigen::VectorXd values = numbers({0.1, 0.2, 0.3, 0.0});
  expect(lot_tails(values, first(2, 4), Codes::Zero(4), false, {}), 6, 4, 4, 6);
  const Eigen::VectorXd thirds = values / 3;  // not decimals: near sums count as equal
  expect(lot_tails(thirds, first(2, 4), Codes::Zero(4), false, {}), 6, 4, 4, 6);
}

TEST(Lot, DoesNotTurnOnMagnitude) {
  const Eigen::VectorXd values = numbers({3, 1, 4, 1, 5, 9, 2, 6});
  const Tails plain = lot_tails(values, first(3, 8), Codes::Zero(8), false, {});
  for (const double scale : {1e-300, 1e-5, 1.0 / 3, 1e12, 1e300}) {
    const Tails tails = lot_tails(values * scale, first(3, 8), Codes::Zero(8), false, {});
    expect(tails, plain.counted, plain.upper, plain.lower, plain.two);
  }
  const Eigen::VectorXd far = values.array() + 1e14;
  expect(lot_tails(far, first(3, 8), Codes::Zero(8), false, {}), plain.counted, plain.upper,
         plain.lower, plain.two);
  const Eigen::VectorXd alike = Eigen::VectorXd::Constant(8, 0.1);
  expect(lot_tails(alike, first(3, 8), Codes::Zero(8), false, {}), 56, 56, 56, 56);
  expect(lot_tails(alike, first(3, 8), Codes::Zero(8), true, {}), 56, 56, 56, 56);
}

TEST(Lot, PutsTheMostUnequalFirstWhenStudentised) {
  // 1, 2 | 3, 4, 5: t is greatest in size where nothing overlaps.
  const Eigen::VectorXd values = numbers({1, 2, 3, 4, 5});
  expect(lot_tails(values, first(2, 5), Codes::Zero(5), true, {}), 10, 10, 1, 2);
  EXPECT_THROW(static_cast<void>(lot_tails(values, first(1, 5), Codes::Zero(5), true, {})),
               InputError);
}

TEST(Lot, SamplesTheSameOnOneThreadAndOnTwo) {
  const Eigen::Index n = 60;
  Eigen::VectorXd values(n);
  Codes stratum(n);
  Codes drawn(n);
  for (Eigen::Index row = 0; row < n; ++row) {
    values[row] = std::sin(static_cast<double>(row * row));
    stratum[row] = static_cast<Code>(row % 3);
    drawn[row] = row % 7 < 3 ? 1 : 0;
  }
  for (const bool is_studentised : {false, true}) {
    const Tails one = lot_tails(values, drawn, stratum, is_studentised, {.seed = 5, .threads = 1});
    const Tails two = lot_tails(values, drawn, stratum, is_studentised, {.seed = 5, .threads = 2});
    expect(two, one.counted, one.upper, one.lower, one.two);
    EXPECT_EQ(one.counted, 10'000);
    EXPECT_FALSE(one.is_exact);
    EXPECT_EQ(one.upper + one.lower, 10'001);
  }
}

TEST(Lot, SamplesWhatItWouldEnumerate) {
  const Eigen::VectorXd values = numbers({3, 1, 4, 1, 5, 9, 2, 6, 5, 3});
  const Codes stratum = codes({0, 0, 0, 0, 0, 0, 1, 1, 1, 1});
  const Codes drawn = codes({1, 0, 1, 0, 1, 0, 1, 0, 0, 0});
  const Tails all = lot_tails(values, drawn, stratum, false, {});
  const Tails some = lot_tails(values, drawn, stratum, false, {.most = 10, .draws = 39'999});
  const double p = static_cast<double>(all.upper) / static_cast<double>(all.counted);
  EXPECT_EQ(all.counted, 80);
  EXPECT_NEAR(static_cast<double>(some.upper) / 40'000, p, 3 * std::sqrt(p * (1 - p) / 40'000));
}

TEST(Lot, RefusesWhatIsNoLot) {
  const Eigen::VectorXd values = numbers({1, 2, 3});
  EXPECT_THROW(static_cast<void>(lot_tails(values, codes({1, 0}), codes({0, 0}), false, {})),
               InputError);
  EXPECT_THROW(static_cast<void>(lot_tails(values, codes({1, 0, 0}), codes({0, 0}), false, {})),
               InputError);
  EXPECT_THROW(static_cast<void>(lot_tails(values, codes({2, 0, 0}), codes({0, 0, 0}), false, {})),
               InputError);
  EXPECT_THROW(static_cast<void>(lot_tails(values, codes({1, 0, 0}), codes({0, 0, 3}), false, {})),
               InputError);
  EXPECT_THROW(static_cast<void>(
                   lot_tails(numbers({1, NAN, 3}), codes({1, 0, 0}), codes({0, 0, 0}), false, {})),
               InputError);
  EXPECT_THROW(static_cast<void>(lot_tails(values, codes({1, 0, 0}), codes({0, 0, 0}), false,
                                           {.most = 3'000'000})),
               InputError);
  EXPECT_THROW(
      static_cast<void>(lot_tails(values, codes({1, 0, 0}), codes({0, 0, 0}), false, {.draws = 0})),
      InputError);
}

}  // namespace
}  // namespace lantoa
