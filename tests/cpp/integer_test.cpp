#include "lantoa/integer.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

using lantoa::gcd;
using lantoa::Integer;
using lantoa::ratio;

const std::vector<std::int64_t> some_numbers = {0,
                                                1,
                                                -1,
                                                2,
                                                -3,
                                                1000,
                                                4294967295,
                                                4294967296,
                                                -4294967297,
                                                1099511627776,
                                                -999999999989,
                                                4611686018427387904,
                                                INT64_MAX,
                                                INT64_MIN};

Integer power(std::int64_t base, int exponent) {
  Integer out = 1;
  for (int i = 0; i < exponent; ++i) out = out * base;
  return out;
}

TEST(Integer, AddsTakesAwayAndMultipliesAsTheMachineDoes) {
  for (const std::int64_t a : some_numbers) {
    for (const std::int64_t b : {0L, 1L, -1L, 7L, -1000L, 65536L}) {
      if (a > INT64_MIN / 131072 && a < INT64_MAX / 131072) {
        EXPECT_EQ(Integer(a) + b, Integer(a + b));
        EXPECT_EQ(Integer(a) - b, Integer(a - b));
        EXPECT_EQ(Integer(a) * b, Integer(a * b));
      }
      EXPECT_EQ(Integer(a) <=> Integer(b), a <=> b);
      EXPECT_EQ(Integer(a) == Integer(b), a == b);
    }
  }
}

TEST(Integer, KeepsItsLawsBeyondTheMachine) {
  for (const std::int64_t a : some_numbers) {
    for (const std::int64_t b : some_numbers) {
      const Integer wide = power(a, 5) * b;
      EXPECT_EQ(wide + Integer(b) - wide, Integer(b));
      EXPECT_EQ((wide - b) * (wide + b), wide * wide - Integer(b) * b);
      if (b != 0) {
        EXPECT_EQ(wide.divided_exactly(b), power(a, 5));
      }
      if (a != 0) {
        EXPECT_EQ((power(a, 5) * power(b, 7)).divided_exactly(power(a, 3)),
                  power(a, 2) * power(b, 7));
      }
    }
  }
}

TEST(Integer, FindsTheGreatestCommonDivisor) {
  EXPECT_EQ(gcd(0, 0), Integer(0));
  EXPECT_EQ(gcd(-12, 0), Integer(12));
  EXPECT_EQ(gcd(84, -36), Integer(12));
  EXPECT_EQ(gcd(power(6, 50), power(10, 40)), power(2, 40));
  EXPECT_EQ(gcd(power(200, 9) * 7, power(200, 9) * 11), power(200, 9));
}

TEST(Integer, IsSmallWhileSixtyTwoBitsHoldIt) {
  EXPECT_EQ(Integer(-5).small(), -5);
  EXPECT_EQ((power(2, 62) - 1).small(), (std::int64_t{1} << 62) - 1);
  EXPECT_EQ(power(2, 62).small(), std::nullopt);
}

TEST(Integer, RoundsAFractionDown) {
  EXPECT_EQ(Integer(7).floor_over(2), 3);
  EXPECT_EQ(Integer(-7).floor_over(2), -4);
  EXPECT_EQ(Integer(0).floor_over(9), 0);
  EXPECT_EQ((power(10, 40) * 999 - 1).floor_over(power(10, 40)), 998);
  EXPECT_EQ((power(10, 40) * 999).floor_over(power(10, 40)), 999);
}

TEST(Integer, IsNearTheRatioOfItsFirstBits) {
  EXPECT_DOUBLE_EQ(ratio(1, 3), 1.0 / 3);
  EXPECT_DOUBLE_EQ(ratio(-power(10, 60), power(10, 59) * 4), -2.5);
  EXPECT_DOUBLE_EQ(ratio(power(2, 200) + 1, power(2, 64)), 0x1p136);
  EXPECT_EQ(ratio(0, -5), 0);
}

TEST(Integer, IsWrittenInBaseSixteen) {
  EXPECT_EQ(Integer(0).text(), "0");
  EXPECT_EQ(Integer(-31).text(), "-1f");
  EXPECT_EQ((power(16, 20) + 10).text(), "10000000000000000000a");
}

}  // namespace
