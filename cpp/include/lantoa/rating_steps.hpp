// Ups, downs and runs of ratings of few levels, exact over all orders of the very same ratings.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/facts.hpp"

namespace lantoa {

/// A code per subject and year, higher is better; below 0: not rated, which shortens the series.
using Ratings = Eigen::Array<Code, Eigen::Dynamic, Eigen::Dynamic>;

inline constexpr Eigen::Index kMostRatedYears = 20;
inline constexpr Code kMostLevels = 8;

/// Steps from one rated year to the next.
struct RatingSteps {
  Codes years;  ///< rated
  Codes ups;
  Codes downs;
  Codes run;                    ///< the most ups in a row
  Eigen::ArrayXd p;             ///< P(|ups* - downs*| >= |ups - downs|), two-sided
  Eigen::ArrayXd p_ups;         ///< P(ups* >= ups)
  Eigen::ArrayXd p_run;         ///< P(run* >= run)
  Eigen::ArrayXd smallest;      ///< the least p that any order of these very ratings gives
  Eigen::ArrayXd smallest_ups;  ///< likewise of p_ups, one-sided
  Eigen::ArrayXd smallest_run;  ///< likewise of p_run, one-sided
};

/// By counting sequences level by level; every count is a whole number.
///
/// @throws InputError when there are more than `kMostRatedYears` columns or `kMostLevels` levels
[[nodiscard]] RatingSteps rating_steps(const Eigen::Ref<const Ratings>& ratings);

}  // namespace lantoa
