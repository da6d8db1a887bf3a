// Draws in parts that can be counted at the same time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string>

#include "drawing.hpp"
#include "lantoa/acceptability.hpp"
#include "lantoa/error.hpp"
#include "placing.hpp"

namespace lantoa {

/// Draws in a part. Borders follow from the task alone; every part has `cells` tallies of its own.
inline std::int64_t part_size(const Sampling& sampling, const Weighable& values,
                              std::int64_t cells) {
  constexpr std::int64_t kMostCells = std::int64_t{1} << 24U;  // of all parts together
  constexpr std::int64_t kMostParts = 8;
  constexpr std::int64_t kSmallWork = 20'000'000;  // some 20 ms: not worth threads
  const bool is_small = sampling.draws < kSmallWork / (values.n() * values.p());
  const std::int64_t parts =
      is_small ? 1 : std::clamp<std::int64_t>(kMostCells / cells, 1, kMostParts);
  const std::int64_t size = (sampling.draws + parts - 1) / parts;
  return (size + Weighable::kTogether - 1) / Weighable::kTogether * Weighable::kTogether;
}

inline void check(const Sampling& sampling) {
  if (sampling.draws < 1 || sampling.draws > std::numeric_limits<std::int32_t>::max()) {
    throw InputError("draws must be 1 to 2147483647, not " + std::to_string(sampling.draws));
  }
}

/// Calls `one(weights, scores)` for the draws of a part, in order.
template <typename One>
void for_each_draw(const Weighable& values, const Weights& weights, std::uint64_t seed,
                   std::int64_t first, std::int64_t last, const One& one) {
  constexpr Eigen::Index kTogether = Weighable::kTogether;
  Eigen::MatrixXd drawn = Eigen::MatrixXd::Zero(values.p(), kTogether);
  Eigen::MatrixXd scores(values.n(), kTogether);
  for (std::int64_t draw = first; draw < last; draw += kTogether) {
    const Eigen::Index size = std::min<std::int64_t>(kTogether, last - draw);
    for (Eigen::Index at = 0; at < size; ++at) {
      weights.draw(seed, draw + at, drawn.col(at).data());
    }
    values.score(drawn.data(), scores);
    for (Eigen::Index at = 0; at < size; ++at) one(drawn.col(at), scores.col(at));
  }
}

/// Tells `stands` the place of everybody, from 0, as far as `most` places go.
///
/// Equals share the better place: those no more than `rounding` behind the first of them.
template <typename Stands>
void tell_places(std::span<const ScoredSubject> order, std::size_t most, double rounding,
                 const Stands& stands) {
  for (std::size_t first = 0, last = 0; first < most; first = last) {
    const double least = order[first].score - rounding;
    for (++last; last < order.size() && order[last].score >= least;) ++last;
    for (std::size_t at = first; at < last; ++at) {
      stands(order[at].subject, first, last - first > 1);
    }
  }
}

}  // namespace lantoa
