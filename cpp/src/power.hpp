// How large a difference must be for so many simulated offices to find it.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <utility>
#include <vector>

#include "lantoa/parallel.hpp"

namespace lantoa {

inline constexpr std::int64_t kFew = 1'000;  ///< arrangements that stand for all

/// Whether so many subjects sum up to what is normal enough for the closed form.
[[nodiscard]] bool is_normal(Eigen::Index subjects, double arrangements, double alpha);

/// The normal law's (z of 1 - alpha/2 + z of power): how many standard errors are found.
[[nodiscard]] double errors_found(double alpha, double power);

/// How large the noise of an office may be beside what so many degrees of freedom told of it.
///
/// @param freedom  0 where it is known
[[nodiscard]] double scale_of(std::int64_t freedom, std::uint64_t seed, std::int64_t office);

/// The least difference from 0 on that so many offices are found at.
///
/// @param up, down  of each office the differences above and below which it is found
[[nodiscard]] double least(std::vector<double> up, std::vector<double> down, double power);

/// The least difference that so many of the simulated offices are found at.
///
/// @param simulation  `find(begin, end, up, down)` fills in the differences of some offices, in the
///                    unit of what is known of the noise
/// @param freedom     as in `scale_of`
template <typename Simulation>
[[nodiscard]] double least_found(const Simulation& simulation, std::int64_t freedom,
                                 std::int64_t offices, double power, std::uint64_t seed,
                                 Threads threads) {
  constexpr std::int64_t kGrain = 64;  // offices that are summed side by side
  std::vector<double> up(static_cast<std::size_t>(offices));
  std::vector<double> down(up.size());
  parallel_for_blocks(
      offices, kGrain,
      [&](std::int64_t begin, std::int64_t end) {
        simulation.find(begin, end, up, down);
        for (auto office = begin; office < end; ++office) {
          const double scale = scale_of(freedom, seed, office);
          up[static_cast<std::size_t>(office)] *= scale;
          down[static_cast<std::size_t>(office)] *= scale;
        }
      },
      threads);
  return least(std::move(up), std::move(down), power);
}

/// @throws InputError when freedom is below 0, a share is not between 0 and 1, or offices are not 1
///                    to 100,000
void check_power(std::int64_t freedom, double alpha, double power, std::int64_t offices);

}  // namespace lantoa
