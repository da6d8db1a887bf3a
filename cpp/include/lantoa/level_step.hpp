// Whether a block jumped in a year: its level, or the spread of its subjects.
//
// A block becomes one number a year, and the years change places. So a jump that a single year of
// chance would explain is not called one, and with few years most questions have no answer: of
// five years two can be set apart in ten ways only.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/year_permutation.hpp"

namespace lantoa {

/// A block's numbers of each year, NaN where there is none.
struct YearProfile {
  Eigen::ArrayXd level;   ///< mean of the subjects' values less each one's own mean
  Eigen::ArrayXd spread;  ///< natural logarithm of the standard deviation over 5 subjects or more
};

/// @throws InputError when a value is infinite
[[nodiscard]] YearProfile year_profile(const Yearly& values);

/// The mean of the years from one on less the mean of those before it.
struct LevelStep {
  double difference = 0;
  Eigen::Index at = -1;  ///< the first column after the jump; -1: there is none to test
  double p = 1;
  double smallest = 1;  ///< the least p that any order of these years gives
  OrderCount orders;
};

/// At a year that was declared; exact whatever the number of years up to 20.
///
/// Numbers within rounding of each other count as equal, hence as far out.
///
/// @param profile  T numbers, NaN where a year has none: it is left out
/// @param at       the first column after the jump, with a number on both sides, else p = 1
/// @param draws    orders drawn where there are more than `kMostOrders`
/// @throws InputError when `at` is no column
[[nodiscard]] LevelStep declared_step(const Eigen::Ref<const Eigen::ArrayXd>& profile,
                                      Eigen::Index at, std::int64_t draws, std::uint64_t seed);

/// At the year where it is greatest, by the greatest of every order (sup over years).
///
/// Differences weigh by the root of before * after / T; at least two years stand on either side.
[[nodiscard]] LevelStep undeclared_step(const Eigen::Ref<const Eigen::ArrayXd>& profile,
                                        std::int64_t draws, std::uint64_t seed);

}  // namespace lantoa
