#include "handing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "lantoa/agreement.hpp"
#include "lantoa/random.hpp"

namespace {

using Eigen::VectorXd;
using lantoa::Order;

std::vector<std::uint32_t> sorted(const std::vector<double>& numbers) {
  lantoa::NormalSorting sorting(numbers.size());
  const auto rows = sorting.rows(Eigen::Map<const VectorXd>(numbers.data(), std::ssize(numbers)));
  return {rows.begin(), rows.end()};
}

TEST(NormalSorting, OrdersNumbersHoweverFarOutTheyLieAndEqualsAsTheyStand) {
  EXPECT_EQ(sorted({0.1, -0.1, 0.1, 3}), (std::vector<std::uint32_t>{1, 0, 2, 3}));
  EXPECT_EQ(sorted({9, 1e300, 8, -1e300, -7, -8}), (std::vector<std::uint32_t>{3, 5, 4, 2, 0, 1}));
  EXPECT_TRUE(sorted({}).empty());
}

/// The values that the order of numbers hands out: the lowest number gets the lowest value.
Order handed(const Order& values, const VectorXd& numbers) {
  Order out(values.size());
  for (Eigen::Index row = 0; row < out.size(); ++row) {
    out[row] = values[(numbers.array() < numbers[row]).count()];
  }
  return out;
}

TEST(HandedTau, IsTheTauOfTheValuesThatAreHandedOut) {
  for (const Eigen::Index n : {2, 3, 63, 64, 65, 200}) {
    for (const std::int64_t alike : {1, 2, 50}) {
      Order first(n);
      Order second(n);
      for (Eigen::Index at = 0; at < n; ++at) {
        first[at] = at / alike;
        second[at] = at / 3;
      }
      VectorXd one(n);
      VectorXd other(n);
      lantoa::HandedTau tau(first, second);
      for (std::uint64_t draw = 0; draw < 5; ++draw) {
        lantoa::Draws(1, lantoa::Stream::kNoise, draw)
            .normals({one.data(), static_cast<std::size_t>(n)},
                     {other.data(), static_cast<std::size_t>(n)});
        const auto expected = lantoa::kendall_tau(handed(first, one), handed(second, other));
        EXPECT_EQ(tau.of(one, other), expected.value_or(0));
      }
    }
  }
}

}  // namespace
