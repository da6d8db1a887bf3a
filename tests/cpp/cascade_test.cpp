#include "lantoa/cascade.hpp"

#include <cmath>
#include <initializer_list>
#include <utility>

#include <gtest/gtest.h>

#include "lantoa/error.hpp"

namespace {

using namespace lantoa;  // NOLINT

Codes codes(std::initializer_list<Code> list) {
  return Eigen::Map<const Codes>(list.begin(), static_cast<Eigen::Index>(list.size()));
}

/// Ties given as source and taker, sorted by source, all with one chance.
Arcs arcs(Code n, std::initializer_list<std::pair<Code, Code>> ties, double chance) {
  Arcs out{Codes::Zero(n + 1), Codes(static_cast<Eigen::Index>(ties.size())), {}};
  Eigen::Index at = 0;
  for (const auto& [source, taker] : ties) {
    for (Code one = source; one < n; ++one) ++out.first[one + 1];
    out.taker[at++] = taker;
  }
  out.chance = Eigen::VectorXd::Constant(at, chance);
  return out;
}

Groups single(Code one) { return {codes({0, 1}), codes({one})}; }

constexpr double kChance = 0.3;
const Arcs kStar = arcs(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}}, kChance);
const Arcs kPath = arcs(4, {{0, 1}, {1, 2}, {2, 3}}, kChance);
const Arcs kComplete = arcs(3, {{0, 1}, {0, 2}, {1, 0}, {1, 2}, {2, 0}, {2, 1}}, kChance);

TEST(ExactReach, HasTheClosedFormOfAStarAPathAndACompleteGraph) {
  const double p = kChance;
  EXPECT_NEAR(exact_reach(kStar, Model::kCascade, single(0))[0], 1 + 4 * p, 1e-14);
  EXPECT_NEAR(exact_reach(kStar, Model::kThreshold, single(0))[0], 1 + 4 * p, 1e-14);
  EXPECT_NEAR(exact_reach(kPath, Model::kCascade, single(0))[0], 1 + p + p * p + p * p * p, 1e-14);
  // Of three who all know each other: directly, or by way of the third.
  const double other = p + (1 - p) * p * p;
  EXPECT_NEAR(exact_reach(kComplete, Model::kCascade, single(0))[0], 1 + 2 * other, 1e-14);
  EXPECT_NEAR(exact_reach(kComplete, Model::kThreshold, single(0))[0], 1 + 2 * (p + p * p), 1e-14);
}

TEST(CascadeReach, ComesNearTheExactReach) {
  for (const Model model : {Model::kCascade, Model::kThreshold}) {
    for (const Arcs* one : {&kStar, &kPath, &kComplete}) {
      const Eigen::MatrixXd reached =
          cascade_reach(*one, model, single(0), {20000, 7, 0}).cast<double>();
      const double mean = reached.mean();
      const double error = std::sqrt((reached.array() - mean).square().mean() / 20000);
      EXPECT_NEAR(mean, exact_reach(*one, model, single(0))[0], 4 * error);
    }
  }
}

TEST(CascadeReach, IsTheSameOnOneThreadAndOnTwoAndInAnyCutOfTheReplicates) {
  const Groups sets{codes({0, 1, 3}), codes({2, 0, 1})};
  const Eigen::MatrixXi many = cascade_reach(kComplete, Model::kCascade, sets, {400000, 3, 0}, 2);
  EXPECT_EQ(many, cascade_reach(kComplete, Model::kCascade, sets, {400000, 3, 0}, 1));
  const Eigen::MatrixXi whole = cascade_reach(kComplete, Model::kCascade, sets, {100, 3, 0}, 1);
  EXPECT_EQ(whole, cascade_reach(kComplete, Model::kCascade, sets, {100, 3, 0}, 2));
  EXPECT_EQ(whole.bottomRows(40), cascade_reach(kComplete, Model::kCascade, sets, {40, 3, 60}, 2));
}

TEST(CascadeReach, NeverFallsWhenTheChanceRises) {
  for (const Model model : {Model::kCascade, Model::kThreshold}) {
    Eigen::MatrixXi before = Eigen::MatrixXi::Zero(200, 1);
    for (const double chance : {0.0, 0.1, 0.2, 0.5}) {
      Arcs more = kComplete;
      more.chance.setConstant(chance);
      const Eigen::MatrixXi now = cascade_reach(more, model, single(1), {200, 11, 0});
      EXPECT_TRUE((now.array() >= before.array()).all());
      before = now;
    }
  }
}

TEST(CascadeReach, IsItselfWithChanceNothingAndEverybodyWithChanceOne) {
  Arcs sure = kPath;
  sure.chance.setOnes();
  EXPECT_EQ(cascade_reach(sure, Model::kCascade, single(0), {50, 1, 0}).minCoeff(), 4);
  EXPECT_EQ(cascade_reach(sure, Model::kThreshold, single(0), {50, 1, 0}).minCoeff(), 4);
  sure.chance.setZero();
  EXPECT_EQ(cascade_reach(sure, Model::kCascade, single(0), {50, 1, 0}).maxCoeff(), 1);
  EXPECT_EQ(cascade_reach(sure, Model::kThreshold, single(0), {50, 1, 0}).maxCoeff(), 1);
}

TEST(LiveStates, CountTiesThatMayBeLiveAndWhomATakerMayListenTo) {
  EXPECT_EQ(live_states(kComplete, Model::kCascade), 64);
  EXPECT_EQ(live_states(kComplete, Model::kThreshold), 27);
  EXPECT_EQ(live_states(arcs(2, {}, 0.5), Model::kThreshold), 1);
}

TEST(Cascades, RefuseWhatIsNoNetwork) {
  Arcs bad = kPath;
  bad.chance[1] = 1.5;
  EXPECT_THROW((void)cascade_reach(bad, Model::kCascade, single(0), {1, 1, 0}), InputError);
  bad = kPath;
  bad.taker[0] = 4;
  EXPECT_THROW((void)cascade_reach(bad, Model::kCascade, single(0), {1, 1, 0}), InputError);
  bad = kPath;
  bad.first[1] = 9;
  EXPECT_THROW((void)cascade_reach(bad, Model::kCascade, single(0), {1, 1, 0}), InputError);
  bad = kComplete;
  bad.chance.setConstant(0.6);
  EXPECT_THROW((void)cascade_reach(bad, Model::kThreshold, single(0), {1, 1, 0}), InputError);
  EXPECT_THROW((void)cascade_reach(kPath, Model::kCascade, single(4), {1, 1, 0}), InputError);
  EXPECT_THROW((void)cascade_reach(kPath, Model::kCascade, single(0), {0, 1, 0}), InputError);
  EXPECT_THROW((void)exact_reach(arcs(65, {}, 0.5), Model::kCascade, single(0)), InputError);
}

}  // namespace
