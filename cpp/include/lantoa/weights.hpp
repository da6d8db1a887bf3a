// Sets of weights under which something is to hold: a box, or an order of importance.
//
// The weights of a set are not negative and have one sum. Such a set is a polytope; whatever is
// linear in the weights is least and most at its corners.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <Eigen/Core>

namespace lantoa {

using Doubles = Eigen::VectorXd;
using Scores = Eigen::MatrixXd;  ///< n x p values, more is better; or p x v weights

/// Weights of p criteria.
///
/// With an order they fall along it and none is below `low`, which is then one number for all;
/// `high` is not read. Without one each lies between its own ends.
struct WeightSet {
  Doubles low;   ///< p, not negative
  Doubles high;  ///< p
  double total = 1.0;
  std::vector<std::int32_t> order;  ///< criteria, the most important first; empty: a box
};

/// Refuses a set that no weights fit, or whose numbers are of no use.
///
/// @throws InputError when sizes differ, a number is not finite, negative or the wrong way round,
///         the order is no order of the criteria, or no weights have the total
void check(const WeightSet& set);

/// The corners of a set as p x v weights, each once, in an order of their own.
///
/// A corner of a box has all weights but one at an end. Sums are right to a few roundings, and
/// exact where all numbers are whole.
///
/// @param most  how many corners are listed; nothing where there are more
/// @throws InputError as `check` does
[[nodiscard]] std::optional<Scores> corners(const WeightSet& set, std::int64_t most);

/// The most that a sum with these gains can be under the weights of a box, by its dual.
///
/// Never too small by more than the rounding of p products. O(p^2) for the small p of weights.
///
/// @param set   a box
/// @param gain  p
[[nodiscard]] double most_in_box(const WeightSet& set, const double* gain);

}  // namespace lantoa
