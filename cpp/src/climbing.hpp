// Good weights found by walking: no proof, but a place that is really attained.
#pragma once

#include "rivals.hpp"

namespace lantoa {

/// Weights and how many rivals speak against the end there.
struct Found {
  Spot spot;
  std::int64_t against = 0;
};

/// What was found, or the spot where fewer speak against the end.
[[nodiscard]] Found fewer(const Found& found, const Rivals& rivals, const Spot& spot);

/// Walks from a spot towards one corner after the other while fewer rivals speak against it.
///
/// @param sums  rivals.against * corners
/// @param work  multiplications are added
[[nodiscard]] Found climb(const Rivals& rivals, const Scores& corners, const Scores& sums,
                          const Spot& from, std::int64_t& work);

}  // namespace lantoa
