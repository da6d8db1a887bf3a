#include "lantoa/mobility.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "lantoa/error.hpp"

namespace {

using lantoa::Codes;
using lantoa::place_classes;
using lantoa::place_moves;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Codes codes(std::initializer_list<lantoa::Code> numbers) {
  Codes out(static_cast<Eigen::Index>(numbers.size()));
  std::copy(numbers.begin(), numbers.end(), out.begin());
  return out;
}

TEST(PlaceMoves, CountWhatBlocksMoveTogether) {
  Eigen::ArrayXXd values(4, 2);
  values << 1, 3, 2, 4, 3, 1, 4, 2;  // ranks 1 2 3 4 become 3 4 1 2
  const auto found = place_moves(values, codes({0}), codes({1}), codes({0, 0, 1, 1}));
  EXPECT_EQ(found.subjects[0], 4);
  EXPECT_DOUBLE_EQ(found.total[0], 8);
  EXPECT_DOUBLE_EQ(found.furthest[0], 2);
  EXPECT_DOUBLE_EQ(found.theta[0], 1);
  EXPECT_DOUBLE_EQ(found.tau[0], -1.0 / 3);
}

TEST(PlaceMoves, LookAtThoseWithBothYearsOnly) {
  Eigen::ArrayXXd values(4, 2);
  values << 1, 9, kNaN, 1, 2, 8, 3, kNaN;
  const auto found = place_moves(values, codes({0}), codes({1}), codes({0, 0, 0, 0}));
  EXPECT_EQ(found.subjects[0], 2);
  EXPECT_DOUBLE_EQ(found.total[0], 2);
  EXPECT_DOUBLE_EQ(found.theta[0], 0);
}

TEST(PlaceMoves, AreNoneWhereNobodyMovesOrIsThere) {
  Eigen::ArrayXXd values(2, 2);
  values << 5, 5, kNaN, 1;
  const auto found = place_moves(values, codes({0, 1}), codes({1, 0}), codes({-1, 0}));
  EXPECT_TRUE(std::isnan(found.tau[0]));
  EXPECT_TRUE(std::isnan(found.theta[0]));
  EXPECT_DOUBLE_EQ(found.total[0], 0);
}

TEST(PlaceClasses, CutPlacesAndKeepEqualsTogether) {
  Eigen::ArrayXXd values(6, 1);
  values << 10, 20, 20, 30, kNaN, 40;
  const auto found = place_classes(values, 2);
  EXPECT_EQ(found(0, 0), 0);
  EXPECT_EQ(found(1, 0), found(2, 0));
  EXPECT_EQ(found(4, 0), -1);
  EXPECT_EQ(found(5, 0), 1);
}

TEST(PlaceMoves, RefuseWhatDoesNotFit) {
  const Eigen::ArrayXXd values = Eigen::ArrayXXd::Zero(2, 2);
  EXPECT_THROW(static_cast<void>(place_moves(values, codes({0}), codes({2}), codes({0, 0}))),
               lantoa::InputError);
  EXPECT_THROW(static_cast<void>(place_moves(values, codes({0}), codes({1}), codes({0}))),
               lantoa::InputError);
  EXPECT_THROW(static_cast<void>(place_classes(values, 1)), lantoa::InputError);
}

}  // namespace
