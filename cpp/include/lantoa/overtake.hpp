// The smallest change of weights at which somebody draws level, or comes to the line.
//
// All weights may move together, each by the same share of itself at the most, at most from
// nothing to its double; or one moves and the others follow in proportion. At the change that is
// told the two are level; beyond it they have changed places.
#pragma once

#include <cstdint>

#include "lantoa/weights.hpp"

namespace lantoa {

inline constexpr double kNoChange = -1.0;  ///< no change within reach does it

/// For each rival the share by which all weights must be free to move until the two are level.
///
/// A rival that is level already has 0, like the row itself. The answer is in closed form: the
/// lead over the most that a lead can move with the weights.
///
/// @param values   n x p, finite
/// @param weights  p, not negative, the present ones
/// @returns        n shares from 0 to 1, kNoChange where none draws the two level
/// @throws InputError when sizes differ, a number is not finite or a weight negative
[[nodiscard]] Doubles level_changes(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                                    std::int64_t row);

/// The weights that draw two rows level with the smallest change; empty where none do.
///
/// @throws InputError as `level_changes` does
[[nodiscard]] Doubles level_weights(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                                    std::int64_t row, std::int64_t rival);

/// For each criterion the nearest weight of its own, from 0 to the total, that brings the row to
/// the line, the others keeping their proportions; kNoChange where none does.
///
/// Whoever is among the first `seats` comes to the line where as many others are above or level,
/// who is not among them where no more than `seats` - 1 are above.
///
/// @throws InputError as `level_changes` does, and when there are no seats or a seat for all
[[nodiscard]] Doubles line_weights(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                                   std::int64_t row, std::int64_t seats);

/// How far the weights must be free to move until a row comes to the line.
struct LineChange {
  double change = kNoChange;  ///< found, with the weights; kNoChange: none found
  double bound = 0;           ///< no smaller change does it; kNoChange: none within reach does
  Doubles weights;            ///< p, at which the row is at the line; empty where none were found
  std::int64_t parts = 0;
  bool is_stopped = false;  ///< the effort was spent: the change may be greater than it must

  [[nodiscard]] bool is_exact() const { return !is_stopped; }
};

/// The smallest common change that brings the row to the line, as `line_weights` says.
///
/// @param effort  multiplications before the search is stopped
/// @throws InputError as `line_weights` does, or when the weights have too many corners
[[nodiscard]] LineChange line_change(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                                     std::int64_t row, std::int64_t seats, std::int64_t effort);

}  // namespace lantoa
