// Which cohort is compared with whom, when and since when.
#pragma once

#include <vector>

#include "lantoa/cohort.hpp"

namespace lantoa {

/// A cohort in a period, and the cohorts beside it, by their numbers.
struct Cell {
  Eigen::Index cohort = 0;
  Code period = 0;
  Code base = 0;
  std::vector<Eigen::Index> controls;
  double control_size = 0;
};

/// Every cell that has a base and controls, by cohort and period.
///
/// @throws InputError when `how.anticipation` is negative
[[nodiscard]] std::vector<Cell> cells_of(const Codes& first, const Codes& size,
                                         Eigen::Index periods, const Comparison& how);

/// The cells with everything but their numbers.
[[nodiscard]] GroupTime empty_cells(const std::vector<Cell>& cells, const Codes& first,
                                    const Codes& size, const Comparison& how);

}  // namespace lantoa
