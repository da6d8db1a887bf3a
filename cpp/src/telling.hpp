// How often the most telling of several blocks is as telling as one of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lantoa/year_permutation.hpp"

namespace lantoa {

/// How telling an order of the years is for a block.
struct Telling {
  std::int64_t beyond = 0;  ///< orders that are at least as far out for this block
  double share = 0;         ///< of the farthest that |S| could be; parts those that `beyond` leaves
};

/// Of two orders or blocks, the one that is more telling.
[[nodiscard]] bool is_before(const Telling& one, const Telling& other);

/// The least p of several blocks in every order of the years (Westfall and Young 1993).
///
/// A block is judged by the share of orders in which any block is as telling as it is, so that of
/// many blocks without a direction one is found no more often than of one.
class MostTelling {
 public:
  /// @param orders  the number of orders that are looked at; of drawn ones the years as they were
  ///                are one more
  explicit MostTelling(std::size_t orders) : best_(orders, Telling{kEvery, 0}) {}

  /// What a block comes to, in the same orders for all of them.
  ///
  /// @param sizes  |S| by order
  /// @param most   the farthest that it could be
  /// @param at     the order of the years as they were
  void add(std::span<const std::int64_t> sizes, std::int64_t most, std::size_t at);

  /// Of each block that was added: orders in which some block is as telling.
  [[nodiscard]] std::vector<std::int64_t> beyond() const { return counts(observed_); }
  /// Likewise as telling as this block could be.
  [[nodiscard]] std::vector<std::int64_t> farthest() const { return counts(farthest_); }

 private:
  static constexpr std::int64_t kEvery = INT64_MAX;

  [[nodiscard]] std::vector<std::int64_t> counts(const std::vector<Telling>& of) const;

  std::vector<Telling> best_;
  std::vector<Telling> observed_;
  std::vector<Telling> farthest_;
};

}  // namespace lantoa
