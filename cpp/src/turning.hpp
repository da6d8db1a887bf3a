// The sum of Kendall's S over the subjects of a block, and its spread, as pairs of years turn.
//
// An order of the years turns some pairs of them around, and no subject is looked at again: what
// every two pairs of years have in common is enough.
#pragma once

#include <cstdint>
#include <span>

#include "lantoa/kendall.hpp"
#include "lantoa/revolving.hpp"
#include "year_orders.hpp"

namespace lantoa {

/// Which pairs of years rise and fall in a block, and how often two pairs do so together.
class YearPairs {
 public:
  explicit YearPairs(Eigen::Index years);

  /// One more subject.
  void add(const Yearly& values, Eigen::Index row);

  /// Those with two years or more.
  [[nodiscard]] std::int64_t subjects() const { return subjects_; }

  /// Pairs of years of a subject that rise or fall: the most that |S| can be.
  [[nodiscard]] std::int64_t unequal() const { return unequal_; }

  /// The place of a year and a later one among the pairs.
  [[nodiscard]] std::size_t at(Code first, Code second) const {
    const auto a = static_cast<std::size_t>(first);
    return a * (2 * years_ - a - 1) / 2 + static_cast<std::size_t>(second) - a - 1;
  }

  /// Of each pair the rises less the falls.
  [[nodiscard]] std::span<const std::int64_t> rises() const { return rises_; }

  /// Of each pair the sum over subjects of its sign times that of this one.
  [[nodiscard]] std::span<const std::int64_t> products(std::size_t pair) const {
    return std::span(products_).subspan(pair * rises_.size(), rises_.size());
  }

 private:
  std::size_t years_;
  Wholes rises_;
  Wholes products_;
  Wholes sign_;  // of a subject
  std::int64_t subjects_ = 0;
  std::int64_t unequal_ = 0;
};

/// What a block comes to in an order of the years.
class TurnedYears {
 public:
  /// The years as they were.
  explicit TurnedYears(const YearPairs& pairs);

  /// Which of the two years stands first changes, and nothing about any other pair.
  void turn(const YearSwap& swap);

  /// The sum of S.
  [[nodiscard]] std::int64_t s() const { return s_; }

  /// n sum S_i^2 - (sum S_i)^2.
  [[nodiscard]] std::int64_t spread() const { return pairs_.subjects() * squares_ - s_ * s_; }

 private:
  const YearPairs& pairs_;
  Wholes with_s_;  // of each pair the sum over subjects of its sign, as it was, times S
  std::int64_t s_ = 0;
  std::int64_t squares_ = 0;
};

}  // namespace lantoa
