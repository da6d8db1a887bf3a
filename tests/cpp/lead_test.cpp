#include "lantoa/lead.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

using Numbers = std::vector<std::vector<std::int64_t>>;
using Weights = std::vector<std::int64_t>;

Points table(const Numbers& rows, std::size_t width) {
  Points out(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(width));
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    for (Eigen::Index column = 0; column < out.cols(); ++column) {
      out(row, column) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    }
  }
  return out;
}

/// Nobody is parted where points are equal.
Challenge challenge(const Weights& own, const Numbers& rivals) {
  return {table({own}, own.size()), table(rivals, own.size()), Points(1, 0),
          Points(static_cast<Eigen::Index>(rivals.size()), 0)};
}

/// Equals are parted by the first criterion.
Challenge chained(const Weights& own, const Numbers& rivals) {
  Challenge out = challenge(own, rivals);
  out.own_chain = out.own.leftCols(1);
  out.rivals_chain = out.rivals.leftCols(1);
  return out;
}

WeightBox box(const Weights& low, const Weights& high) { return {low, high, 1000}; }
WeightBox anything(std::size_t m) { return box(Weights(m, 0), Weights(m, 1000)); }

using Texts = std::vector<std::string>;

TEST(Lead, FindsTheWeightsOfTheWidestMargin) {
  // 10 a and 6 (1000 - a) - 4 a are level at half and half: 5 points of margin for each.
  const Leading found = lead(challenge({10, 10}, {{20, 0}, {0, 20}, {4, 4}}), anything(2));
  EXPECT_EQ(found.lead, Lead::kShared);
  const Leading wider = lead(challenge({11, 10}, {{20, 0}, {0, 20}}), anything(2));
  EXPECT_EQ(wider.lead, Lead::kAlone);
  EXPECT_EQ(wider.whole, "28");  // 40: (10000, 1, ...) over it
  EXPECT_EQ(wider.rounded.size(), 2);
  EXPECT_EQ(wider.rounded[0] + wider.rounded[1], 1000);
}

TEST(Lead, ProvesByAMixtureThatNoWeightsDoIt) {
  const Leading found = lead(challenge({9, 9}, {{20, 0}, {0, 20}, {8, 8}}), anything(2));
  EXPECT_EQ(found.lead, Lead::kNever);
  EXPECT_TRUE(found.weights.empty());
  EXPECT_EQ(found.mixture.rivals, (std::vector<Code>{0, 1}));
  EXPECT_EQ(found.mixture.shares[0], found.mixture.shares[1]);
}

TEST(Lead, SharesTheFirstPlaceWithWhoeverIsEqual) {
  const Leading found = lead(challenge({5, 5}, {{5, 5}, {1, 2}}), anything(2));
  EXPECT_EQ(found.lead, Lead::kShared);
  EXPECT_EQ(found.mixture.rivals, std::vector<Code>{0});
  EXPECT_EQ(found.mixture.shares, Texts{found.mixture.whole});
}

TEST(Lead, IsPartedByTheChainWherePointsAreEqual) {
  // Only the second criterion can bear weight, and there both have as much.
  const WeightBox second = box({0, 1000}, {0, 1000});
  EXPECT_EQ(lead(chained({6, 5}, {{4, 5}}), second).lead, Lead::kAlone);
  EXPECT_EQ(lead(chained({4, 5}, {{6, 5}}), second).lead, Lead::kNever);
  EXPECT_EQ(lead(challenge({4, 5}, {{6, 5}}), second).lead, Lead::kShared);
}

TEST(Lead, StandsLevelWithSomeAndBehindOthersByTheChain) {
  // All weight on the second: level with both, and the first of the two has more in the first.
  const Challenge asked = chained({4, 5}, {{6, 5}, {3, 5}});
  EXPECT_EQ(lead(asked, anything(2)).lead, Lead::kNever);
  const Challenge equal = chained({4, 5}, {{4, 5}, {3, 5}});
  EXPECT_EQ(lead(equal, anything(2)).lead, Lead::kShared);
}

TEST(Lead, AsksOnlyForWeightsOfTheBox) {
  const Challenge asked = challenge({10, 0}, {{0, 10}});
  EXPECT_EQ(lead(asked, anything(2)).lead, Lead::kAlone);
  EXPECT_EQ(lead(asked, box({0, 501}, {1000, 1000})).lead, Lead::kNever);
  EXPECT_EQ(lead(asked, box({0, 500}, {1000, 1000})).lead, Lead::kShared);
}

TEST(Lead, MovesTheWeightsNoMoreThanItMust) {
  const NearestLead found =
      nearest_lead(challenge({10, 0}, {{0, 10}}), anything(2), Weights{300, 700});
  EXPECT_EQ(found.change, 200);
  EXPECT_EQ(found.leading.lead, Lead::kShared);
  EXPECT_EQ(found.leading.rounded, (Weights{500, 500}));
  EXPECT_EQ(nearest_lead(challenge({10, 0}, {{0, 10}}), anything(2), Weights{600, 400}).change, 0);
  EXPECT_EQ(nearest_lead(challenge({1, 1}, {{2, 2}}), anything(2), Weights{600, 400}).change, -1);
}

TEST(Lead, SaysWhereOnlyFractionsDoIt) {
  // Level in both only at one third: 2 a = b.
  const Challenge asked = challenge({3, 3}, {{5, 2}, {1, 4}});
  const Leading found = lead(asked, anything(2));
  EXPECT_EQ(found.lead, Lead::kShared);
  EXPECT_TRUE(found.rounded.empty());
}

TEST(Lead, IsFirstAloneWithoutRivals) {
  const Leading found = lead(challenge({0, 0}, {}), box({100, 0}, {1000, 1000}));
  EXPECT_EQ(found.lead, Lead::kAlone);
  EXPECT_EQ(found.rounded, (Weights{1000, 0}));
}

TEST(Lead, IsTheSameForAnyNumberOfThreads) {
  constexpr Eigen::Index kMany = 30000;
  Challenge asked = challenge({700, 700, 700}, Numbers(kMany, {0, 0, 0}));
  for (Eigen::Index row = 0; row < kMany; ++row) {
    for (Eigen::Index j = 0; j < 3; ++j) asked.rivals(row, j) = (row * 7919 * (j + 3)) % 1001;
  }
  const Leading one = lead(asked, anything(3), 1);
  const Leading all = lead(asked, anything(3));
  EXPECT_EQ(one.mixture.rivals, all.mixture.rivals);
  EXPECT_EQ(one.weights, all.weights);
  EXPECT_EQ(one.lead, Lead::kNever);
}

TEST(Lead, RefusesWhatCannotBeAsked) {
  const Challenge asked = challenge({1, 2}, {{2, 1}});
  EXPECT_THROW(static_cast<void>(lead(asked, box({0, 0}, {400, 400}))), InputError);
  EXPECT_THROW(static_cast<void>(lead(asked, box({600, 600}, {1000, 1000}))), InputError);
  EXPECT_THROW(static_cast<void>(lead(asked, box({2, 0}, {1, 1000}))), InputError);
  EXPECT_THROW(static_cast<void>(lead(asked, anything(3))), InputError);
  EXPECT_THROW(static_cast<void>(lead(challenge({-1, 2}, {{2, 1}}), anything(2))), InputError);
  EXPECT_THROW(static_cast<void>(lead(challenge(Weights(17, 1), {}), anything(17))), InputError);
}

}  // namespace
