#include "lantoa/year_permutation.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"
#include "year_orders.hpp"

namespace lantoa {
namespace {

using Number = std::int64_t;
using Numbers = std::vector<Number>;

void check(const Yearly& values, const Codes& block, Code blocks) {
  if (values.cols() > kMostYearsTogether) {
    throw InputError("values must have at most " + std::to_string(kMostYearsTogether) +
                     " years, not " + std::to_string(values.cols()));
  }
  if (block.size() != values.rows() || (block.array() >= blocks).any()) {
    throw InputError("block must have a code below " + std::to_string(blocks) + " for each of " +
                     std::to_string(values.rows()) + " rows");
  }
}

/// Which pairs of years rise and fall in a block, and how often two pairs do so together.
class Pairs {
 public:
  explicit Pairs(Eigen::Index years)
      : years_{static_cast<std::size_t>(years)},
        pairs_{years_ * years_},
        rise_(pairs_),
        together_(pairs_ * pairs_),
        sign_(pairs_) {}

  void add(const Yearly& values, Eigen::Index row) {
    bool any = false;
    for (std::size_t a = 0; a < years_; ++a) {
      for (std::size_t b = 0; b < years_; ++b) {
        const double from = values(row, static_cast<Eigen::Index>(a));
        const double to = values(row, static_cast<Eigen::Index>(b));
        sign_[a * years_ + b] = (to > from ? 1 : 0) - (to < from ? 1 : 0);
        any = any || (a != b && !std::isnan(from) && !std::isnan(to));
      }
    }
    subjects_ += any ? 1 : 0;
    add_signs();
  }

  /// The sum of S and its spread in an order of the years.
  [[nodiscard]] std::pair<Number, Number> in(std::span<const Code> order) const {
    std::array<std::size_t, kMostYearsTogether * kMostYearsTogether / 2> room;
    std::size_t used = 0;
    Number s = 0;
    for (std::size_t a = 0; a < years_; ++a) {
      const std::size_t row = static_cast<std::size_t>(order[a]) * years_;
      for (std::size_t b = a + 1; b < years_; ++b) {
        room[used] = row + static_cast<std::size_t>(order[b]);
        s += rise_[room[used++]];
      }
    }
    return {s, subjects_ * squares({room.data(), used}) - s * s};
  }

  [[nodiscard]] Number subjects() const { return subjects_; }

  /// Of one order, in about nanoseconds.
  [[nodiscard]] Number work() const { return static_cast<Number>(pairs_ * pairs_ / 16); }

 private:
  void add_signs() {
    for (std::size_t one = 0; one < pairs_; ++one) {
      if (sign_[one] == 0) continue;
      rise_[one] += sign_[one];
      Number* row = &together_[one * pairs_];
      for (std::size_t other = 0; other < pairs_; ++other) row[other] += sign_[one] * sign_[other];
    }
  }

  /// The sum over subjects of S squared.
  [[nodiscard]] Number squares(std::span<const std::size_t> at) const {
    Number equal = 0;
    Number different = 0;
    for (std::size_t one = 0; one < at.size(); ++one) {
      const Number* row = &together_[at[one] * pairs_];
      equal += row[at[one]];
      for (std::size_t other = 0; other < one; ++other) different += row[at[other]];
    }
    return equal + 2 * different;
  }

  std::size_t years_;
  std::size_t pairs_;  // of years, in both directions
  Numbers rise_;
  Numbers together_;
  Numbers sign_;
  Number subjects_ = 0;
};

/// OrderCount whose statistic is as far out as that of the years as they were, and as the farthest.
struct Tail {
  Number beyond = 0;
  Number farthest = 0;
};

Tail tail_of(const Numbers& found, Number observed) {
  Tail out;
  Number most = -1;
  for (const Number one : found) {
    out.beyond += one >= observed ? 1 : 0;
    if (one > most) {
      most = one;
      out.farthest = 0;
    }
    out.farthest += one == most ? 1 : 0;
  }
  return out;
}

double smallest_of(const OrderCount& orders, const Tail& tail) {
  return orders.p(orders.exact ? tail.farthest : 0);
}

void test(const Pairs& pairs, const YearOrders& orders, Eigen::Index at, Threads threads,
          BlockTrend& out) {
  Numbers sums(static_cast<std::size_t>(orders.count()));
  Numbers spreads(sums.size());
  const auto measure = [&](std::int64_t number, std::span<const Code> order) {
    const auto [s, spread] = pairs.in(order);
    sums[static_cast<std::size_t>(number)] = std::abs(s);
    spreads[static_cast<std::size_t>(number)] = spread;
  };
  orders.each(pairs.work(), measure, threads);
  const Tail sum = tail_of(sums, std::abs(out.s[at]));
  const Tail spread = tail_of(spreads, out.spread[at]);
  out.p[at] = orders.orders().p(sum.beyond);
  out.smallest[at] = smallest_of(orders.orders(), sum);
  out.p_spread[at] = orders.orders().p(spread.beyond);
  out.smallest_spread[at] = smallest_of(orders.orders(), spread);
}

BlockTrend nothing(Code blocks) {
  const Eigen::ArrayXd one = Eigen::ArrayXd::Ones(blocks);
  const Eigen::Matrix<Number, Eigen::Dynamic, 1> zero =
      Eigen::Matrix<Number, Eigen::Dynamic, 1>::Zero(blocks);
  return {Codes::Zero(blocks), zero, one, one, zero, one, one, {}};
}

}  // namespace

BlockTrend block_trend(const Yearly& values, const Codes& block, Code blocks, std::int64_t draws,
                       std::uint64_t seed, Threads threads) {
  check(values, block, blocks);
  const YearOrders orders(values.cols(), draws, seed);
  std::vector<Pairs> pairs(static_cast<std::size_t>(blocks), Pairs(values.cols()));
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    if (block[row] >= 0) pairs[static_cast<std::size_t>(block[row])].add(values, row);
  }
  BlockTrend out = nothing(blocks);
  out.orders = orders.orders();
  std::vector<Code> as_they_were(static_cast<std::size_t>(values.cols()));
  std::iota(as_they_were.begin(), as_they_were.end(), 0);
  for (Eigen::Index at = 0; at < blocks; ++at) {
    const Pairs& here = pairs[static_cast<std::size_t>(at)];
    out.subjects[at] = static_cast<Code>(here.subjects());
    std::tie(out.s[at], out.spread[at]) = here.in(as_they_were);
    test(here, orders, at, threads, out);
  }
  return out;
}

}  // namespace lantoa
