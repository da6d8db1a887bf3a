// All orders of a few years, or many orders drawn by lot.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"
#include "lantoa/year_permutation.hpp"

namespace lantoa {

/// The years as they are.
[[nodiscard]] std::vector<Code> as_they_were(Eigen::Index years);

/// The orders over which a test of years counts: each once, or `draws` of them by lot.
class YearOrders {
 public:
  using Body = std::function<void(std::int64_t at, std::span<const Code> order)>;

  /// @throws InputError when there are no draws and more than `kMostOrders` orders
  YearOrders(Eigen::Index years, std::int64_t draws, std::uint64_t seed);

  [[nodiscard]] std::int64_t count() const { return orders_.count; }
  [[nodiscard]] const OrderCount& orders() const { return orders_; }

  /// Calls `body` with the orders `begin` up to but not including `end`.
  void each(std::int64_t begin, std::int64_t end, const Body& body) const;

  /// Calls `body` with every order, those of a block one after the other.
  ///
  /// @param work  of one order, in about nanoseconds
  void each(std::int64_t work, const Body& body, Threads threads) const;

 private:
  [[nodiscard]] std::vector<Code> nth(std::int64_t at) const;
  [[nodiscard]] std::vector<Code> drawn(std::int64_t at) const;

  Eigen::Index years_;
  std::uint64_t seed_;
  OrderCount orders_;
};

/// Two years that change places.
struct YearSwap {
  Code earlier = 0;  ///< the one that stands before the other until then
  Code later = 0;
};

/// Half of all orders, one of each and its reverse, by swaps of neighbours from the years as they
/// were.
///
/// "Plain changes" (Johnson 1963, Trotter 1962; Knuth 7.2.1.2, algorithm P): the first two years
/// change places once, in the middle, and here not at all.
class YearSwaps {
 public:
  explicit YearSwaps(Eigen::Index years);

  /// The swap that makes the next order; none after the last one.
  [[nodiscard]] std::optional<YearSwap> next();

 private:
  std::vector<Code> order_;
  std::vector<Code> before_;  // of each year, how far it stands before its own place
  std::vector<Code> way_;     // 1 or -1
};

}  // namespace lantoa
