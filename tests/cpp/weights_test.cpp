#include "lantoa/weights.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "lantoa/error.hpp"
#include "scores.hpp"

namespace {

using namespace lantoa;  // NOLINT: the subject
using namespace scores;  // NOLINT: makers

std::vector<std::vector<double>> listed(const WeightSet& set) {
  const Scores found = corners_of(set);
  std::vector<std::vector<double>> out;
  out.reserve(static_cast<std::size_t>(found.cols()));
  for (Eigen::Index v = 0; v < found.cols(); ++v) {
    out.emplace_back(found.col(v).begin(), found.col(v).end());
  }
  std::ranges::sort(out);
  return out;
}

TEST(Weights, EightEqualOnesHaveSeventyCornersFourAtEachEnd) {
  const Scores found = corners_of(equal_box(8, 0.25));
  EXPECT_EQ(found.cols(), 70);
  for (Eigen::Index v = 0; v < 70; ++v) {
    EXPECT_EQ((found.col(v).array() == 0.75 / 8).count(), 4);
    EXPECT_EQ((found.col(v).array() == 1.25 / 8).count(), 4);
  }
}

TEST(Weights, OneOfACornerTakesWhatIsLeft) {
  const WeightSet set{numbers({1, 1, 1}), numbers({5, 4, 3}), 9, {}};
  const std::vector<std::vector<double>> expected{{2, 4, 3}, {4, 4, 1}, {5, 1, 3}, {5, 3, 1}};
  EXPECT_EQ(listed(set), expected);
}

TEST(Weights, WithoutRoomThereIsOneCorner) {
  EXPECT_EQ(listed(equal_box(3, 0)).size(), 1U);
  EXPECT_EQ(listed({numbers({2}), numbers({9}), 7, {}}), (std::vector<std::vector<double>>{{7}}));
}

TEST(Weights, AFixedOneStaysWhereItIs) {
  const WeightSet set{numbers({0, 2, 2}), numbers({0, 4, 4}), 6, {}};
  EXPECT_EQ(listed(set), (std::vector<std::vector<double>>{{0, 2, 4}, {0, 4, 2}}));
}

TEST(Weights, AnOrderHasACornerForEachLengthOfItsHead) {
  const auto found = listed(ordered({2, 0, 1}, 0, 6));
  const std::vector<std::vector<double>> expected{{0, 0, 6}, {2, 2, 2}, {3, 0, 3}};
  EXPECT_EQ(found, expected);
}

TEST(Weights, TheLeastWeightIsTakenOffBeforeAnOrderShares) {
  const auto found = listed(ordered({0, 1}, 1, 6));
  EXPECT_EQ(found, (std::vector<std::vector<double>>{{3, 3}, {5, 1}}));
  EXPECT_EQ(listed(ordered({0, 1}, 3, 6)).size(), 1U);
}

TEST(Weights, TooManyCornersAreNotListed) {
  EXPECT_FALSE(corners(equal_box(8, 0.25), 69).has_value());
  EXPECT_TRUE(corners(equal_box(8, 0.25), 70).has_value());
  EXPECT_FALSE(corners(equal_box(30, 0.25), 6000).has_value());
}

TEST(Weights, TheMostInABoxIsThatOfItsBestCorner) {
  const WeightSet set{numbers({1, 0, 2, 1}), numbers({5, 4, 3, 1}), 9, {}};
  const Scores ends = corners_of(set);
  for (const double a : {-2, 0, 1}) {
    for (const double b : {-1, 0, 2}) {
      for (const double c : {-2, 1, 3}) {
        const Doubles gain = numbers({a, b, c, 1});
        EXPECT_EQ(most_in_box(set, gain.data()), (gain.transpose() * ends).maxCoeff());
      }
    }
  }
}

TEST(Weights, NumbersThatMakeNoSetAreRefused) {
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_THROW(check({{}, {}, 1, {}}), InputError);
  EXPECT_THROW(check({numbers({0, -1}), numbers({1, 1}), 1, {}}), InputError);
  EXPECT_THROW(check({numbers({0, 0}), numbers({1, infinite}), 1, {}}), InputError);
  EXPECT_THROW(check({numbers({0, 0}), numbers({1}), 1, {}}), InputError);
  EXPECT_THROW(check({numbers({0, 2}), numbers({1, 1}), 1, {}}), InputError);
  EXPECT_THROW(check({numbers({0, 0}), numbers({1, 1}), 3, {}}), InputError);
  EXPECT_THROW(check({numbers({2, 2}), numbers({3, 3}), 3, {}}), InputError);
  EXPECT_THROW(check({numbers({0, 0}), numbers({1, 1}), 0, {}}), InputError);
  EXPECT_THROW(check(ordered({0, 0}, 0, 1)), InputError);
  EXPECT_THROW(check(ordered({0, 2}, 0, 1)), InputError);
  EXPECT_THROW(check({numbers({0, 0}), {}, 1, {0}}), InputError);
  EXPECT_THROW(check({numbers({0, 1}), {}, 3, {0, 1}}), InputError);
  EXPECT_THROW(check(ordered({0, 1}, 1, 1)), InputError);
}

}  // namespace
