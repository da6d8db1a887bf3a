// How large a difference must be for so many simulated offices to find it.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace lantoa {

inline constexpr std::int64_t kFew = 1'000;  ///< arrangements that stand for all

/// Whether so many subjects sum up to what is normal enough for the closed form.
[[nodiscard]] bool is_normal(Eigen::Index subjects, double arrangements, double alpha);

/// The normal law's (z of 1 - alpha/2 + z of power): how many standard errors are found.
[[nodiscard]] double errors_found(double alpha, double power);

/// The least difference from 0 on that so many offices are found at.
///
/// @param up, down  of each office the differences above and below which it is found
[[nodiscard]] double least(std::vector<double> up, std::vector<double> down, double power);

/// @throws InputError when a share is not between 0 and 1, or offices are not 1 to 100,000
void check_power(double alpha, double power, std::int64_t offices);

}  // namespace lantoa
