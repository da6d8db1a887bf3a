// Makers of small tables of values and sets of weights.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "lantoa/weights.hpp"

namespace scores {

using Rows = std::vector<std::vector<double>>;

inline lantoa::Scores table(const Rows& rows) {
  lantoa::Scores out(static_cast<Eigen::Index>(rows.size()),
                     static_cast<Eigen::Index>(rows.front().size()));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t j = 0; j < rows[row].size(); ++j) {
      out(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(j)) = rows[row][j];
    }
  }
  return out;
}

/// Numbers from 0 to 1 that look like chance and are the same everywhere.
inline lantoa::Scores scattered(Eigen::Index n, Eigen::Index p) {
  std::mt19937_64 random(7);
  lantoa::Scores out(n, p);
  for (Eigen::Index row = 0; row < n; ++row) {
    for (Eigen::Index j = 0; j < p; ++j) {
      out(row, j) = static_cast<double>(random() % 1'000'000) / 1e6;
    }
  }
  return out;
}

/// The corners of a set that has at most a thousand.
inline lantoa::Scores corners_of(const lantoa::WeightSet& set) {
  return lantoa::corners(set, 1000).value_or(lantoa::Scores());
}

inline lantoa::Doubles numbers(const std::vector<double>& list) {
  return lantoa::Doubles::Map(list.data(), static_cast<Eigen::Index>(list.size()));
}

/// Equal weights of p criteria that sum to one, each free by a share of itself.
inline lantoa::WeightSet equal_box(std::int64_t p, double share) {
  const lantoa::Doubles each = lantoa::Doubles::Constant(p, 1.0 / static_cast<double>(p));
  return {each * (1 - share), each * (1 + share), 1.0, {}};
}

/// Weights that fall along the order, whole numbers.
inline lantoa::WeightSet ordered(const std::vector<std::int32_t>& order, double least,
                                 double total) {
  const auto p = static_cast<Eigen::Index>(order.size());
  return {lantoa::Doubles::Constant(p, least), {}, total, order};
}

}  // namespace scores
