// Whether ratings on a few ordered levels get better over the years: the cumulative logit.
//
// The odds of being above a level, whichever level that is, change by one factor a year
// (McCullagh, "Regression models for ordinal data", JRSS B 42, 1980). The error of that factor is
// taken between subjects, whose years are alike; its p value by changing the order of the years
// for all subjects together, because what happens to everybody in a year is no trend either.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/facts.hpp"

namespace lantoa {

/// A code of a level for n subjects in T years, from the lowest, 0; below 0 where none is known.
using LevelRows = Eigen::Ref<const Eigen::Matrix<Code, Eigen::Dynamic, Eigen::Dynamic>>;

struct OrdinalTrend {
  double slope = 0;        ///< of the log odds of standing above a level, a unit of time
  double error = 0;        ///< between subjects: sandwich, times n / (n - 1)
  double model_error = 0;  ///< as if all ratings were independent
  Eigen::ArrayXd cuts;     ///< k - 1 log odds of standing no higher, at time 0
  double log_likelihood = 0;
  std::int64_t ratings = 0;
  std::int64_t subjects = 0;  ///< with a rating
  bool converged = false;     ///< false: no finite slope fits best, as where years part levels
};

/// Fits by Newton's method; the likelihood is concave, so that there is one best fit.
///
/// @param times  T whole numbers, no two alike
/// @param k      how many levels there are, 2 or more, each of which occurs
/// @throws InputError when a code is out of range, a level does not occur or sizes differ
[[nodiscard]] OrdinalTrend ordinal_trend(const LevelRows& levels, const Codes& times, Code k);

inline constexpr Eigen::Index kMostYearsInOrder = 10;  ///< whose 10! orders are all looked at

struct OrdinalOrder {
  /// The score of the slope where nothing changes, times twice the ratings: a whole number.
  std::int64_t score = 0;
  double p = 1;         ///< P(|score*| >= |score|) over all orders of the years
  double smallest = 1;  ///< the least p that any order of these years gives
  std::int64_t orders = 1;
};

/// The exact test of the slope by joint permutation of the years.
///
/// @throws InputError as `ordinal_trend`, or when there are more than `kMostYearsInOrder` years
[[nodiscard]] OrdinalOrder ordinal_order(const LevelRows& levels, const Codes& times, Code k);

}  // namespace lantoa
