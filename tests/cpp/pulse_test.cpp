#include "lantoa/pulse.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"

namespace {

using Eigen::ArrayXXd;
using lantoa::Codes;

ArrayXXd series(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::ArrayXd>(values.data(), std::ssize(values));
}

Codes codes(const std::vector<lantoa::Code>& values) {
  return Eigen::Map<const Codes>(values.data(), std::ssize(values));
}

TEST(Pulse, CountsEveryPlaceOfAStory) {
  // After period 1 come 3, after 2 come 0, after 3 nothing can come: it could not run there.
  const auto found =
      lantoa::pulse(series({0, 3, 0, 1}), {codes({0}), codes({1}), codes({0, 0, 0, -1}), 1}, {});
  EXPECT_TRUE(found.is_exact);
  EXPECT_EQ(found.arrangements, 3);
  EXPECT_EQ(found.observed, 3);
  EXPECT_DOUBLE_EQ(found.mean, 4.0 / 3);
  EXPECT_EQ(found.upper, 1);
  EXPECT_EQ(found.two, 1);  // 3 is 5/3 from the mean, 0 is 4/3
  EXPECT_EQ(found.furthest, 1);
}

TEST(Pulse, CountsAPeriodThatTwoStoriesReachOnce) {
  const auto found = lantoa::pulse(series({0, 1, 5, 0}),
                                   {codes({0, 0}), codes({1, 2}), codes({0, 0, -1, -1}), 2}, {});
  EXPECT_EQ(found.arrangements, 4);
  EXPECT_EQ(found.observed, 6);  // 1 + 5 after the first, 5 + 0 after the second
  EXPECT_EQ(found.upper, 3);     // only both in period 2 reach less
}

TEST(Pulse, MovesAStoryWithinItsGroupOnly) {
  const auto found =
      lantoa::pulse(series({0, 2, 0, 9}), {codes({0}), codes({1}), codes({0, 0, 1, -1}), 1}, {});
  EXPECT_EQ(found.arrangements, 2);
  EXPECT_DOUBLE_EQ(found.mean, 1);
  EXPECT_EQ(found.two, 2);
}

TEST(Pulse, SamplesWhereThereAreTooMany) {
  const ArrayXXd excess = series({0, 3, 0, 1, 2, 0});
  const lantoa::Stories stories{codes({0, 0}), codes({1, 4}), codes({0, 0, 0, 0, 0, -1}), 1};
  const auto exact = lantoa::pulse(excess, stories, {});
  const auto sample = lantoa::pulse(excess, stories, {.most = 1, .draws = 20'000, .seed = 3});
  EXPECT_FALSE(sample.is_exact);
  EXPECT_EQ(sample.counted, 20'001);
  EXPECT_NEAR(static_cast<double>(sample.two) / 20'001, static_cast<double>(exact.two) / 25, 0.02);
}

TEST(Pulse, RefusesStoriesThatCannotBe) {
  const ArrayXXd excess = series({0, 1});
  EXPECT_THROW((void)lantoa::pulse(excess, {codes({}), codes({}), codes({0, 0}), 1}, {}),
               lantoa::InputError);
  EXPECT_THROW((void)lantoa::pulse(excess, {codes({0}), codes({2}), codes({0, -1}), 1}, {}),
               lantoa::InputError);
  EXPECT_THROW((void)lantoa::pulse(excess, {codes({0}), codes({1}), codes({0, 0}), 0}, {}),
               lantoa::InputError);
  EXPECT_THROW((void)lantoa::pulse(excess, {codes({1}), codes({1}), codes({0, 0}), 1}, {}),
               lantoa::InputError);
}

}  // namespace
