// Kendall's tau-b of values that numbers hand out: the lowest number gets the lowest value.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lantoa/agreement.hpp"

namespace lantoa {

/// The rows of n numbers, the lowest first and equals as they stand.
///
/// Quick where the numbers are spread as standard normal ones are: each is dealt near its place.
class NormalSorting {
 public:
  explicit NormalSorting(std::size_t n);

  [[nodiscard]] std::span<const std::uint32_t> rows(const Eigen::VectorXd& numbers);

 private:
  [[nodiscard]] std::size_t bin_of(double number) const;

  std::vector<std::size_t> begin_;  // of each bin
  std::vector<std::size_t> bin_;    // of each row
  std::vector<double> sorted_;
  std::vector<std::uint32_t> rows_;
};

/// Sorted values by the places at which equals stand.
class PlacesOfEquals {
 public:
  explicit PlacesOfEquals(const Order& sorted);

  [[nodiscard]] std::size_t begin(std::size_t place) const { return begin_[place]; }
  [[nodiscard]] std::size_t end(std::size_t place) const { return end_[place]; }
  /// Pairs of equals.
  [[nodiscard]] std::int64_t pairs() const { return pairs_; }

 private:
  std::vector<std::size_t> begin_;
  std::vector<std::size_t> end_;
  std::int64_t pairs_ = 0;
};

/// Tau-b of the same values in two years, handed out again and again.
class HandedTau {
 public:
  /// @param first, second  n values of each year, sorted upwards
  HandedTau(const Order& first, const Order& second);

  /// Of values handed out by two rows of n numbers; 0 where a year parts nobody.
  [[nodiscard]] double of(const Eigen::VectorXd& one, const Eigen::VectorXd& other);

 private:
  [[nodiscard]] std::int64_t above(std::size_t place) const;
  void enter(std::size_t place);

  std::int64_t all_;
  PlacesOfEquals first_;
  PlacesOfEquals second_;
  double parted_;  // the root of the pairs that each year parts, multiplied
  NormalSorting early_;
  NormalSorting late_;
  std::vector<std::size_t> place_;      // of each row in the second year
  std::vector<std::uint64_t> entered_;  // a bit for each place in the second year
  std::vector<std::int64_t> equal_;     // of each place where equals begin, how many
};

}  // namespace lantoa
