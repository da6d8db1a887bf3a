// How many count as in at any combination of chosen thresholds, without judging again.
//
// Everybody is kept as the region of combinations at which it counts as in. Subjects with equal
// regions are one record, so that a combination is answered from some thousand records, and all
// of them at once from a table of sums. Heads carry the regions of the units that they head.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "lantoa/points.hpp"

namespace lantoa {

inline constexpr std::int64_t kMostCells = 1'000'000;  ///< of one table
inline constexpr std::int64_t kMostJoint =
    65'536;  ///< of one axis, or of axes that one `k_of` counts

/// One threshold that is varied.
struct Axis {
  Code rule = 0;
  Codes thresholds;  ///< growing: a later one lets nobody in whom an earlier one does not
};

/// Counts in the columns of an answer: those who were in before, and those who were not.
enum class Count : std::uint8_t { kUnitsKept, kUnitsGained, kPeopleKept, kPeopleGained };
inline constexpr Eigen::Index kCountColumns = 4;

/// Counts over the product of some axes. `Measurements::cube` makes one.
class Cube {
 public:
  struct Held;
  explicit Cube(std::shared_ptr<const Held> held);

  [[nodiscard]] const Codes& sizes() const;    ///< how many values each axis has
  [[nodiscard]] std::int64_t cells() const;    ///< their product; no more than an int64 holds
  [[nodiscard]] std::int64_t records() const;  ///< how many different regions there are

  /// The counts of one cell, from the records; any number of cells will do.
  ///
  /// @param cell  a position on each axis
  /// @throws InputError when it lies outside
  [[nodiscard]] Points at(const Eigen::Ref<const Codes>& cell) const;

  /// The counts of every cell, the last axis fastest: cells x 4.
  ///
  /// @throws InputError when there are more than `kMostCells`
  [[nodiscard]] Points table() const;

  /// 1 for each judged subject who counts as in in a cell, in the order of the evaluation.
  ///
  /// @throws InputError when it lies outside
  [[nodiscard]] Codes counted(const Eigen::Ref<const Codes>& cell) const;

  [[nodiscard]] const Held& held() const { return *held_; }

 private:
  std::shared_ptr<const Held> held_;
};

}  // namespace lantoa
