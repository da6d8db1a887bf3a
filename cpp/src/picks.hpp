// Fair choices among few, from the words of one replicate.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "lantoa/random.hpp"

namespace lantoa {

/// Whole numbers below a bound, one after the other.
class Picks {
 public:
  explicit Picks(const Draws& draws) : draws_(draws) {}

  /// 0 to bound - 1, each as likely (Lemire 2019); bound is 1 or more.
  std::uint32_t below(std::uint32_t bound) {
    std::uint64_t product = std::uint64_t{next()} * bound;
    if (static_cast<std::uint32_t>(product) < bound) {
      const std::uint32_t unfair = -bound % bound;
      while (static_cast<std::uint32_t>(product) < unfair) product = std::uint64_t{next()} * bound;
    }
    return static_cast<std::uint32_t>(product >> 32U);
  }

 private:
  std::uint32_t next() {
    if (used_ == words_.size()) {
      words_ = draws_.words(position_++);
      used_ = 0;
    }
    return words_[used_++];
  }

  Draws draws_;
  Words words_{};
  std::size_t used_ = words_.size();
  std::uint32_t position_ = 0;
};

/// Brings a fair choice of `count` of the `n` items to the front (Fisher and Yates).
template <typename Item>
void choose(Picks& picks, Item* items, std::uint32_t n, std::uint32_t count) {
  for (std::uint32_t at = 0; at < count; ++at) {
    std::swap(items[at], items[at + picks.below(n - at)]);
  }
}

}  // namespace lantoa
