// Medians, average ranks and the tail of F: what robust comparisons are made of.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace lantoa {

/// Of a standard normal the median distance from the median is 1 / kNormal.
inline constexpr double kNormal = 1.4826;

/// The middle number, or half-way between the two in the middle; reorders them; at least one.
[[nodiscard]] double median(std::span<double> numbers);

/// The median distance from a centre; at least one number.
[[nodiscard]] double median_distance(std::span<const double> numbers, double centre);

/// Twice the average rank of each, from 2: whole numbers, ties share theirs.
template <typename Number>
[[nodiscard]] std::vector<std::int64_t> twice_average_ranks(std::span<const Number> numbers) {
  std::vector<std::size_t> rows(numbers.size());
  std::iota(rows.begin(), rows.end(), 0U);
  std::ranges::sort(rows, {}, [&](std::size_t row) { return numbers[row]; });
  std::vector<std::int64_t> out(numbers.size());
  for (std::size_t first = 0, last = 0; first < rows.size(); first = last) {
    while (last < rows.size() && numbers[rows[last]] == numbers[rows[first]]) ++last;
    for (std::size_t at = first; at < last; ++at) {
      out[rows[at]] = static_cast<std::int64_t>(first + 1 + last);
    }
  }
  return out;
}

/// The correlation of twice the average ranks; 0 where one of the two is constant.
[[nodiscard]] double rank_correlation(std::span<const std::int64_t> first,
                                      std::span<const std::int64_t> second);

/// The chance that F with `above` and `below` degrees of freedom, times `above`, is larger.
///
/// @param sum  of `above` squares, 0 to infinity
[[nodiscard]] double chance_above(double sum, double above, double below);

}  // namespace lantoa
