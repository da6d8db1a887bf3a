#include "lantoa/permutation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/revolving.hpp"

namespace lantoa {
namespace {

constexpr Code kLast = 9;

Codes codes(std::initializer_list<Code> list) {
  Codes out(static_cast<Eigen::Index>(list.size()));
  std::ranges::copy(list, out.begin());
  return out;
}

TieRows ties(const std::vector<std::pair<Code, Code>>& pairs) {
  const auto k = static_cast<Eigen::Index>(pairs.size());
  TieRows out{Codes(k), Codes(k), Eigen::VectorXd::Ones(k), Codes::Ones(k),
              Codes::Constant(k, kLast)};
  for (Eigen::Index row = 0; row < k; ++row) {
    out.source[row] = pairs[static_cast<std::size_t>(row)].first;
    out.taker[row] = pairs[static_cast<std::size_t>(row)].second;
  }
  return out;
}

/// A ring in which everybody has both neighbours as sources.
TieRows ring(Code n) {
  std::vector<std::pair<Code, Code>> pairs;
  for (Code one = 0; one < n; ++one) {
    pairs.emplace_back(one, (one + 1) % n);
    pairs.emplace_back((one + 1) % n, one);
  }
  return ties(pairs);
}

/// The mean share, for ties that last.
double share(const Codes& adopted, const TieRows& rows) {
  double sum = 0;
  int members = 0;
  for (Eigen::Index one = 0; one < adopted.size(); ++one) {
    if (adopted[one] < 2) continue;
    double all = 0;
    double had = 0;
    for (Eigen::Index tie = 0; tie < rows.source.size(); ++tie) {
      if (rows.taker[tie] != one) continue;
      const Code then = adopted[rows.source[tie]];
      all += rows.weight[tie];
      had += then > 0 && then < adopted[one] ? rows.weight[tie] : 0;
    }
    if (all == 0) continue;
    sum += had / all;
    ++members;
  }
  return members == 0 ? -1 : sum / members;
}

TEST(PermutationCount, CountsTimesThatDiffer) {
  EXPECT_EQ(permutation_count(codes({1, 2, 0, 0}), codes({0, 0, 0, 0})), 12);
  EXPECT_EQ(permutation_count(codes({1, 2, 0, 0}), codes({0, 1, 0, 1})), 4);
  EXPECT_EQ(permutation_count(codes({1, 2, 0, 0}), codes({-1, 0, 0, -1})), 2);
  EXPECT_EQ(permutation_count(codes({3, 3, 3}), codes({0, 0, 0})), 1);
  EXPECT_EQ(permutation_count(Codes(0), Codes(0)), 1);
  Codes many(100);
  for (Code at = 0; at < 100; ++at) many[at] = at + 1;
  EXPECT_EQ(permutation_count(many, Codes::Zero(100)), kCountless);
}

TEST(Permutation, TriesEveryArrangementOnce) {
  const TieRows rows = ties({{0, 1}, {1, 2}, {0, 2}, {3, 4}, {2, 4}, {4, 0}, {5, 1}});
  const Codes adopted = codes({1, 2, 4, 0, 3, 2});
  const Permuted found = permuted_exposure(adopted, Codes::Zero(6), rows, 0.05, 0, {});
  Codes order = adopted;
  std::ranges::sort(order);
  std::vector<double> expected;
  do {
    expected.push_back(share(order, rows));
  } while (std::ranges::next_permutation(order).found);
  ASSERT_TRUE(found.is_exact);
  std::vector<double> values(found.values.begin(), found.values.end());
  std::ranges::sort(values);
  std::ranges::sort(expected);
  ASSERT_EQ(values.size(), expected.size());
  for (std::size_t at = 0; at < values.size(); ++at) EXPECT_NEAR(values[at], expected[at], 1e-12);
  EXPECT_NEAR(found.observed, share(adopted, rows), 1e-12);
  EXPECT_EQ(found.counted, 360);
  const auto above =
      std::ranges::count_if(expected, [&](double value) { return value >= found.observed - 1e-9; });
  EXPECT_EQ(found.upper, above);
}

TEST(Permutation, TriesEveryArrangementOnceInBlocksOnAnyThreads) {
  std::vector<std::pair<Code, Code>> pairs;
  Codes adopted(9);
  for (Code one = 0; one < 9; ++one) {
    pairs.emplace_back(one, (one + 1) % 9);
    adopted[one] = one + 2;
  }
  const TieRows rows = ties(pairs);
  const Permuted one = permuted_exposure(adopted, Codes::Zero(9), rows, 0.05, 0, {.threads = 1});
  const Permuted two = permuted_exposure(adopted, Codes::Zero(9), rows, 0.05, 0, {.threads = 2});
  EXPECT_EQ(one.counted, 362'880);
  EXPECT_EQ(one.values, two.values);
  EXPECT_EQ(one.upper, 9);  // sorted, begun anywhere
  EXPECT_NEAR(one.mean, 0.5, 1e-12);
}

TEST(Permutation, LeavesWhoIsHeldAndOtherStrataAlone) {
  // 0 is the exemplar; 1 and 2 stand next to it, 3 and 4 do not.
  const TieRows rows = ties({{0, 1}, {0, 2}, {3, 4}, {4, 3}});
  const Codes adopted = codes({1, 2, 3, 0, 0});
  const Codes free = codes({-1, 0, 0, 0, 0});
  const Permuted all = permuted_exposure(adopted, free, rows, 0.05, 0, {});
  EXPECT_EQ(all.counted, 12);
  EXPECT_EQ(all.observed, 1);
  EXPECT_EQ(all.members, 2);
  EXPECT_EQ(all.upper, 2);  // 1 and 2, either way round
  const Permuted within = permuted_exposure(adopted, codes({-1, 0, 0, 1, 1}), rows, 0.05, 0, {});
  EXPECT_EQ(within.counted, 2);
  EXPECT_EQ(within.upper, 2);
  EXPECT_EQ(within.at_the_end, 2);  // nothing varies: no p below 1
  EXPECT_EQ(within.critical, std::numeric_limits<double>::infinity());
  EXPECT_EQ(within.tolerated, 0);
}

TEST(Permutation, AsksForTiesOfThePeriodBefore) {
  TieRows rows = ties({{0, 1}, {2, 1}});
  const Codes adopted = codes({1, 3, 0, 0});
  const Codes stratum = codes({0, 1, 2, 3});
  const auto observed = [&] {
    return permuted_exposure(adopted, stratum, rows, 0.05, 0, {}).observed;
  };
  EXPECT_EQ(observed(), 0.5);
  rows.weight[0] = 3;
  EXPECT_EQ(observed(), 0.75);
  rows.until[1] = 1;  // gone in period 2
  EXPECT_EQ(observed(), 1);
  rows.since[0] = 3;  // not there yet
  EXPECT_EQ(observed(), -1);
}

TEST(Permutation, IsTheSameOnAnyThreadsAndForAnyOrderOfTies) {
  const Code n = 300;
  Codes adopted(n);
  Codes stratum(n);
  for (Code at = 0; at < n; ++at) {
    adopted[at] = at * 7 % 13 < 8 ? at * at % 9 + 1 : 0;
    stratum[at] = at % 4 - 1;
  }
  TieRows rows = ring(n);
  for (Eigen::Index tie = 0; tie < rows.weight.size(); ++tie) {
    rows.weight[tie] = 1 + static_cast<double>(tie % 5) / 3;
  }
  const Permuted one =
      permuted_exposure(adopted, stratum, rows, 0.05, 0, {.seed = 2, .threads = 1});
  const Permuted two =
      permuted_exposure(adopted, stratum, rows, 0.05, 0, {.seed = 2, .threads = 2});
  EXPECT_EQ(one.values, two.values);
  EXPECT_FALSE(one.is_exact);
  EXPECT_EQ(one.counted, 10'000);
  rows.source.reverseInPlace();
  rows.taker.reverseInPlace();
  rows.weight.reverseInPlace();
  EXPECT_EQ(permuted_exposure(adopted, stratum, rows, 0.05, 0, {.seed = 2}).values, one.values);
}

TEST(Permutation, StopsEarlyWhereChanceGivesAsMuch) {
  Codes adopted(60);
  for (Code at = 0; at < 60; ++at) adopted[at] = at * 37 % 7;
  const Permuted all = permuted_exposure(adopted, Codes::Zero(60), ring(60), 0.05, 0, {});
  const Permuted some = permuted_exposure(adopted, Codes::Zero(60), ring(60), 0.05, 20, {});
  ASSERT_EQ(some.counted, 1'001);
  EXPECT_EQ(some.values, all.values.head(1'001));
}

TEST(Permutation, SamplesWhatItWouldEnumerate) {
  const Codes adopted = codes({1, 2, 3, 4, 5, 0, 0, 0, 0, 0});
  const Permuted all = permuted_exposure(adopted, Codes::Zero(10), ring(10), 0.05, 0, {});
  const Permuted some = permuted_exposure(adopted, Codes::Zero(10), ring(10), 0.05, 0,
                                          {.most = 10, .draws = 39'999, .seed = 1});
  ASSERT_TRUE(all.is_exact);
  const double p = static_cast<double>(all.upper) / static_cast<double>(all.counted);
  EXPECT_NEAR(static_cast<double>(some.upper) / 40'000, p, 3 * std::sqrt(p * (1 - p) / 40'000));
  EXPECT_NEAR(some.mean, all.mean, 0.01);
  EXPECT_NEAR(some.deviation, all.deviation, 0.01);
}

TEST(Permutation, FindsTheDistanceThatItNeeds) {
  const Codes adopted = codes({1, 2, 3, 4, 5, 0, 0, 0, 0, 0});
  const Permuted found = permuted_exposure(adopted, Codes::Zero(10), ring(10), 0.05, 0, {});
  std::int64_t as_far = 0;
  std::int64_t nearer = 0;
  double next = 0;
  for (const double value : found.values) {
    const double away = std::abs(value - found.mean);
    as_far += away >= found.critical - 1e-9 ? 1 : 0;
    if (away < found.critical - 1e-9) next = std::max(next, away);
  }
  for (const double value : found.values) {
    nearer += std::abs(value - found.mean) >= next - 1e-9 ? 1 : 0;
  }
  EXPECT_LE(20 * as_far, found.counted);
  EXPECT_GT(20 * nearer, found.counted);
  EXPECT_NEAR(found.tolerated, next, 1e-9);  // what is not rejected ends here
}

TEST(Permutation, RefusesWhatIsOutOfRange) {
  const Codes two = codes({1, 2});
  const auto ask = [&](const Codes& adopted, const Codes& stratum, const TieRows& rows,
                       double alpha) {
    static_cast<void>(permuted_exposure(adopted, stratum, rows, alpha, 0, {}));
  };
  EXPECT_THROW(ask(two, codes({0}), ties({}), 0.05), InputError);
  EXPECT_THROW(ask(codes({-1, 2}), codes({0, 0}), ties({}), 0.05), InputError);
  EXPECT_THROW(ask(two, codes({0, 2}), ties({}), 0.05), InputError);
  EXPECT_THROW(ask(two, codes({0, 0}), ties({{0, 2}}), 0.05), InputError);
  EXPECT_THROW(ask(two, codes({0, 0}), ties({{0, 1}}), 1), InputError);
  TieRows rows = ties({{0, 1}});
  rows.weight[0] = -1;
  EXPECT_THROW(ask(two, codes({0, 0}), rows, 0.05), InputError);
  ask(two, codes({0, 0}), ties({}), 0.05);
}

}  // namespace
}  // namespace lantoa
