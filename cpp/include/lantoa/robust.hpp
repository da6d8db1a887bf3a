// Between which places a subject stays while the weights move in a set.
//
// Two subjects are compared under all weights at once, which is exact for the two. Places that
// are counted from such pairs are an outer bound: different rivals may need different weights.
// Where a comparison is nearer to equal than rounding allows to tell, the bound is wider by it.
#pragma once

#include <cstdint>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"
#include "lantoa/weights.hpp"

namespace lantoa {

/// Bounds of the places of n subjects; those who tie share the better place.
struct PairBound {
  Codes best;                 ///< 1 + those who stand above it under all weights
  Codes worst;                ///< 1 + those who stand above it under some weights
  std::int64_t doubtful = 0;  ///< ordered pairs that rounding left open, so the bound is wider
  std::int64_t corners = 0;   ///< of the set that were looked at; 0: pairs were solved one by one
};

/// The places that pairs do not exclude.
///
/// Rows that are equal never stand above each other. Nothing is in doubt where values, weights and
/// total are whole numbers whose products stay below 2^51.
///
/// @param values  n x p, finite, more is better
/// @throws InputError as `check` does, or when a value is not finite or has no weight
///
/// O(n^2 v) for v corners, O(n^2 p^2) where there are very many. The same for any order of rows
/// and any number of threads.
[[nodiscard]] PairBound pair_bound(const Eigen::Ref<const Scores>& values, const WeightSet& set,
                                   Threads threads = kAllThreads);

}  // namespace lantoa
