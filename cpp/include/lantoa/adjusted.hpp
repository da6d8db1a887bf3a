// Group-time differences among subjects made alike: for those who do not differ in what is known.
#pragma once

#include <Eigen/Core>

#include "lantoa/cohort.hpp"

namespace lantoa {

/// Cells as `group_time` gives them, doubly robust in covariates.
///
/// In each cell the chance to be in the cohort is fitted by a logit, the change of the controls by
/// least squares; controls weigh by the odds, summed to 1. Either fit alone suffices, and errors
/// include the influence of both (Sant'Anna and Zhao 2020, Journal of Econometrics 219, 101-122).
/// A cell whose cohort is told from its controls by the covariates, or whose covariates are
/// collinear, is not there.
///
/// @param values      n x T, finite
/// @param first       n periods of 1..T, kNeverExposed for those never exposed
/// @param covariates  n x q, finite; the column of ones is added here
/// @throws InputError when the lengths differ, a number is not finite or a period is outside
[[nodiscard]] GroupTime group_time_adjusted(const Eigen::Ref<const Eigen::ArrayXXd>& values,
                                            const Codes& first,
                                            const Eigen::Ref<const Eigen::ArrayXXd>& covariates,
                                            const Comparison& how);

}  // namespace lantoa
