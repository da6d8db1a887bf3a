#include "lantoa/rating_steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "lantoa/error.hpp"

namespace {

using lantoa::Code;
using lantoa::Ratings;
using lantoa::RatingSteps;

Ratings row_of(const std::vector<Code>& years) {
  return Eigen::Map<const Ratings>(years.data(), 1, static_cast<Eigen::Index>(years.size()));
}

RatingSteps steps(const std::vector<Code>& years) { return lantoa::rating_steps(row_of(years)); }

TEST(RatingSteps, CountUpsDownsAndRuns) {
  const auto found = steps({0, 1, 3, 3, -1, 2, 3});
  EXPECT_EQ(found.years[0], 6);
  EXPECT_EQ(found.ups[0], 3);
  EXPECT_EQ(found.downs[0], 1);
  EXPECT_EQ(found.run[0], 2);
}

TEST(RatingSteps, AreJudgedByEveryOrderOfTheSameRatings) {
  for (std::vector<Code> years :
       {std::vector<Code>{0, 1, 1, 2, 3, 3}, {2, 3, 3, 3, 3}, {1, 1, 1}, {0, 1, 2, 3, 0, 1, 2}}) {
    const auto observed = steps(years);
    std::ranges::sort(years);
    int orders = 0;
    int balance = 0;
    int ups = 0;
    int run = 0;
    int most = 0;
    int farthest = 0;
    double least_ups = 1;
    double least_run = 1;
    do {
      const auto here = steps(years);
      const int size = std::abs(here.ups[0] - here.downs[0]);
      ++orders;
      balance += size >= std::abs(observed.ups[0] - observed.downs[0]) ? 1 : 0;
      ups += here.ups[0] >= observed.ups[0] ? 1 : 0;
      run += here.run[0] >= observed.run[0] ? 1 : 0;
      if (size > most) farthest = 0;
      most = std::max(most, size);
      farthest += size == most ? 1 : 0;
      least_ups = std::min(least_ups, here.p_ups[0]);
      least_run = std::min(least_run, here.p_run[0]);
    } while (std::ranges::next_permutation(years).found);
    EXPECT_DOUBLE_EQ(observed.p[0], static_cast<double>(balance) / orders);
    EXPECT_DOUBLE_EQ(observed.p_ups[0], static_cast<double>(ups) / orders);
    EXPECT_DOUBLE_EQ(observed.p_run[0], static_cast<double>(run) / orders);
    EXPECT_DOUBLE_EQ(observed.smallest[0], static_cast<double>(farthest) / orders);
    EXPECT_DOUBLE_EQ(observed.smallest_ups[0], least_ups);
    EXPECT_DOUBLE_EQ(observed.smallest_run[0], least_run);
  }
}

TEST(RatingSteps, OfNoneOrOneRatingSayNothing) {
  EXPECT_DOUBLE_EQ(steps({-1, -1}).p[0], 1);
  EXPECT_DOUBLE_EQ(steps({-1, 2}).p[0], 1);
  EXPECT_DOUBLE_EQ(steps({2, 2, 2}).smallest[0], 1);
  EXPECT_EQ(lantoa::rating_steps(Ratings(0, 4)).p.size(), 0);
}

TEST(RatingSteps, RefuseWhatIsTooMuchToCount) {
  EXPECT_THROW((void)lantoa::rating_steps(Ratings::Zero(1, 21)), lantoa::InputError);
  EXPECT_THROW((void)steps({8}), lantoa::InputError);
}

}  // namespace
