#include "lantoa/choice.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace {

using namespace lantoa;  // NOLINT

constexpr Code kSubjects = 12;

/// Ties of 12 subjects, one pair in four, the same every time.
Arcs anything(double chance, std::uint64_t seed) {
  Arcs out{Codes::Zero(kSubjects + 1), {}, {}};
  std::vector<Code> takers;
  for (Code source = 0; source < kSubjects; ++source) {
    const Draws draws(seed, Stream::kErrors, static_cast<std::uint64_t>(source));
    for (Code taker = 0; taker < kSubjects; ++taker) {
      const double drawn = draws.uniforms(static_cast<std::uint32_t>(taker))[0];
      if (taker != source && drawn < 0.25) takers.push_back(taker);
    }
    out.first[source + 1] = static_cast<Code>(takers.size());
  }
  const auto size = static_cast<Eigen::Index>(takers.size());
  out.taker = Eigen::Map<const Codes>(takers.data(), size);
  out.chance = Eigen::VectorXd::Constant(size, chance);
  return out;
}

Codes everybody() { return Codes::LinSpaced(kSubjects, 0, kSubjects - 1); }

/// What every set of three reaches in sum over the draws, a row per set.
std::vector<std::array<Code, 3>> all_sets() {
  std::vector<std::array<Code, 3>> sets;
  for (Code a = 0; a < kSubjects; ++a) {
    for (Code b = a + 1; b < kSubjects; ++b) {
      for (Code c = b + 1; c < kSubjects; ++c) sets.push_back({a, b, c});
    }
  }
  return sets;
}

Eigen::VectorXd reached(const Arcs& arcs, const Replicates& replicates) {
  const auto sets = all_sets();
  Groups groups{Codes(static_cast<Eigen::Index>(sets.size()) + 1),
                Codes(static_cast<Eigen::Index>(sets.size()) * 3)};
  for (Eigen::Index set = 0; set <= groups.size(); ++set)
    groups.first[set] = static_cast<Code>(3 * set);
  for (Eigen::Index at = 0; at < groups.member.size(); ++at) {
    groups.member[at] = sets[static_cast<std::size_t>(at / 3)][static_cast<std::size_t>(at % 3)];
  }
  const Eigen::MatrixXi counts = cascade_reach(arcs, Model::kCascade, groups, replicates);
  return counts.cast<double>().colwise().sum().transpose();
}

TEST(BestSets, AreThoseThatGoingThroughAllSetsFinds) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Replicates replicates{seed % 4 == 0 ? 150 : 6, seed,
                                0};  // few: sets that are nearly level
    const std::vector<Arcs> scenarios{anything(0.05, seed), anything(0.2, seed),
                                      anything(0.6, seed)};
    const Choice found = best_sets(scenarios, Model::kCascade, everybody(), 3, replicates);
    Eigen::ArrayXd least = Eigen::ArrayXd::Zero(220);
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
      const Eigen::VectorXd all = reached(scenarios[s], replicates);
      EXPECT_EQ(found.best[s].worth, all.maxCoeff());
      EXPECT_EQ(found.best[s].bound, all.maxCoeff());
      least = least.min(all.array() - all.maxCoeff());
    }
    EXPECT_EQ(found.steady.worth, least.maxCoeff());
    EXPECT_EQ(found.steady.bound, least.maxCoeff());
  }
}

TEST(BestSets, ReachWhatTheyAreSaidToReach) {
  const Replicates replicates{300, 9, 0};
  const Arcs arcs = anything(0.1, 8);
  const Choice found = best_sets({arcs}, Model::kThreshold, everybody(), 4, replicates);
  const Groups one{(Codes(2) << 0, 4).finished(), found.best[0].member};
  const Eigen::MatrixXi counts = cascade_reach(arcs, Model::kThreshold, one, replicates);
  EXPECT_EQ(counts.sum(), found.best[0].worth);
  EXPECT_EQ(found.steady.worth, 0);
}

TEST(BestSets, SayHowFarTheyMayBeFromTheBestWhenCutShort) {
  const Replicates replicates{150, 5, 0};
  const Arcs arcs = anything(0.2, 2);
  const Choice whole = best_sets({arcs}, Model::kCascade, everybody(), 4, replicates);
  const Choice cut = best_sets({arcs}, Model::kCascade, everybody(), 4, replicates, 1);
  EXPECT_LE(cut.best[0].worth, whole.best[0].worth);
  EXPECT_GE(cut.best[0].bound, whole.best[0].worth);
  EXPECT_GT(cut.best[0].bound, cut.best[0].worth);
}

TEST(BestSets, TakeTheFirstOfEquals) {
  const Arcs alone = anything(0, 1);
  const Codes candidates = (Codes(3) << 1, 3, 4).finished();
  const Choice found = best_sets({alone}, Model::kCascade, candidates, 2, {10, 1, 0});
  EXPECT_EQ(found.best[0].member, (Codes(2) << 1, 3).finished());
  EXPECT_EQ(found.best[0].worth, 20);
}

TEST(BestSets, RefuseWhatCannotBeChosenFrom) {
  const std::vector<Arcs> one{anything(0.2, 2)};
  EXPECT_THROW((void)best_sets({}, Model::kCascade, everybody(), 2, {10, 1, 0}), InputError);
  EXPECT_THROW((void)best_sets(one, Model::kCascade, everybody(), 13, {10, 1, 0}), InputError);
  EXPECT_THROW((void)best_sets(one, Model::kCascade, everybody(), 0, {10, 1, 0}), InputError);
  EXPECT_THROW((void)best_sets(one, Model::kCascade, everybody(), 2, {kMostEnds, 1, 0}),
               InputError);
}

}  // namespace
