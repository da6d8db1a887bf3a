#include "lantoa/reverse_reachable.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace {

using namespace lantoa;  // NOLINT

Codes codes(std::initializer_list<Code> list) {
  return Eigen::Map<const Codes>(list.begin(), static_cast<Eigen::Index>(list.size()));
}

/// Ties sorted by their first end, all with one chance.
Arcs arcs(Code n, std::vector<std::pair<Code, Code>> ties, double chance) {
  std::sort(ties.begin(), ties.end());
  Arcs out{Codes::Zero(n + 1), Codes(static_cast<Eigen::Index>(ties.size())), {}};
  Eigen::Index at = 0;
  for (const auto& [row, other] : ties) {
    for (Code one = row; one < n; ++one) ++out.first[one + 1];
    out.taker[at++] = other;
  }
  out.chance = Eigen::VectorXd::Constant(at, chance);
  return out;
}

/// Ties of n subjects to the next `reach` ones, round in a circle, and from 0 to every fifth.
std::vector<std::pair<Code, Code>> circle(Code n, Code reach) {
  std::vector<std::pair<Code, Code>> out;
  for (Code source = 0; source < n; ++source) {
    for (Code step = 1; step <= reach; ++step) out.emplace_back(source, (source + step) % n);
  }
  for (Code taker = 5; taker < n; taker += 5) out.emplace_back(0, taker);
  return out;
}

std::vector<std::pair<Code, Code>> turned(std::vector<std::pair<Code, Code>> ties) {
  for (auto& [source, taker] : ties) std::swap(source, taker);
  return ties;
}

TEST(ReverseSets, AreHitAsOftenAsASubjectReaches) {
  const auto ties = circle(12, 1);
  for (const Model model : {Model::kCascade, Model::kThreshold}) {
    const Groups sets = reverse_sets(arcs(12, turned(ties), 0.4), model, {40000, 3, 0});
    const Groups alone{codes({0, 1}), codes({0})};
    const double exact = exact_reach(arcs(12, ties, 0.4), model, alone)[0];
    double hit = 0;
    for (Eigen::Index set = 0; set < sets.size(); ++set) {
      const Code* begin = sets.member.data() + sets.first[set];
      const Code* end = sets.member.data() + sets.first[set + 1];
      hit += std::find(begin, end, 0) != end ? 1 : 0;
    }
    const double share = exact / 12;
    EXPECT_NEAR(hit / 40000, share, 4 * std::sqrt(share * (1 - share) / 40000));
  }
}

TEST(ReverseSets, AreTheSameOnOneThreadAndOnTwo) {
  const Arcs network = arcs(50, turned(circle(50, 3)), 0.2);
  const Groups one = reverse_sets(network, Model::kCascade, {30000, 3, 0}, 1);
  const Groups two = reverse_sets(network, Model::kCascade, {30000, 3, 0}, 2);
  EXPECT_EQ(one.first, two.first);
  EXPECT_EQ(one.member, two.member);
  const Groups later = reverse_sets(network, Model::kCascade, {10, 3, 29990}, 1);
  EXPECT_EQ(later.member, one.member.tail(later.member.size()));
}

TEST(HitMost, ChoosesOneAfterTheOtherAndOfEqualsTheLowest) {
  const Groups sets{codes({0, 2, 4, 5, 6}), codes({0, 1, 1, 2, 3, 3})};
  EXPECT_EQ(hit_most(sets, 6, codes({0, 1, 2, 3, 4, 5}), 2), codes({1, 3}));
  EXPECT_EQ(hit_most(sets, 6, codes({5, 4, 3, 2}), 4), codes({3, 2, 4, 5}));
  EXPECT_EQ(hit_most(sets, 6, codes({4, 5}), 1), codes({4}));
}

TEST(GuaranteedReach, BoundsHoldAgainstAllSetsAndAgainstWhatIsExact) {
  const auto ties = circle(12, 1);
  const Arcs forward = arcs(12, ties, 0.4);
  double best = 0;
  Codes pair(2);
  for (Code a = 0; a < 12; ++a) {
    for (Code b = a + 1; b < 12; ++b) {
      pair << a, b;
      best = std::max(best, exact_reach(forward, Model::kCascade, {codes({0, 2}), pair})[0]);
    }
  }
  const Codes everybody = Codes::LinSpaced(12, 0, 11);
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Guaranteed found = guaranteed_reach(arcs(12, turned(ties), 0.4), Model::kCascade,
                                              everybody, 2, {0.8, 0.01, 256, 65536}, seed);
    const double reach = exact_reach(forward, Model::kCascade, {codes({0, 2}), found.member})[0];
    EXPECT_TRUE(found.is_enough);
    EXPECT_GE(found.ratio, 0.8);
    EXPECT_LE(found.at_least, reach);
    EXPECT_GE(found.best_at_most, best);
    EXPECT_NEAR(found.reach, reach, 4 * found.error);
    EXPECT_GE(reach, found.ratio * best);
  }
}

TEST(GuaranteedReach, KnowsThatTheBestMayReachMoreThanGreedyChoosingDoes) {
  // 0 reaches four of the six from 3 on, and leaves one each to 1 and 2, who reach all six.
  const std::vector<std::pair<Code, Code>> ties{{3, 0}, {3, 1}, {4, 0}, {4, 1}, {5, 0},
                                                {5, 2}, {6, 0}, {6, 2}, {7, 1}, {8, 2}};
  const Guaranteed found = guaranteed_reach(arcs(9, ties, 1), Model::kCascade, codes({0, 1, 2}), 2,
                                            {0.99, 0.001, 65536, 65536}, 1);
  EXPECT_EQ(found.member[0], 0);
  EXPECT_NEAR(found.reach, 7, 4 * found.error);
  EXPECT_GE(found.best_at_most, 8);
  EXPECT_LE(found.at_least, 7);
}

TEST(GuaranteedReach, SaysSoWhenTheSetsAreTooFewForTheRatio) {
  const Arcs network = arcs(50, turned(circle(50, 3)), 0.1);
  const Codes everybody = Codes::LinSpaced(50, 0, 49);
  const Guaranteed found =
      guaranteed_reach(network, Model::kCascade, everybody, 3, {0.99, 0.01, 64, 128}, 1);
  EXPECT_FALSE(found.is_enough);
  EXPECT_EQ(found.sets, 256);
  EXPECT_LT(found.ratio, 0.99);
  EXPECT_EQ(found.member.size(), 3);
}

TEST(GuaranteedReach, RefusesWhatCannotBeUsed) {
  const Arcs network = arcs(4, {{0, 1}, {0, 2}, {0, 3}}, 0.4);
  const Codes some = codes({0, 1});
  EXPECT_THROW((void)guaranteed_reach(network, Model::kThreshold, some, 1, {}, 1), InputError);
  EXPECT_THROW((void)guaranteed_reach(network, Model::kCascade, some, 3, {}, 1), InputError);
  EXPECT_THROW((void)guaranteed_reach(network, Model::kCascade, some, 1, {0.5, 0, 1, 1}, 1),
               InputError);
  EXPECT_THROW((void)guaranteed_reach(network, Model::kCascade, some, 1, {0.5, 0.1, 9, 1}, 1),
               InputError);
  EXPECT_THROW((void)reverse_sets(network, Model::kCascade, {0, 1, 0}), InputError);
  EXPECT_THROW((void)hit_most({codes({0, 1}), codes({9})}, 4, some, 1), InputError);
}

}  // namespace
