#include "lantoa/joint_permutation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

Codes codes(std::initializer_list<Code> list) {
  Codes out(static_cast<Eigen::Index>(list.size()));
  std::ranges::copy(list, out.begin());
  return out;
}

/// A ring in which everybody's source is the one before.
TieRows ring(Code n) {
  TieRows out{Codes(n), Codes(n), Eigen::VectorXd::Ones(n), Codes::Ones(n), Codes::Constant(n, 9)};
  for (Code one = 0; one < n; ++one) {
    out.source[one] = one;
    out.taker[one] = (one + 1) % n;
  }
  return out;
}

TakingUp taking(const Codes& adopted) {
  return {adopted, Codes::Zero(adopted.size()), ring(static_cast<Code>(adopted.size()))};
}

/// Takers in many periods, others in few, without order along the ring.
std::vector<TakingUp> three(Code n) {
  std::vector<TakingUp> out;
  for (Code at = 1; at <= 3; ++at) {
    Codes adopted(n);
    for (Code row = 0; row < n; ++row) adopted[row] = row * (6 + at) % 11 < 6 ? row * at % 7 : 0;
    out.push_back(taking(adopted));
  }
  return out;
}

TEST(CommonStrata, HoldWhoIsHeldInAllAndPartWhoIsHeldInOne) {
  const TieRows rows = ring(6);
  const std::vector<TakingUp> both{{codes({1, 0, 2, 0, 0, 1}), codes({-1, 0, 0, 0, 0, -1}), rows},
                                   {codes({1, 0, 2, 0, 0, 3}), codes({-1, -1, 0, 0, 1, 0}), rows}};
  EXPECT_EQ(common_strata(both), codes({-1, 1, 2, 2, 3, 0}));
}

TEST(CommonStrata, LetWhoIsHeldWithTheSameTimeChangePlaces) {
  const TieRows rows = ring(4);
  const std::vector<TakingUp> both{{codes({0, 0, 1, 2}), codes({-1, -1, -1, 0}), rows},
                                   {codes({2, 0, 3, 0}), codes({0, 0, 0, 0}), rows}};
  EXPECT_EQ(common_strata(both), codes({1, 1, 0, 2}));
}

TEST(JointPermutation, KeepsWhatPracticesHaveInCommon) {
  Codes adopted(40);
  for (Code row = 0; row < 40; ++row) adopted[row] = row * 7 % 40 < 20 ? row * 3 % 8 : 0;
  const JointlyPermuted found =
      jointly_permuted({taking(adopted), taking(adopted)}, {.draws = 200});
  EXPECT_FALSE(found.is_exact);
  ASSERT_EQ(found.values.rows(), 201);
  EXPECT_TRUE((found.values.col(0) == found.values.col(1)).all());
  EXPECT_GT(found.values.col(0).maxCoeff(), found.values.col(0).minCoeff());
}

TEST(JointPermutation, DoesNotTieWhatHasNothingInCommon) {
  const JointlyPermuted found = jointly_permuted(three(60), {.draws = 2'000, .seed = 3});
  const Eigen::ArrayXXd apart = found.values.rowwise() - found.values.colwise().mean();
  for (const auto& [one, other] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)}) {
    const double r = (apart.col(one) * apart.col(other)).sum() /
                     (apart.col(one).matrix().norm() * apart.col(other).matrix().norm());
    EXPECT_LT(std::abs(r), 0.35);  // .9 where the same words exchange each practice by itself
  }
}

TEST(JointPermutation, TriesEveryArrangementOnceWithTheObservedFirst) {
  const std::vector<TakingUp> both{taking(codes({3, 0, 2, 1, 0})), taking(codes({0, 2, 1, 3, 0}))};
  const JointlyPermuted found = jointly_permuted(both, {.draws = 120});
  ASSERT_TRUE(found.is_exact);
  EXPECT_EQ(found.arrangements, 120);
  EXPECT_EQ(found.moving, 5);
  const JointlyPermuted some = jointly_permuted(both, {.draws = 119});
  EXPECT_FALSE(some.is_exact);
  EXPECT_TRUE((some.values.row(0) == found.values.row(0)).all());
  std::set<std::vector<double>> every;
  for (const auto& row : found.values.rowwise()) every.insert({row[0], row[1]});
  for (const auto& row : some.values.rowwise()) EXPECT_TRUE(every.contains({row[0], row[1]}));
}

TEST(JointPermutation, IsTheSameOnAnyThreadsAndForAnyOrderOfTies) {
  std::vector<TakingUp> practices = three(300);
  const JointlyPermuted one = jointly_permuted(practices, {.seed = 2, .threads = 1});
  const JointlyPermuted two = jointly_permuted(practices, {.seed = 2, .threads = 2});
  EXPECT_TRUE((one.values == two.values).all());
  for (TakingUp& practice : practices) {
    practice.ties.source.reverseInPlace();
    practice.ties.taker.reverseInPlace();
  }
  EXPECT_TRUE((jointly_permuted(practices, {.seed = 2}).values == one.values).all());
}

TEST(JointPermutation, PutsTheMeanWhereNobodyIsAskedAbout) {
  std::vector<TakingUp> both{taking(codes({1, 2, 0})), taking(codes({1, 1, 2}))};
  both[0].ties.weight[1] = both[0].ties.weight[2] = 0;  // 0 to 1 alone is left
  const JointlyPermuted found = jointly_permuted(both, {});
  ASSERT_EQ(found.arrangements, 6);
  EXPECT_EQ((found.values.col(0) == 0.5).count(), 4);  // 1 and 0 where 1 has the time 2
  EXPECT_EQ((found.values.col(0) == 1).count(), 1);
}

TEST(JointPermutation, RefusesWhatIsOutOfRange) {
  const auto ask = [](const std::vector<TakingUp>& practices, const Budget& effort) {
    static_cast<void>(jointly_permuted(practices, effort));
  };
  const TakingUp fine = taking(codes({1, 2, 0}));
  EXPECT_THROW(ask({}, {}), InputError);
  EXPECT_THROW(ask({fine, taking(codes({1, 2}))}, {}), InputError);
  EXPECT_THROW(ask({fine, taking(codes({1, 2, -1}))}, {}), InputError);
  EXPECT_THROW(ask({{fine.adopted, codes({0, 0}), fine.ties}}, {}), InputError);
  EXPECT_THROW(ask({fine}, {.draws = -1}), InputError);
}

}  // namespace
}  // namespace lantoa
