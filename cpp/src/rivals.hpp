// The rivals of one subject as what speaks against it under some weights.
#pragma once

#include <cstdint>
#include <vector>

#include "doubt.hpp"
#include "polytope.hpp"

namespace lantoa {

/// Which end of the places is looked for.
enum class Extreme : std::uint8_t {
  kBest,   ///< a rival speaks against it where it stands above the subject
  kWorst,  ///< a rival speaks against it where it does not
};

/// Weights at which rivals are counted.
struct Spot {
  Doubles weights;
  bool is_given = false;  ///< as they came, not computed
};

/// m rivals that speak against an end under some weights and not under others.
struct Rivals {
  Scores against;       ///< m x p: positive sums speak against
  Doubles doubt;        ///< m: sums within it may be either
  Doubles given_doubt;  ///< m: the same of weights as they came
  Extreme end = Extreme::kBest;
  std::int64_t always = 0;  ///< further rivals that speak against it under all weights
  std::int64_t others = 0;  ///< all but the subject

  /// How many speak against the end there, all that are in doubt counted.
  [[nodiscard]] std::int64_t count(const Spot& spot) const;
  /// The place that so many rivals make.
  [[nodiscard]] std::int64_t place(std::int64_t against_it) const {
    return end == Extreme::kBest ? 1 + against_it : 1 + others - against_it;
  }
};

/// The rivals of a row that corners of a set do not settle.
[[nodiscard]] Rivals rivals_of(const Eigen::Ref<const Scores>& values, const Doubt& doubt,
                               const Scores& corners, Eigen::Index row, Extreme end);

}  // namespace lantoa
