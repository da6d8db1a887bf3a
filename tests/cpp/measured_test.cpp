#include "lantoa/measured.hpp"

#include <gtest/gtest.h>

namespace {

using lantoa::Bits;
using lantoa::gate;
using lantoa::Measured;
using lantoa::provisional_of;
using lantoa::Verdict;
using lantoa::verdict_of;

TEST(Verdict, IsThatOfBothHalvesWhereTheyAgree) {
  EXPECT_EQ(verdict_of(0b0000), Verdict::kFailed);
  EXPECT_EQ(verdict_of(0b1010), Verdict::kOpen);
  EXPECT_EQ(verdict_of(0b1111), Verdict::kMet);
}

TEST(Verdict, IsUnknownWhereTheHalvesDiffer) {
  for (const Bits bits : {Bits{0b1000}, Bits{0b1100}, Bits{0b1110}}) {
    EXPECT_EQ(verdict_of(bits), Verdict::kUnknown);
  }
}

TEST(Verdict, ReadsTheProvisionalOneFromTheUpperBits) {
  EXPECT_EQ(provisional_of(0x0F), Verdict::kFailed);
  EXPECT_EQ(provisional_of(0xF0), Verdict::kMet);
  EXPECT_EQ(provisional_of(0xC0), Verdict::kUnknown);
  EXPECT_EQ(verdict_of(0xF0), Verdict::kFailed);
}

TEST(Gate, SetsABitForEachCornerThatReachesTheThreshold) {
  const Measured measured{.worst_lo = 1, .worst_hi = 2, .best_lo = 3, .best_hi = 4};
  EXPECT_EQ(gate(measured, 5) & 0x0F, 0b0000);
  EXPECT_EQ(gate(measured, 4) & 0x0F, 0b1000);
  EXPECT_EQ(gate(measured, 3) & 0x0F, 0b1100);
  EXPECT_EQ(gate(measured, 2) & 0x0F, 0b1110);
  EXPECT_EQ(gate(measured, 1) & 0x0F, 0b1111);
}

TEST(Gate, GivesAProvisionalHalfBothItsBits) {
  Measured measured{.worst_hi = 2, .best_hi = 2, .provisional_worst = 1, .provisional_best = 2};
  EXPECT_EQ(gate(measured, 2) & 0xF0, 0xC0);
  measured.provisional_worst = 2;
  EXPECT_EQ(gate(measured, 2) & 0xF0, 0xF0);
}

TEST(Gate, IsFailedProvisionallyWhereItIsLostForGood) {
  const Measured measured{
      .worst_hi = 1, .best_hi = 1, .provisional_worst = 2, .provisional_best = 2};
  EXPECT_EQ(provisional_of(gate(measured, 2)), Verdict::kFailed);
  EXPECT_EQ(provisional_of(gate(measured, 1)), Verdict::kMet);
}

TEST(Gate, AsksTheSecondPartToo) {
  const Measured measured{9, 9, 9, 9, 9, 9, 0x0F};
  EXPECT_EQ(gate(measured, 1), 0x0F);
}

TEST(Gate, LeavesARuleWithoutAYearOpenUnlessItHasFailed) {
  Measured measured{.worst_hi = 1, .best_hi = 1, .provisional_open = true};
  EXPECT_EQ(provisional_of(gate(measured, 1)), Verdict::kOpen);
  EXPECT_EQ(provisional_of(gate(measured, 2)), Verdict::kFailed);
}

TEST(Gate, NeverFailsMoreWhenTheThresholdFalls) {
  const Measured measured{.worst_lo = -2, .worst_hi = 3, .best_lo = 0, .best_hi = 5};
  for (int threshold = -4; threshold < 7; ++threshold) {
    EXPECT_EQ(gate(measured, threshold + 1) & ~gate(measured, threshold), 0);
  }
}

}  // namespace
