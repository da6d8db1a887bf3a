// Friedman's Q of subjects that rank their years.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "lantoa/ordered_years.hpp"

namespace lantoa {

/// Twice the average rank of each year, as one subject ranks them: whole numbers.
using YearRanks = std::vector<std::int64_t>;

[[nodiscard]] inline YearRanks sorted_ranks(YearRanks ranks) {
  std::ranges::sort(ranks);
  return ranks;
}

/// Sets Q, its p and its floor.
///
/// @param rows  of at least one subject, all of the same years
/// @throws InputError when draws are needed and there are none
void friedman(const std::vector<YearRanks>& rows, std::int64_t draws, std::uint64_t seed,
              OrderedYears& out);

}  // namespace lantoa
