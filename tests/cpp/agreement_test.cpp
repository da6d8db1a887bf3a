#include "lantoa/agreement.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "lantoa/error.hpp"

namespace {

using lantoa::agreement;
using lantoa::Order;
using lantoa::places_among;

Order order(const std::vector<std::int64_t>& numbers) {
  return Eigen::Map<const Order>(numbers.data(), static_cast<Eigen::Index>(numbers.size()));
}

std::vector<lantoa::Code> list(const lantoa::Codes& codes) { return {codes.begin(), codes.end()}; }
using List = std::vector<lantoa::Code>;

// Kendall 1945, "The treatment of ties in ranking problems", and by hand:
// of six pairs (1,2) (2,1) (3,4) (4,3): two the other way round.
TEST(Agreement, CountsPairsThatStandTheOtherWayRound) {
  const auto found = agreement(order({1, 2, 3, 4}), order({2, 1, 4, 3}));
  EXPECT_EQ(found.concordant, 4);
  EXPECT_EQ(found.discordant, 2);
  EXPECT_DOUBLE_EQ(found.tau.value_or(9), 1.0 / 3);
  EXPECT_DOUBLE_EQ(found.spearman.value_or(9), 0.6);
}

TEST(Agreement, LeavesTiesOutOfBothSides) {
  const auto found = agreement(order({1, 1, 2, 2}), order({1, 1, 1, 2}));
  EXPECT_EQ(found.tied_first, 2);
  EXPECT_EQ(found.tied_second, 3);
  EXPECT_EQ(found.tied_both, 1);
  EXPECT_EQ(found.concordant, 2);
  EXPECT_EQ(found.discordant, 0);
  EXPECT_DOUBLE_EQ(found.tau.value_or(9), 2 / std::sqrt(4.0 * 3.0));
}

TEST(Agreement, HasNoAnswerWhereNobodyIsParted) {
  for (const auto& pair : {agreement(order({7, 7, 7}), order({1, 2, 3})),
                           agreement(order({1}), order({1})), agreement(order({}), order({}))}) {
    EXPECT_FALSE(pair.tau.has_value());
    EXPECT_FALSE(pair.spearman.has_value());
  }
}

TEST(Agreement, KeepsNumbersApartThatDoublesDoNot) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const auto found = agreement(order({most, most - 1, -most}), order({3, 2, 1}));
  EXPECT_EQ(found.concordant, 3);
  EXPECT_EQ(found.spearman.value_or(9), 1);
}

TEST(Agreement, RefusesOrdersOfOtherSubjects) {
  EXPECT_THROW(static_cast<void>(agreement(order({1}), order({1, 2}))), lantoa::InputError);
  EXPECT_THROW(static_cast<void>(places_among(order({1}), order({1, 2}))), lantoa::InputError);
}

TEST(PlacesAmong, AreThePlacesWhereNothingMoved) {
  const Order points = order({5, 9, 5, 1});
  EXPECT_EQ(list(places_among(points, points)), (List{2, 1, 2, 4}));
}

TEST(PlacesAmong, ComparesWithTheOthersAsTheyWereAndNotWithItself) {
  // The first falls from 9 to 6: the 9 that it was is nobody; the last rises past all.
  EXPECT_EQ(list(places_among(order({6, 7, 8}), order({9, 7, 5}))), (List{2, 2, 2}));
}

}  // namespace
