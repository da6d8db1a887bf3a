#include "lantoa/rank.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "lantoa/error.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

using Numbers = std::vector<std::vector<std::int64_t>>;

Points table(const Numbers& rows) {
  Points out(static_cast<Eigen::Index>(rows.size()),
             static_cast<Eigen::Index>(rows.empty() ? 1 : rows.front().size()));
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    for (Eigen::Index column = 0; column < out.cols(); ++column) {
      out(row, column) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    }
  }
  return out;
}

/// One group in which everybody is in.
Contest contest(const Numbers& low, const Numbers& high) {
  const auto n = static_cast<Eigen::Index>(low.size());
  return {Codes::Zero(n), Codes::Constant(n, static_cast<Code>(Entry::kIn)), table(low),
          table(high)};
}
Contest contest(const Numbers& points) { return contest(points, points); }

std::vector<Code> list(const Codes& values) { return {values.begin(), values.end()}; }
using List = std::vector<Code>;

// Tie rules of competition ranking: (3,4,7,7,10,11,15,15,15,15), most first.
TEST(Rank, GivesEqualsOnePlaceAndSkipsTheNext) {
  const Places found = rank(contest({{3}, {4}, {7}, {7}, {10}, {11}, {15}, {15}, {15}, {15}}));
  EXPECT_EQ(list(found.place), (List{10, 9, 7, 7, 6, 5, 1, 1, 1, 1}));
  EXPECT_EQ(list(found.tied), (List{1, 1, 2, 2, 1, 1, 4, 4, 4, 4}));
  EXPECT_EQ(list(found.step), (List{6, 5, 4, 4, 3, 2, 1, 1, 1, 1}));
  EXPECT_EQ(list(found.best), list(found.place));
  EXPECT_EQ(list(found.worst), list(found.place));
}

// The same numbers, least first: rank = 1 + those before + omega x (those equal - 1).
TEST(Rank, SharesPlacesByEachOfTheTieRules) {
  const Places found =
      rank(contest({{-3}, {-4}, {-7}, {-7}, {-10}, {-11}, {-15}, {-15}, {-15}, {-15}}));
  EXPECT_EQ(list(shared(found, TieRule::kMin)), (List{1, 2, 3, 3, 5, 6, 7, 7, 7, 7}));
  EXPECT_EQ(list(shared(found, TieRule::kMax)), (List{1, 2, 4, 4, 5, 6, 10, 10, 10, 10}));
  EXPECT_EQ(list(shared(found, TieRule::kDense)), (List{1, 2, 3, 3, 4, 5, 6, 6, 6, 6}));
  const Eigen::VectorXd average = average_ranks(found);
  EXPECT_EQ(std::vector<double>(average.begin(), average.end()),
            (std::vector<double>{1, 2, 3.5, 3.5, 5, 6, 8.5, 8.5, 8.5, 8.5}));
}

TEST(Rank, SharesNoPlaceOfWhoHasNone) {
  Contest asked = contest({{9}, {8}, {8}, {7}, {8}});
  asked.group = codes({0, 0, 0, 1, kBlank});
  asked.entry[2] = static_cast<Code>(Entry::kPerhaps);
  const Places found = rank(asked);
  EXPECT_EQ(list(shared(found, TieRule::kMax)), (List{1, 2, 0, 1, 0}));
  EXPECT_EQ(list(shared(found, TieRule::kDense)), (List{1, 2, 0, 1, 0}));
  EXPECT_EQ(average_ranks(found), (Eigen::VectorXd(5) << 1, 2, 0, 1, 0).finished());
}

TEST(Rank, PartsEqualsByTheChainInItsOrder) {
  const Places found = rank(contest({{5, 1, 9}, {5, 2, 0}, {6, 0, 0}, {5, 1, 9}}));
  EXPECT_EQ(list(found.place), (List{3, 2, 1, 3}));
  EXPECT_EQ(list(found.tied), (List{2, 1, 1, 2}));
}

TEST(Rank, CountsWithinTheGroups) {
  Contest asked = contest({{1}, {2}, {3}, {4}});
  asked.group = codes({0, 2, 0, kBlank});
  const Places found = rank(asked);
  EXPECT_EQ(list(found.place), (List{2, 1, 1, 0}));
  EXPECT_EQ(list(found.worst), (List{2, 1, 1, 0}));
}

TEST(Rank, LeavesOpenWhatMissingValuesMayMove) {
  const Places found = rank(contest({{10}, {8}, {5}}, {{10}, {12}, {5}}));
  EXPECT_EQ(list(found.place), (List{1, 2, 3}));
  EXPECT_EQ(list(found.best), (List{1, 1, 3}));
  EXPECT_EQ(list(found.worst), (List{2, 2, 3}));
}

TEST(Rank, CountsWhoIsPerhapsInAgainstTheOthersOnlyAtTheWorst) {
  Contest asked = contest({{10}, {8}, {5}});
  asked.entry[0] = static_cast<Code>(Entry::kPerhaps);
  asked.entry[2] = static_cast<Code>(Entry::kOut);
  const Places found = rank(asked);
  EXPECT_EQ(list(found.place), (List{0, 1, 0}));
  EXPECT_EQ(list(found.tied), (List{0, 1, 0}));
  EXPECT_EQ(list(found.best), (List{1, 1, 0}));
  EXPECT_EQ(list(found.worst), (List{1, 2, 0}));
}

TEST(Rank, CountsWhoIsInSoFarOnRecordAndNotAsSure) {
  Contest asked = contest({{10}, {8}});
  asked.entry[0] = static_cast<Code>(Entry::kSoFar);
  const Places found = rank(asked);
  EXPECT_EQ(list(found.place), (List{1, 2}));
  EXPECT_EQ(list(found.best), (List{1, 1}));
  EXPECT_EQ(list(found.worst), (List{1, 2}));
}

TEST(Rank, TellsWhereTheTiesOfAPlaceMayEnd) {
  const Places found = rank(contest({{5}, {5}, {4}}, {{5}, {6}, {5}}));
  EXPECT_EQ(list(found.last_best), (List{2, 1, 3}));
  EXPECT_EQ(list(found.last_worst), (List{3, 3, 3}));
}

TEST(Rank, TakesWhoseGroupNobodyKnowsForARivalOfEverybody) {
  Contest asked = contest({{10}, {8}, {8}, {7}});
  asked.group = codes({0, 3, kUnreadable, kBlank});
  const Places found = rank(asked);
  EXPECT_EQ(list(found.place), (List{1, 1, 0, 0}));
  EXPECT_EQ(list(found.worst), (List{1, 1, 0, 0}));
  EXPECT_EQ(list(found.last_worst), (List{1, 2, 0, 0}));
}

TEST(Rank, KeepsTheOrderOfNumbersTooWideForOneKey) {
  const std::int64_t big = std::numeric_limits<std::int64_t>::max();
  const std::int64_t small = std::numeric_limits<std::int64_t>::min();
  Contest asked = contest({{big, small, 1}, {big, small, 2}, {small, big, 9}, {big, big, 0}});
  EXPECT_EQ(list(rank(asked).place), (List{3, 2, 4, 1}));
  asked.group = codes({1000000, 1000000, 7, 7});
  EXPECT_EQ(list(rank(asked).place), (List{2, 1, 2, 1}));
}

TEST(Rank, SortsManyAsItSortsFew) {
  constexpr Eigen::Index kMany = 5000;
  Contest asked = contest(Numbers(kMany, {0}));
  for (Eigen::Index row = 0; row < kMany; ++row) asked.low(row, 0) = (row * 7919) % kMany;
  asked.high = asked.low;
  const Places found = rank(asked);
  for (Eigen::Index row = 0; row < kMany; ++row)
    EXPECT_EQ(found.place[row], kMany - asked.low(row, 0));
}

TEST(Rank, SortsManyWideNumbersThatDifferOnlyInTheirLastDigits) {
  constexpr Eigen::Index kMany = 5000;
  constexpr Eigen::Index kFar = 3;  // so many numbers are far apart, the others close to these
  Contest asked = contest(Numbers(kMany, {0}));
  for (Eigen::Index row = 0; row < kMany; ++row) {
    const std::int64_t far = row % kFar;
    asked.low(row, 0) = (far << 60) + (row * 7919) % kMany / kFar;
  }
  asked.high = asked.low;
  const Places found = rank(asked);
  for (Eigen::Index row = 0; row < kMany; ++row) {
    const auto more = (asked.low.col(0).array() > asked.low(row, 0)).count();
    ASSERT_EQ(found.place[row], 1 + more);
  }
}

TEST(Rank, TellsNumbersApartThatDoublesDoNot) {
  const std::int64_t big = std::int64_t{1} << 60;
  EXPECT_EQ(list(rank(contest({{big}, {big + 1}})).place), (List{2, 1}));
}

TEST(Rank, HasNothingToSayOfNobody) { EXPECT_EQ(rank(contest(Numbers{})).place.size(), 0); }

TEST(Rank, RefusesPartsThatDoNotFit) {
  Contest asked = contest({{1}, {2}});
  asked.entry = codes({2});
  EXPECT_THROW(static_cast<void>(rank(asked)), InputError);
  EXPECT_THROW(static_cast<void>(rank(contest({{2}}, {{1}}))), InputError);
}

}  // namespace
