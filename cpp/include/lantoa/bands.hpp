// Bands: levels with limits, and the highest one whose limits all hold.
//
// A level may limit any number of a subject, its total as well as each criterion: 90 in all and
// 85 of 100 in each. Where no level holds the subject is in none; it is not put into the nearest.
#pragma once

#include "lantoa/parting.hpp"
#include "lantoa/tally.hpp"

namespace lantoa {

inline constexpr std::int64_t kLeast = kNoNumber;                                ///< no limit
inline constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();  ///< no limit

/// L levels, the best first, with limits for k numbers.
struct Bands {
  Points least;  ///< L x k, kLeast: any number, and an unknown one too
  Points most;   ///< L x k, kMost likewise
};

/// The level of n subjects, from 0; kBlank: none.
struct Banded {
  Codes sure;         ///< the best level that holds whatever is unknown
  Codes best;         ///< the best level that holds at some of what is unknown
  CodeTable lacking;  ///< n x k: 1 where the number keeps it from the level above `sure`
};

/// Finds the highest level of each whose limits hold.
///
/// @param numbers  n x k, kNoNumber where it is unknown
/// @throws InputError when the parts differ in size
[[nodiscard]] Banded band(const Eigen::Ref<const Points>& numbers, const Bands& bands);

}  // namespace lantoa
