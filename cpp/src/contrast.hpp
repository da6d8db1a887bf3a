// What each label of a lot in waves adds to a weighted mean of cells, for every year.
#pragma once

#include <cstdint>
#include <vector>

#include "centring.hpp"
#include "lantoa/staggered.hpp"

namespace lantoa {

/// A stratum: labels that count alike are one class.
struct ContrastGroup {
  std::vector<std::size_t> members;     ///< rows, in order
  std::vector<std::size_t> own;         ///< the class of each member as it was drawn
  std::vector<std::vector<double>> of;  ///< of each class T numbers; of all members they sum to 0
  Wholes size;                          ///< members of each class
};

using Contrast = std::vector<ContrastGroup>;

/// @throws InputError as `turn_count` does
[[nodiscard]] Contrast contrast_of(const Turns& turns,
                                   const Eigen::Ref<const Eigen::VectorXd>& weight);

/// Whether a subject counts as given in a year; its wave as it was drawn.
[[nodiscard]] inline bool is_given(const Turns& turns, std::size_t row, Code year) {
  const Code wave = turns.wave[static_cast<Eigen::Index>(row)];
  return wave > 0 && year >= turns.start[wave - 1];
}

/// The arrangements of all groups, at the most `kCountless`.
[[nodiscard]] std::int64_t arrangement_count(const Contrast& contrast);

/// Whether every arrangement is looked at: few enough, and no stratum too long to walk down.
[[nodiscard]] bool is_enumerated(const Contrast& contrast, const Budget& effort);

}  // namespace lantoa
