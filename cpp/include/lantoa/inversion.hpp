// By how much those drawn differ, and which differences the lot itself does not exclude.
#pragma once

#include "lantoa/lot.hpp"

namespace lantoa {

/// A difference and its interval, by inversion of the two-sided test.
///
/// The interval holds every constant d such that, were d taken from those drawn, the test would
/// keep p > alpha. Each arrangement is at least as extreme for all d between two breakpoints, so
/// that the ends are order statistics of these: no grid (Garthwaite 1996 sought them by search).
struct Shift {
  double estimate = 0;  ///< of least squares within strata; of one stratum the difference of means
  double low = 0;       ///< -infinity where no difference is excluded
  double high = 0;
  bool is_exact = false;
};

/// @param values          n outcomes, finite
/// @param drawn, stratum  as in `lot_tails`
/// @param alpha           0 to 1, both out
/// @throws InputError as `lot_tails` does, when alpha is out of range, or when of no stratum some
///                    but not all are drawn
[[nodiscard]] Shift shift_interval(const Eigen::Ref<const Eigen::VectorXd>& values,
                                   const Codes& drawn, const Codes& stratum, double alpha,
                                   const Budget& effort);

}  // namespace lantoa
