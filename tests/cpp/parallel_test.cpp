#include "lantoa/parallel.hpp"

#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lantoa/error.hpp"

namespace {

using lantoa::block_count;
using lantoa::InputError;
using lantoa::parallel_for_blocks;
using lantoa::Threads;

using Block = std::pair<std::int64_t, std::int64_t>;

std::multiset<Block> blocks(std::int64_t n, std::int64_t grain, Threads threads) {
  std::multiset<Block> seen;
  std::mutex guard;
  parallel_for_blocks(
      n, grain,
      [&](std::int64_t begin, std::int64_t end) {
        const std::scoped_lock lock(guard);
        seen.emplace(begin, end);
      },
      threads);
  return seen;
}

class ParallelForBlocks : public testing::TestWithParam<Threads> {};

INSTANTIATE_TEST_SUITE_P(Threads, ParallelForBlocks, testing::Values(lantoa::kAllThreads, 1, 2, 3));

TEST_P(ParallelForBlocks, NeverCallsForNoRows) { EXPECT_TRUE(blocks(0, 4, GetParam()).empty()); }

TEST_P(ParallelForBlocks, MakesOneBlockOfFewRows) {
  EXPECT_EQ(blocks(3, 4, GetParam()), (std::multiset<Block>{{0, 3}}));
}

TEST_P(ParallelForBlocks, CutsWhereTheGrainSays) {
  EXPECT_EQ(blocks(8, 4, GetParam()), (std::multiset<Block>{{0, 4}, {4, 8}}));
  EXPECT_EQ(blocks(10, 4, GetParam()), (std::multiset<Block>{{0, 4}, {4, 8}, {8, 10}}));
}

TEST_P(ParallelForBlocks, TouchesEveryRowOnce) {
  std::vector<int> touched(1001, 0);
  parallel_for_blocks(
      1001, 10,
      [&](std::int64_t begin, std::int64_t end) {
        for (auto row = begin; row < end; ++row) ++touched[static_cast<std::size_t>(row)];
      },
      GetParam());
  EXPECT_EQ(touched, std::vector<int>(1001, 1));
}

TEST_P(ParallelForBlocks, HandsOnTheBodysException) {
  const auto body = [](std::int64_t begin, std::int64_t) {
    if (begin == 4) throw std::runtime_error("row 4");
  };
  EXPECT_THROW(parallel_for_blocks(12, 4, body, GetParam()), std::runtime_error);
}

TEST_P(ParallelForBlocks, MayBeNested) {
  std::atomic<std::int64_t> rows = 0;
  const auto inner = [&](std::int64_t begin, std::int64_t end) { rows += end - begin; };
  const auto outer = [&](std::int64_t, std::int64_t) {
    parallel_for_blocks(5, 2, inner, GetParam());
  };
  parallel_for_blocks(6, 2, outer, GetParam());
  EXPECT_EQ(rows, 15);
}

TEST(Parallel, GoesInOrderOnOneThread) {
  std::vector<std::int64_t> begins;
  parallel_for_blocks(9, 3, [&](std::int64_t begin, std::int64_t) { begins.push_back(begin); }, 1);
  EXPECT_EQ(begins, (std::vector<std::int64_t>{0, 3, 6}));
}

TEST(Parallel, DoesNotRunPastTheLargestNumber) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(blocks(kMost, kMost - 1, 1),
            (std::multiset<Block>{{0, kMost - 1}, {kMost - 1, kMost}}));
}

TEST(Parallel, RefusesWhatMakesNoBlocks) {
  const auto nothing = [](std::int64_t, std::int64_t) {};
  EXPECT_THROW(parallel_for_blocks(-1, 4, nothing), InputError);
  EXPECT_THROW(parallel_for_blocks(4, 0, nothing), InputError);
  EXPECT_THROW(parallel_for_blocks(4, 4, nothing, -1), InputError);
}

TEST(Parallel, CountsBlocks) {
  EXPECT_EQ(block_count(0, 4), 0);
  EXPECT_EQ(block_count(8, 4), 2);
  EXPECT_EQ(block_count(9, 4), 3);
}

}  // namespace
