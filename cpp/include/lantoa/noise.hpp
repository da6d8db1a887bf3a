// How far places move where nothing does: the noise baseline.
//
// A measurement that is not perfectly reliable gives other places every time it is taken, although
// nobody changed. Places that move further than that really moved.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/agreement.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// What tau-b would be in two years of one truth, each measured with an error of its own.
struct NoiseRange {
  double expected = 0;
  double low = 0;
  double high = 0;
  std::int64_t draws = 0;  ///< simulated; 0: in closed form
};

inline constexpr Eigen::Index kMostShuffled = 200;  ///< larger ones without ties: in closed form
inline constexpr Eigen::Index kMostThinned = 1000;
inline constexpr std::int64_t kMostThinnedDraws = 1999;

/// The noise baseline of one step.
///
/// Both years are bivariate normal with correlation r behind values that tie as the observed ones
/// do: expected tau is (2 / pi) asin r where nothing ties. With ties or few subjects the range is
/// simulated; else it is normal with the exact variance (Esscher 1924; Kendall, Rank Correlation
/// Methods, 1948, chapter 10). Above `kMostThinned` subjects with ties as many are simulated that
/// tie alike, and the width is brought to n by its square root.
///
/// @param first, second  n values of the two years, larger is better, equal is a tie
/// @param reliability    r, 0 to 1
/// @param level          0 to 1, both out
/// @param replicate      the first draw: other steps of one seed take others
/// @throws InputError when sizes differ or a number is out of range
[[nodiscard]] NoiseRange noise_range(const Order& first, const Order& second, double reliability,
                                     double level, std::int64_t draws, std::uint64_t seed,
                                     std::uint64_t replicate = 0, Threads threads = kAllThreads);

}  // namespace lantoa
