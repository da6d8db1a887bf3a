#include "lantoa/composite.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Codes codes(std::initializer_list<Code> of) {
  Codes found(static_cast<Eigen::Index>(of.size()));
  std::ranges::copy(of, found.begin());
  return found;
}

Numbers column(std::initializer_list<double> of) {
  Numbers found(static_cast<Eigen::Index>(of.size()), 1);
  std::ranges::copy(of, found.col(0).begin());
  return found;
}

/// m measures of equal weight right below the whole.
Tree flat(Eigen::Index m, Aggregate how = Aggregate::kArithmetic) {
  Tree tree;
  tree.parent = Codes::Constant(m + 1, static_cast<Code>(m));
  tree.parent[m] = -1;
  tree.weight = Eigen::VectorXd::Ones(m + 1);
  tree.aggregate = Codes::Constant(m + 1, static_cast<Code>(how));
  tree.divisor = Eigen::VectorXd::Ones(m + 1);
  return tree;
}

Scaling raw(const Numbers& values) {
  const std::vector<Scale> scales(static_cast<std::size_t>(values.cols()),
                                  Scale{.kind = Normalise::kNone});
  return scaling_of(values, Codes::Zero(values.rows()), scales);
}

Composite composed(const Numbers& values, const Tree& tree, Threads threads = kAllThreads) {
  return compose(values, Codes::Zero(values.rows()), raw(values), tree, threads);
}

Numbers scaled_by(const Numbers& values, const Scale& scale) {
  const Codes periods = Codes::Zero(values.rows());
  return scaled(values, periods, scaling_of(values, periods, {scale}));
}

TEST(Scale, HoldsWhatLiesBeyondTheGoalposts) {
  const Numbers found = scaled_by(column({1, 11, -1}), {.low = 0, .high = 10});
  EXPECT_EQ(found, column({0.1, 1, 0}));
  const Numbers turned = scaled_by(column({1, 11, -1}), {.less = true, .low = 0, .high = 10});
  EXPECT_EQ(turned, column({0.9, 0, 1}));
}

TEST(Scale, LeavesWhatIsMissingMissing) {
  const Numbers found = scaled_by(column({1, kNaN, 3}), {.kind = Normalise::kMinMax});
  EXPECT_EQ(found(0, 0), 0.0);
  EXPECT_TRUE(std::isnan(found(1, 0)));
  EXPECT_EQ(found(2, 0), 1.0);
}

TEST(Scale, GivesTheMiddleWhereAllAreAlike) {
  EXPECT_EQ(scaled_by(column({7, 7}), {.kind = Normalise::kMinMax}), column({0.5, 0.5}));
  EXPECT_EQ(scaled_by(column({7, 7}), {.kind = Normalise::kZ}), column({0, 0}));
}

TEST(Scale, CountsDeviationsOverAllRows) {
  EXPECT_EQ(scaled_by(column({1, 3}), {.kind = Normalise::kZ}), column({-1, 1}));
}

TEST(Scale, LooksAtEachPeriodByItself) {
  const Numbers values = column({0, 10, 0, 5});
  const Codes periods = codes({0, 0, 1, 1});
  const Scaling scaling = scaling_of(values, periods, {{.kind = Normalise::kMinMax}});
  EXPECT_EQ(scaled(values, periods, scaling), column({0, 1, 0, 1}));
}

TEST(Scale, RefusesEndsThatDoNotRiseAndValuesBeyondTheLargest) {
  EXPECT_THROW((void)scaled_by(column({1}), {.low = 2, .high = 2}), InputError);
  const double far = std::numeric_limits<double>::infinity();
  EXPECT_THROW((void)scaled_by(column({far}), {.kind = Normalise::kMinMax}), InputError);
  EXPECT_EQ(scaled_by(column({far, -far}), {.low = 0, .high = 1}), column({1, 0}));
}

TEST(Ranked, GivesEqualsTheSameShareOfThoseBeaten) {
  const Eigen::VectorXd found = ranked(column({5, 9, 5, kNaN, 1}).col(0), Codes::Zero(5), false);
  EXPECT_EQ(found[0], 0.5);
  EXPECT_EQ(found[1], 1.0);
  EXPECT_EQ(found[2], 0.5);
  EXPECT_TRUE(std::isnan(found[3]));
  EXPECT_EQ(found[4], 0.0);
}

TEST(Compose, IsMissingWhereAMeasureIs) {
  Numbers values(2, 2);
  values << 1, 3, 1, kNaN;
  const Composite found = composed(values, flat(2));
  EXPECT_EQ(found.pillars(0, 0), 2.0);
  EXPECT_TRUE(std::isnan(found.pillars(1, 0)));
  EXPECT_EQ(found.coverage, Eigen::Vector2d(1.0, 0.5));
}

TEST(Compose, CountsTheOthersWhereEnoughIsThere) {
  Numbers values(1, 4);
  values << 1, 3, kNaN, 2;
  Tree tree = flat(4);
  tree.missing = MissingRule::kRenormalise;
  tree.coverage_numerator = 3;
  tree.coverage_denominator = 4;
  EXPECT_EQ(composed(values, tree).pillars(0, 0), 2.0);
  tree.coverage_numerator = 4;
  EXPECT_TRUE(std::isnan(composed(values, tree).pillars(0, 0)));
}

TEST(Compose, ClimbsATreeOfPillars) {
  Numbers values(1, 3);
  values << 2, 8, 5;
  Tree tree = flat(3);  // then a pillar of the first two, and the whole
  tree.parent = codes({3, 3, 4, 4, -1});
  tree.weight = Eigen::VectorXd::Ones(5);
  tree.divisor = Eigen::VectorXd::Ones(5);
  tree.aggregate = codes({0, 0, 0, static_cast<Code>(Aggregate::kGeometric), 0});
  const Composite found = composed(values, tree);
  EXPECT_DOUBLE_EQ(found.pillars(0, 0), 4.0);
  EXPECT_DOUBLE_EQ(found.pillars(0, 1), 4.5);
}

TEST(Compose, RefusesTreesThatAreNone) {
  const Numbers values = column({1, 2});
  Tree tree = flat(1);
  tree.parent = codes({0, -1});
  EXPECT_THROW((void)composed(values, tree), InputError);
  tree = flat(1);
  tree.weight[0] = -1;
  EXPECT_THROW((void)composed(values, tree), InputError);
}

TEST(Compose, RefusesAGeometricMeanBelowZero) {
  EXPECT_THROW((void)composed(column({-1}), flat(1, Aggregate::kGeometric)), InputError);
}

/// Many rows, some with holes: lanes with and without gaps stand side by side.
Numbers many(Eigen::Index rows, Eigen::Index m) {
  Numbers values(rows, m);
  for (Eigen::Index at = 0; at < m; ++at) {
    for (Eigen::Index row = 0; row < rows; ++row) {
      const auto draw = static_cast<double>((row * 7919 + at * 104729) % 1009);
      values(row, at) = (row > rows / 2 && (row + at) % 97 == 0) ? kNaN : draw / 1009.0;
    }
  }
  return values;
}

TEST(Compose, GivesTheSameForAnyNumberOfThreadsAndAnyNeighbours) {
  const Numbers values = many(50'000, 7);
  Tree tree = flat(7);
  tree.missing = MissingRule::kRenormalise;
  tree.coverage_numerator = 0.5;
  const Composite one = composed(values, tree, 1);
  const Composite two = composed(values, tree, 2);
  EXPECT_EQ(one.pillars, two.pillars);
  for (const Eigen::Index row : {0L, 255L, 256L, 30'001L, 49'999L}) {
    EXPECT_EQ(composed(values.row(row), tree).pillars(0, 0), one.pillars(row, 0)) << row;
  }
}

TEST(Contributions, AddUpToTheWholeUnderEveryMean) {
  const Numbers values = many(500, 5).array() + 0.25;
  const Codes periods = Codes::Zero(500);
  for (int how = 0; how <= static_cast<int>(Aggregate::kSum); ++how) {
    const Tree tree = flat(5, static_cast<Aggregate>(how));
    const Composite whole = composed(values, tree);
    const Numbers parts = contributions(values, periods, raw(values), tree);
    for (Eigen::Index row = 0; row < 500; ++row) {
      if (std::isnan(whole.pillars(row, 0))) {
        EXPECT_TRUE(std::isnan(parts(row, 0)));
      } else {
        EXPECT_NEAR(parts.row(row).sum(), whole.pillars(row, 0), 1e-12);
      }
    }
  }
}

}  // namespace
}  // namespace lantoa
