#include "lantoa/transition.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "lantoa/error.hpp"

namespace {

using lantoa::class_mobility;
using lantoa::Codes;
using lantoa::Counted;
using lantoa::jeffreys;
using lantoa::transitions;
using lantoa::wilson;
using Whole = Eigen::Array<std::int64_t, Eigen::Dynamic, 1>;

Whole whole(std::int64_t number) { return Whole::Constant(1, number); }

TEST(Transitions, CountMovesThatAreKnownOnBothSides) {
  Eigen::Matrix<lantoa::Code, Eigen::Dynamic, Eigen::Dynamic> classes(3, 3);
  classes << 0, 1, 1, 1, -1, 0, 0, 0, 1;
  Codes before(2);
  Codes after(2);
  before << 0, 1;
  after << 1, 2;
  const Counted found = transitions(classes, 2, before, after);
  EXPECT_EQ(found(0, 0), 1);
  EXPECT_EQ(found(0, 1), 2);
  EXPECT_EQ(found(1, 0), 0);
  EXPECT_EQ(found(1, 1), 1);
  EXPECT_THROW(static_cast<void>(transitions(classes, 1, before, after)), lantoa::InputError);
}

TEST(ClassMobility, ComesToSharesAndSteps) {
  Counted moves(3, 3);
  moves << 2, 1, 1, 0, 4, 0, 1, 0, 1;
  const auto found = class_mobility(moves);
  EXPECT_DOUBLE_EQ(found.prais_bibby, 0.3);
  EXPECT_DOUBLE_EQ(found.shorrocks, (3 - 0.5 - 1 - 0.5) / 2);
  EXPECT_DOUBLE_EQ(found.average_movement, 0.5);
}

TEST(ClassMobility, HasNoTraceWithAnEmptyRow) {
  Counted moves(2, 2);
  moves << 1, 1, 0, 0;
  EXPECT_TRUE(std::isnan(class_mobility(moves).shorrocks));
  EXPECT_DOUBLE_EQ(class_mobility(moves).prais_bibby, 0.5);
}

// By SciPy: beta.ppf([.025, .975], 3.5, 7.5), and statsmodels' "wilson".
TEST(ShareRanges, AreThoseOfTheBooks) {
  const auto bayes = jeffreys(whole(3), whole(10), 0.95);
  EXPECT_NEAR(bayes.low[0], 0.09269459393815314, 1e-14);
  EXPECT_NEAR(bayes.high[0], 0.6058183181486713, 1e-14);
  const auto score = wilson(whole(3), whole(10), 0.95);
  EXPECT_NEAR(score.low[0], 0.10779126740630081, 1e-14);
  EXPECT_NEAR(score.high[0], 0.6032218525388553, 1e-14);
}

TEST(ShareRanges, ReachTheEndsWhereNoneOrAllWereCounted) {
  EXPECT_EQ(jeffreys(whole(0), whole(8), 0.95).low[0], 0);
  EXPECT_EQ(jeffreys(whole(8), whole(8), 0.95).high[0], 1);
  EXPECT_EQ(wilson(whole(0), whole(8), 0.95).low[0], 0);
  EXPECT_EQ(wilson(whole(0), whole(0), 0.95).high[0], 1);
  EXPECT_THROW(static_cast<void>(jeffreys(whole(2), whole(1), 0.95)), lantoa::InputError);
}

}  // namespace
