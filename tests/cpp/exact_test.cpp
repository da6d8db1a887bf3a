#include "lantoa/exact.hpp"

#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace {

using lantoa::Fraction;
using lantoa::kNotchMax;
using lantoa::notch_of;

constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max() / 2;

Fraction sum(const std::vector<Fraction>& fractions) {
  Fraction total;
  for (const Fraction& fraction : fractions) total = total.plus(fraction);
  return total;
}

TEST(Notch, IsTwiceTheWholePerMille) {
  EXPECT_EQ(notch_of(0, 7), 0);
  EXPECT_EQ(notch_of(1, 1), 2000);
  EXPECT_EQ(notch_of(1, 2), 1000);
}

TEST(Notch, GrowsByOneForWhatIsLeftOver) {
  EXPECT_EQ(notch_of(1999, 2000), 1999);    // 999.5
  EXPECT_EQ(notch_of(10001, 10000), 2001);  // 1000.1
  EXPECT_EQ(notch_of(2, 3), 1333);          // 666.67
}

TEST(Notch, StopsAtTheMost) {
  EXPECT_EQ(notch_of(kHuge, 1), kNotchMax);
  EXPECT_EQ(notch_of(kNotchMax, 1), kNotchMax);
}

TEST(Notch, IsExactWhereAThousandTimesTheNumberDoesNotFit) {
  EXPECT_EQ(notch_of(kHuge, kHuge), 2000);
  EXPECT_EQ(notch_of(kHuge - 1, kHuge), 1999);
  EXPECT_EQ(notch_of(kHuge, kHuge - 1), 2001);
}

TEST(Fraction, IsZeroUntilItIsMade) {
  EXPECT_EQ(Fraction().notch(), 0);
  EXPECT_FALSE(Fraction().less_than(Fraction(0, 5)));
  EXPECT_TRUE(Fraction().less_than(Fraction(1, 1000000)));
}

TEST(Fraction, AddsThirdsToOneWithoutARest) {
  EXPECT_EQ(sum({Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)}).notch(), 2000);
}

TEST(Fraction, DividesAMeanExactly) {
  EXPECT_EQ(sum({Fraction(985, 1000), Fraction(1015, 1000)}).over(2).notch(), 2000);
  EXPECT_EQ(sum({Fraction(985, 1000), Fraction(1014, 1000)}).over(2).notch(), 1999);
}

TEST(Fraction, StaysExactWhenDenominatorsOutgrowTheMachine) {
  // 1/p + (p - 1)/p for ten primes near 2^31, then divided by ten.
  const std::int64_t primes[] = {2147483647, 2147483629, 2147483587, 2147483579, 2147483563};
  Fraction total;
  for (const std::int64_t p : primes) {
    total = total.plus(Fraction(1, p)).plus(Fraction(p - 1, p));
  }
  EXPECT_EQ(total.over(5).notch(), 2000);
  EXPECT_EQ(total.plus(Fraction(1, primes[0])).over(5).notch(), 2001);
}

TEST(Fraction, ComparesBigOnesWithSmallOnes) {
  Fraction big(1, 3);
  for (int i = 0; i < 6; ++i) big = big.plus(Fraction(1, kHuge));
  EXPECT_TRUE(Fraction(1, 3).less_than(big));
  EXPECT_FALSE(big.less_than(Fraction(1, 3)));
  EXPECT_TRUE(big.less_than(Fraction(1, 2)));
}

TEST(Fraction, ComparesNeighboursThatADoubleCannotTellApart) {
  EXPECT_TRUE(Fraction(kHuge - 2, kHuge - 1).less_than(Fraction(kHuge - 1, kHuge)));
  EXPECT_FALSE(Fraction(kHuge - 1, kHuge).less_than(Fraction(kHuge - 2, kHuge - 1)));
}

TEST(Fraction, GivesTheSameSumInAnyOrder) {
  const Fraction a(1, 7), b(kHuge, kHuge - 5), c(3, 1000003);
  EXPECT_EQ(sum({a, b, c}).notch(), sum({c, b, a}).notch());
  EXPECT_FALSE(sum({a, b, c}).less_than(sum({b, c, a})));
  EXPECT_FALSE(sum({b, c, a}).less_than(sum({a, b, c})));
}

}  // namespace
