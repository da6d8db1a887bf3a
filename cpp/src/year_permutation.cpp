#include "lantoa/year_permutation.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"
#include "telling.hpp"
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
      : years_{static_cast<std::size_t>(years)}, pairs_{years_ * years_} {
    for (std::size_t a = 0; a < years_; ++a) {
      for (std::size_t b = a + 1; b < years_; ++b) forward_.push_back(a * years_ + b);
    }
    sign_.resize(forward_.size());
    sum_.resize(forward_.size());
    products_.resize(forward_.size() * forward_.size());
  }

  void add(const Yearly& values, Eigen::Index row) {
    bool any = false;
    for (std::size_t pair = 0; pair < forward_.size(); ++pair) {
      const double from = values(row, static_cast<Eigen::Index>(forward_[pair] / years_));
      const double to = values(row, static_cast<Eigen::Index>(forward_[pair] % years_));
      sign_[pair] = (to > from ? 1 : 0) - (to < from ? 1 : 0);
      any = any || (!std::isnan(from) && !std::isnan(to));
      unequal_ += std::abs(sign_[pair]);
    }
    subjects_ += any ? 1 : 0;
    for (std::size_t one = 0; one < sign_.size(); ++one) {
      if (sign_[one] == 0) continue;
      sum_[one] += sign_[one];
      Number* here = &products_[one * sign_.size()];
      for (std::size_t other = 0; other < sign_.size(); ++other) {
        here[other] += sign_[one] * sign_[other];
      }
    }
  }

  /// Once all are added: pairs of years in both directions, so that an order need not turn any.
  void finish() {
    rise_.resize(pairs_);
    together_.resize(pairs_ * pairs_);
    for (std::size_t one = 0; one < forward_.size(); ++one) {
      rise_[forward_[one]] = sum_[one];
      rise_[turned(one)] = -sum_[one];
      for (std::size_t other = 0; other < forward_.size(); ++other) {
        const Number product = products_[one * forward_.size() + other];
        together_[forward_[one] * pairs_ + forward_[other]] = product;
        together_[turned(one) * pairs_ + turned(other)] = product;
        together_[forward_[one] * pairs_ + turned(other)] = -product;
        together_[turned(one) * pairs_ + forward_[other]] = -product;
      }
    }
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

  /// Pairs of years of a subject that rise or fall: the most that |S| can be.
  [[nodiscard]] Number unequal() const { return unequal_; }

  /// Of one order, in about nanoseconds.
  [[nodiscard]] Number work() const { return static_cast<Number>(pairs_ * pairs_ / 16); }

 private:
  [[nodiscard]] std::size_t turned(std::size_t pair) const {
    return forward_[pair] % years_ * years_ + forward_[pair] / years_;
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
  std::vector<std::size_t> forward_;
  Numbers sign_;
  Numbers sum_;
  Numbers products_;
  Numbers rise_;
  Numbers together_;
  Number subjects_ = 0;
  Number unequal_ = 0;
};

constexpr Number kTurned = -1;  // an order whose years turned around have the same |S| and spread

/// Orders whose statistic is as far out as that of the years as they were, and as the farthest.
struct Tail {
  Number beyond = 0;
  Number farthest = 0;
};

/// Of numbers that are known; those of orders that are turned around count through the other one.
Tail tail_of(const Numbers& found, Number observed, bool halved) {
  Tail out;
  Number most = observed;
  for (const Number one : found) {
    if (one == kTurned) continue;
    out.beyond += one >= observed ? 1 : 0;
    if (one > most) {
      most = one;
      out.farthest = 0;
    }
    out.farthest += one == most ? 1 : 0;
  }
  return halved ? Tail{2 * out.beyond, 2 * out.farthest} : out;
}

bool is_halved(const YearOrders& orders) { return orders.orders().exact && orders.count() > 1; }

/// Orders that a joint test looks at: those that are known, and of drawn ones the observed too.
std::size_t looked_at(const YearOrders& orders) {
  const auto count = static_cast<std::size_t>(orders.count());
  return is_halved(orders) ? count / 2 : count + (orders.orders().exact ? 0 : 1);
}

void add_to(MostTelling& joint, Numbers sums, const Pairs& pairs, Number observed, bool drawn) {
  std::erase(sums, kTurned);
  if (drawn) sums.push_back(std::abs(observed));
  joint.add(sums, pairs.unequal(), drawn ? sums.size() - 1 : 0);
}

void set_joint(const MostTelling& joint, const YearOrders& orders, BlockTrend& out) {
  const bool exact = orders.orders().exact;
  const auto p = [&](Number looked) {
    return orders.orders().p(exact ? looked * (is_halved(orders) ? 2 : 1) : looked - 1);
  };
  const Numbers beyond = joint.beyond();
  const Numbers farthest = joint.farthest();
  for (std::size_t at = 0; at < beyond.size(); ++at) {
    const auto block = static_cast<Eigen::Index>(at);
    out.p_joint[block] = p(beyond[at]);
    out.smallest_joint[block] = p(farthest[at]);
  }
}

void test(const Pairs& pairs, const YearOrders& orders, Eigen::Index at, Threads threads,
          BlockTrend& out, MostTelling& joint) {
  Numbers sums(static_cast<std::size_t>(orders.count()), kTurned);
  Numbers spreads(sums.size(), kTurned);
  const bool halved = is_halved(orders);
  const auto measure = [&](std::int64_t number, std::span<const Code> order) {
    if (halved && order.front() > order.back()) return;
    const auto [s, spread] = pairs.in(order);
    sums[static_cast<std::size_t>(number)] = std::abs(s);
    spreads[static_cast<std::size_t>(number)] = spread;
  };
  orders.each(pairs.work(), measure, threads);
  const Tail sum = tail_of(sums, std::abs(out.s[at]), halved);
  const Tail spread = tail_of(spreads, out.spread[at], halved);
  out.p[at] = orders.orders().p(sum.beyond);
  out.smallest[at] = orders.orders().smallest(sum.farthest);
  out.p_spread[at] = orders.orders().p(spread.beyond);
  out.smallest_spread[at] = orders.orders().smallest(spread.farthest);
  add_to(joint, std::move(sums), pairs, out.s[at], !orders.orders().exact);
}

BlockTrend nothing(Code blocks) {
  const Eigen::ArrayXd one = Eigen::ArrayXd::Ones(blocks);
  const Eigen::Matrix<Number, Eigen::Dynamic, 1> zero =
      Eigen::Matrix<Number, Eigen::Dynamic, 1>::Zero(blocks);
  return {Codes::Zero(blocks), zero, one, one, one, one, zero, one, one, {}};
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
  for (Pairs& here : pairs) here.finish();
  BlockTrend out = nothing(blocks);
  out.orders = orders.orders();
  const std::vector<Code> observed = as_they_were(values.cols());
  MostTelling joint(looked_at(orders));
  for (Eigen::Index at = 0; at < blocks; ++at) {
    const Pairs& here = pairs[static_cast<std::size_t>(at)];
    out.subjects[at] = static_cast<Code>(here.subjects());
    std::tie(out.s[at], out.spread[at]) = here.in(observed);
    test(here, orders, at, threads, out, joint);
  }
  set_joint(joint, orders, out);
  return out;
}

}  // namespace lantoa
