#include "lantoa/year_permutation.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/revolving.hpp"
#include "telling.hpp"
#include "turning.hpp"
#include "year_orders.hpp"

namespace lantoa {
namespace {

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

/// Orders whose statistic is as far out as that of the years as they were, and as the farthest.
struct Tail {
  std::int64_t beyond = 0;
  std::int64_t farthest = 0;
};

/// Where only one of each order and its reverse is looked at, it counts for both.
Tail tail_of(const Wholes& found, std::int64_t observed, bool halved) {
  Tail out;
  std::int64_t most = observed;
  for (const std::int64_t one : found) {
    out.beyond += one >= observed ? 1 : 0;
    if (one > most) {
      most = one;
      out.farthest = 0;
    }
    out.farthest += one == most ? 1 : 0;
  }
  return halved ? Tail{2 * out.beyond, 2 * out.farthest} : out;
}

/// The reverse of an order has the same |S| and spread.
bool is_halved(const YearOrders& orders) { return orders.orders().exact && orders.count() > 1; }

/// What a block comes to in each order that is looked at, |S| and the spread.
struct InOrders {
  explicit InOrders(std::size_t orders) : sums(orders), spreads(orders) {}

  Wholes sums;
  Wholes spreads;

  void set(std::size_t at, const TurnedYears& order) {
    sums[at] = std::abs(order.s());
    spreads[at] = order.spread();
  }
};

std::size_t looked_at(const YearOrders& orders) {
  return static_cast<std::size_t>(is_halved(orders) ? orders.count() / 2 : orders.count());
}

InOrders enumerated(const YearPairs& pairs, const YearOrders& orders, Eigen::Index years) {
  InOrders out(looked_at(orders));
  YearSwaps swaps(years);
  TurnedYears order(pairs);
  out.set(0, order);
  for (std::size_t at = 1; const auto swap = swaps.next(); ++at) {
    order.turn(*swap);
    out.set(at, order);
  }
  return out;
}

InOrders drawn(const YearPairs& pairs, const YearOrders& orders, Threads threads) {
  InOrders out(looked_at(orders));
  const TurnedYears start(pairs);
  const auto measure = [&](std::int64_t number, std::span<const Code> order) {
    TurnedYears here = start;
    for (auto one = order.begin(); one != order.end(); ++one) {
      for (auto other = one + 1; other != order.end(); ++other) {
        if (*other < *one) here.turn({*other, *one});
      }
    }
    out.set(static_cast<std::size_t>(number), here);
  };
  const auto pairs_of_years = std::ssize(pairs.rises());
  orders.each(pairs_of_years * pairs_of_years / 2, measure, threads);
  return out;
}

/// Orders that are drawn leave the observed out: it is one more.
void add_to(MostTelling& joint, Wholes sums, const YearPairs& pairs, std::int64_t observed,
            bool drawn) {
  if (drawn) sums.push_back(std::abs(observed));
  joint.add(sums, pairs.unequal(), drawn ? sums.size() - 1 : 0);
}

void set_joint(const MostTelling& joint, const YearOrders& orders, BlockTrend& out) {
  const bool exact = orders.orders().exact;
  const auto p = [&](std::int64_t looked) {
    return orders.orders().p(exact ? looked * (is_halved(orders) ? 2 : 1) : looked - 1);
  };
  const Wholes beyond = joint.beyond();
  const Wholes farthest = joint.farthest();
  for (std::size_t at = 0; at < beyond.size(); ++at) {
    const auto block = static_cast<Eigen::Index>(at);
    out.p_joint[block] = p(beyond[at]);
    out.smallest_joint[block] = p(farthest[at]);
  }
}

void test(const YearPairs& pairs, const YearOrders& orders, Eigen::Index years, Eigen::Index at,
          Threads threads, BlockTrend& out, MostTelling& joint) {
  const bool exact = orders.orders().exact;
  InOrders found = exact ? enumerated(pairs, orders, years) : drawn(pairs, orders, threads);
  const Tail sum = tail_of(found.sums, std::abs(out.s[at]), is_halved(orders));
  const Tail spread = tail_of(found.spreads, out.spread[at], is_halved(orders));
  out.p[at] = orders.orders().p(sum.beyond);
  out.smallest[at] = orders.orders().smallest(sum.farthest);
  out.p_spread[at] = orders.orders().p(spread.beyond);
  out.smallest_spread[at] = orders.orders().smallest(spread.farthest);
  add_to(joint, std::move(found.sums), pairs, out.s[at], !exact);
}

BlockTrend nothing(Code blocks) {
  const Eigen::ArrayXd one = Eigen::ArrayXd::Ones(blocks);
  const Eigen::Matrix<std::int64_t, Eigen::Dynamic, 1> zero =
      Eigen::Matrix<std::int64_t, Eigen::Dynamic, 1>::Zero(blocks);
  return {Codes::Zero(blocks), zero, one, one, one, one, zero, one, one, {}};
}

}  // namespace

BlockTrend block_trend(const Yearly& values, const Codes& block, Code blocks, std::int64_t draws,
                       std::uint64_t seed, Threads threads) {
  check(values, block, blocks);
  const YearOrders orders(values.cols(), draws, seed);
  std::vector<YearPairs> pairs(static_cast<std::size_t>(blocks), YearPairs(values.cols()));
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    if (block[row] >= 0) pairs[static_cast<std::size_t>(block[row])].add(values, row);
  }
  BlockTrend out = nothing(blocks);
  out.orders = orders.orders();
  MostTelling joint(looked_at(orders) + (out.orders.exact ? 0 : 1));
  for (Eigen::Index at = 0; at < blocks; ++at) {
    const YearPairs& here = pairs[static_cast<std::size_t>(at)];
    out.subjects[at] = static_cast<Code>(here.subjects());
    const TurnedYears as_it_was(here);
    out.s[at] = as_it_was.s();
    out.spread[at] = as_it_was.spread();
    test(here, orders, values.cols(), at, threads, out, joint);
  }
  set_joint(joint, orders, out);
  return out;
}

}  // namespace lantoa
