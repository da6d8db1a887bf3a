#include "lantoa/noise.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "lantoa/error.hpp"

namespace {

using lantoa::noise_range;
using lantoa::Order;

Order steps(Eigen::Index n, std::int64_t alike = 1) {
  Order out(n);
  for (Eigen::Index at = 0; at < n; ++at) out[at] = at / alike;
  return out;
}

TEST(NoiseRange, IsAboutTheArcsineOfTheReliability) {
  const auto found = noise_range(steps(50), steps(50), 0.7, 0.95, 4000, 7);
  EXPECT_NEAR(found.expected, 0.4936, 0.01);  // (2 / pi) asin .7
  EXPECT_LT(found.low, 0.40);
  EXPECT_GT(found.high, 0.58);
}

TEST(NoiseRange, HasTheSameWidthSimulatedAndInClosedForm) {
  const auto drawn = noise_range(steps(200), steps(200), 0.7, 0.95, 9999, 7);
  const auto closed = noise_range(steps(201), steps(201), 0.7, 0.95, 9999, 7);
  EXPECT_EQ(closed.draws, 0);
  EXPECT_NEAR(drawn.high - drawn.low, closed.high - closed.low, 0.006);
}

TEST(NoiseRange, IsNarrowerWithMoreSubjectsThatTie) {
  const auto few = noise_range(steps(900, 300), steps(900, 300), 0.7, 0.95, 1999, 7);
  const auto many = noise_range(steps(9000, 3000), steps(9000, 3000), 0.7, 0.95, 1999, 7);
  EXPECT_NEAR(many.expected, few.expected, 0.01);
  EXPECT_NEAR((few.high - few.low) / (many.high - many.low), std::sqrt(10.0), 0.3);
}

TEST(NoiseRange, IsTheSameOnAnyNumberOfThreads) {
  const auto one = noise_range(steps(150), steps(150, 2), 0.5, 0.95, 9999, 7, 0, 1);
  const auto two = noise_range(steps(150), steps(150, 2), 0.5, 0.95, 9999, 7, 0, 2);
  EXPECT_EQ(one.low, two.low);
  EXPECT_EQ(one.expected, two.expected);
}

TEST(NoiseRange, OfPerfectMeasurementsIsOne) {
  const auto found = noise_range(steps(10), steps(10), 1, 0.95, 99, 7);
  EXPECT_EQ(found.low, 1);
  EXPECT_EQ(found.high, 1);
}

TEST(NoiseRange, RefusesWhatIsNoShare) {
  EXPECT_THROW(static_cast<void>(noise_range(steps(3), steps(3), 1.1, 0.95, 9, 7)),
               lantoa::InputError);
  EXPECT_THROW(static_cast<void>(noise_range(steps(3), steps(2), 0.7, 0.95, 9, 7)),
               lantoa::InputError);
  EXPECT_THROW(static_cast<void>(noise_range(steps(3), steps(3), 0.7, 1, 9, 7)),
               lantoa::InputError);
}

}  // namespace
