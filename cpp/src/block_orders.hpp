// Orders of places in which only those of the same block change places.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "lantoa/facts.hpp"
#include "lantoa/year_permutation.hpp"

namespace lantoa {

/// The orders over which a test within blocks counts: each once, or `draws` of them by lot.
class BlockOrders {
 public:
  using Body = std::function<void(std::span<const Code> order)>;

  /// @param block  a code from 0 for each place
  /// @throws InputError when there are no draws and more than `kMostOrders` orders
  BlockOrders(const std::vector<Code>& block, std::int64_t draws, std::uint64_t seed);

  [[nodiscard]] const OrderCount& orders() const { return orders_; }

  /// Calls `body` with every order: which place each one takes.
  void each(const Body& body) const;

 private:
  using Order = std::vector<Code>;

  [[nodiscard]] bool step(Order& order, Order& room) const;
  void draw(std::int64_t at, Order& order) const;

  Order start_;
  std::vector<std::vector<std::size_t>> blocks_;  // places of those with two or more
  std::uint64_t seed_;
  OrderCount orders_{1, true};
};

}  // namespace lantoa
