#include "lantoa/box.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

using Numbers = std::vector<std::vector<std::int64_t>>;
using List = std::vector<Code>;

Points table(const Numbers& rows) {
  Points out(static_cast<Eigen::Index>(rows.size()),
             static_cast<Eigen::Index>(rows.empty() ? 2 : rows.front().size()));
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    for (Eigen::Index column = 0; column < out.cols(); ++column) {
      out(row, column) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    }
  }
  return out;
}

/// One group in which everybody is in, nobody parted where points are equal.
Weighed weighed(const Numbers& low, const Numbers& high) {
  const auto n = static_cast<Eigen::Index>(low.size());
  const Points points = Points::Zero(n, 1);
  return {{Codes::Zero(n), Codes::Constant(n, static_cast<Code>(Entry::kIn)), points, points},
          table(low),
          table(high)};
}
Weighed weighed(const Numbers& points) { return weighed(points, points); }

/// Two criteria of equal weight, which may move by so many per mille of themselves.
Sway sway(std::int64_t per_mille) {
  return {{500'000, 500'000}, {500 * per_mille, 500 * per_mille}};
}

Seats seats(const List& each) { return {codes(each), codes(each), codes(each)}; }

List list(const Codes& values) { return {values.begin(), values.end()}; }

// Under equal weights 60, 50 and 40; the second is ahead of the first from a share of .6 on.
const Numbers three = {{80, 40}, {40, 60}, {40, 40}};

TEST(Box, IsSureOfWhomNoWeightsMove) {
  const Members found = robust_members(weighed(three), sway(100), seats({1}));
  EXPECT_EQ(list(found.sure), (List{1, 0, 0}));
  EXPECT_EQ(list(found.possible), (List{1, 0, 0}));
  EXPECT_EQ(list(found.attained), (List{1, 0, 0}));
  EXPECT_EQ(list(found.attained_out), (List{0, 1, 1}));
  EXPECT_EQ(list(found.best), (List{1, 2, 3}));
  EXPECT_EQ(list(found.worst), (List{1, 2, 3}));
  EXPECT_EQ(found.weights_seen, 3);
  EXPECT_TRUE(found.saw_all_corners);
}

TEST(Box, OpensThePlaceWhereTwoCanMeet) {
  // With a third of the weight moved the two are level, which is the council's.
  const Members meet = robust_members(weighed({{80, 40}, {40, 60}}), sway(334), seats({1}));
  EXPECT_EQ(list(meet.sure), (List{0, 0}));
  EXPECT_EQ(list(meet.possible), (List{1, 1}));
  EXPECT_EQ(list(meet.attained), (List{1, 1}));
  EXPECT_EQ(list(meet.attained_out), (List{1, 1}));
  const Members apart = robust_members(weighed({{80, 40}, {40, 60}}), sway(333), seats({1}));
  EXPECT_EQ(list(apart.sure), (List{1, 0}));
  EXPECT_EQ(list(apart.possible), (List{1, 0}));
}

TEST(Box, LeavesATieAtTheLineToTheCouncil) {
  const Members found = robust_members(weighed({{50, 50}, {50, 50}, {0, 0}}), sway(0), seats({1}));
  EXPECT_EQ(list(found.sure), (List{0, 0, 0}));
  EXPECT_EQ(list(found.possible), (List{1, 1, 0}));
  EXPECT_EQ(list(found.attained), (List{1, 1, 0}));
  EXPECT_EQ(list(found.attained_out), (List{1, 1, 1}));
  EXPECT_EQ(list(found.worst), (List{1, 1, 3}));
  EXPECT_EQ(list(found.last_worst), (List{2, 2, 3}));
}

TEST(Box, PartsEqualsByTheChain) {
  Weighed asked = weighed({{50, 50}, {50, 50}});
  asked.contest.low = table({{0, 1}, {0, 2}});
  asked.contest.high = asked.contest.low;
  const Members found = robust_members(asked, sway(200), seats({1}));
  EXPECT_EQ(list(found.sure), (List{0, 1}));
  EXPECT_EQ(list(found.possible), (List{0, 1}));
  EXPECT_EQ(list(found.best), (List{2, 1}));
}

TEST(Box, TakesWhatIsMissingAtItsWorst) {
  const Members found =
      robust_members(weighed({{80, 40}, {40, 40}}, {{80, 40}, {90, 40}}), sway(0), seats({1}));
  EXPECT_EQ(list(found.sure), (List{0, 0}));
  EXPECT_EQ(list(found.possible), (List{1, 1}));
  EXPECT_EQ(list(found.attained), (List{1, 0}));
}

TEST(Box, TakesWhoIsPerhapsInForARivalOnly) {
  Weighed asked = weighed({{80, 40}, {60, 40}});
  asked.contest.entry[0] = static_cast<Code>(Entry::kPerhaps);
  const Members found = robust_members(asked, sway(0), seats({1}));
  EXPECT_EQ(list(found.sure), (List{0, 0}));
  EXPECT_EQ(list(found.possible), (List{1, 1}));
  EXPECT_EQ(list(found.attained), (List{0, 1}));
  EXPECT_EQ(list(found.attained_out), (List{0, 0}));
}

TEST(Box, CountsWithinTheGroupsAndTheirSeats) {
  Weighed asked = weighed({{9, 9}, {8, 8}, {7, 7}, {6, 6}, {5, 5}});
  asked.contest.group = codes({0, 0, 1, kUnreadable, 2});
  Seats given = seats({1, 1, kBlank});
  const Members found = robust_members(asked, sway(100), given);
  EXPECT_EQ(list(found.sure), (List{1, 0, 1, 0, 0}));
  EXPECT_EQ(list(found.possible), (List{1, 0, 1, 0, 0}));
  EXPECT_EQ(list(found.worst), (List{1, 2, 1, 0, 0}));
}

TEST(Box, FallsBackToBoundsOfSingleScores) {
  // Scores of 40 to 80 and 40 to 60: one may reach the other, though no weights do that.
  const Numbers alike = {{80, 40}, {79, 40}, {20, 20}};
  const Members coarse = robust_members(weighed(alike), sway(500), seats({1}), {1, 1});
  EXPECT_EQ(coarse.coarse_groups, 1);
  EXPECT_FALSE(coarse.saw_all_corners);
  EXPECT_EQ(list(coarse.sure), (List{0, 0, 0}));
  EXPECT_EQ(list(coarse.possible), (List{1, 1, 0}));
  const Members fine = robust_members(weighed(alike), sway(500), seats({1}));
  EXPECT_EQ(list(fine.sure), (List{1, 0, 0}));
  EXPECT_EQ(list(fine.possible), (List{1, 0, 0}));
  // One candidate is left, and a pair of one is not too many.
  const Members few =
      robust_members(weighed({{90, 90}, {9, 9}, {8, 8}}), sway(100), seats({1}), {4, 100});
  EXPECT_EQ(few.coarse_groups, 0);
  EXPECT_EQ(list(few.sure), (List{1, 0, 0}));
  EXPECT_EQ(list(few.best), (List{1, 0, 0}));
}

TEST(Box, CountsThoseWhoAreBeyondReachWhereTheyMayPassSomebody) {
  // The last has no weights that name it; the second falls behind it where the first bears all.
  const Weighed asked = weighed({{100, 100}, {0, 150}, {50, 50}});
  const Members found = robust_members(asked, sway(1000), seats({1}), {8, 100});
  EXPECT_EQ(found.coarse_groups, 0);
  EXPECT_EQ(list(found.best), (List{1, 1, 0}));
  EXPECT_EQ(list(found.worst), (List{2, 3, 0}));
}

TEST(NearestFlip, IsTheLeastShareAtWhichTwoMeet) {
  // Ten points of gap, and 30 more for each half of weight that moves: a third of 500.
  const Flip found = nearest_flip(weighed(three), {500, 500}, seats({1}), false);
  EXPECT_EQ(3 * found.numerator, found.denominator);
  EXPECT_EQ(found.within, 0);
  EXPECT_EQ(found.beyond, 1);
}

TEST(NearestFlip, IsNoneWhereNobodyCanReach) {
  const Flip apart = nearest_flip(weighed({{9, 9}, {1, 1}}), {500, 500}, seats({1}), false);
  EXPECT_EQ(apart.numerator, -1);
  EXPECT_EQ(nearest_flip(weighed(three), {500, 500}, seats({3}), false).numerator, -1);
  EXPECT_EQ(nearest_flip(weighed(three), {500, 500}, seats({0}), false).numerator, -1);
}

TEST(NearestFlip, IsZeroWhereTheLineIsOpen) {
  const Flip tied = nearest_flip(weighed({{5, 5}, {5, 5}}), {500, 500}, seats({1}), false);
  EXPECT_EQ(tied.numerator, 0);
  const Weighed missing = weighed({{9, 9}, {1, 1}}, {{9, 9}, {10, 10}});
  EXPECT_EQ(nearest_flip(missing, {500, 500}, seats({1}), false).numerator, -1);
  EXPECT_EQ(nearest_flip(missing, {500, 500}, seats({1}), true).numerator, 0);
}

TEST(Box, RefusesWhatDoesNotFit) {
  const Weighed asked = weighed(three);
  const auto ask = [](const Weighed& given, const Sway& moved, const Seats& places) {
    static_cast<void>(robust_members(given, moved, places));
  };
  EXPECT_THROW(ask(asked, {{1, 2, 3}, {0, 0, 0}}, seats({1})), InputError);
  EXPECT_THROW(ask(asked, {{1, 2}, {2, 2}}, seats({1})), InputError);
  EXPECT_THROW(ask(asked, sway(1001), seats({1})), InputError);
  EXPECT_THROW(ask(asked, sway(0), seats({})), InputError);
  EXPECT_THROW(ask(asked, sway(0), {codes({1}), codes({2}), codes({2})}), InputError);
  EXPECT_THROW(ask(weighed({{-1, 0}}), sway(0), seats({1})), InputError);
  EXPECT_THROW(ask(weighed({{2, 2}}, {{1, 2}}), sway(0), seats({1})), InputError);
}

TEST(Box, HasNothingToSayOfNobody) {
  EXPECT_EQ(robust_members(weighed(Numbers{}), sway(100), seats({1})).sure.size(), 0);
}

}  // namespace
