// Who has seats, on record: for what-if, where only the line is asked and not every place.
//
// The lines are those of `draw_lines`, without what missing values could still change: whoever
// and all that share the place have seats is within, whoever shares the last seats with too many
// is tied. Either one asks once, and nobody is sorted who stands far from a line; or everybody is
// sorted once, and other criteria only skip those who are not in.
#pragma once

#include <memory>

#include "lantoa/cube.hpp"
#include "lantoa/quota.hpp"

namespace lantoa {

/// Weighted sums of points, as whole numbers. What is not asked of a row counts nothing.
///
/// @param points   n x m
/// @param weights  m
/// @throws InputError when the sizes differ or a sum does not fit
[[nodiscard]] Points weigh(const Eigen::Ref<const Points>& points,
                           const Eigen::Ref<const Points>& weights);

/// Those who have seats, or share the last ones, group after group, the best first.
struct Seated {
  Codes row;
  Codes side;  ///< of each, `Side::kWithin` or `Side::kTied`
};

/// Seats those whose entry is in, by `low`; others and those without a group are passed over.
///
/// @param seats  of each group, kBlank: it has no quota and nobody of it is named
/// @throws InputError when a group has no entry in `seats`
[[nodiscard]] Seated seat(const Contest& contest, const Eigen::Ref<const Codes>& seats);

/// Everybody in the order of their places, to be seated again and again.
class Standing {
 public:
  /// @param contest  whoever's entry is out never has a seat
  explicit Standing(const Contest& contest);

  /// Seats those who are in in a cell of a cube.
  ///
  /// @param first  the row of the cube that is row 0 of the contest
  /// @throws InputError when a group has no entry in `seats`, the cell lies outside, or the cube
  ///         has too few rows
  [[nodiscard]] Seated seat(const Cube& cube, const Eigen::Ref<const Codes>& cell,
                            Eigen::Index first, const Eigen::Ref<const Codes>& seats) const;

 private:
  struct Held;
  std::shared_ptr<const Held> held_;
};

}  // namespace lantoa
