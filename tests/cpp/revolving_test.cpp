#include "lantoa/revolving.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <set>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

/// 1, 2, 4, ...: a sum tells which were drawn.
Wholes powers(std::int64_t n) {
  Wholes out;
  for (std::int64_t i = 0; i < n; ++i) out.push_back(std::int64_t{1} << i);
  return out;
}

TEST(SubsetCount, IsThatOfPascalAndStopsWhereNobodyCounts) {
  EXPECT_EQ(subset_count(30, 6), 593'775);
  EXPECT_EQ(subset_count(10, 1), 10);
  EXPECT_EQ(subset_count(5, 0), 1);
  EXPECT_EQ(subset_count(0, 0), 1);
  EXPECT_EQ(subset_count(3, 4), 0);
  EXPECT_EQ(subset_count(3, -1), 0);
  EXPECT_EQ(subset_count(62, 31), 465'428'353'255'261'088);
  EXPECT_EQ(subset_count(1'000, 500), kCountless);
  EXPECT_EQ(times(kCountless, 3), kCountless);
  EXPECT_EQ(times(6, 7), 42);
}

TEST(SubsetSums, MeetsEverySubsetOnce) {
  for (std::int64_t n = 0; n <= 12; ++n) {
    for (std::int64_t k = 0; k <= n; ++k) {
      const Wholes sums = subset_sums(powers(n), k);
      const std::set<std::int64_t> distinct(sums.begin(), sums.end());
      EXPECT_EQ(std::ssize(sums), subset_count(n, k));
      EXPECT_EQ(distinct.size(), sums.size());
      EXPECT_TRUE(std::ranges::all_of(sums, [&](std::int64_t sum) {
        return std::popcount(static_cast<std::uint64_t>(sum)) == k && sum < (std::int64_t{1} << n);
      }));
    }
  }
}

TEST(SubsetSums, KeepsOneOrderForAllColumns) {
  const Wholes which = subset_sums(powers(9), 4);
  const Wholes sums = subset_sums({5, -3, 0, 0, 7, 11, -20, 1, 2}, 4);
  const Wholes values = {5, -3, 0, 0, 7, 11, -20, 1, 2};
  for (std::size_t at = 0; at < which.size(); ++at) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if ((which[at] >> i & 1) != 0) sum += values[i];
    }
    EXPECT_EQ(sums[at], sum);
  }
}

TEST(SubsetSums, RefusesWhatCannotBeDrawn) {
  EXPECT_THROW(static_cast<void>(subset_sums({1, 2}, 3)), InputError);
  EXPECT_THROW(static_cast<void>(subset_sums({1, 2}, -1)), InputError);
  EXPECT_THROW(static_cast<void>(subset_sums(Wholes(60, 1), 30)), InputError);
}

}  // namespace
}  // namespace lantoa
