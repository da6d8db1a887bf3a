#include "lantoa/majority.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "lantoa/error.hpp"

namespace {

using namespace lantoa;  // NOLINT: the test speaks the core's words

using List = std::vector<Code>;

List list(const Codes& values) { return {values.begin(), values.end()}; }

/// Rows of ranks, one column for each criterion; weights of the criteria.
Ballots ballots(const std::vector<List>& rows, const std::vector<std::int64_t>& weights) {
  Ballots out;
  out.rank.resize(static_cast<Eigen::Index>(rows.size()),
                  static_cast<Eigen::Index>(weights.size()));
  for (Eigen::Index row = 0; row < out.rank.rows(); ++row) {
    for (Eigen::Index column = 0; column < out.rank.cols(); ++column) {
      out.rank(row, column) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    }
  }
  out.weight =
      Eigen::Map<const Points>(weights.data(), static_cast<Eigen::Index>(weights.size()), 1);
  return out;
}

TEST(Majority, CountsPairsWonLostAndTied) {
  const Majority found = majority_of(ballots({{3, 1}, {2, 2}, {1, 3}}, {2, 1}));
  EXPECT_EQ(list(found.wins), (List{2, 1, 0}));
  EXPECT_EQ(list(found.losses), (List{0, 1, 2}));
  EXPECT_EQ(list(found.ties), (List{0, 0, 0}));
  EXPECT_EQ(list(found.circle), (List{0, 1, 2}));
}

TEST(Majority, FindsTheCircleOfCondorcet) {
  // Three criteria, three subjects in a circle, and one whom everybody beats.
  const Majority found =
      majority_of(ballots({{1, 1, 1}, {4, 2, 3}, {3, 4, 2}, {2, 3, 4}}, {1, 1, 1}));
  EXPECT_EQ(list(found.wins), (List{0, 2, 2, 2}));
  EXPECT_EQ(list(found.circle), (List{0, 1, 1, 1}));
}

TEST(Majority, TiesMakeNoCircle) {
  const Majority found = majority_of(ballots({{2, 1}, {1, 2}, {2, 1}}, {1, 1}));
  EXPECT_EQ(list(found.ties), (List{2, 2, 2}));
  EXPECT_EQ(list(found.circle), (List{0, 1, 2}));
}

TEST(Majority, TakesNothingFromARankThatIsNotThere) {
  const Majority found = majority_of(ballots({{0, 1}, {2, 2}, {1, 0}}, {1, 1}));
  EXPECT_EQ(list(found.wins), (List{0, 2, 0}));
  EXPECT_EQ(list(found.ties), (List{1, 0, 1}));
}

TEST(Majority, ALeadWithinTheSlackIsATieAndIsCounted) {
  Ballots asked = ballots({{2, 1}, {1, 2}, {1, 1}}, {11, 10});
  asked.slack = 1;
  const Majority found = majority_of(asked);
  EXPECT_EQ(list(found.wins), (List{1, 1, 0}));
  EXPECT_EQ(found.undecided, 1);
}

TEST(Majority, WithoutSlackEveryPairIsDecided) {
  const Majority found = majority_of(ballots({{2, 1}, {1, 2}}, {1, 1}));
  EXPECT_EQ(found.undecided, 0);
}

TEST(Majority, ALeadOfNothingUnderSlackIsUndecidedUnlessNobodyPartsThem) {
  Ballots asked = ballots({{2, 1}, {1, 2}, {1, 2}, {0, 3}}, {10, 10});
  asked.slack = 1;
  // The first against the two that are alike; the last leads by 10 over all.
  EXPECT_EQ(majority_of(asked).undecided, 2);
}

TEST(Majority, WideWeightsDecideAsNarrowOnesDo) {
  std::mt19937_64 random(5);  // NOLINT(bugprone-random-generator-seed): the same draws every time
  std::vector<List> rows;
  rows.reserve(40);
  for (int row = 0; row < 40; ++row) {
    rows.push_back({static_cast<Code>(random() % 9), static_cast<Code>(random() % 9),
                    static_cast<Code>(random() % 9)});
  }
  const Majority narrow = majority_of(ballots(rows, {2, 3, 4}));
  const std::int64_t wide = std::int64_t{1} << 40U;
  const Majority same = majority_of(ballots(rows, {2 * wide, 3 * wide, 4 * wide}));
  EXPECT_EQ(list(narrow.wins), list(same.wins));
  EXPECT_EQ(list(narrow.losses), list(same.losses));
  EXPECT_EQ(list(narrow.circle), list(same.circle));
}

TEST(Majority, ALongCircleIsOne) {
  // Each beats the next and the first closes it: two criteria against one, all around.
  const Code n = 3000;
  std::vector<List> rows;
  rows.reserve(n);
  for (Code row = 0; row < n; ++row) {
    rows.push_back({n - row, (n - row + n / 3 - 1) % n + 1, (n - row + 2 * (n / 3) - 1) % n + 1});
  }
  const Majority found = majority_of(ballots(rows, {1, 1, 1}));
  EXPECT_EQ(found.circle, Codes::Zero(n));
}

TEST(Majority, OfNobodyOrOneIsNothing) {
  EXPECT_EQ(majority_of(ballots({}, {1})).wins.size(), 0);
  EXPECT_EQ(list(majority_of(ballots({{1}}, {1})).ties), (List{0}));
}

TEST(Majority, SaysWhichNumbersItCannotTake) {
  EXPECT_THROW((void)majority_of(ballots({{1}}, {-1})), InputError);
  EXPECT_THROW((void)majority_of(ballots({{1}}, {std::int64_t{1} << 62U})), InputError);
  EXPECT_THROW((void)majority_of(ballots({{-1}}, {1})), InputError);
  Ballots uneven = ballots({{1, 2}}, {1, 1});
  uneven.weight = Points::Zero(1, 1);
  EXPECT_THROW((void)majority_of(uneven), InputError);
  EXPECT_THROW((void)majority_of(ballots(std::vector<List>(10'001, List{1}), {1})), InputError);
}

}  // namespace
