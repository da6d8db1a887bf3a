#include "lantoa/random.hpp"

#include <array>
#include <cmath>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace lantoa;  // NOLINT

// The known answers that Random123 publishes for Philox4x32-10.
TEST(Random, GivesThePublishedAnswers) {
  constexpr std::uint32_t kOnes = 0xFFFFFFFFU;
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, DrawsAnotherPairForEverySeedStreamReplicateAndPosition) {
  std::set<double> seen;
  for (const std::uint64_t seed : {0ULL, 1ULL, 1ULL << 32U}) {
    for (const Stream stream : {Stream::kWeights, Stream::kErrors}) {
      for (const std::uint64_t replicate : {0ULL, 1ULL, 1ULL << 32U}) {
        for (const std::uint32_t position : {0U, 1U, 1U << 24U}) {
          for (const double u : Draws(seed, stream, replicate).uniforms(position)) seen.insert(u);
        }
      }
    }
  }
  EXPECT_EQ(seen.size(), 3 * 2 * 3 * 3 * 2);
}

TEST(Random, HasALogarithmAsGoodAsTheLibrarys) {
  for (int step = 1; step < 200000; ++step) {
    for (const double x : {step / 200000.0, 1.0 + step / 100000.0, step * 0x1p-1000}) {
      const double expected = std::log(x);
      ASSERT_NEAR(natural_log(x), expected, 5e-16 * std::abs(expected)) << x;
    }
  }
  EXPECT_EQ(natural_log(1), 0);
  EXPECT_EQ(natural_log(0x1p-53), std::log(0x1p-53));
}

/// Mean and variance of what is drawn for a million positions.
template <typename Drawn>
std::array<double, 2> moments(Drawn&& drawn) {
  constexpr int kPairs = 500000;
  double sum = 0;
  double squares = 0;
  for (int replicate = 0; replicate < kPairs; ++replicate) {
    for (const double x : drawn(Draws(7, Stream::kErrors, static_cast<std::uint64_t>(replicate)))) {
      sum += x;
      squares += x * x;
    }
  }
  const double mean = sum / (2.0 * kPairs);
  return {mean, squares / (2.0 * kPairs) - mean * mean};
}

TEST(Random, HasTheMomentsThatItShould) {
  // A million draws: four standard errors are 0.004 times the standard deviation.
  const auto uniform = moments([](const Draws& draws) { return draws.uniforms(3); });
  EXPECT_NEAR(uniform[0], 0.5, 0.0012);
  EXPECT_NEAR(uniform[1], 1 / 12.0, 0.0004);
  const auto normal = moments([](const Draws& draws) { return draws.normals(3); });
  EXPECT_NEAR(normal[0], 0, 0.004);
  EXPECT_NEAR(normal[1], 1, 0.006);
  const auto waiting = moments([](const Draws& draws) {
    const auto [u, v] = draws.uniforms(4);
    return std::array<double, 2>{exponential(u), exponential(v)};
  });
  EXPECT_NEAR(waiting[0], 1, 0.004);
  EXPECT_NEAR(waiting[1], 1, 0.012);
}

TEST(Random, GivesTheSameNormalNumbersTogetherAsOneByOne) {
  const Draws draws(3, Stream::kNoise, 11);
  std::vector<double> one(500);
  std::vector<double> other(500);
  draws.normals(one, other);
  for (std::uint32_t at = 0; at < 500; ++at) {
    EXPECT_EQ(draws.normals(at), (std::array{one[at], other[at]}));
  }
}

TEST(Random, HasNormalTailsOfTheRightWeight) {
  int beyond = 0;
  for (std::uint64_t replicate = 0; replicate < 200000; ++replicate) {
    for (const double x : Draws(11, Stream::kErrors, replicate).normals(0)) beyond += x > 1.96;
  }
  EXPECT_NEAR(beyond / 400000.0, 0.025, 0.001);
}

}  // namespace
